#include "query/present/beginnings.h"

#include "engine/base/memory.h"
#include "engine/base/utf8.h"
#include "engine/text/fold.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS = 1024, KNOWN = 512 };

struct beginnings {
    /* Of words that begin with an ASCII letter or digit. */
    uint64_t pairs[65536 / 64];     /* two bytes as they stand in a text: false for most words, and one look tells */
    uint64_t two[65536 / 64];       /* two bytes in lower case */
    uint64_t loose[65536 / 64];     /* of those, such as a prefix of less than four bytes has: no more is looked at */
    uint64_t four[65536 / 64];      /* hashes of four bytes; shorter words end in zeros */
    bool one[256];                  /* the first byte of any */
    /* Of others. */
    uint64_t points[POINTS / 64];   /* hashes of the first character */
    size_t around;                  /* bytes of context that words may need on each side */
    struct strbuf scratch;
    /* What characters fold to, for those that were seen. */
    struct {
        uint32_t cp, first;
    } known[KNOWN];
};

struct beginnings *beginnings_new(void)
{
    struct beginnings *b = xcalloc(1, sizeof *b);
    strbuf_init(&b->scratch);
    return b;
}

void beginnings_free(struct beginnings *b)
{
    if (b)
        strbuf_release(&b->scratch);
    free(b);
}

/* ---- bits and bytes ---- */

static unsigned hash_four(const unsigned char four[4])
{
    uint32_t x = four[0] | (uint32_t)four[1] << 8 | (uint32_t)four[2] << 16 | (uint32_t)four[3] << 24;
    return x * 2654435761u >> 16;       /* Fibonacci hashing: 2^32 over the golden ratio */
}

static unsigned hash_point(uint32_t cp)
{
    return (cp ^ cp >> 10) % POINTS;
}

static void set_bit(uint64_t *bits, unsigned i)
{
    bits[i / 64] |= 1ull << (i % 64);
}

static bool has_bit(const uint64_t *bits, unsigned i)
{
    return bits[i / 64] >> (i % 64) & 1;
}

enum { BYTE_APART, BYTE_WORD, BYTE_LONG };

static const unsigned char byte_kind[256] = {
    ['0' ... '9'] = BYTE_WORD, ['A' ... 'Z'] = BYTE_WORD, ['a' ... 'z'] = BYTE_WORD, [0x80 ... 0xFF] = BYTE_LONG,
};

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

