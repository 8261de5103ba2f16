#include "query/present/actor_card.h"

#include <stdlib.h>

enum { LABEL_COLUMNS = 12 };

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

/* ---- as text ---- */

static void put_label(struct strbuf *out, const char *label)
{
    strbuf_format(out, "  %-*s", LABEL_COLUMNS - 2, label);
}

/* Names on lines of the terminal's width; a name is never broken. */
static void put_names(const struct actor_card *card, int width, struct strbuf *out)
{
    int column = 0;
    for (size_t i = 0; i < card->actor.name_count; i++) {
        const struct actor_name *name = &card->actor.names[i];
        CLEANUP_STRBUF struct strbuf clean = STRBUF_INIT;
        if (str_equal(name->name, card->actor.name))
            continue;
        terminal_clean(&clean, name->name, false);
        int columns = terminal_columns(strbuf_view(&clean));
        if (!column) {
            put_label(out, "also");
        } else if (column + 3 + columns > width - LABEL_COLUMNS) {
            strbuf_format(out, "\n%*s", LABEL_COLUMNS, "");
            column = 0;
        } else {
            strbuf_string(out, " · ");
            column += 3;
        }
        strbuf_str(out, strbuf_view(&clean));
        column += columns;
    }
    if (column)
        strbuf_byte(out, '\n');
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
    for (size_t i = 0; i < card->role_count; i++)
        put_role(&card->roles[i], i == 0, out);
    put_label(out, "articles");
    strbuf_format(out, "%llu", (unsigned long long)card->articles);
    if (card->first != CIVIL_NONE) {
        strbuf_string(out, ", ");
        put_span(card->first, card->last, out);
    }
    strbuf_string(out, "\n\n");
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
        json_end(j, '}');
    }
    json_end(j, ']');
    json_key_int(j, "articles", (int64_t)card->articles);
    put_date(j, "first", card->first);
    put_date(j, "last", card->last);
    json_end(j, '}');
}
