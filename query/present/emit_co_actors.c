#include "query/present/emit_co_actors.h"

#include "engine/base/json_out.h"
#include "engine/base/terminal.h"

enum { NAME_COLUMNS = 36 };

/* "2018": 2018-05: 2018-05-07, by the unit. */
static void put_unit(struct strbuf *out, int32_t from, enum timeline_unit by)
{
    char date[CIVIL_DATE_BYTES];
    civil_format_date(from, date);
    size_t n = strlen(date);
    strbuf_bytes(out, date, by == BY_YEAR && n > 6 ? n - 6 : by == BY_MONTH && n > 3 ? n - 3 : n);
}

static void put_bars(struct strbuf *out, const struct co_actor *x, enum timeline_unit by)
{
    bool begun = false;
    for (size_t i = 0; i < x->bar_n; i++) {
        if (!x->bars[i].count)
            continue;
        strbuf_string(out, begun ? " · " : "          ");
        begun = true;
        put_unit(out, x->bars[i].from, by);
        strbuf_format(out, ": %llu", (unsigned long long)x->bars[i].count);
    }
    strbuf_string(out, begun ? "\n" : "");
}

void co_actors_text(const struct co_actors *people, struct strbuf *out)
{
    CLEANUP_STRBUF struct strbuf name = STRBUF_INIT;
    terminal_clean(&name, people->name, false);
    strbuf_format(out, "%llu article%s with %s; beside:\n", (unsigned long long)people->total, people->total == 1 ? "" : "s", name.p);
    for (size_t i = 0; i < people->n; i++) {
        const struct co_actor *x = &people->v[i];
        strbuf_clear(&name);
        terminal_clean(&name, x->name, false);
        struct str fit = terminal_fit(strbuf_view(&name), NAME_COLUMNS);
        strbuf_format(out, "%8llu  %.*s%*s  ", (unsigned long long)x->count, STR_ARG(fit), NAME_COLUMNS - terminal_columns(fit), "");
        terminal_clean(out, x->id, false);
        strbuf_byte(out, '\n');
        put_bars(out, x, people->by);
    }
    if (people->distinct > people->n)
        strbuf_format(out, "\n%llu more; -n shows as many as you like\n", (unsigned long long)(people->distinct - people->n));
}

static void put_timeline(struct json_out *j, const struct co_actor *x)
{
    json_key(j, "timeline");
    json_begin(j, '[');
    for (size_t i = 0; i < x->bar_n; i++) {
        char date[CIVIL_DATE_BYTES];
        civil_format_date(x->bars[i].from, date);
        json_begin(j, '{');
        json_key_string(j, "from", date);
        json_key_int(j, "count", (int64_t)x->bars[i].count);
        json_end(j, '}');
    }
    json_end(j, ']');
}

void co_actors_json(const struct co_actors *people, struct strbuf *out)
{
    struct json_out j;
    json_init(&j, out);
    json_begin(&j, '{');
    json_key_int(&j, "schema", 1);
    json_key_str(&j, "name", people->name);
    json_key_int(&j, "articles", (int64_t)people->total);
    json_key(&j, "co_actors");
    json_begin(&j, '[');
    for (size_t i = 0; i < people->n; i++) {
        json_begin(&j, '{');
        json_key_str(&j, "id", people->v[i].id);
        json_key_str(&j, "name", people->v[i].name);
        json_key_int(&j, "articles", (int64_t)people->v[i].count);
        if (people->by != BY_NONE)
            put_timeline(&j, &people->v[i]);
        json_end(&j, '}');
    }
    json_end(&j, ']');
    json_end(&j, '}');
    strbuf_byte(out, '\n');
}
