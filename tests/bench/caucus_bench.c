/*
 * caucus-bench: times searches inside one process, through the same planner and executor as `caucus search`, on an index that `caucus index` builds.
 *
 *     caucus-bench index NAME NORM.tsv WHERE     indexes lines of id, yyyymmdd, text into the data folder WHERE
 *     caucus-bench bench NAME WHERE QUERIES      a line for each class and query: NAME class query best_ms median_ms matches ids dates
 *     caucus-bench one   NAME WHERE "words"      one search for all of the words: 10 ids
 *
 * QUERIES has a query a line, lower-case words with spaces between. Classes: or, and (top 10 by relevance), range (and, within $YEAR, 2017), date (and,
 * the newest first), phrase (the first two words), count (and, the number alone); and those that only caucus has: best (and, in the default order
 * with dates, actors and proximity), facets (and, with the actors, countries and sources of all matches), timeline (and, by month),
 * prefix (the first word cut to four letters), actor (the first word as an actor, if it is one). $CAUCUS_POSTINGS=api reads by FTS5's API alone; $CLASSES names
 * those that are wanted.
 */
#define _GNU_SOURCE     /* F_SETPIPE_SZ */
#include "engine/base/memory.h"
#include "indexer/update.h"
#include "query/execute/search.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { QUERIES_MAX = 1000, ROUNDS = 10, WARMING = 2, HITS = 10, MINUTE_MS = 60000 };

enum class { OR, AND, RANGE, DATE, PHRASE, COUNT, BEST, FACETS, TIMELINE, PREFIX, ACTOR, CLASSES };
static const char *const class_names[CLASSES] = {
    "or", "and", "range", "date", "phrase", "count", "best", "facets", "timeline", "prefix", "actor",
};

static void die(const char *what, const char *why)
{
    fprintf(stderr, "caucus-bench: %s: %s\n", what, why);
    exit(1);
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

/* ---- indexing ---- */

static bool has_control(const char *p, size_t n)
{
    bool has = false;
    for (size_t i = 0; i < n; i++)
        has |= (unsigned char)p[i] < ' ';
    return has;
}

/* Up to the next quotation mark or backslash, which there are few of, as it is. */
static void put_plain(FILE *out, const char *p, size_t n)
{
    if (!has_control(p, n)) {
        fwrite(p, 1, n, out);
        return;
    }
    for (size_t i = 0; i < n; i++)
        putc_unlocked((unsigned char)p[i] < ' ' ? ' ' : p[i], out);
}

static void put_string(FILE *out, const char *p, const char *end)
{
    const char *quote = p, *slash = p;      /* the next ones, or the end */
    while (p < end) {
        if (quote && quote <= p)
            quote = memchr(p, '"', (size_t)(end - p));
        if (slash && slash <= p)
            slash = memchr(p, '\\', (size_t)(end - p));
        const char *to = quote && (!slash || quote < slash) ? quote : slash ? slash : end;
        put_plain(out, p, (size_t)(to - p));
        if (to < end) {
            putc_unlocked('\\', out);
            putc_unlocked(*to++, out);
        }
        p = to;
    }
}

/* A line of NORM.tsv as a line of JSON. */
static void put_json(FILE *out, const char *line, size_t n)
{
    const char *end = line + n, *date = memchr(line, '\t', n), *text = date ? memchr(date + 1, '\t', (size_t)(end - date) - 1) : NULL;
    if (!text || text - date < 9)
        return;
    fprintf(out, "{\"id\":\"%.*s\",\"date\":\"%.4s-%.2s-%.2s\",\"title\":\"\",\"text\":\"", (int)(date - line), line, date + 1, date + 5, date + 7);
    put_string(out, text + 1, end - (end[-1] == '\n'));
    fputs("\"}\n", out);
}

/* The articles come through standard input, as they would from any other program. */
static pid_t feed(const char *path)
{
    enum { PIPE_BYTES = 1 << 20 };
    int ends[2];
    if (pipe(ends) != 0)
        die(path, "cannot make a pipe");
    fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES);   /* where it may not be so large, the two wait for each other more often */
    pid_t child = fork();
    if (child < 0)
        die(path, "cannot start a process");
    if (child > 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        close(ends[1]);
        return child;
    }
    close(ends[0]);
    static char buffer[PIPE_BYTES];     /* without memory for it, glibc does not heed the size */
    struct stat st;
    int in = open(path, O_RDONLY);
    FILE *out = fdopen(ends[1], "w");
    if (in < 0 || !out || fstat(in, &st) != 0)
        die(path, "cannot be read");
    setvbuf(out, buffer, _IOFBF, sizeof buffer);
    const size_t n = (size_t)st.st_size;
    const char *text = n ? mmap(NULL, n, PROT_READ, MAP_PRIVATE, in, 0) : "";
    if (text == MAP_FAILED)
        die(path, "cannot be read");
    for (const char *line = text, *end = text + n, *next; line < end; line = next) {
        const char *feed = memchr(line, '\n', (size_t)(end - line));
        next = feed ? feed + 1 : end;
        put_json(out, line, (size_t)(next - line));
    }
    exit(fclose(out) == 0 ? 0 : 1);
}