static unsigned char upper(unsigned char c)
{
    return c >= 'a' && c <= 'z' ? (unsigned char)(c - 32) : c;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* ---- noting ---- */

/* What follows the first letter: one byte, in either case; or (-1) whatever may. What is no letter ends a word or may be passed over in it. */
static void note_pairs(struct beginnings *b, unsigned char first, int second)
{
    const unsigned char firsts[] = { first, upper(first) };
    for (int k = 0; k < 2; k++) {
        unsigned row = (unsigned)firsts[k] << 8;
        for (unsigned i = 0; i < 256; i++)
            if (second < 0 || byte_kind[i] != BYTE_WORD || lower((unsigned char)i) == second)
                set_bit(b->pairs, row | i);
    }
}

static void note_ascii(struct beginnings *b, struct str form, bool prefix)
{
    unsigned char four[4] = { 0 };
    memcpy(four, form.p, form.n < 4 ? form.n : 4);
    b->one[four[0]] = true;
    note_pairs(b, four[0], form.n > 1 ? four[1] : -1);
    for (unsigned i = form.n > 1 ? four[1] : 0; i < (form.n > 1 ? four[1] + 1u : 256); i++) {
        set_bit(b->two, (unsigned)four[0] << 8 | i);
        if (form.n < 2 || (prefix && form.n < 4))
            set_bit(b->loose, (unsigned)four[0] << 8 | i);
    }
    set_bit(b->four, hash_four(four));
}

/* Whether capitals are "US" or the pronoun is told by the words around them. */
static bool is_us(struct str form)
{
    return str_is(form, "us") || str_is(form, "u.s");
}

void beginnings_note(struct beginnings *b, struct str form, bool prefix)
{
    enum { AROUND_US = 120 };
    strbuf_clear(&b->scratch);
    fold_append(form, &b->scratch);
    struct str folded = strbuf_view(&b->scratch);
    size_t ascii = 0;
    while (ascii < folded.n && (unsigned char)folded.p[ascii] < 0x80)
        ascii++;
    if (!folded.n)
        return;
    if (ascii) {
        note_ascii(b, str_slice(folded, 0, ascii), prefix || ascii < folded.n);
    } else {
        uint32_t cp;
        utf8_decode(folded.p, folded.p + folded.n, &cp);
        set_bit(b->points, hash_point(cp));
    }
    if (is_us(form)) {
        note_ascii(b, STR("us"), false);
        note_ascii(b, STR("u.s"), false);
        b->around = AROUND_US;
    }
}

/* ---- looking ---- */

/* Whether a word that begins with the ASCII letter or digit at `at` may be one that is looked for. */
static bool may_begin(const struct beginnings *b, struct str text, size_t at)
{
    unsigned char four[4] = { 0 };
    size_t n = 0;
    for (; n < 4 && at + n < text.n; n++) {
        unsigned char c = lower((unsigned char)text.p[at + n]);
        if (byte_kind[c] != BYTE_WORD) {
            if (n == 1)
                return b->one[four[0]];     /* "U.S." may be us */
            if (c >= 0x80 || c == '.' || c == '\'' || is_digit(four[0]))
                return has_bit(b->two, (unsigned)four[0] << 8 | four[1]);   /* the word may go on */
            break;
        }
        four[n] = c;
    }
    unsigned two = (unsigned)four[0] << 8 | four[1];
    return n < 2 ? b->one[four[0]] : has_bit(b->two, two) && (has_bit(b->loose, two) || has_bit(b->four, hash_four(four)));
}

/* Whether the analyser lets it vanish from a form. */
static bool may_vanish(uint32_t cp)
{
    return cp <= ' ' || cp == 0x7F || (cp < 0x80 && strchr(",|\"~:", (int)cp));
}

/* The first character of what a letter (with its marks) folds to; 0: that may be any. */
static uint32_t fold_first(struct beginnings *b, struct str letter)
{
    uint32_t first = 0;
    strbuf_clear(&b->scratch);
    fold_append(letter, &b->scratch);
    if (b->scratch.n)
        utf8_decode(b->scratch.p, b->scratch.p + b->scratch.n, &first);
    return may_vanish(first) ? 0 : first;
}

/* Letters that melt into one with what follows, or change places with it: jamo, half-width kana, the scripts of south-east Asia. */
static bool may_melt(uint32_t cp)
{
    return (cp >= 0x0E00 && cp <= 0x0EFF) || (cp >= 0x1000 && cp <= 0x11FF) || (cp >= 0x1780 && cp <= 0x17FF) || (cp >= 0xA960 && cp <= 0xA97F) ||
           (cp >= 0xFF66 && cp <= 0xFFDC);
}

/* Of a word that begins with the letter `cp`, of `n` bytes, which is not of ASCII. */
static bool may_begin_long(struct beginnings *b, struct str text, size_t at, size_t n, uint32_t cp)
{
    size_t end = at + n, slot = cp % KNOWN;
    uint32_t mark, first;
    while (end < text.n && (unsigned char)text.p[end] >= 0x80) {
        size_t more = utf8_decode(text.p + end, text.p + text.n, &mark);
        if (fold_class(mark) != CHAR_MARK)
            break;
        end += more;
    }
    struct str letter = str_slice(text, at, end);
    if (letter.n > n) {
        first = fold_first(b, letter);
    } else {
        if (b->known[slot].cp != cp) {
            b->known[slot].first = fold_first(b, letter);
            b->known[slot].cp = cp;
        }
        first = b->known[slot].first;
    }
    return may_melt(cp) || !first || (first < 0x80 ? b->one[first] : has_bit(b->points, hash_point(first)));
}

/* A character that is not of ASCII: whether a word that may be looked for begins with it. */
static bool look_at_long(struct stretches *s, size_t *ret_n, bool *ret_others)
{
    const uint32_t apostrophe = 0x02BC;     /* a letter, but none of a word */
    uint32_t cp;
    *ret_n = utf8_decode(s->text.p + s->at, s->text.p + s->text.n, &cp);
    enum char_class class = fold_class(cp);
    if (class == CHAR_MARK)
        return false;
    bool begins = class == CHAR_SPACELESS || ((class == CHAR_LETTER || class == CHAR_DIGIT) && cp != apostrophe && !s->in_word);
    s->in_word = (class == CHAR_LETTER || class == CHAR_DIGIT) && cp != apostrophe;
    if (begins && may_begin_long(s->b, s->text, s->at, *ret_n, cp))
        return true;
    *ret_others = *ret_others || (begins && s->at >= s->end);
    return false;
}

static bool look_at_ascii(struct stretches *s, bool *ret_others)
{
    bool of_word = byte_kind[(unsigned char)s->text.p[s->at]] == BYTE_WORD, begins = of_word && !s->in_word;
    s->in_word = of_word;
    if (begins && may_begin(s->b, s->text, s->at))
        return true;
    *ret_others = *ret_others || (begins && s->at >= s->end);
    return false;
}

/* The high bit of each byte that is a letter or digit, of eight ASCII bytes. */
static uint64_t words_of_eight(uint64_t x)
{
    const uint64_t ones = 0x0101010101010101u, high = ones * 0x80, lower_case = x | ones * 0x20;
    uint64_t letters = (lower_case + ones * (0x80 - 'a')) & ~(lower_case + ones * (0x80 - 'z' - 1));
    uint64_t digits = (x + ones * (0x80 - '0')) & ~(x + ones * (0x80 - '9' - 1));
    return (letters | digits) & high;
}

/* Of words that begin at high bits of the eight bytes from s->next on: those behind the last stretch part what comes from it. */
static bool any_behind(const struct stretches *s, uint64_t starts)
{
    size_t within = s->next < s->end ? s->end - s->next : 0;
    return within < 8 && starts >> (8 * within);
}

/* Passes over words that are not looked for, eight bytes at a time, while all is ASCII; stops at or before the first that may be. */
static void pass_over(struct stretches *s, bool *ret_others)
{
    const unsigned char *text = (const unsigned char *)s->text.p;
    while (s->next + 8 < s->text.n) {
        uint64_t x;
        memcpy(&x, text + s->next, sizeof x);
        if (x & 0x8080808080808080u)
            return;
        uint64_t words = words_of_eight(x), starts = words & ~(words << 8 | (s->in_word ? 0x80u : 0u));
        for (uint64_t left = starts; left; left &= left - 1) {
            size_t i = s->next + (size_t)__builtin_ctzll(left) / 8;
            if (has_bit(s->b->pairs, (unsigned)text[i] << 8 | text[i + 1])) {
                *ret_others = *ret_others || any_behind(s, starts ^ left);
                s->in_word = false;
                s->next = i;
                return;
            }
        }
        *ret_others = *ret_others || any_behind(s, starts);
        s->in_word = words >> 63;
        s->next += 8;
    }
}

/* Goes on to the next word that may be looked for; false: there is none. *ret_others: another word stands between the last stretch and it. */
static bool find(struct stretches *s, bool *ret_others)
{
    *ret_others = false;
    while (s->next < s->text.n) {
        size_t n = 1;
        pass_over(s, ret_others);
        s->at = s->next;
        bool found = byte_kind[(unsigned char)s->text.p[s->at]] == BYTE_LONG ? look_at_long(s, &n, ret_others) : look_at_ascii(s, ret_others);
        s->next += n;
        if (found)
            return true;
    }
    return false;
}

/* ---- stretches ---- */

struct stretches stretches_of(struct beginnings *b, struct str text)
{
    return (struct stretches){ .b = b, .text = text };
}

/* Behind the word at s->at and what it needs behind it, or `end` if that is later. */
static size_t end_of(const struct stretches *s, size_t end)
{
    size_t to = s->at + s->b->around < s->text.n ? s->at + s->b->around : s->text.n;
    if (to < end)
        return end;
    while (to < s->text.n && !is_white(s->text.p[to]))
        to++;
    return to;
}

/* Before the word at s->at and what it needs before it, but not before `first`. */
static size_t beginning_of(const struct stretches *s, size_t first)
{
    size_t from = s->at > first + s->b->around ? s->at - s->b->around : first;
    while (from > first && !is_white(s->text.p[from - 1]))
        from--;
    return from;
}

/* Words in a row may be a phrase, and those whose surroundings touch need no two walks. */
bool stretches_next(struct stretches *s, size_t *ret_from, size_t *ret_to)
{
    bool others;
    if (!s->found && !find(s, &others))
        return false;
    size_t from = s->found ? s->first : beginning_of(s, s->end);
    do {
        s->end = end_of(s, s->end);
        s->found = find(s, &others);
    } while (s->found && (s->at <= s->end || !others || (s->first = beginning_of(s, s->end)) <= s->end));
    *ret_from = from;
    *ret_to = s->end;
    return true;
}
