#include "indexer/quote_marks.h"

#include "engine/base/hash.h"
#include "engine/base/memory.h"
#include "engine/base/utf8.h"
#include "engine/text/ascii_bytes.h"

#include <stdlib.h>

enum mark_kind {
    MARK_NONE,
    MARK_STRAIGHT,      /* " ″ '': opens and closes */
    MARK_OPEN,          /* “ „ « `` */
    MARK_CLOSE,         /* ” » */
    MARK_SINGLE,        /* ‘ ’ ' in a text without the others */
};

struct mark {
    enum mark_kind kind;
    uint32_t start, end;
    bool low;           /* „: “ closes it */
    bool straight;      /* " */
};

struct finding {
    struct str text;
    bool single;        /* looks for single marks */
    struct marked_texts found;
    size_t capacity, paragraph_capacity;
};

/* ---- paragraphs ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void add_paragraph(struct finding *f, size_t start, size_t end)
{
    if (start >= end)
        return;
    GROW(f->found.paragraphs, f->found.paragraph_count, f->paragraph_capacity);
    f->found.paragraphs[f->found.paragraph_count++] = (struct paragraph){ (uint32_t)start, (uint32_t)end };
}

/* One line break before a small letter, after no end of a sentence: a line that was wrapped. */
static bool is_wrapped(struct str text, size_t line_end, size_t next, size_t breaks)
{
    if (breaks != 1 || next >= text.n || line_end == 0)
        return false;
    char before = text.p[line_end - 1], behind = text.p[next];
    return behind >= 'a' && behind <= 'z' && !strchr(".!?\"'", before) && (unsigned char)before < 0x80;
}

static void find_paragraphs(struct finding *f)
{
    struct str t = f->text;
    size_t start = 0;
    for (size_t i = 0; i < t.n;) {
        const char *line_end = memchr(t.p + i, '\n', t.n - i);
        if (!line_end)
            break;
        i = (size_t)(line_end - t.p);
        size_t end = i, breaks = 0;
        for (; i < t.n && is_space(t.p[i]); i++)
            breaks += t.p[i] == '\n';
        if (is_wrapped(t, end, i, breaks))
            continue;
        add_paragraph(f, start, end);
        start = i;
    }
    add_paragraph(f, start, t.n);
}

/* ---- marks ---- */

static struct mark mark_at(const struct finding *f, size_t at)
{
    static const struct { const char *bytes; size_t n; enum mark_kind kind; bool low; } marks[] = {
        { "\"", 1, MARK_STRAIGHT, false }, { "''", 2, MARK_STRAIGHT, false }, { "``", 2, MARK_OPEN, false },
        { "“", 3, MARK_OPEN, false }, { "”", 3, MARK_CLOSE, false }, { "„", 3, MARK_OPEN, true },
        { "«", 2, MARK_OPEN, false }, { "»", 2, MARK_CLOSE, false }, { "″", 3, MARK_STRAIGHT, false },
        { "‘‘", 6, MARK_OPEN, false }, { "’’", 6, MARK_CLOSE, false },
    }, single_marks[] = { { "'", 1, MARK_SINGLE, false }, { "‘", 3, MARK_SINGLE, false }, { "’", 3, MARK_SINGLE, false } };
    char c = f->text.p[at];
    size_t count = f->single ? sizeof single_marks / sizeof *single_marks : sizeof marks / sizeof *marks;
    for (size_t i = 0; i < count; i++) {
        size_t n = f->single ? single_marks[i].n : marks[i].n;
        const char *bytes = f->single ? single_marks[i].bytes : marks[i].bytes;
        if (bytes[0] == c && at + n <= f->text.n && memcmp(f->text.p + at, bytes, n) == 0)
            return (struct mark){ f->single ? MARK_SINGLE : marks[i].kind, (uint32_t)at, (uint32_t)(at + n), !f->single && marks[i].low, c == '"' };
    }
    return (struct mark){ .kind = MARK_NONE };
}

/* The end of an HTML tag that begins at `at`, or `at`. */
static size_t behind_tag(struct str t, size_t at)
{
    enum { TAG_MAX = 600 };
    size_t i = at + 1 + (at + 1 < t.n && t.p[at + 1] == '/');
    if (i >= t.n || !((t.p[i] | 32) >= 'a' && (t.p[i] | 32) <= 'z'))
        return at;
    for (; i < t.n && i - at < TAG_MAX && t.p[i] != '<' && t.p[i] != '\n'; i++)
        if (t.p[i] == '>')
            return i + 1;
    return at;
}

static uint32_t before(struct str t, size_t start, size_t at)
{
    uint32_t cp = ' ';
    if (at > start) {
        size_t i = at - 1;
        while (i > start && ((unsigned char)t.p[i] & 0xC0) == 0x80)
            i--;
        utf8_decode(t.p + i, t.p + t.n, &cp);
    }
    return cp;
}

