#include "indexer/actors/lint.h"

#include "engine/base/memory.h"
#include "engine/base/strmap.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    TERM_YEARS_MAX = 75,        /* the longest reign on record is 72 years */
    LIFE_YEARS = 75,            /* of public life: offices further apart are those of two people */
    YEAR_MINUTES = 525960,
};

static const char *const kind_names[LINT_KINDS] = {
    [LINT_REFERENCE] = "reference", [LINT_DATES] = "dates", [LINT_OVERLAP] = "overlap", [LINT_WORD] = "word", [LINT_SAME] = "same",
};

const char *lint_kind_name(enum lint_kind kind)
{
    return kind_names[kind];
}

/* What comparing two actors needs. */
struct known {
    struct str name, country;
    int32_t from, to;           /* of all offices; CIVIL_NONE: none has a date */
    uint8_t kind;
    uint8_t rank;               /* less: rather the one that stays when two are merged */
    bool concerned;             /* a record of the origin that is asked about */
};

struct term {
    struct str office, of, who;
    int32_t from, to;
};

struct lint {
    struct archive *archive;
    const struct lint_sink *sink;
    struct str origin;
    struct arena arena;
    struct strmap ids;
    struct known *known;
    struct term *terms;
    size_t known_capacity, term_n, term_capacity;
};

__attribute__((format(printf, 3, 4))) static void tell(struct lint *l, enum lint_kind kind, const char *format, ...)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    char *room = strbuf_reserve(&text, 1024);
    va_list args;
    va_start(args, format);
    vsnprintf(room, 1024, format, args);
    va_end(args);
    l->sink->tell(l->sink->ctx, kind, room);
}

/* ---- reading all ---- */

/* Offices that one holds at a time. */
static bool is_single(struct str office)
{
    static const char *const single[] = {
        "president", "prime minister", "chancellor", "monarch", "supreme leader", "general secretary", "foreign minister", "defence minister",
        "finance minister", "interior minister", "secretary-general", "secretary of state", "governor-general", "pope", "central bank governor",
    };
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (str_is(office, single[i]))
            return true;
    return false;
}

static bool is_concerned(const struct lint *l, const struct actor *x)
{
    bool is = !l->origin.n || str_equal(x->origin, l->origin);
    for (size_t i = 0; i < x->name_count; i++)
        is = is || str_equal(x->names[i].origin, l->origin);
    for (size_t i = 0; i < x->role_count; i++)
        is = is || str_equal(x->roles[i].origin, l->origin);
    return is;
}

static void keep_terms(struct lint *l, const struct actor *x, struct str id)
{
    for (size_t i = 0; i < x->role_count; i++) {
        const struct actor_role *r = &x->roles[i];
        if (!is_single(r->office) || r->acting || r->from == CIVIL_NONE)
            continue;
        GROW(l->terms, l->term_n, l->term_capacity);
        l->terms[l->term_n++] = (struct term){ arena_str(&l->arena, r->office), arena_str(&l->arena, r->of), id, r->from, r->to };
    }
}

/* What caucus knows before what was imported; of two such, the one with Wikidata's id. */
static uint8_t rank_of(const struct actor *x)
{
    bool own = str_is(x->origin, "builtin") || str_is(x->origin, "configured") || str_is(x->origin, "hand");
    bool item = x->id.n > 1 && x->id.p[0] == 'Q' && x->id.p[1] >= '0' && x->id.p[1] <= '9';
    return (uint8_t)((own ? 0 : 2) + (item ? 0 : 1));
}

static bool keep(void *ctx, const struct actor *x, struct error *err)
{
    struct lint *l = ctx;
    (void)err;
    uint32_t number = strmap_intern(&l->ids, x->id, NULL);
    GROW(l->known, number, l->known_capacity);
    struct known *k = &l->known[number];
    *k = (struct known){ arena_str(&l->arena, x->name), arena_str(&l->arena, x->country), CIVIL_NONE, CIVIL_NONE, (uint8_t)x->kind, rank_of(x),
                         is_concerned(l, x) };
    for (size_t i = 0; i < x->role_count; i++) {
        const struct actor_role *r = &x->roles[i];
        if (r->from != CIVIL_NONE && (k->from == CIVIL_NONE || r->from < k->from))
            k->from = r->from;
        int32_t last = r->to != CIVIL_NONE ? r->to : r->from;
        k->to = last > k->to ? last : k->to;
    }
    keep_terms(l, x, strmap_key(&l->ids, number));
    return true;
}

