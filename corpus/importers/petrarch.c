#include "corpus/importers/build.h"

#include "corpus/importers/country_codes.h"

/*
 * Dictionaries of PETRARCH, TABARI and CAMEO:
 *     VLADIMIR_PUTIN_  ; a comment
 *     +PUTIN_                            another spelling
 *         [RUSGOV 19991231-20080507]     what he was when: a country and a function
 *         [RUSGOV >120507]               since; < is before
 * Names that have a dated code are persons, others organisations. Names of a bare country ([RUS]) are passed over: a country's list mixes
 * its people, its cities and its rivers; so are agents ([~GOV]) and the generators of word forms (&, <, !).
 */
enum { LINE_BYTES_MAX = 64 * 1024, NAMES_MAX = 200, CODES_MAX = 100 };

struct entry {
    struct str names[NAMES_MAX];
    size_t name_n;
    struct str codes[CODES_MAX];
    size_t code_n;
    uint64_t line;
    struct arena arena;
};

/* What comes behind the country in a code, three letters each. */
static const struct {
    const char *code, *office;
} functions[] = {
    { "GOVEDU", "education minister" },   { "GOVHLH", "health minister" },    { "GOVMIL", "defence minister" },   { "GOVJUD", "justice minister" },
    { "GOVAGR", "agriculture minister" }, { "GOVENV", "environment minister" }, { "GOVLAB", "labour minister" },  { "GOVBUS", "trade minister" },
    { "GOVCOP", "interior minister" },    { "GOVSPY", "intelligence chief" }, { "GOV", "member of government" },  { "MIL", "military officer" },
    { "LEG", "member of parliament" },    { "JUD", "judge" },                 { "OPP", "opposition politician" }, { "REB", "rebel leader" },
    { "SPY", "intelligence officer" },    { "COP", "police officer" },        { "ELI", "public figure" },         { "BUS", "business leader" },
    { "MED", "journalist" },              { "EDU", "educator" },              { "REL", "religious leader" },
};

/* CAMEO's own, where they are not ISO's. */
static const char *const own_countries[][2] = {
    { "KSV", "XK" }, { "ROM", "RO" }, { "TMP", "TL" }, { "ZAR", "CD" }, { "SER", "RS" }, { "WSB", "PS" },
};

static struct str country_of(struct str code)
{
    struct str three = str_slice(code, 0, code.n < 3 ? code.n : 3);
    for (size_t i = 0; i < sizeof own_countries / sizeof *own_countries; i++)
        if (str_is(three, own_countries[i][0]))
            return str_of(own_countries[i][1]);
    const struct country_code *c = three.n == 3 ? country_code_of(three) : NULL;
    return c ? str_of(c->alpha2) : (struct str){ NULL, 0 };
}

static const char *office_of(struct str functions_code)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (str_starts(functions_code, str_of(functions[i].code)))
            return functions[i].office;
    return NULL;
}

/* ---- dates: YYYYMMDD or YYMMDD ---- */

static int32_t day_of(struct build *b, struct str s)
{
    enum { THIS_CENTURY = 30 };
    int x[8] = { 0 };
    bool fine = s.n == 6 || s.n == 8;
    for (size_t i = 0; fine && i < s.n; i++) {
        fine = s.p[i] >= '0' && s.p[i] <= '9';
        x[i] = s.p[i] - '0';
    }
    size_t at = s.n == 8 ? 4 : 2;
    int year = !fine ? 0 : s.n == 8 ? x[0] * 1000 + x[1] * 100 + x[2] * 10 + x[3] : x[0] * 10 + x[1];
    year += fine && s.n == 6 ? (year < THIS_CENTURY ? 2000 : 1900) : 0;
    int month = fine ? x[at] * 10 + x[at + 1] : 0, day = fine ? x[at + 2] * 10 + x[at + 3] : 0;
    if (!fine || !civil_valid(year, month, day)) {
        b->result.bad_dates++;
        return CIVIL_NONE;
    }
    return civil_days(year, month, day) * CIVIL_DAY_MINUTES;
}

/* "19991231-20080507", ">081201", "<990101"; false where a date cannot be read. */
static bool span_of(struct build *b, struct str s, int32_t *ret_from, int32_t *ret_to)
{
    size_t dash = str_find(s, '-');
    *ret_from = *ret_to = CIVIL_NONE;
    if (s.p[0] == '>')
        *ret_from = day_of(b, str_trim(str_slice(s, 1, s.n)));
    else if (s.p[0] == '<')
        *ret_to = day_of(b, str_trim(str_slice(s, 1, s.n)));
    else if (dash < s.n) {
        *ret_from = day_of(b, str_trim(str_slice(s, 0, dash)));
        *ret_to = day_of(b, str_trim(str_slice(s, dash + 1, s.n)));
        return *ret_from != CIVIL_NONE && *ret_to != CIVIL_NONE;
    } else
        b->result.bad_dates++;
    return *ret_from != CIVIL_NONE || *ret_to != CIVIL_NONE;
}

/* ---- names: upper case and underscores ---- */

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_small(struct str word)
{
    static const char *const small[] = { "OF", "THE", "AND", "FOR", "IN", "ON", "DE", "LA", "DU", "DES", "VAN", "VON", "AL", "BIN" };
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (str_is(word, small[i]))
            return true;
    return false;
}