static void build(const char *tsv, const char *where)
{
    struct config config;
    struct report report;
    struct error err = { ERROR_NONE };
    const char *paths[] = { "-" };
    int status = 1;
    config_default(&config);
    const struct ingest_batch batch = { .paths = paths, .path_count = 1, .options = { .format = FORMAT_JSONL } };
    const struct update update = { .data_dir = where, .config = &config, .batches = &batch, .batch_count = 1, .quiet = true, .now = civil_now() };
    report_init(&report);
    pid_t child = feed(tsv);
    if (!update_run(&update, &report, &err))
        die(where, err.text);
    if (waitpid(child, &status, 0) < 0 || status != 0)
        die(tsv, "could not be read to its end");
    report_release(&report);
    config_release(&config);
}

/* ---- searching ---- */

struct bench {
    struct searcher *searcher;
    struct config plain, full;          /* relevance alone; the default weights */
    struct searcher *ranked;            /* with the default weights; NULL: only one question is asked */
    const char *name;
    long year;
};

static void open_index(struct bench *b, const char *where, bool once)
{
    struct error err = { ERROR_NONE };
    const char *reader = getenv("CAUCUS_POSTINGS"), *year = getenv("YEAR");
    config_default(&b->plain);
    config_default(&b->full);
    b->plain.ranking.proximity = 0;
    if (!(once ? searcher_open_once : searcher_open)(where, &b->plain, &b->searcher, &err) ||
        (!once && !searcher_open(where, &b->full, &b->ranked, &err)))
        die(where, err.text);
    if (reader && strcmp(reader, "api") == 0) {
        searcher_read_by(b->searcher, POSTINGS_API);
        if (b->ranked)
            searcher_read_by(b->ranked, POSTINGS_API);
    }
    b->year = year ? atol(year) : 2017;
}

static void close_index(struct bench *b)
{
    searcher_close(b->searcher);
    searcher_close(b->ranked);
    config_release(&b->plain);
    config_release(&b->full);
}

/* The question of a class, in caucus's language. */
static void put_question(const struct bench *b, enum class class, const char *words, struct strbuf *out)
{
    struct str all = str_of(words), first = str_slice(all, 0, str_find(all, ' '));
    strbuf_clear(out);
    if (class == PREFIX) {
        strbuf_format(out, "%.*s*", first.n > 4 ? 4 : (int)first.n, first.p);
    } else if (class == ACTOR) {
        strbuf_format(out, "actor:%.*s", STR_ARG(first));
    } else if (class == PHRASE) {
        strbuf_format(out, "\"%s\"", words);
    } else {
        for (const char *p = words; *p; p++)
            if (*p == ' ' && class == OR)
                strbuf_string(out, " OR ");
            else
                strbuf_byte(out, *p);
    }
    if (class == RANGE)
        strbuf_format(out, " date:%ld", b->year);
    strbuf_byte(out, '\0');
    out->n--;
}

static struct search_request request_of(const struct bench *b, enum class class, const char *words, bool uncounted, struct strbuf *text)
{
    put_question(b, class, words, text);
    struct search_request r = {
        .text = text->p, .clock = { .now = civil_now() }, .limit = HITS, .strict = true, .sort = class == DATE ? SORT_NEWEST : SORT_RELEVANCE,
        .uncounted = uncounted, .count_only = class == COUNT || class == FACETS || class == TIMELINE,
    };
    if (class == BEST)
        r.sort = SORT_BEST;
    if (class == FACETS) {
        r.facets[0] = FACET_ACTOR;
        r.facets[1] = FACET_COUNTRY;
        r.facets[2] = FACET_SOURCE;
        r.facet_n = 3;
        for (size_t i = 0; i < r.facet_n; i++)
            r.facet_counts[i] = FACET_VALUES;
    }
    if (class == TIMELINE)
        r.by = BY_MONTH;
    return r;
}

struct answer {
    uint64_t total;
    uint32_t ids[HITS];
    int32_t dates[HITS];
    size_t n;
};