/* ---- one record at a time ---- */

static bool is_there(struct lint *l, struct str id, bool *ret, struct error *err)
{
    struct str now;
    *ret = !id.n || strmap_find(&l->ids, id) != STRMAP_NONE;
    if (*ret)
        return true;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    if (!registry_id(l->archive, id, &arena, &now, err))
        return false;
    *ret = strmap_find(&l->ids, now) != STRMAP_NONE;
    return true;
}

static bool check_reference(struct lint *l, const struct actor *x, const char *what, struct str id, struct error *err)
{
    bool there;
    if (!is_there(l, id, &there, err))
        return false;
    if (!there)
        tell(l, LINT_REFERENCE, "%.*s (%.*s): %s is '%.*s', which nobody is (%.*s)", STR_ARG(x->id), STR_ARG(x->name), what, STR_ARG(id),
             STR_ARG(x->origin));
    return true;
}

static void check_dates(struct lint *l, const struct actor *x)
{
    if (x->founded != CIVIL_NONE && x->dissolved != CIVIL_NONE && x->founded > x->dissolved)
        tell(l, LINT_DATES, "%.*s (%.*s): dissolved before it was founded", STR_ARG(x->id), STR_ARG(x->name));
    for (size_t i = 0; i < x->role_count; i++) {
        const struct actor_role *r = &x->roles[i];
        char from[CIVIL_DATE_BYTES], to[CIVIL_DATE_BYTES];
        civil_format_date(r->from, from);
        civil_format_date(r->to, to);
        if (r->from == CIVIL_NONE || r->to == CIVIL_NONE)
            continue;
        if (r->from > r->to)
            tell(l, LINT_DATES, "%.*s (%.*s): %.*s of %.*s ends before it begins: %s to %s", STR_ARG(x->id), STR_ARG(x->name), STR_ARG(r->office),
                 STR_ARG(r->of), from, to);
        else if ((int64_t)r->to - r->from > (int64_t)TERM_YEARS_MAX * YEAR_MINUTES)
            tell(l, LINT_DATES, "%.*s (%.*s): %.*s of %.*s for more than %d years: %s to %s", STR_ARG(x->id), STR_ARG(x->name), STR_ARG(r->office),
                 STR_ARG(r->of), TERM_YEARS_MAX, from, to);
    }
}

/* English words that stand in every newspaper, and are names too. */
static bool is_common_word(struct str name)
{
    static const char words[] =
        " act action agency alliance army assembly ban bank bay bean bell best bill bird bishop black blue board bond book born brave bridge "
        "brown bush "
        "cabinet call camp capital case cash center centre change chance chief church city close club coalition commission committee common congress "
        "council country court cross dark day deal dean defence defense democracy department development early east economy education "
        "election energy "
        "equality ever face fair faith family fine first flag force forum forward foundation fox freedom front future gas general glory gold "
        "good grace "
        "grant gray green group guard hall hand hope house hunt independent interior joy judge justice king labor labour lake land law "
        "league left liberal "
        "liberty life light long love majority march mark market may mayor media men might military mine minister ministry money moon "
        "movement nation "
        "national new north office oil open order parliament party peace people place police power premier president press price progress pope queen "
        "rally reform republic republican rice right rights rock rose rule senate service short simple small snow socialist solidarity south speaker "
        "star state stone storm street strong summit sun support system trade treasury truth under union unity victory voice war water way "
        "weather west "
        "white will wind winner winter woman women wood word work workers world worth young youth ";
    char key[40];
    if (name.n + 3 > sizeof key)
        return false;
    key[0] = ' ';
    for (size_t i = 0; i < name.n; i++)
        key[i + 1] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] + 32) : name.p[i];
    key[name.n + 1] = ' ';
    key[name.n + 2] = '\0';
    return strstr(words, key) != NULL;
}

