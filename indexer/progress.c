#include "indexer/progress.h"

#include "engine/base/terminal.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { BAR_COLUMNS = 20 };

double progress_clock(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

struct progress progress_begin(bool quiet)
{
    struct terminal t = terminal_look(STDERR_FILENO, COLOR_AUTO);
    double now = progress_clock();
    return (struct progress){ .shown = t.is_tty && !quiet, .columns = t.width, .started = now, .last = now };
}

static void put_bar(struct strbuf *b, double share, double seconds, uint64_t bytes)
{
    share = share > 1 ? 1 : share;
    strbuf_string(b, "  [");
    for (int i = 0; i < BAR_COLUMNS; i++)
        strbuf_byte(b, i < (int)(share * BAR_COLUMNS + 0.5) ? '#' : '.');
    strbuf_format(b, "] %3.0f %%", share * 100);
    if (bytes)
        strbuf_format(b, "  %.1f MB/s", (double)bytes / 1e6 / seconds);
    if (share > 0.01 && seconds > 1) {
        int left = (int)(seconds / share * (1 - share) + 0.5);
        strbuf_format(b, "  %d:%02d left", left / 60, left % 60);
    }
}

void progress_tick(struct progress *p, struct report *r)
{
    const double interval = 0.2;
    double now = progress_clock();
    if (!p->shown || now - p->last < interval)
        return;
    p->last = now;
    CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
    pthread_mutex_lock(&r->mutex);
    uint64_t read = r->added + r->updated + r->unchanged, indexed = r->indexed, bytes = r->bytes_read, total = r->bytes_total;
    uint64_t behind = r->added + r->updated, to_index = r->to_index;
    pthread_mutex_unlock(&r->mutex);
    if (to_index)
        strbuf_format(&b, "%llu of %llu articles indexed anew", (unsigned long long)indexed, (unsigned long long)to_index);
    else
        strbuf_format(&b, "%llu articles read, %llu indexed", (unsigned long long)read, (unsigned long long)indexed);
    /* Indexing trails reading: the share of what was read that is indexed too is what is done. */
    double share = total ? (double)bytes / (double)total : 0;
    if (behind)
        share *= (double)indexed / (double)behind;
    if (to_index)
        put_bar(&b, (double)indexed / (double)to_index, now - p->started, 0);
    else if (total)
        put_bar(&b, share, now - p->started, bytes);
    struct str line = terminal_fit(strbuf_view(&b), p->columns - 1);
    fprintf(stderr, "\r%.*s\x1b[K", STR_ARG(line));
    fflush(stderr);
}

void progress_end(struct progress *p)
{
    if (p->shown)
        fputs("\r\x1b[K", stderr);
}

struct timespec progress_next_tick(void)
{
    enum { TICK_NS = 200 * 1000 * 1000, SECOND_NS = 1000 * 1000 * 1000 };
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_nsec += TICK_NS;
    t.tv_sec += t.tv_nsec / SECOND_NS;
    t.tv_nsec %= SECOND_NS;
    return t;
}
