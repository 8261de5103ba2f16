#include "query/present/actor_card.h"

#include <stdlib.h>

enum { LABEL_COLUMNS = 12, HOLDERS_SHOWN = 12 };

static int by_first_day(const void *a, const void *b)
{
    const struct actor_role *x = &((const struct actor_card_role *)a)->role,
                            *y = &((const struct actor_card_role *)b)->role;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1; /* CIVIL_NONE is the least of all */
    int c = str_compare(x->office, y->office);
    return c ? c : str_compare(x->of, y->of);
}

void actor_card_sort_roles(struct actor_card_role *roles, size_t n)
{
    if (n)
        qsort(roles, n, sizeof *roles, by_first_day);
}

static int by_name(const struct actor_card_holder *x, const struct actor_card_holder *y)
{
    int c = str_compare(x->name, y->name);
    return c ? c : (x->role.from > y->role.from) - (x->role.from < y->role.from);
}

static int holders_order(const void *a, const void *b)
{
    const struct actor_card_holder *x = a, *y = b;
    bool x_left = x->role.to != CIVIL_NONE, y_left = y->role.to != CIVIL_NONE;
    if (x_left != y_left)
        return x_left - y_left;
    int c = x_left ? (x->role.to < y->role.to) - (x->role.to > y->role.to) : str_compare(x->role.office, y->role.office);
    return c ? c : by_name(x, y);
}

static int members_order(const void *a, const void *b)
{
    return by_name(a, b);
}

void actor_card_sort_holders(struct actor_card_holder *holders, size_t n)
{
    if (n)
        qsort(holders, n, sizeof *holders, holders_order);
}

void actor_card_sort_members(struct actor_card_holder *members, size_t n)
{
    if (n)
        qsort(members, n, sizeof *members, members_order);
}

/* ---- as text ---- */

static void put_label(struct strbuf *out, const char *label)
{
    strbuf_format(out, "  %-*s", LABEL_COLUMNS - 2, label);
}

/* Things side by side on lines of the terminal's width, behind one label; a thing is never broken. */
struct row_of_things {
    const char *label;
    int width, column;
    struct strbuf *out;
};

static void put_thing(struct row_of_things *row, struct str thing)
{
    CLEANUP_STRBUF struct strbuf clean = STRBUF_INIT;
    terminal_clean(&clean, thing, false);
    int columns = terminal_columns(strbuf_view(&clean));
    if (!row->column) {
        put_label(row->out, row->label);
    } else if (row->column + 3 + columns > row->width - LABEL_COLUMNS) {
        strbuf_format(row->out, "\n%*s", LABEL_COLUMNS, "");
        row->column = 0;
    } else {
        strbuf_string(row->out, " · ");
        row->column += 3;
    }
    strbuf_str(row->out, strbuf_view(&clean));
    row->column += columns;
}

static void end_things(const struct row_of_things *row)
{
    if (row->column)
        strbuf_byte(row->out, '\n');
}

static void put_names(const struct actor_card *card, int width, struct strbuf *out)
{
    struct row_of_things row = { "also", width, 0, out };
    for (size_t i = 0; i < card->actor.name_count; i++)
        if (!str_equal(card->actor.names[i].name, card->actor.name))
            put_thing(&row, card->actor.names[i].name);
    end_things(&row);
}

static void put_counts(const struct actor_card *card, int width, struct strbuf *out)
{
    CLEANUP_STRBUF struct strbuf thing = STRBUF_INIT;
    struct row_of_things years = { "by year", width, 0, out }, beside = { "beside", width, 0, out };
    for (size_t i = 0; i < card->year_count && card->year_count > 1; i++) {
        strbuf_clear(&thing);
        strbuf_format(&thing, "%d: %llu", card->years[i].year, (unsigned long long)card->years[i].count);
        put_thing(&years, strbuf_view(&thing));
    }
    end_things(&years);
    for (size_t i = 0; i < card->beside_count; i++) {
        strbuf_clear(&thing);
        strbuf_format(&thing, "%.*s (%llu)", STR_ARG(card->beside[i].name), (unsigned long long)card->beside[i].count);
        put_thing(&beside, strbuf_view(&thing));
    }
    end_things(&beside);
}