/* False: it is no question for this index (a name that nobody has). */
static bool ask(struct bench *b, enum class class, const char *words, bool uncounted, struct answer *ret, struct strbuf *text,
                struct arena *arena)
{
    struct error err = { ERROR_NONE };
    struct search_result result;
    struct search_request r = request_of(b, class, words, uncounted, text);
    bool ok = searcher_run(class == BEST ? b->ranked : b->searcher, &r, arena, &result, &err);
    ok = ok && (class != ACTOR || !result.note_count);     /* a note: it is nobody's name */
    if (ok) {
        *ret = (struct answer){ .total = result.total, .n = result.hit_count };
        for (size_t i = 0; i < result.hit_count; i++) {
            ret->ids[i] = result.hits[i].docid;
            ret->dates[i] = result.hits[i].date;
        }
    }
    arena_reset(arena);
    return ok;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int day_number(int32_t minutes)
{
    if (minutes == CIVIL_NONE)
        return 0;
    struct civil c = civil_of_minutes(minutes);
    return c.year * 10000 + c.month * 100 + c.day;
}

static void print_answer(const struct bench *b, enum class class, const char *words, double *times, int rounds, const struct answer *a)
{
    qsort(times, (size_t)rounds, sizeof *times, by_value);
    printf("%s\t%s\t%s\t%.4f\t%.4f\t%lld\t", b->name, class_names[class], words, times[0], (times[(rounds - 1) / 2] + times[rounds / 2]) / 2,
           class == DATE ? -1LL : (long long)a->total);
    for (size_t i = 0; i < a->n; i++)
        printf("%s%u", i ? "," : "", a->ids[i]);
    putchar('\t');
    for (size_t i = 0; i < a->n; i++)
        printf("%s%d", i ? "," : "", day_number(a->dates[i]));
    putchar('\n');
}

/* The queries in turn, a few rounds to warm up and ten that count; fewer, but three at least, once they take a minute. */
static void measure(struct bench *b, enum class class, char *const *queries, size_t n)
{
    static double times[QUERIES_MAX][ROUNDS];
    static struct answer answers[QUERIES_MAX];
    static bool asked[QUERIES_MAX];
    CLEANUP_ARENA struct arena arena = { .keep = SEARCH_ARENA_BYTES };
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    double begin = now_ms();
    int round = -WARMING;
    for (; round < ROUNDS && !(round >= 3 && now_ms() - begin > MINUTE_MS); round++)
        for (size_t i = 0; i < n; i++) {
            double from = now_ms();
            asked[i] = ask(b, class, queries[i], true, &answers[i], &text, &arena);
            if (round >= 0)
                times[i][round] = now_ms() - from;
        }
    for (size_t i = 0; i < n; i++)
        if (asked[i] && ask(b, class, queries[i], false, &answers[i], &text, &arena))
            print_answer(b, class, queries[i], times[i], round, &answers[i]);
    fflush(stdout);
}

static bool wanted(const char *name)
{
    const char *classes = getenv("CLASSES"), *at = classes ? strstr(classes, name) : name;
    return at != NULL;
}

static void bench(struct bench *b, const char *path)
{
    char line[1024], *queries[QUERIES_MAX];
    for (int class = 0; class < CLASSES; class++) {
        FILE *f = fopen(path, "r");
        size_t n = 0;
        if (!f)
            die(path, "cannot be read");
        while (n < QUERIES_MAX && fgets(line, sizeof line, f)) {
            line[strcspn(line, "\n")] = '\0';
            char *space = strchr(line, ' ');
            if (class == PHRASE && space && (space = strchr(space + 1, ' ')))
                *space = '\0';
            if (*line && (class != PHRASE || strchr(line, ' ')))
                queries[n++] = xstrdup(line);
        }
        fclose(f);
        if (wanted(class_names[class]))
            measure(b, (enum class)class, queries, n);
        while (n)
            free(queries[--n]);
    }
}

static void one(struct bench *b, const char *words)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    struct answer a;
    if (!ask(b, AND, words, true, &a, &text, &arena))
        die(words, "is no question for this index");
    for (size_t i = 0; i < a.n; i++)
        printf("%u\n", a.ids[i]);
}

int main(int argc, char **argv)
{
    struct bench b = { .name = argc > 2 ? argv[2] : "" };
    if (argc != 5)
        die("usage", "index NAME NORM.tsv WHERE | bench NAME WHERE QUERIES | one NAME WHERE WORDS");
    if (strcmp(argv[1], "index") == 0) {
        build(argv[3], argv[4]);
        return 0;
    }
    open_index(&b, argv[3], strcmp(argv[1], "one") == 0);
    if (strcmp(argv[1], "bench") == 0)
        bench(&b, argv[4]);
    else
        one(&b, argv[4]);
    close_index(&b);
    return 0;
}