static uint32_t behind(struct str t, size_t at, size_t end)
{
    uint32_t cp = ' ';
    if (at < end)
        utf8_decode(t.p + at, t.p + t.n, &cp);
    return cp;
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0xA0 || cp == 0x202F || cp == 0x2009;
}

static bool is_one_of(uint32_t cp, const char *set)
{
    for (const char *p = set, *end = set + strlen(set); p < end;) {
        uint32_t member;
        p += utf8_decode(p, end, &member);
        if (member == cp)
            return true;
    }
    return false;
}

/* Whether a mark stands where speech may begin. */
static bool opens(uint32_t left, uint32_t right)
{
    bool lo = is_blank(left) || is_one_of(left, "([{—–-/‘'\"“”:…"), ro = is_blank(right) || is_one_of(right, ".,;:!?)]}—–-’'\"”“…");
    return lo && !ro;
}

static bool is_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

static bool is_edge(uint32_t cp)
{
    return is_blank(cp) || is_one_of(cp, "\"“”„«»″");
}

static void add(struct finding *f, const struct mark *open, size_t end, size_t close, size_t paragraph, bool goes_on)
{
    struct str t = f->text;
    size_t start = open->end;
    uint32_t cp;
    while (start < end) {
        size_t n = utf8_decode(t.p + start, t.p + end, &cp);
        if (!is_edge(cp))
            break;
        start += n;
    }
    while (end > start && is_edge(before(t, start, end)))
        for (end--; end > start && ((unsigned char)t.p[end] & 0xC0) == 0x80;)
            end--;
    if (start >= end)
        return;
    GROW(f->found.v, f->found.n, f->capacity);
    f->found.v[f->found.n++] = (struct marked_text){ (uint32_t)start, (uint32_t)end, open->start, (uint32_t)close, (uint32_t)paragraph, goes_on, false, 0, 0 };
}

/* ---- pairs ---- */

struct pairing {
    bool open;
    struct mark mark;       /* that opened */
    int nested;
};

static bool is_apostrophe(uint32_t left, uint32_t right)
{
    return !is_blank(left) && !is_blank(right) && !is_one_of(right, ".,;:!?)]}—–-\"”“…") && !is_one_of(left, "([{—–\"“.,!?");
}

/* "Workers' pay" within single marks: a mark that closes follows behind. */
static bool is_possessive(const struct finding *f, const struct mark *m, size_t end, uint32_t left, uint32_t right)
{
    enum { LOOK_AHEAD = 200 };
    if ((left != 's' && left != 'S') || right != ' ')
        return false;
    for (size_t i = m->end; i < end && i - m->end < LOOK_AHEAD; i++) {
        struct mark next = mark_at(f, i);
        if (next.kind == MARK_NONE || is_apostrophe(before(f->text, m->start, i), behind(f->text, next.end, end)))
            continue;
        return !opens(before(f->text, m->start, i), behind(f->text, next.end, end));
    }
    return false;
}

static void take_mark(struct finding *f, struct pairing *p, const struct mark *m, size_t paragraph)
{
    struct paragraph at = f->found.paragraphs[paragraph];
    uint32_t left = before(f->text, at.start, m->start), right = behind(f->text, m->end, at.end);
    bool opening = opens(left, right);
    if (m->kind == MARK_SINGLE && (is_apostrophe(left, right) || (p->open && is_possessive(f, m, at.end, left, right))))
        return;
    if (!p->open) {
        if (m->kind == MARK_CLOSE && !opening)
            return;
        if (m->kind != MARK_OPEN && !is_blank(left) && (is_blank(right) || m->kind == MARK_SINGLE) && !opening)
            return;
        if (m->straight && is_digit(left))
            return;         /* inches */
        *p = (struct pairing){ true, *m, 0 };
        return;
    }
    if (p->nested && m->kind == MARK_CLOSE) {
        p->nested--;
    } else if (p->mark.low && m->kind == MARK_OPEN && !m->low && !opening) {
        add(f, &p->mark, m->start, m->end, paragraph, false);
        p->open = false;
    } else if (p->mark.straight && m->kind == MARK_OPEN && opening) {
        p->nested++;
    } else if (opening && m->kind != MARK_CLOSE && (m->kind == MARK_OPEN || is_blank(left))) {
        *p = (struct pairing){ true, *m, 0 };     /* the one before was never closed */
    } else {
        add(f, &p->mark, m->start, m->end, paragraph, false);
        p->open = false;
    }
}

/* Whether the next mark of one of the next paragraphs is », with which a speech of several paragraphs may end where only its first has a mark. */
static bool closes_later(const struct finding *f, size_t paragraph)
{
    enum { PARAGRAPHS_MOST = 6 };
    for (size_t n = paragraph; n < f->found.paragraph_count && n < paragraph + PARAGRAPHS_MOST; n++) {
        struct paragraph at = f->found.paragraphs[n];
        const char *p = f->text.p + at.start, *end = f->text.p + at.end;
        for (; (p = memchr(p, 0xC2, (size_t)(end - p))) && p + 1 < end; p++)
            if ((unsigned char)p[1] == 0xAB || (unsigned char)p[1] == 0xBB)
                return (unsigned char)p[1] == 0xBB;
    }
    return false;
}