/* One short word of an organisation is an acronym; else each word has one capital. */
static struct str name_of(struct entry *e, struct str raw, bool person)
{
    enum { ACRONYM_BYTES = 5 };
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    char *s = arena_string(&e->arena, raw);
    for (size_t i = 0; i < raw.n; i++)
        s[i] = s[i] == '_' ? ' ' : s[i];
    struct str rest = str_trim((struct str){ s, raw.n });
    bool acronym = !person && rest.n <= ACRONYM_BYTES && str_find(rest, ' ') == rest.n;
    for (bool first = true; rest.n; first = false) {
        struct str word = str_slice(rest, 0, str_find(rest, ' '));
        bool small = !first && is_small(word), begins = !small;
        strbuf_string(&out, first ? "" : " ");
        for (size_t i = 0; i < word.n; i++) {
            char c = word.p[i];
            bool lower = !acronym && !begins && c >= 'A' && c <= 'Z';
            strbuf_byte(&out, lower ? (char)(c + 32) : c);
            begins = is_letter(c) ? false : !small && (c != '\'' || i == 1);    /* O'Example, but Men's */
        }
        rest = str_trim(str_slice(rest, word.n, rest.n));
    }
    return arena_str(&e->arena, strbuf_view(&out));
}

/* ---- entries ---- */

/* The first code that is no agent's; empty: the entry is none of ours. */
static struct str main_code(const struct entry *e, bool *ret_person)
{
    struct str code = { NULL, 0 };
    *ret_person = false;
    for (size_t i = 0; i < e->code_n; i++) {
        size_t space = str_find(e->codes[i], ' ');
        if (!code.n && e->codes[i].p[0] != '~')
            code = str_slice(e->codes[i], 0, space);
        *ret_person = *ret_person || space < e->codes[i].n;
    }
    return code;
}

static void put_roles(struct build *b, uint32_t who, const struct entry *e)
{
    for (size_t i = 0; i < e->code_n; i++) {
        size_t space = str_find(e->codes[i], ' ');
        struct str code = str_slice(e->codes[i], 0, space), dates = str_trim(str_slice(e->codes[i], space, e->codes[i].n)), of = country_of(code);
        const char *office = code.n > 3 ? office_of(str_slice(code, 3, code.n)) : NULL;
        int32_t from = CIVIL_NONE, to = CIVIL_NONE;
        if (office && (!dates.n || span_of(b, dates, &from, &to)) && of.n)
            build_role(b, who, str_of(office), of, from, to);
    }
}

static void end_entry(struct build *b, struct entry *e)
{
    bool person;
    struct str code = main_code(e, &person), country = country_of(code);
    if (e->name_n && code.n && !(country.n && code.n == 3)) {
        CLEANUP_STRBUF struct strbuf id = STRBUF_INIT;
        struct str main = name_of(e, e->names[0], person);
        strbuf_format(&id, "%.*s %.*s", STR_ARG(country.n ? country : code), STR_ARG(main));
        if (!main.n) {
            build_skip(b, "line %llu: no name", (unsigned long long)e->line);
        } else {
            uint32_t who = build_actor(b, build_slug(b, strbuf_view(&id)), person ? ACTOR_PERSON : ACTOR_ORG);
            for (size_t i = 0; i < e->name_n; i++)
                build_name(b, who, name_of(e, e->names[i], person), 0);
            build_text(b, &build_draft(b, who)->actor.country, country);
            if (person)
                put_roles(b, who, e);
        }
    }
    e->name_n = e->code_n = 0;
    arena_reset(&e->arena);
}

static void take_codes(struct entry *e, struct str line)
{
    for (;;) {
        size_t open = str_find(line, '[');
        if (open == line.n)
            return;
        line = str_slice(line, open + 1, line.n);
        size_t close = str_find(line, ']');
        struct str code = str_trim(str_slice(line, 0, close));
        if (close == line.n)
            return;
        if (code.n && e->code_n < CODES_MAX)
            e->codes[e->code_n++] = arena_str(&e->arena, code);
        line = str_slice(line, close + 1, line.n);
    }
}

static void take_line(struct build *b, struct entry *e, struct str line, uint64_t number)
{
    static const char generators[] = "&<!";
    struct str text = str_trim(str_slice(line, 0, str_find(line, '#')));
    text = str_trim(str_slice(text, 0, str_find(text, ';')));
    if (!text.n || strchr(generators, text.p[0]))
        return;
    bool synonym = text.p[0] == '+';
    struct str name = str_trim(str_slice(text, synonym, str_find(text, '[')));
    bool begins = name.n && !synonym && (e->code_n || !e->name_n);
    if (begins) {
        end_entry(b, e);
        e->line = number;
    }
    if (name.n && e->name_n < NAMES_MAX)
        e->names[e->name_n++] = arena_str(&e->arena, name);
    take_codes(e, text);
}

bool import_petrarch(struct build *b, struct input *in, struct error *err)
{
    struct entry e = { .arena = ARENA_INIT };
    CLEANUP_ARENA struct arena of_line = ARENA_INIT;
    enum input_result got;
    struct str line;
    while ((got = input_line(in, LINE_BYTES_MAX, &line, err)) != INPUT_END && got != INPUT_FAILED) {
        if (got == INPUT_TOO_LONG)
            build_skip(b, "line %llu: too long", (unsigned long long)input_lines(in));
        else
            take_line(b, &e, build_utf8(line, &of_line), input_lines(in));
        arena_reset(&of_line);
    }
    end_entry(b, &e);
    arena_release(&e.arena);
    return got == INPUT_END;
}