static void check_names(struct lint *l, const struct actor *x)
{
    for (size_t i = 0; i < x->name_count; i++)
        if (!(x->names[i].flags & (NAME_TITLED | NAME_WEAK | NAME_DEMONYM)) && is_common_word(x->names[i].name))
            tell(l, LINT_WORD, "%.*s (%.*s): the name '%.*s' is a common word: give it 'with: title' or 'weak: true' (%.*s)", STR_ARG(x->id),
                 STR_ARG(x->name), STR_ARG(x->names[i].name), STR_ARG(x->origin));
}

static bool check_record(void *ctx, const struct registry_record *record, struct error *err)
{
    struct lint *l = ctx;
    const struct actor *x = &record->actor;
    if (l->origin.n && !str_equal(x->origin, l->origin))
        return true;
    check_dates(l, x);
    check_names(l, x);
    if (!check_reference(l, x, "the country", x->country, err) || !check_reference(l, x, "the party", x->party, err) ||
        !check_reference(l, x, "the seat", x->seat_of, err))
        return false;
    for (size_t i = 0; i < x->role_count; i++)
        if (!check_reference(l, x, "an office's whom", x->roles[i].of, err))
            return false;
    return true;
}

/* ---- two at once ---- */

static int by_office(const void *a, const void *b)
{
    const struct term *x = a, *y = b;
    int c = str_compare(x->office, y->office);
    c = c ? c : str_compare(x->of, y->of);
    c = c ? c : (x->from > y->from) - (x->from < y->from);
    return c ? c : str_compare(x->who, y->who);
}

static const struct known *known_of(const struct lint *l, struct str id)
{
    uint32_t number = strmap_find(&l->ids, id);
    return number == STRMAP_NONE ? NULL : &l->known[number];
}

static void tell_overlap(struct lint *l, const struct term *x, const struct term *y)
{
    char from[CIVIL_DATE_BYTES], to[CIVIL_DATE_BYTES];
    int32_t end = x->to == CIVIL_NONE || (y->to != CIVIL_NONE && y->to < x->to) ? y->to : x->to;
    const struct known *a = known_of(l, x->who), *b = known_of(l, y->who);
    if ((!a->concerned && !b->concerned) || str_equal(a->name, b->name))
        return;     /* two of one name are told of as such */
    civil_format_date(y->from, from);
    civil_format_date(end, to);
    tell(l, LINT_OVERLAP, "%.*s of %.*s: %.*s (%.*s) and %.*s (%.*s) at once, %s to %s", STR_ARG(x->office), STR_ARG(x->of), STR_ARG(a->name),
         STR_ARG(x->who), STR_ARG(b->name), STR_ARG(y->who), from, *to ? to : "now");
}

/* "to 2014-09" and "from 2014-09-15", "to 2014" and "from 2014-05": as far as is known, one after the other. */
static bool may_follow(const struct term *x, const struct term *y)
{
    if (x->to == CIVIL_NONE)
        return false;
    struct civil to = civil_of_minutes(x->to), from = civil_of_minutes(y->from);
    if (to.year != from.year)
        return false;
    bool to_year = to.month == 12 && to.day == 31, from_year = from.month == 1 && from.day == 1;
    bool to_month = to.day == civil_month_days(to.year, to.month), from_month = from.day == 1;
    return to_year || from_year || (to.month == from.month && (to_month || from_month));
}

/* A day of handing over is no overlap. */
static void check_overlaps(struct lint *l)
{
    if (l->term_n)
        qsort(l->terms, l->term_n, sizeof *l->terms, by_office);
    for (size_t i = 0; i < l->term_n; i++) {
        const struct term *x = &l->terms[i];
        for (size_t k = i + 1; k < l->term_n; k++) {
            const struct term *y = &l->terms[k];
            bool same = str_equal(x->office, y->office) && str_equal(x->of, y->of);
            if (!same || (x->to != CIVIL_NONE && (int64_t)y->from + CIVIL_DAY_MINUTES > x->to))
                break;
            if (!str_equal(x->who, y->who) && (y->to == CIVIL_NONE || y->to > y->from) && !may_follow(x, y))
                tell_overlap(l, x, y);
        }
    }
}

