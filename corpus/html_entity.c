#include "corpus/html_entity.h"

#include "corpus/windows_1252.h"
#include "engine/base/utf8.h"

enum { NAME_MAX_BYTES = 8 };

/* Those of HTML 4 that news is written with. */
static const struct { const char *name; uint32_t cp; } names[] = {
    { "amp", '&' },       { "lt", '<' },        { "gt", '>' },        { "quot", '"' },
    { "apos", '\'' },     { "nbsp", 0xA0 },     { "iexcl", 0xA1 },    { "cent", 0xA2 },
    { "pound", 0xA3 },    { "yen", 0xA5 },      { "sect", 0xA7 },     { "copy", 0xA9 },
    { "ordf", 0xAA },     { "laquo", 0xAB },    { "shy", 0xAD },      { "reg", 0xAE },
    { "deg", 0xB0 },      { "plusmn", 0xB1 },   { "sup2", 0xB2 },     { "sup3", 0xB3 },
    { "acute", 0xB4 },    { "micro", 0xB5 },    { "para", 0xB6 },     { "middot", 0xB7 },
    { "ordm", 0xBA },     { "raquo", 0xBB },    { "frac14", 0xBC },   { "frac12", 0xBD },
    { "frac34", 0xBE },   { "iquest", 0xBF },   { "Agrave", 0xC0 },   { "Aacute", 0xC1 },
    { "Acirc", 0xC2 },    { "Atilde", 0xC3 },   { "Auml", 0xC4 },     { "Aring", 0xC5 },
    { "AElig", 0xC6 },    { "Ccedil", 0xC7 },   { "Egrave", 0xC8 },   { "Eacute", 0xC9 },
    { "Ecirc", 0xCA },    { "Euml", 0xCB },     { "Igrave", 0xCC },   { "Iacute", 0xCD },
    { "Icirc", 0xCE },    { "Iuml", 0xCF },     { "ETH", 0xD0 },      { "Ntilde", 0xD1 },
    { "Ograve", 0xD2 },   { "Oacute", 0xD3 },   { "Ocirc", 0xD4 },    { "Otilde", 0xD5 },
    { "Ouml", 0xD6 },     { "times", 0xD7 },    { "Oslash", 0xD8 },   { "Ugrave", 0xD9 },
    { "Uacute", 0xDA },   { "Ucirc", 0xDB },    { "Uuml", 0xDC },     { "Yacute", 0xDD },
    { "THORN", 0xDE },    { "szlig", 0xDF },    { "agrave", 0xE0 },   { "aacute", 0xE1 },
    { "acirc", 0xE2 },    { "atilde", 0xE3 },   { "auml", 0xE4 },     { "aring", 0xE5 },
    { "aelig", 0xE6 },    { "ccedil", 0xE7 },   { "egrave", 0xE8 },   { "eacute", 0xE9 },
    { "ecirc", 0xEA },    { "euml", 0xEB },     { "igrave", 0xEC },   { "iacute", 0xED },
    { "icirc", 0xEE },    { "iuml", 0xEF },     { "eth", 0xF0 },      { "ntilde", 0xF1 },
    { "ograve", 0xF2 },   { "oacute", 0xF3 },   { "ocirc", 0xF4 },    { "otilde", 0xF5 },
    { "ouml", 0xF6 },     { "divide", 0xF7 },   { "oslash", 0xF8 },   { "ugrave", 0xF9 },
    { "uacute", 0xFA },   { "ucirc", 0xFB },    { "uuml", 0xFC },     { "yacute", 0xFD },
    { "thorn", 0xFE },    { "yuml", 0xFF },     { "OElig", 0x152 },   { "oelig", 0x153 },
    { "Scaron", 0x160 },  { "scaron", 0x161 },  { "Yuml", 0x178 },    { "ensp", 0x2002 },
    { "emsp", 0x2003 },   { "thinsp", 0x2009 }, { "zwnj", 0x200C },   { "zwj", 0x200D },
    { "ndash", 0x2013 },  { "mdash", 0x2014 },  { "lsquo", 0x2018 },  { "rsquo", 0x2019 },
    { "sbquo", 0x201A },  { "ldquo", 0x201C },  { "rdquo", 0x201D },  { "bdquo", 0x201E },
    { "dagger", 0x2020 }, { "bull", 0x2022 },   { "hellip", 0x2026 }, { "permil", 0x2030 },
    { "prime", 0x2032 },  { "lsaquo", 0x2039 }, { "rsaquo", 0x203A }, { "euro", 0x20AC },
    { "trade", 0x2122 },  { "larr", 0x2190 },   { "rarr", 0x2192 },   { "minus", 0x2212 },
};

/* Behind "&#": the number up to ';', at most 7 digits of it looked at; gives the bytes taken. */
static size_t number(struct str s, uint32_t *ret)
{
    bool hex = s.n && (s.p[0] | 0x20) == 'x';
    size_t i = hex, from = i;
    uint32_t x = 0;
    for (; i < s.n && i - from < 8; i++) {
        char c = s.p[i];
        uint32_t digit = c >= '0' && c <= '9'                            ? (uint32_t)(c - '0')
                         : hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (uint32_t)((c | 0x20) - 'a' + 10)
                                                                         : 99;
        if (digit == 99)
            break;
        x = x * (hex ? 16 : 10) + digit;
    }
    if (i == from || i == s.n || s.p[i] != ';')
        return 0;
    *ret = x;
    return i + 1;
}

static uint32_t meant(uint32_t x)
{
    if (x >= 0x80 && x <= 0x9F)
        return windows_1252((unsigned char)x);
    bool is_none = x == 0 || x > 0x10FFFF || (x >= 0xD800 && x <= 0xDFFF);
    return is_none ? UTF8_BAD : x;
}

size_t html_entity(struct str at, char out[HTML_ENTITY_BYTES], size_t *ret_n)
{
    uint32_t x;
    if (at.n >= 2 && at.p[1] == '#') {
        size_t taken = number(str_slice(at, 2, at.n), &x);
        if (taken)
            *ret_n = utf8_encode(meant(x), out);
        return taken ? taken + 2 : 0;
    }
    struct str name = str_slice(at, 1, at.n < NAME_MAX_BYTES + 2 ? at.n : NAME_MAX_BYTES + 2);
    size_t n = str_find(name, ';');
    if (n == name.n)
        return 0;
    name.n = n;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i].name)) {
            *ret_n = utf8_encode(names[i].cp, out);
            return n + 2;
        }
    return 0;
}
