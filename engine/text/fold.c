#include "engine/text/fold.h"

#include "engine/base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

struct letter {
    uint32_t cp;
    const char *to;
};

/* Letters without a decomposition, and some that are told apart only by convention; by code point. All are lower case: case is folded before. */
static const struct letter letters[] = {
    { 0x00B4, "'" },  { 0x00DF, "ss" }, { 0x00E6, "ae" }, { 0x00F0, "d" },  { 0x00F8, "o" },  { 0x00FE, "th" }, { 0x0111, "d" },
    { 0x0127, "h" },  { 0x0131, "i" },  { 0x0138, "k" },  { 0x0140, "l" },  { 0x0142, "l" },  { 0x014B, "n" },  { 0x0153, "oe" },
    { 0x0167, "t" },  { 0x017F, "s" },  { 0x0180, "b" },  { 0x0192, "f" },  { 0x019A, "l" },  { 0x01B6, "z" },  { 0x01DD, "e" },
    { 0x0259, "e" },  { 0x025B, "e" },  { 0x0268, "i" },  { 0x0289, "u" },  { 0x02B9, "'" },  { 0x02BB, "'" },  { 0x02BC, "'" },
    { 0x02BE, "'" },  { 0x02BF, "'" },  { 0x03C2, "\xCF\x83" },             { 0x0451, "\xD0\xB5" },             { 0x0491, "\xD0\xB3" },
    { 0x0587, "\xD5\xA5\xD6\x82" },     { 0x0640, "" },   { 0x0649, "\xD9\x8A" },             { 0x0671, "\xD8\xA7" },
    { 0x06A9, "\xD9\x83" },             { 0x06AA, "\xD9\x83" },             { 0x06C0, "\xD9\x87" },             { 0x06C1, "\xD9\x87" },
    { 0x06CC, "\xD9\x8A" },             { 0x06D2, "\xD9\x8A" },             { 0x2018, "'" },  { 0x2019, "'" },  { 0x201B, "'" },
    { 0x2032, "'" },
};

