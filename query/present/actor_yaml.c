#include "query/present/actor_yaml.h"

#include "engine/base/json_out.h"

/* Plain where that is safe in YAML, else as a JSON string, which is YAML's too. */
static void put_text(struct strbuf *out, struct str s)
{
    static const char *const words[] = { "true", "false", "yes", "no", "null", "on", "off", "y", "n", "NO", "No" };
    bool plain = s.n && ((s.p[0] >= 'a' && s.p[0] <= 'z') || (s.p[0] >= 'A' && s.p[0] <= 'Z') || (unsigned char)s.p[0] >= 0xC3);
    for (size_t i = 0; plain && i < s.n; i++)
        plain = (unsigned char)s.p[i] >= ' ' && !strchr(":#,[]{}&*!|>'\"%@`\\", s.p[i]) && s.p[i] != 0x7F;
    plain = plain && s.p[s.n - 1] != ' ';
    for (size_t i = 0; plain && i < sizeof words / sizeof *words; i++)
        plain = !str_is(s, words[i]);
    if (plain) {
        strbuf_str(out, s);
        return;
    }
    struct json_out j;
    json_init(&j, out);
    json_str(&j, s);
}

static void put(struct strbuf *out, const char *key, struct str value)
{
    if (!value.n)
        return;
    strbuf_format(out, "    %s: ", key);
    put_text(out, value);
    strbuf_byte(out, '\n');
}

/* A first of January as a beginning and a last of December as an end may be all that is known, but are written as the days that they are. */
static void put_date(struct strbuf *out, const char *before, int32_t date)
{
    char text[CIVIL_DATE_BYTES];
    civil_format_date(date, text);
    if (*text)
        strbuf_format(out, "%s%s", before, text);
}

static void put_names(struct strbuf *out, const struct actor *a)
{
    bool begun = false;
    for (size_t i = 0; i < a->name_count; i++) {
        const struct actor_name *n = &a->names[i];
        if (n->flags & (NAME_MAIN | NAME_DEMONYM | NAME_CAPITAL))
            continue;
        strbuf_string(out, begun ? "      - " : "    names:\n      - ");
        begun = true;
        bool flagged = n->flags & (NAME_TITLED | NAME_WEAK);
        strbuf_string(out, flagged ? "{name: " : "");
        put_text(out, n->name);
        strbuf_string(out, n->flags & NAME_TITLED ? ", with: title" : "");
        strbuf_string(out, n->flags & NAME_WEAK ? ", weak: true" : "");
        strbuf_string(out, flagged ? "}\n" : "\n");
    }
}

static void put_flagged(struct strbuf *out, const struct actor *a, const char *key, int flag)
{
    bool begun = false;
    for (size_t i = 0; i < a->name_count; i++) {
        if (!(a->names[i].flags & flag) || (a->names[i].flags & NAME_MAIN))
            continue;
        strbuf_format(out, begun ? ", " : "    %s: [", key);
        begun = true;
        put_text(out, a->names[i].name);
    }
    strbuf_string(out, begun ? "]\n" : "");
}

static void put_roles(struct strbuf *out, const struct actor *a)
{
    for (size_t i = 0; i < a->role_count; i++) {
        const struct actor_role *r = &a->roles[i];
        strbuf_string(out, i ? "      - {office: " : "    roles:\n      - {office: ");
        put_text(out, r->office);
        strbuf_string(out, ", of: ");
        put_text(out, r->of);
        put_date(out, ", from: ", r->from);
        put_date(out, ", to: ", r->to);
        strbuf_string(out, r->acting ? ", acting: true}\n" : "}\n");
    }
}

void actor_yaml(const struct actor *a, struct strbuf *out)
{
    strbuf_string(out, "  - id: ");
    put_text(out, a->id);
    strbuf_format(out, "\n    kind: %s\n", actor_kind_name(a->kind));
    put(out, "name", a->name);
    put_names(out, a);
    put_flagged(out, a, "demonyms", NAME_DEMONYM);
    put_flagged(out, a, "capital", NAME_CAPITAL);
    put(out, "country", a->country);
    put(out, "party", a->party);
    put_roles(out, a);
    if (a->seat_of.n) {
        strbuf_string(out, "    seat_of: {office: ");
        put_text(out, a->seat_office);
        strbuf_string(out, ", of: ");
        put_text(out, a->seat_of);
        strbuf_string(out, "}\n");
    }
    put_date(out, "    founded: ", a->founded);
    strbuf_string(out, a->founded == CIVIL_NONE ? "" : "\n");
    put_date(out, "    dissolved: ", a->dissolved);
    strbuf_string(out, a->dissolved == CIVIL_NONE ? "" : "\n");
    put(out, "note", a->note);
}