static void put_span(int32_t from, int32_t to, struct strbuf *out)
{
    char first[CIVIL_DATE_BYTES], last[CIVIL_DATE_BYTES];
    civil_format_date(from, first);
    civil_format_date(to, last);
    if (*first && *last)
        strbuf_format(out, "%s to %s", first, last);
    else if (*first)
        strbuf_format(out, "since %s", first);
    else if (*last)
        strbuf_format(out, "until %s", last);
}

static bool is_member(const struct actor_card *card, const struct actor_role *r)
{
    return card->actor.kind != ACTOR_PERSON && str_is(r->office, ACTOR_MEMBER);
}

static void put_membership(struct row_of_things *row, struct str name, const struct actor_role *r)
{
    CLEANUP_STRBUF struct strbuf thing = STRBUF_INIT;
    strbuf_str(&thing, name);
    if (r->from != CIVIL_NONE || r->to != CIVIL_NONE) {
        strbuf_string(&thing, " (");
        if (r->from != CIVIL_NONE)
            strbuf_format(&thing, "%d", civil_of_minutes(r->from).year);
        strbuf_string(&thing, "–");
        if (r->to != CIVIL_NONE)
            strbuf_format(&thing, "%d", civil_of_minutes(r->to).year);
        strbuf_byte(&thing, ')');
    }
    put_thing(row, strbuf_view(&thing));
}

static void put_memberships(const struct actor_card *card, int width, struct strbuf *out)
{
    struct row_of_things of = { "member of", width, 0, out }, members = { "members", width, 0, out };
    for (size_t i = 0; i < card->role_count; i++) {
        const struct actor_card_role *r = &card->roles[i];
        if (is_member(card, &r->role))
            put_membership(&of, r->of_name.n ? r->of_name : r->role.of, &r->role);
    }
    end_things(&of);
    for (size_t i = 0; i < card->member_count; i++)
        put_membership(&members, card->members[i].name, &card->members[i].role);
    end_things(&members);
}

/* Those who hold its offices, and who held them last. */
static void put_holders(const struct actor_card *card, struct strbuf *out)
{
    size_t shown = 0;
    for (; shown < card->holder_count && (shown < HOLDERS_SHOWN || card->holders[shown].role.to == CIVIL_NONE); shown++) {
        const struct actor_card_holder *h = &card->holders[shown];
        put_label(out, shown ? "" : "held by");
        strbuf_string(out, h->role.acting ? "acting " : "");
        terminal_clean(out, h->role.office, false);
        strbuf_byte(out, ' ');
        terminal_clean(out, h->name, false);
        if (h->role.from != CIVIL_NONE || h->role.to != CIVIL_NONE)
            strbuf_string(out, ", ");
        put_span(h->role.from, h->role.to, out);
        strbuf_byte(out, '\n');
    }
    if (shown < card->holder_count)
        strbuf_format(out, "%*sand %zu more, with --format json\n", LABEL_COLUMNS, "", card->holder_count - shown);
}

static void put_role(const struct actor_card_role *r, bool first, struct strbuf *out)
{
    struct str of = r->of_name.n ? r->of_name : r->role.of;
    put_label(out, first ? "held" : "");
    strbuf_string(out, r->role.acting ? "acting " : "");
    terminal_clean(out, r->role.office, false);
    if (of.n) {
        strbuf_string(out, " of ");
        terminal_clean(out, of, false);
    }
    if (r->role.from != CIVIL_NONE || r->role.to != CIVIL_NONE)
        strbuf_string(out, ", ");
    put_span(r->role.from, r->role.to, out);
    if (r->role.origin.n && !str_is(r->role.origin, "builtin")) {
        strbuf_string(out, " [");
        terminal_clean(out, r->role.origin, false);
        strbuf_byte(out, ']');
    }
    strbuf_byte(out, '\n');
}

static void put_affiliation(const char *label, struct str id, struct str name, struct strbuf *out)
{
    if (!id.n)
        return;
    put_label(out, label);
    terminal_clean(out, name.n ? name : id, false);
    if (name.n) {
        strbuf_string(out, " (");
        terminal_clean(out, id, false);
        strbuf_byte(out, ')');
    }
    strbuf_byte(out, '\n');
}

