#include "query/present/snippet.h"

#include "engine/base/utf8.h"

enum { KINDS = 64, LEAD_IN = 60 };

/* How good a window from span `first` is: different matches count most. */
static unsigned window_worth(const struct spans *spans, size_t first, size_t width, size_t *ret_last)
{
    uint64_t kinds = 0;
    unsigned count = 0;
    size_t i = first;
    for (; i < spans->n && spans->v[i].end - spans->v[first].start <= width; i++) {
        kinds |= 1ull << (spans->v[i].what % KINDS);
        count++;
    }
    *ret_last = i > first ? i - 1 : first;
    if (count > 99)
        count = 99;
    return (unsigned)__builtin_popcountll(kinds) * 100 + count;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/*
 * The first beginning of a word in [at, end], `end` where there is none. Scripts without spaces have no
 * word's beginning to wait for: there any character's will do.
 */
static size_t word_start(struct str text, size_t at, size_t end)
{
    enum { FARTHEST = 40 };
    for (size_t i = at, steps = 0; i < end && steps < FARTHEST; i++, steps++)
        if (!is_space(text.p[i]) && (i == 0 || is_space(text.p[i - 1])))
            return i;
    while (at < end && ((unsigned char)text.p[at] & 0xC0) == 0x80)
        at++;
    return end - at <= FARTHEST ? end : at;
}

static size_t word_end(struct str text, size_t at)
{
    enum { FARTHEST = 40 };
    for (size_t i = at, steps = 0; i < text.n && steps < FARTHEST; i++, steps++)
        if (is_space(text.p[i]))
            return i;
    return text.n - at <= FARTHEST ? text.n : utf8_start(text, at);
}

static bool ends_sentence(struct str text, size_t i)
{
    return text.p[i] == '\n' ||
           (i + 1 < text.n && is_space(text.p[i + 1]) && strchr(".!?", text.p[i]) && text.p[i]);
}

/* Where to begin, so that `from` has words before it: with its sentence if that is near, else with a word. */
static size_t beginning(struct str text, size_t from, size_t room)
{
    size_t earliest = from > room ? from - room : 0, start = from;
    if (earliest == 0)
        return 0;
    for (size_t i = from; i > earliest; i--)
        if (ends_sentence(text, i - 1)) {
            start = i;
            break;
        }
    if (start == from)
        return word_start(text, room > LEAD_IN ? from - LEAD_IN : earliest, from);
    while (start < from && is_space(text.p[start]))
        start++;
    return start;
}

struct snippet snippet_best(struct str text, const struct spans *spans, size_t width, struct arena *arena)
{
    size_t best = 0, best_last = 0, last;
    unsigned best_worth = 0;
    for (size_t i = 0; i < spans->n; i++) {
        unsigned worth = window_worth(spans, i, width, &last);
        if (worth > best_worth) {
            best_worth = worth;
            best = i;
            best_last = last;
        }
    }
    size_t start = 0, end = text.n < width ? text.n : word_end(text, width);
    if (spans->n) {
        size_t from = spans->v[best].start, to = spans->v[best_last].end, used = to - from;
        start = beginning(text, from, used < width ? width - used : 0);
        end = start + width < to ? to : start + width;
        end = end >= text.n ? text.n : word_end(text, end);
    }
    while (end > start && is_space(text.p[end - 1]))
        end--;
    struct snippet s = { .text = str_slice(text, start, end),
                         .cut_before = start > 0,
                         .cut_after = end < text.n };
    s.spans.v = arena_array(arena, struct span, spans->n + 1);
    for (size_t i = 0; i < spans->n; i++) {
        struct span x = spans->v[i];
        if (x.start < start || x.end > end)
            continue;
        x.start -= (uint32_t)start;
        x.end -= (uint32_t)start;
        s.spans.v[s.spans.n++] = x;
    }
    return s;
}