static const char *letter_of(uint32_t cp)
{
    size_t lo = 0, hi = sizeof letters / sizeof *letters;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (letters[mid].cp < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < sizeof letters / sizeof *letters && letters[lo].cp == cp ? letters[lo].to : NULL;
}

/* Marks that are stripped wherever they stand: combining diacritics, Hebrew points, Arabic harakat, Cyrillic titlo. */
static bool is_stripped_mark(uint32_t cp)
{
    return (cp >= 0x0300 && cp <= 0x036F) || (cp >= 0x0483 && cp <= 0x0489) || (cp >= 0x0591 && cp <= 0x05BD) || cp == 0x05BF ||
           (cp >= 0x05C1 && cp <= 0x05C2) || (cp >= 0x05C4 && cp <= 0x05C5) || cp == 0x05C7 || (cp >= 0x0610 && cp <= 0x061A) ||
           (cp >= 0x064B && cp <= 0x065F) || cp == 0x0670 || (cp >= 0x06D6 && cp <= 0x06DC) || (cp >= 0x06DF && cp <= 0x06E8) ||
           (cp >= 0x1AB0 && cp <= 0x1AFF) || (cp >= 0x1DC0 && cp <= 0x1DFF) || (cp >= 0x20D0 && cp <= 0x20FF);
}

static bool is_invisible(uint32_t cp)
{
    return cp == 0x00AD || (cp >= 0x200B && cp <= 0x200F) || cp == 0x2060 || cp == 0xFEFF || (cp >= 0xFE00 && cp <= 0xFE0F);
}

static void put(struct strbuf *out, uint32_t cp)
{
    char bytes[4];
    strbuf_bytes(out, bytes, utf8_encode(cp, bytes));
}

/* One code point of a decomposed, case-folded string. */
static void put_folded(struct strbuf *out, const utf8proc_int32_t *cps, utf8proc_ssize_t n, utf8proc_ssize_t *i)
{
    uint32_t cp = (uint32_t)cps[*i];
    uint32_t next = *i + 1 < n ? (uint32_t)cps[*i + 1] : 0;
    const char *to;
    if ((cp == 0x0438 && next == 0x0306) || (cp == 0x0456 && next == 0x0308)) {     /* й, ї: letters, not marked ones */
        put(out, cp == 0x0438 ? 0x0439 : 0x0457);
        ++*i;
    } else if (is_stripped_mark(cp) || is_invisible(cp)) {
        return;
    } else if ((to = letter_of(cp))) {
        strbuf_string(out, to);
    } else {
        put(out, cp);
    }
}

/* The code points decomposed and case-folded, in canonical order; the caller frees them. */
static utf8proc_int32_t *decompose(struct str s, utf8proc_ssize_t *ret_n)
{
    const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD;
    size_t room = s.n * 2 + 32;
    utf8proc_int32_t *cps = NULL;
    utf8proc_ssize_t n;
    for (;;) {
        utf8proc_int32_t *more = realloc(cps, room * sizeof *cps);
        if (!more) {
            free(cps);
            return NULL;
        }
        cps = more;
        n = utf8proc_decompose((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, cps, (utf8proc_ssize_t)room, options);
        if (n < 0) {
            free(cps);
            return NULL;
        }
        if ((size_t)n <= room)
            break;
        room = (size_t)n;
    }
    *ret_n = n;
    return cps;
}

/* What is left decomposed (a Hangul syllable, a letter of an Indic script with its mark) is put together again. */
static void compose(struct strbuf *out, size_t from)
{
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)out->p + from, (utf8proc_ssize_t)(out->n - from), &composed,
                                      UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (n >= 0 && composed) {
        strbuf_truncate(out, from);
        strbuf_bytes(out, composed, (size_t)n);
    }
    free(composed);
}

/* Lower-case ASCII; false where `s` holds anything else. */
static bool append_ascii(struct str s, struct strbuf *out)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    char *to = strbuf_reserve(out, s.n);
    for (size_t i = 0; i < s.n; i++)
        to[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
    out->n += s.n;
    out->p[out->n] = '\0';
    return true;
}

void fold_case_append(struct str s, struct strbuf *out)
{
    utf8proc_ssize_t n;
    size_t from = out->n;
    if (append_ascii(s, out))
        return;
    utf8proc_int32_t *cps = decompose(s, &n);
    for (utf8proc_ssize_t i = 0; cps && i < n; i++) {
        const char *to = letter_of((uint32_t)cps[i]);
        if (to && strcmp(to, "'") == 0)
            strbuf_byte(out, '\'');
        else if (!is_invisible((uint32_t)cps[i]))
            put(out, (uint32_t)cps[i]);
    }
    free(cps);
    compose(out, from);
}

void fold_append(struct str s, struct strbuf *out)
{
    if (append_ascii(s, out))
        return;
    utf8proc_ssize_t n;
    size_t from = out->n;
    utf8proc_int32_t *cps = decompose(s, &n);
    if (!cps)
        return;
    for (utf8proc_ssize_t i = 0; i < n; i++)
        put_folded(out, cps, n, &i);
    free(cps);
    compose(out, from);
}

/* ---- classes ---- */

static bool is_spaceless(uint32_t cp)
{
    return (cp >= 0x3041 && cp <= 0x30FF && cp != 0x30FB) || (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
           (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFF) || (cp >= 0x0E01 && cp <= 0x0E4E) ||
           (cp >= 0x0E81 && cp <= 0x0ECE) || (cp >= 0x1780 && cp <= 0x17D3) || (cp >= 0x1000 && cp <= 0x109D) ||
           (cp >= 0xFF66 && cp <= 0xFF9F) || (cp >= 0x31F0 && cp <= 0x31FF) || cp == 0x3005;
}

enum char_class fold_class(uint32_t cp)
{
    if (cp < 0x80)
        return (cp | 32) >= 'a' && (cp | 32) <= 'z' ? CHAR_LETTER : cp >= '0' && cp <= '9' ? CHAR_DIGIT : CHAR_OTHER;
    if (is_spaceless(cp))
        return CHAR_SPACELESS;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO:
        return CHAR_LETTER;
    case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME:
        return CHAR_MARK;
    case UTF8PROC_CATEGORY_ND:
        return CHAR_DIGIT;
    default:
        return is_invisible(cp) ? CHAR_MARK : CHAR_OTHER;
    }
}

bool fold_is_upper(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z';
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool fold_is_cased(uint32_t cp)
{
    if (cp < 0x80)
        return (cp | 32) >= 'a' && (cp | 32) <= 'z';
    if (cp >= 0x10D0 && cp <= 0x10FF)
        return false;   /* Georgian: Unicode has capitals, but no sentence begins with one */
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT || c == UTF8PROC_CATEGORY_LL;
}