/* ---- two that may be one ---- */

static bool compatible(const struct known *a, const struct known *b)
{
    if (a->kind != b->kind || (a->country.n && b->country.n && !str_equal(a->country, b->country)))
        return false;
    if (a->from == CIVIL_NONE || b->from == CIVIL_NONE)
        return true;
    int64_t first = a->from < b->from ? a->from : b->from, last = a->to > b->to ? a->to : b->to;
    return last - first <= (int64_t)LIFE_YEARS * YEAR_MINUTES;
}

/* A source that gives two records of one name means two. */
static bool of_one_file(struct lint *l, struct str a, struct str b, bool *ret, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct registry_record *x, *y;
    size_t xn, yn;
    if (!registry_records(l->archive, a, &arena, &x, &xn, err) || !registry_records(l->archive, b, &arena, &y, &yn, err))
        return false;
    *ret = false;
    for (size_t i = 0; i < xn; i++)
        for (size_t k = 0; k < yn; k++)
            *ret = *ret || (str_equal(x[i].actor.origin, y[k].actor.origin) &&
                            (str_is(x[i].actor.origin, "builtin") || (x[i].file.n && str_equal(x[i].file, y[k].file))));
    return true;
}

static bool check_pair(struct lint *l, struct str a, struct str b, struct error *err)
{
    const struct known *x = known_of(l, a), *y = known_of(l, b);
    bool one_file;
    if (!x || !y || (!x->concerned && !y->concerned) || !compatible(x, y))
        return true;
    if (!of_one_file(l, a, b, &one_file, err))
        return false;
    bool first_stays = x->rank <= y->rank;
    if (!one_file)
        tell(l, LINT_SAME, "%.*s (%.*s) and %.*s (%.*s) may be one: caucus actors merge %.*s %.*s", STR_ARG(x->name), STR_ARG(a), STR_ARG(y->name),
             STR_ARG(b), STR_ARG(first_stays ? b : a), STR_ARG(first_stays ? a : b));
    return true;
}

struct pairs {
    struct lint *lint;
    struct strmap told;         /* "A B" */
};

/* A surname or an acronym alone makes nothing the same; two words or more do, and a long name of what is no person. */
static bool check_key(void *ctx, struct str key, const struct str *ids, size_t n, struct error *err)
{
    enum { TOO_MANY = 12, ACRONYM_BYTES = 6 };      /* too many of one name: nobody can tell */
    struct pairs *p = ctx;
    bool one_word = str_find(key, ' ') == key.n, acronym = one_word && key.n <= ACRONYM_BYTES;
    for (size_t i = 0; i < n && n <= TOO_MANY; i++)
        for (size_t k = i + 1; k < n; k++) {
            const struct known *x = known_of(p->lint, ids[i]);
            char pair[300];
            bool is_new;
            if (!x || acronym || (one_word && x->kind == ACTOR_PERSON))
                continue;
            int length = snprintf(pair, sizeof pair, "%.*s %.*s", STR_ARG(ids[i]), STR_ARG(ids[k]));
            strmap_intern(&p->told, (struct str){ pair, (size_t)length < sizeof pair ? (size_t)length : sizeof pair - 1 }, &is_new);
            if (is_new && !check_pair(p->lint, ids[i], ids[k], err))
                return false;
        }
    return true;
}

bool registry_lint_all(struct archive *archive, struct str origin, const struct lint_sink *sink, struct error *err)
{
    struct lint l = { .archive = archive, .sink = sink, .origin = origin, .arena = ARENA_INIT, .ids = STRMAP_INIT };
    struct pairs pairs = { &l, STRMAP_INIT };
    bool ok = registry_walk(archive, keep, &l, err) && registry_walk_records(archive, check_record, &l, err);
    if (ok)
        check_overlaps(&l);
    ok = ok && registry_shared_keys(archive, check_key, &pairs, err);
    strmap_release(&pairs.told);
    strmap_release(&l.ids);
    free(l.known);
    free(l.terms);
    arena_release(&l.arena);
    return ok;
}