/* Bytes with which marks and tags begin. */
static const bool may_begin_mark[256] = { ['"'] = true, ['\''] = true, ['`'] = true, ['<'] = true, [0xE2] = true, [0xC2] = true };

/* Behind bytes that are none of those: where eight have none, by eights. */
static size_t next_mark(struct str t, size_t i, size_t end)
{
    for (; i + 8 <= end; i += 8) {
        uint64_t bytes = hash_load(t.p + i, 8);
        if ((bytes & ASCII_HIGH) | ascii_between(bytes, '"', '\'') | ascii_between(bytes, '<', '<') | ascii_between(bytes, '`', '`'))
            break;
    }
    while (i < end && !may_begin_mark[(unsigned char)t.p[i]])
        i++;
    return i;
}

static void find_pairs(struct finding *f, size_t paragraph_count)
{
    struct str t = f->text;
    struct mark carried = { .kind = MARK_NONE };
    for (size_t n = 0; n < paragraph_count; n++) {
        struct paragraph at = f->found.paragraphs[n];
        struct pairing p = { .open = false };
        bool goes_on = carried.kind != MARK_NONE;
        if (goes_on)      /* goes on without a mark of its own */
            p = (struct pairing){ true, { carried.kind, at.start, at.start, false, false }, 0 };
        carried.kind = MARK_NONE;
        for (size_t i = at.start; i < at.end;) {
            i = next_mark(t, i, at.end);
            if (i == at.end)
                break;
            size_t tag = t.p[i] == '<' ? behind_tag(t, i) : i;
            if (tag > i) {
                i = tag;
                continue;
            }
            struct mark m = mark_at(f, i);
            if (m.kind != MARK_NONE && m.end <= at.end) {
                take_mark(f, &p, &m, n);
                i = m.end;
            } else {
                i++;
            }
        }
        if (p.open && p.mark.kind == MARK_OPEN && (goes_on || (unsigned char)t.p[p.mark.start] == 0xC2) && n + 1 < paragraph_count && closes_later(f, n + 1)) {
            add(f, &p.mark, at.end, at.end, n, true);
            carried = p.mark;
            continue;
        }
        bool next_opens = n + 1 < f->found.paragraph_count && mark_at(f, f->found.paragraphs[n + 1].start).kind != MARK_NONE;
        if (p.open && next_opens)
            add(f, &p.mark, at.end, at.end, n, true);
    }
}

/* A headline as the first line: "X: 'We can do it'", single marks whatever the text has. */
static bool begins_with_headline(const struct finding *f)
{
    enum { HEADLINE_BYTES = 200 };
    if (!f->found.n || f->found.paragraph_count < 2)
        return false;
    struct paragraph first = f->found.paragraphs[0];
    struct str line = str_slice(f->text, first.start, first.end);
    return line.n <= HEADLINE_BYTES && f->found.v[0].paragraph > 0 && line.p[line.n - 1] != '.';
}

/* The quotations of the headline, found behind all others, are put before them. */
static void find_in_headline(struct finding *f)
{
    size_t others = f->found.n;
    f->single = true;
    find_pairs(f, 1);
    size_t more = f->found.n - others;
    if (!more)
        return;
    struct marked_text *v = xmalloc(f->found.n * sizeof *v);
    memcpy(v, f->found.v + others, more * sizeof *v);
    memcpy(v + more, f->found.v, others * sizeof *v);
    free(f->found.v);
    f->found.v = v;
    f->capacity = f->found.n;
}

struct marked_texts quote_marks_find(struct str text, struct arena *arena)
{
    struct finding f = { .text = text };
    if (text.n > UINT32_MAX)
        f.text.n = utf8_start(text, UINT32_MAX);
    find_paragraphs(&f);
    find_pairs(&f, f.found.paragraph_count);
    if (begins_with_headline(&f)) {
        find_in_headline(&f);
    } else if (!f.found.n) {
        f.single = true;
        find_pairs(&f, f.found.paragraph_count);
    }
    struct marked_texts ret = f.found;
    ret.v = arena_alloc(arena, (f.found.n + 1) * sizeof *ret.v);
    ret.paragraphs = arena_alloc(arena, (f.found.paragraph_count + 1) * sizeof *ret.paragraphs);
    if (f.found.n)
        memcpy(ret.v, f.found.v, f.found.n * sizeof *ret.v);
    if (f.found.paragraph_count)
        memcpy(ret.paragraphs, f.found.paragraphs, f.found.paragraph_count * sizeof *ret.paragraphs);
    free(f.found.v);
    free(f.found.paragraphs);
    return ret;
}
