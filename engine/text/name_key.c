#include "engine/text/name_key.h"

#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "engine/base/utf8.h"

#include <assert.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <unicode/utrans.h>

enum { CACHE_MAX = 200000, UNITS_MAX = 512 };

/*
 * ICU is opened on first use: linking it would cost every start of the program more than many a search takes, and few queries name anybody in another
 * script. Its functions' names end in its version, which its header puts there.
 */
#define STRING_OF(x) #x
#define SYMBOL_OF(x) STRING_OF(x)
static const char icu_library[] = "libicui18n.so." SYMBOL_OF(U_ICU_VERSION_MAJOR_NUM);

struct icu {
    __typeof__(&utrans_openU) open;
    __typeof__(&utrans_close) close;
    __typeof__(&utrans_transUChars) transliterate;
};

static bool open_icu(struct icu *ret)
{
    void *library = dlopen(icu_library, RTLD_NOW | RTLD_LOCAL);     /* never closed: it stays for the next keyer */
    if (!library)
        return false;
    *(void **)&ret->open = dlsym(library, SYMBOL_OF(utrans_openU));
    *(void **)&ret->close = dlsym(library, SYMBOL_OF(utrans_close));
    *(void **)&ret->transliterate = dlsym(library, SYMBOL_OF(utrans_transUChars));
    return ret->open && ret->close && ret->transliterate;
}

/*
 * What romanisations disagree on, made one; the longest that fits comes first. Read from left to right on the romanised name.
 * '^' before: only at the beginning; '$' behind: only at the end.
 */
static const struct {
    const char *from, *to;
} rules[] = {
    { "skyi$", "ski" },  { "skyj$", "ski" },  { "skyy$", "ski" },  { "skiy$", "ski" },  { "skii$", "ski" },  { "skij$", "ski" },
    { "skyy", "ski" },   { "sky$", "ski" },   { "skj$", "ski" },   { "skiy", "ski" },
    { "yan$", "ian" },   { "jan$", "ian" },   { "ean$", "ian" },   { "iants$", "iants" }, { "yants$", "iants" },
    { "schtsch", "s" },  { "shch", "s" },     { "szcz", "s" },    { "tsch", "ch" },    { "tch", "ch" },     { "tsh", "ch" },
    { "dsch", "j" },     { "dzh", "j" },      { "dj", "j" },       { "dz", "z" },       { "zh", "j" },       { "gh", "g" },
    { "sch", "s" },     { "kh", "h" },       { "ph", "f" },       { "th", "t" },       { "dh", "d" },       { "ck", "k" },
    { "tz", "ts" },      { "cz", "ch" },      { "ou", "u" },       { "oo", "u" },       { "ee", "i" },       { "iye", "e" } ,
    { "aye", "ae" },     { "ch", "ch" },      { "yev", "ev" },     { "iev", "ev" },     { "jew", "ev" },     { "eev", "ev" },     { "off$", "ov" },
    { "eff$", "ev" },    { "ow$", "ov" },     { "ew$", "ev" },     { "ye", "e" },       { "ie", "e" },       { "je", "e" },
    { "yu", "iu" },      { "ju", "iu" },      { "ya", "ia" },      { "ja", "ia" },      { "yo", "io" },
    { "^gadh", "kad" },  { "^gadd", "kad" },  { "sh", "s" },       { "q", "k" },        { "x", "ks" },       { "w", "v" },
    { "y", "i" },        { "c", "k" },
};

enum { RULES = sizeof rules / sizeof *rules, RULE_BYTES = 8 };

/* Rules as they are looked for, by the letter that they begin with, in their order. */
struct rule_index {
    struct rule {
        char from[RULE_BYTES];
        const char *to;
        uint8_t n, to_n;
        bool first, last;       /* only at the beginning, at the end */
        uint8_t next;           /* of the same letter: number + 1 */
    } rules[RULES];
    uint8_t first[26];          /* number + 1 */
};

static void index_rules(struct rule_index *index)
{
    memset(index, 0, sizeof *index);
    for (size_t i = RULES; i-- > 0;) {
        struct rule *r = &index->rules[i];
        struct str from = str_of(rules[i].from);
        r->first = from.p[0] == '^';
        r->last = from.p[from.n - 1] == '$';
        from = str_slice(from, r->first, from.n - r->last);
        assert(from.n <= sizeof r->from);
        memcpy(r->from, from.p, from.n);
        r->n = (uint8_t)from.n;
        r->to = rules[i].to;
        r->to_n = (uint8_t)strlen(r->to);
        uint8_t *first = &index->first[from.p[0] - 'a'];
        r->next = *first;
        *first = (uint8_t)(i + 1);
    }
}

