#include "engine/text/word_bounds.h"

#include "engine/base/utf8.h"

const unsigned char byte_class[256] = {
    ['0'] = 2, ['1'] = 2, ['2'] = 2, ['3'] = 2, ['4'] = 2, ['5'] = 2, ['6'] = 2, ['7'] = 2, ['8'] = 2, ['9'] = 2,
    ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1,
    ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1,
    ['Y'] = 1, ['Z'] = 1,
    ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1,
    ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1,
    ['y'] = 1, ['z'] = 1,
    [0x80 ... 0xFF] = 3,
};

enum char_class class_at(const char *p, const char *end, size_t *ret_n, uint32_t *ret_cp)
{
    unsigned char c = (unsigned char)*p;
    if (c < 0x80) {
        *ret_n = 1;
        *ret_cp = c;
        return byte_class[c] == BYTE_LETTER ? CHAR_LETTER : byte_class[c] == BYTE_DIGIT ? CHAR_DIGIT : CHAR_OTHER;
    }
    *ret_n = utf8_decode(p, end, ret_cp);
    return fold_class(*ret_cp);
}

bool is_apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == 0x2019 || cp == 0x02BC || cp == 0x2032;
}

static const char *ascii_end(const char *p, const char *end)
{
    while (end - p >= 8) {
        uint64_t bytes = hash_load(p, 8);
        size_t n = ascii_run(ascii_letters(bytes) | ascii_between(bytes, '0', '9'));
        p += n;
        if (n < 8)
            return p;
    }
    while (p < end && (byte_class[(unsigned char)*p] == BYTE_LETTER || byte_class[(unsigned char)*p] == BYTE_DIGIT))
        p++;
    return p;
}

const char *run_end(const char *p, const char *end)
{
    while (p < end) {
        size_t n;
        uint32_t cp;
        if (byte_class[(unsigned char)*p] != BYTE_LONG) {
            p = ascii_end(p, end);
            if (p == end || byte_class[(unsigned char)*p] != BYTE_LONG)
                return p;
        }
        enum char_class c = class_at(p, end, &n, &cp);
        if (c == CHAR_OTHER || c == CHAR_SPACELESS || is_apostrophe(cp))
            return p;
        p += n;
    }
    return p;
}

bool letter_at(const char *p, const char *end)
{
    size_t n;
    uint32_t cp;
    return p < end && class_at(p, end, &n, &cp) == CHAR_LETTER && !is_apostrophe(cp);
}

static bool digit_at(const char *p, const char *end)
{
    return p < end && byte_class[(unsigned char)*p] == BYTE_DIGIT;
}

bool all_digits(const char *p, const char *end)
{
    while (p < end && byte_class[(unsigned char)*p] == BYTE_DIGIT)
        p++;
    return p == end;
}

const char *number_end(const char *text, const char *from, const char *p, const char *end)
{
    bool in_dots = from > text && from[-1] == '.';
    while (p + 3 < end && *p == ',' && digit_at(p + 1, end) && digit_at(p + 2, end) && digit_at(p + 3, end) && !digit_at(p + 4, end) &&
           !letter_at(p + 4, end))
        p += 4;
    if (p + 1 < end && *p == '.' && digit_at(p + 1, end) && !in_dots) {
        const char *q = p + 1;
        while (digit_at(q, end))
            q++;
        if (!(q + 1 < end && *q == '.' && digit_at(q + 1, end)) && !letter_at(q, end))
            return q;
    }
    return p;
}

const char *initials_end(const char *from, const char *p, const char *end)
{
    size_t n;
    uint32_t cp;
    const char *q = p;
    if (class_at(from, end, &n, &cp) != CHAR_LETTER || from + n != p)
        return p;
    while (q < end && *q == '.' && q + 1 < end && class_at(q + 1, end, &n, &cp) == CHAR_LETTER && run_end(q + 1, end) == q + 1 + n)
        q += 1 + n;
    return q;
}