void actor_card_text(const struct actor_card *card, const struct terminal *terminal, struct strbuf *out)
{
    strbuf_string(out, terminal->color ? "\x1b[1m" : "");
    terminal_clean(out, card->actor.name, false);
    strbuf_string(out, terminal->color ? "\x1b[0m" : "");
    strbuf_format(out, "  %s · ", actor_kind_name(card->actor.kind));
    terminal_clean(out, card->actor.id, false);
    strbuf_string(out, card->local ? " · known from articles only\n" : "\n");
    put_names(card, terminal->width, out);
    if (!str_equal(card->actor.country, card->actor.id))
        put_affiliation("country", card->actor.country, card->country_name, out);
    put_affiliation("party", card->actor.party, card->party_name, out);
    bool first = true;
    for (size_t i = 0; i < card->role_count; i++) {
        if (is_member(card, &card->roles[i].role))
            continue;
        put_role(&card->roles[i], first, out);
        first = false;
    }
    put_holders(card, out);
    put_memberships(card, terminal->width, out);
    put_label(out, "articles");
    strbuf_format(out, "%llu", (unsigned long long)card->articles);
    if (card->first != CIVIL_NONE) {
        strbuf_string(out, ", ");
        put_span(card->first, card->last, out);
    }
    strbuf_byte(out, '\n');
    put_counts(card, terminal->width, out);
    strbuf_byte(out, '\n');
}

/* ---- as JSON ---- */

static void put_or_null(struct json_out *j, const char *key, struct str s)
{
    json_key(j, key);
    if (s.n)
        json_str(j, s);
    else
        json_null(j);
}

static void put_date(struct json_out *j, const char *key, int32_t date)
{
    char text[CIVIL_DATE_BYTES];
    civil_format_date(date, text);
    json_key_string(j, key, *text ? text : NULL);
}

static void put_holders_json(struct json_out *j, const char *key, const struct actor_card_holder *holders, size_t n)
{
    json_key(j, key);
    json_begin(j, '[');
    for (size_t i = 0; i < n; i++) {
        json_begin(j, '{');
        json_key_str(j, "id", holders[i].id);
        json_key_str(j, "name", holders[i].name);
        json_key_str(j, "office", holders[i].role.office);
        put_date(j, "from", holders[i].role.from);
        put_date(j, "to", holders[i].role.to);
        json_key(j, "acting");
        json_bool(j, holders[i].role.acting);
        json_end(j, '}');
    }
    json_end(j, ']');
}

void actor_card_json(const struct actor_card *card, struct json_out *j)
{
    json_begin(j, '{');
    json_key_str(j, "id", card->actor.id);
    json_key_str(j, "name", card->actor.name);
    json_key_string(j, "kind", actor_kind_name(card->actor.kind));
    json_key(j, "local");
    json_bool(j, card->local);
    put_or_null(j, "country", card->actor.country);
    put_or_null(j, "party", card->actor.party);
    json_key(j, "names");
    json_begin(j, '[');
    for (size_t i = 0; i < card->actor.name_count; i++)
        json_str(j, card->actor.names[i].name);
    json_end(j, ']');
    json_key(j, "roles");
    json_begin(j, '[');
    for (size_t i = 0; i < card->role_count; i++) {
        const struct actor_card_role *r = &card->roles[i];
        json_begin(j, '{');
        json_key_str(j, "office", r->role.office);
        put_or_null(j, "of", r->role.of);
        put_or_null(j, "of_name", r->of_name);
        put_date(j, "from", r->role.from);
        put_date(j, "to", r->role.to);
        json_key(j, "acting");
        json_bool(j, r->role.acting);
        if (r->role.origin.n)
            json_key_str(j, "origin", r->role.origin);
        json_end(j, '}');
    }
    json_end(j, ']');
    put_holders_json(j, "holders", card->holders, card->holder_count);
    put_holders_json(j, "members", card->members, card->member_count);
    json_key_int(j, "articles", (int64_t)card->articles);
    put_date(j, "first", card->first);
    put_date(j, "last", card->last);
    json_key(j, "years");
    json_begin(j, '[');
    for (size_t i = 0; i < card->year_count; i++) {
        json_begin(j, '{');
        json_key_int(j, "year", card->years[i].year);
        json_key_int(j, "articles", (int64_t)card->years[i].count);
        json_end(j, '}');
    }
    json_end(j, ']');
    json_key(j, "beside");
    json_begin(j, '[');
    for (size_t i = 0; i < card->beside_count; i++) {
        json_begin(j, '{');
        json_key_str(j, "id", card->beside[i].id);
        json_key_str(j, "name", card->beside[i].name);
        json_key_int(j, "articles", (int64_t)card->beside[i].count);
        json_end(j, '}');
    }
    json_end(j, ']');
    json_end(j, '}');
}