static bool fits(const struct rule *r, const char *text, size_t at, size_t n)
{
    if (at + r->n > n || (r->first && at) || (r->last && at + r->n != n))
        return false;
    for (size_t i = 1; i < r->n; i++)
        if (text[at + i] != r->from[i])
            return false;
    return true;
}

static const struct rule *rule_at(const struct rule_index *index, const char *text, size_t at, size_t n)
{
    if (text[at] < 'a' || text[at] > 'z')
        return NULL;
    for (size_t i = index->first[text[at] - 'a']; i; i = index->rules[i - 1].next)
        if (fits(&index->rules[i - 1], text, at, n))
            return &index->rules[i - 1];
    return NULL;
}

struct name_keyer {
    struct rule_index index;
    struct icu icu;
    UTransliterator *latin;         /* made on first use */
    bool tried;
    struct strmap forms;            /* non-Latin forms that were romanised */
    struct arena arena;
    struct str *romanised;          /* by number in forms */
    size_t capacity;
    struct strbuf mixed;            /* scratch */
};

struct name_keyer *name_keyer_new(void)
{
    struct name_keyer *k = xcalloc(1, sizeof *k);
    index_rules(&k->index);
    strbuf_init(&k->mixed);
    return k;
}

void name_keyer_free(struct name_keyer *k)
{
    if (!k)
        return;
    if (k->latin)
        k->icu.close(k->latin);
    strmap_release(&k->forms);
    arena_release(&k->arena);
    free(k->romanised);
    strbuf_release(&k->mixed);
    free(k);
}

