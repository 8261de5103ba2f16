#include "corpus/importers/build.h"

#include "corpus/decode.h"
#include "corpus/importers/country_codes.h"
#include "engine/base/hash.h"
#include "engine/base/memory.h"
#include "engine/base/utf8.h"
#include "engine/text/office.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { NAME_BYTES_MAX = 200, ID_BYTES_MAX = 120 };

void build_init(struct build *b, const struct actor_import_options *options, struct arena *arena)
{
    *b = (struct build){ .options = options, .arena = arena, .ids = STRMAP_INIT };
}

void build_release(struct build *b)
{
    for (size_t i = 0; i < b->ids.n; i++) {
        free(b->drafts[i].names);
        free(b->drafts[i].roles);
    }
    free(b->drafts);
    strmap_release(&b->ids);
}

void build_skip(struct build *b, const char *format, ...)
{
    va_list args;
    if (b->result.skipped++)
        return;
    va_start(args, format);
    vsnprintf(b->result.reason, sizeof b->result.reason, format, args);
    va_end(args);
    b->result.reason[utf8_start(str_of(b->result.reason), strlen(b->result.reason))] = '\0';
}

struct str build_utf8(struct str text, struct arena *arena)
{
    if (utf8_valid(text) && str_find(text, '\0') == text.n)
        return text;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    decode_text(&out, text);
    return arena_str(arena, strbuf_view(&out));
}

const struct json_tree *build_json(struct build *b, struct str json, struct arena *arena, const char *place)
{
    const struct json_tree *tree;
    struct error why;
    if (json_tree_parse(build_utf8(json, arena), arena, &tree, &why))
        return tree;
    build_skip(b, "%s: %s", place, why.text);
    return NULL;
}

/* ---- drafts ---- */

uint32_t build_find(const struct build *b, struct str id)
{
    return strmap_find(&b->ids, id);
}

struct draft *build_draft(struct build *b, uint32_t number)
{
    return &b->drafts[number];
}

uint32_t build_actor(struct build *b, struct str id, enum actor_kind kind)
{
    bool is_new;
    uint32_t number = strmap_intern(&b->ids, id, &is_new);
    if (!is_new)
        return number;
    GROW(b->drafts, number, b->draft_capacity);
    b->drafts[number] = (struct draft){
        .actor = { .id = arena_str(b->arena, id), .kind = kind, .founded = CIVIL_NONE, .dissolved = CIVIL_NONE },
    };
    return number;
}