static bool open_latin(struct name_keyer *k)
{
    if (!k->tried) {
        static const UChar id[] = u"Any-Latin; Latin-ASCII; Lower";
        UErrorCode status = U_ZERO_ERROR;
        k->tried = true;
        if (open_icu(&k->icu))
            k->latin = k->icu.open(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
        if (U_FAILURE(status))
            k->latin = NULL;
    }
    return k->latin != NULL;
}

static int32_t to_units(struct str s, UChar out[UNITS_MAX])
{
    int32_t n = 0;
    for (const char *p = s.p, *end = str_end(s); p < end && n + 2 < UNITS_MAX / 4;) {
        uint32_t cp;
        p += utf8_decode(p, end, &cp);
        if (cp >= 0x10000) {
            out[n++] = (UChar)(0xD800 + ((cp - 0x10000) >> 10));
            out[n++] = (UChar)(0xDC00 + ((cp - 0x10000) & 0x3FF));
        } else {
            out[n++] = (UChar)cp;
        }
    }
    return n;
}

/*
 * Cyrillic letters as news romanises them; ICU's are those of ISO 9, one letter for one, and nobody writes names so. Armenian: ը is ICU's e.
 */
static const struct {
    uint32_t cp;
    const char *to;
} cyrillic[] = {
    { 0x0430, "a" },  { 0x0431, "b" },  { 0x0432, "v" },  { 0x0433, "g" },  { 0x0434, "d" },  { 0x0435, "e" },  { 0x0436, "zh" },
    { 0x0437, "z" },  { 0x0438, "i" },  { 0x0439, "y" },  { 0x043A, "k" },  { 0x043B, "l" },  { 0x043C, "m" },  { 0x043D, "n" },
    { 0x043E, "o" },  { 0x043F, "p" },  { 0x0440, "r" },  { 0x0441, "s" },  { 0x0442, "t" },  { 0x0443, "u" },  { 0x0444, "f" },
    { 0x0445, "kh" }, { 0x0446, "ts" }, { 0x0447, "ch" }, { 0x0448, "sh" }, { 0x0449, "shch" }, { 0x044A, "" }, { 0x044B, "y" },
    { 0x044C, "" },   { 0x044D, "e" },  { 0x044E, "yu" }, { 0x044F, "ya" }, { 0x0452, "dj" }, { 0x0454, "ye" }, { 0x0455, "dz" },
    { 0x0456, "i" },  { 0x0457, "yi" }, { 0x0458, "j" },  { 0x0459, "lj" }, { 0x045A, "nj" }, { 0x045B, "c" },  { 0x045E, "u" },
    { 0x045F, "dzh" },
};

static const char *cyrillic_letter(uint32_t cp)
{
    size_t lo = 0, hi = sizeof cyrillic / sizeof *cyrillic;
    if (cp < cyrillic[0].cp)
        return NULL;
    if (cp - cyrillic[0].cp < 0x20)
        return cyrillic[cp - cyrillic[0].cp].to;    /* а to я stand without a gap */
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (cyrillic[mid].cp < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < sizeof cyrillic / sizeof *cyrillic && cyrillic[lo].cp == cp ? cyrillic[lo].to : NULL;
}

/* The form with its Cyrillic letters romanised; the rest is ICU's. Gives whether there is no rest. */
static bool romanise_cyrillic(struct str form, struct strbuf *out)
{
    bool all = true;
    for (const char *p = form.p, *end = str_end(form); p < end;) {
        uint32_t cp;
        size_t n = utf8_decode(p, end, &cp);
        const char *to = cyrillic_letter(cp);
        if (to)
            strbuf_string(out, to);
        else
            strbuf_bytes(out, p, n);
        all = all && (to || cp < 0x80);
        p += n;
    }
    return all;
}

/* What ICU makes of a form, whose Cyrillic letters are romanised in k->mixed: ASCII letters and digits of it only. */
static struct str romanise(struct name_keyer *k, struct str form)
{
    bool is_new;
    uint32_t number = strmap_find(&k->forms, form);
    if (number != STRMAP_NONE)
        return k->romanised[number];
    if (k->forms.n >= CACHE_MAX) {
        strmap_clear(&k->forms);
        arena_reset(&k->arena);
    }
    UChar units[UNITS_MAX];
    char ascii[UNITS_MAX];
    int32_t n = to_units(strbuf_view(&k->mixed), units), limit = n;
    UErrorCode status = U_ZERO_ERROR;
    size_t count = 0;
    if (open_latin(k))
        k->icu.transliterate(k->latin, units, &n, UNITS_MAX, 0, &limit, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < n; i++)
        if ((units[i] >= 'a' && units[i] <= 'z') || (units[i] >= '0' && units[i] <= '9'))
            ascii[count++] = (char)units[i];
    number = strmap_intern(&k->forms, form, &is_new);
    GROW(k->romanised, number, k->capacity);
    k->romanised[number] = arena_str(&k->arena, (struct str){ ascii, count });
    return k->romanised[number];
}

/* The key of lower-case ASCII: rules, then doubled letters become one. */
static void put_key(const struct rule_index *index, const char *text, size_t n, struct strbuf *out)
{
    size_t from = out->n;
    for (size_t at = 0; at < n;) {
        const struct rule *r = rule_at(index, text, at, n);
        struct str to = r ? (struct str){ r->to, r->to_n } : (struct str){ text + at, 1 };
        for (size_t i = 0; i < to.n; i++)
            if (out->n == from || out->p[out->n - 1] != to.p[i] || (to.p[i] >= '0' && to.p[i] <= '9'))
                strbuf_byte(out, to.p[i]);
        at += r ? r->n : 1;
    }
}

void name_key_token(struct name_keyer *k, struct str form, struct strbuf *out)
{
    char ascii[UNITS_MAX];
    size_t count = 0, from = out->n;
    bool plain = true;
    strbuf_clear(&k->mixed);
    for (size_t i = 0; i < form.n && plain; i++)
        plain = (unsigned char)form.p[i] < 0x80;
    if (!plain) {
        plain = romanise_cyrillic(form, &k->mixed);
    }
    struct str latin = !plain ? romanise(k, form) : k->mixed.n ? strbuf_view(&k->mixed) : form;
    for (size_t i = 0; i < latin.n && count < UNITS_MAX; i++)
        if ((latin.p[i] >= 'a' && latin.p[i] <= 'z') || (latin.p[i] >= '0' && latin.p[i] <= '9'))
            ascii[count++] = latin.p[i];
    put_key(&k->index, ascii, count, out);
    if (out->n == from)
        strbuf_str(out, form);      /* a script that ICU cannot romanise */
}