/* Characters that are not seen, and that no name needs: controls, marks of direction, byte order marks. (Persian needs U+200C and U+200D.) */
static bool is_unseen(uint32_t c)
{
    return (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE;
}

static bool is_white(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x3000;
}

/* One space for white space of any kind, in the arena; empty where nothing is left or it is too long. */
static struct str one_line(struct build *b, struct str s, size_t most)
{
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    for (const char *p = s.p, *end = str_end(s); p < end;) {
        uint32_t c;
        size_t n = utf8_decode(p, end, &c);
        if (is_white(c))
            strbuf_string(&out, out.n && out.p[out.n - 1] != ' ' ? " " : "");
        else if (!is_unseen(c))
            strbuf_bytes(&out, p, n);
        p += n;
    }
    struct str view = str_trim(strbuf_view(&out));
    return view.n && view.n <= most ? arena_str(b->arena, view) : (struct str){ NULL, 0 };
}

void build_name(struct build *b, uint32_t number, struct str name, int flags)
{
    struct draft *d = &b->drafts[number];
    struct str plain = one_line(b, name, NAME_BYTES_MAX);
    if (!plain.n)
        return;
    for (size_t i = 0; i < d->name_n; i++)
        if (str_equal(d->names[i].name, plain))
            return;
    GROW(d->names, d->name_n, d->name_capacity);
    if (!d->actor.name.n) {
        d->actor.name = plain;
        flags |= NAME_MAIN;
    }
    d->names[d->name_n++] = (struct actor_name){ plain, flags, { NULL, 0 } };
}

void build_text(struct build *b, struct str *to, struct str value)
{
    enum { TEXT_BYTES_MAX = 500 };
    if (!to->n)
        *to = one_line(b, value, TEXT_BYTES_MAX);
}

/* ---- offices ---- */

struct office {
    struct str label, of;
};

/* "Prime Minister of Armenia": at the first "of" behind which somebody is known; not of those whom an ambassador is sent to. */
static struct office split_office(struct build *b, struct str label)
{
    for (size_t i = 0; i + 4 < label.n; i++) {
        if (memcmp(label.p + i, " to ", 4) == 0)
            break;
        if (memcmp(label.p + i, " of ", 4) != 0)
            continue;
        struct str whom = str_trim(str_slice(label, i + 4, label.n));
        if (str_starts(whom, STR("the ")))
            whom = str_slice(whom, 4, whom.n);
        struct str of = build_find_actor(b, whom);
        if (of.n)
            return (struct office){ str_slice(label, 0, i), of };
    }
    return (struct office){ label, { NULL, 0 } };
}

void build_role(struct build *b, uint32_t number, struct str label, struct str of, int32_t from, int32_t to)
{
    CLEANUP_STRBUF struct strbuf office = STRBUF_INIT;
    struct office o = { one_line(b, label, NAME_BYTES_MAX), of };
    struct draft *d = &b->drafts[number];
    if (!o.label.n)
        return;
    bool acting = str_starts(o.label, STR("acting ")) || str_starts(o.label, STR("Acting "));
    if (acting)
        o.label = str_slice(o.label, 7, o.label.n);
    struct office parted = split_office(b, o.label);
    if (parted.of.n) {
        o.label = parted.label;
        o.of = o.of.n ? o.of : parted.of;
    }
    o.of = o.of.n ? o.of : b->options->country;
    if (!o.of.n) {
        b->result.homeless++;
        return;
    }
    office_general(o.label, &office);
    if (to != CIVIL_NONE && from != CIVIL_NONE && to < from) {
        b->result.bad_dates++;
        return;
    }
    GROW(d->roles, d->role_n, d->role_capacity);
    d->roles[d->role_n++] = (struct actor_role){
        arena_str(b->arena, strbuf_view(&office)), arena_str(b->arena, o.of), from, to, acting, { NULL, 0 },
    };
}

static int by_office(const void *a, const void *b)
{
    const struct actor_role *x = a, *y = b;
    int c = str_compare(x->office, y->office);
    c = c ? c : str_compare(x->of, y->of);
    c = c ? c : x->acting - y->acting;
    c = c ? c : (x->from > y->from) - (x->from < y->from);
    return c ? c : (x->to > y->to) - (x->to < y->to);
}

static int by_time(const void *a, const void *b)
{
    const struct actor_role *x = a, *y = b;
    int c = (x->from > y->from) - (x->from < y->from);
    return c ? c : by_office(a, b);
}

/* One term after the other in the same office is one term. */
static void join_terms(struct draft *d)
{
    size_t n = 0;
    if (d->role_n)
        qsort(d->roles, d->role_n, sizeof *d->roles, by_office);
    for (size_t i = 0; i < d->role_n; i++) {
        struct actor_role *last = n ? &d->roles[n - 1] : NULL, *r = &d->roles[i];
        bool same = last && str_equal(last->office, r->office) && str_equal(last->of, r->of) && last->acting == r->acting;
        bool follows = same && (last->to == CIVIL_NONE || (int64_t)r->from <= (int64_t)last->to + CIVIL_DAY_MINUTES);
        if (!follows) {
            d->roles[n++] = *r;
        } else if (last->to != CIVIL_NONE) {
            last->to = r->to == CIVIL_NONE || r->to > last->to ? r->to : last->to;
        } else if (last->from == CIVIL_NONE && r->from != CIVIL_NONE) {
            last->from = r->from;   /* a term without dates says nothing beside one that has some */
            last->to = r->to;
        }
    }
    d->role_n = n;
    if (n)
        qsort(d->roles, n, sizeof *d->roles, by_time);
}

void build_finish(struct build *b)
{
    struct actor *v = arena_array(b->arena, struct actor, b->ids.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->ids.n; i++) {
        struct draft *d = &b->drafts[i];
        if (!d->name_n)
            continue;
        join_terms(d);
        v[n] = d->actor;
        v[n].names = arena_array(b->arena, struct actor_name, d->name_n);
        memcpy(v[n].names, d->names, d->name_n * sizeof *d->names);
        v[n].name_count = d->name_n;
        v[n].roles = arena_array(b->arena, struct actor_role, d->role_n + 1);
        if (d->role_n)
            memcpy(v[n].roles, d->roles, d->role_n * sizeof *d->roles);
        v[n++].role_count = d->role_n;
    }
    b->result.actors = v;
    b->result.n = n;
}

/* ---- dates ---- */

static int digits(struct str s, size_t from, size_t n)
{
    int x = 0;
    if (from + n > s.n)
        return -1;
    for (size_t i = from; i < from + n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return -1;
        x = x * 10 + (s.p[i] - '0');
    }
    return x;
}

int32_t build_date(struct build *b, struct str text, bool last)
{
    struct str s = str_trim(text);
    if (s.n && s.p[0] == '+')
        s = str_slice(s, 1, s.n);
    s.n = str_find(s, 'T') < s.n ? str_find(s, 'T') : str_find(s, ' ');
    if (!s.n)
        return CIVIL_NONE;
    int year = digits(s, 0, 4), month = s.n >= 7 ? digits(s, 5, 2) : 0, day = s.n >= 10 ? digits(s, 8, 2) : 0;
    bool shape = s.n == 4 || (s.n == 7 && s.p[4] == '-') || (s.n == 10 && s.p[4] == '-' && s.p[7] == '-');
    if (shape && month == 0)
        day = 0;
    bool whole_month = day == 0, whole_year = month == 0;
    month = whole_year ? (last ? 12 : 1) : month;
    if (shape && civil_valid(year, month, 1) && whole_month)
        day = last ? civil_month_days(year, month) : 1;
    if (!shape || !civil_valid(year, month, day)) {
        b->result.bad_dates++;
        return CIVIL_NONE;
    }
    return civil_days(year, month, day) * CIVIL_DAY_MINUTES;
}

/* ---- ids ---- */

struct str build_wikidata_id(struct str text)
{
    size_t from = text.n;
    while (from > 0 && text.p[from - 1] >= '0' && text.p[from - 1] <= '9')
        from--;
    bool alone = from >= 1 && text.p[from - 1] == 'Q' && (from == 1 || text.p[from - 2] == '/' || text.p[from - 2] == ':');
    bool fine = alone && from < text.n && text.n - from <= 10 && text.p[from] != '0';
    return fine ? str_slice(text, from - 1, text.n) : (struct str){ NULL, 0 };
}

static bool is_uuid(struct str s)
{
    bool fine = s.n == 36;
    for (size_t i = 0; fine && i < s.n; i++) {
        char c = s.p[i];
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        fine = i == 8 || i == 13 || i == 18 || i == 23 ? c == '-' : hex;
    }
    return fine;
}

/* Letters and digits, what is between them one '-'; other letters by a hash of the whole. */
static void slug(struct str s, struct strbuf *out)
{
    bool lost = false, dash = false;
    size_t from = out->n;
    for (size_t i = 0; i < s.n && out->n < ID_BYTES_MAX; i++) {
        char c = s.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
            if (dash && out->n > from)
                strbuf_byte(out, '-');
            dash = false;
            strbuf_byte(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
        } else {
            lost = lost || (unsigned char)c >= 0x80;
            dash = true;
        }
    }
    if (lost || out->n == from || out->n >= ID_BYTES_MAX) {
        struct digest d = digest_of(&s, 1);
        strbuf_format(out, "%s%02x%02x%02x%02x", out->n > from ? "-" : "", d.bytes[0], d.bytes[1], d.bytes[2], d.bytes[3]);
    }
}

struct str build_slug(struct build *b, struct str name)
{
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    slug(b->options->origin, &out);
    strbuf_byte(&out, '-');
    if (b->options->country.n) {    /* files of several countries may give the same ids to different parties */
        slug(b->options->country, &out);
        strbuf_byte(&out, '-');
    }
    slug(name, &out);
    return arena_str(b->arena, strbuf_view(&out));
}

struct str build_id(struct build *b, struct str id)
{
    struct str item = build_wikidata_id(id);
    if (item.n)
        return arena_str(b->arena, item);
    return is_uuid(id) ? arena_str(b->arena, id) : build_slug(b, id);
}

struct str build_country(struct build *b, struct str text)
{
    text = str_trim(text);
    struct str item = build_wikidata_id(text);
    const struct country_code *c = item.n ? country_code_of_item(item) : country_code_of(text);
    if (c)
        return str_of(c->alpha2);
    return item.n ? (struct str){ NULL, 0 } : build_find_actor(b, text);
}

struct str build_find_actor(struct build *b, struct str name)
{
    name = str_trim(name);
    if (!name.n || !b->options->find)
        return (struct str){ NULL, 0 };
    struct str id = b->options->find(b->options->ctx, name);
    return id.n ? arena_str(b->arena, id) : id;
}
