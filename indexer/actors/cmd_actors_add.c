#include "config/commands.h"
#include "config/output.h"
#include "corpus/importers/import.h"
#include "corpus/registry_yaml.h"
#include "engine/base/json_out.h"
#include "engine/base/memory.h"
#include "indexer/actors/edit.h"

static const struct option_spec options[] = {
    { "kind", 0, OPTION_CHOICE, "KIND", "what it is", .choices = "person|org|party|country|place|office" },
    { "id", 0, OPTION_TEXT, "ID", "its id (letters, digits, '-'); that of an actor who is known adds to what is known" },
    { "name", 0, OPTION_TEXT, "NAME", "another name, in any script", .repeats = true },
    { "country", 0, OPTION_TEXT, "XX", "the id of its country" },
    { "party", 0, OPTION_TEXT, "ID", "the id of a person's party" },
    { "role", 0, OPTION_TEXT, "OFFICE@ID", "an office, whose it is, and when: 'mayor@gyumri 2021-10-01..2024-10'", .repeats = true },
    { "note", 0, OPTION_TEXT, "TEXT", "a source or doubt, for the reader" },
    ACTORS_LOCK_WAIT,
    { NULL },
};

static const char *const examples[] = {
    "caucus actors add 'Ann Example' --kind person --country AM --role 'mayor@gyumri 2021-10..'", "adds a person",
    "caucus actors add --id AM --name 'Land of Hayk'", "adds a name to an actor who is known",
    "caucus actors add people.yaml", "adds the records of a file",
    NULL,
};

/* ---- what the options say, as the YAML that registry_yaml.h reads: JSON's strings are YAML's ---- */


static void put(struct strbuf *out, const char *key, struct str value)
{
    struct json_out j;
    if (!value.n)
        return;
    strbuf_format(out, "    %s: ", key);
    json_init(&j, out);
    json_str(&j, value);
    strbuf_byte(out, '\n');
}

static void put_inline(struct strbuf *out, const char *before, struct str value)
{
    struct json_out j;
    strbuf_string(out, before);
    json_init(&j, out);
    json_str(&j, value);
}

/* "mayor@gyumri 2021-10..2024", of which the dates may be missing. */
static bool put_role(struct strbuf *out, struct str role, struct error *err)
{
    size_t at = str_find(role, '@');
    if (at == role.n || !at)
        return error_set(err, ERROR_USAGE, "--role takes OFFICE@ID and dates, as in 'mayor@gyumri 2021-10..2024', not '%.*s'", STR_ARG(role));
    struct str office = str_trim(str_slice(role, 0, at)), rest = str_trim(str_slice(role, at + 1, role.n));
    size_t space = str_find(rest, ' ');
    struct str of = str_slice(rest, 0, space), dates = str_trim(str_slice(rest, space, rest.n)), from = dates, to = { NULL, 0 };
    for (size_t i = 0; i + 1 < dates.n; i++)
        if (dates.p[i] == '.' && dates.p[i + 1] == '.') {
            from = str_slice(dates, 0, i);
            to = str_slice(dates, i + 2, dates.n);
            break;
        }
    put_inline(out, "      - {office: ", office);
    put_inline(out, ", of: ", of);
    if (from.n)
        put_inline(out, ", from: ", from);
    if (to.n)
        put_inline(out, ", to: ", to);
    strbuf_string(out, "}\n");
    return true;
}

/* "ann-example" */
static void put_slug(struct strbuf *out, struct str name, struct full_name_keyer *keyer)
{
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    bool ascii = true;
    for (size_t i = 0; i < name.n; i++)
        ascii = ascii && (unsigned char)name.p[i] < 0x80;
    if (!ascii) {
        full_name_key(keyer, name, &key);   /* letters and digits of the Latin script */
        name = strbuf_view(&key);
    }
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] + 32) : name.p[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (fine || (out->n && out->p[out->n - 1] != '-'))
            strbuf_byte(out, fine ? c : '-');
    }
    while (out->n && out->p[out->n - 1] == '-')
        strbuf_truncate(out, out->n - 1);
}

static bool write_yaml(struct actors_edit *e, struct invocation *in, struct strbuf *out, struct error *err)
{
    struct actor known;
    bool is = false;
    const char *id = option_text(in, "id", "");
    CLEANUP_STRBUF struct strbuf slug = STRBUF_INIT;
    struct str name = in->argument_count ? str_of(in->arguments[0]) : (struct str){ NULL, 0 };
    if (*id && !registry_get(e->archive, str_of(id), &e->arena, &is, &known, err))
        return false;
    if (!is && (!name.n || !option_given(in, "kind")))
        return error_set(err, ERROR_USAGE, "a new actor wants a name and --kind");
    if (*id)
        strbuf_string(&slug, id);
    else
        put_slug(&slug, name, e->keyer);
    strbuf_string(out, "actors:\n  - id: ");
    put_inline(out, "", strbuf_view(&slug));
    strbuf_byte(out, '\n');
    put(out, "kind", is && !option_given(in, "kind") ? str_of(actor_kind_name(known.kind)) : str_of(option_text(in, "kind", "")));
    put(out, "name", name.n ? name : known.name);
    put(out, "country", str_of(option_text(in, "country", "")));
    put(out, "party", str_of(option_text(in, "party", "")));
    put(out, "note", str_of(option_text(in, "note", "")));
    strbuf_string(out, option_given(in, "name") ? "    names:\n" : "");
    for (size_t k = 0; option_nth(in, "name", k); k++) {
        put_inline(out, "      - ", str_of(option_nth(in, "name", k)));
        strbuf_byte(out, '\n');
    }
    strbuf_string(out, option_given(in, "role") ? "    roles:\n" : "");
    for (size_t k = 0; option_nth(in, "role", k); k++)
        if (!put_role(out, str_of(option_nth(in, "role", k)), err))
            return false;
    return true;
}

/* ---- beside what was added before ---- */

static const struct actor *record_by_hand(const struct registry_record *records, size_t n, struct str id)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(records[i].actor.origin, "hand") && str_equal(records[i].actor.id, id) && !records[i].file.n)
            return &records[i].actor;
    return NULL;
}

static bool add_to_earlier(struct actors_edit *e, struct actor *x, struct error *err)
{
    struct registry_record *records;
    size_t n;
    if (!registry_records(e->archive, x->id, &e->arena, &records, &n, err))
        return false;
    const struct actor *before = record_by_hand(records, n, x->id);
    if (!before)
        return true;
    struct actor_name *names = arena_array(&e->arena, struct actor_name, before->name_count + x->name_count);
    struct actor_role *roles = arena_array(&e->arena, struct actor_role, before->role_count + x->role_count + 1);
    size_t name_n = 0, role_n = 0;
    const struct actor *both[] = { x, before };
    for (int b = 0; b < 2; b++) {
        for (size_t i = 0; i < both[b]->name_count; i++) {
            bool again = false;
            for (size_t k = 0; k < name_n; k++)
                again = again || str_equal(names[k].name, both[b]->names[i].name);
            if (!again)
                names[name_n++] = both[b]->names[i];
            if (b && name_n && !again)
                names[name_n - 1].flags &= ~NAME_MAIN;
        }
    }
    /* Earlier offices first, so that one more is at the end. */
    for (int b = 1; b >= 0; b--)
        for (size_t i = 0; i < both[b]->role_count; i++) {
            const struct actor_role *r = &both[b]->roles[i];
            bool again = false;
            for (size_t k = 0; k < role_n; k++)
                again = again || (str_equal(roles[k].office, r->office) && str_equal(roles[k].of, r->of) && roles[k].from == r->from);
            if (!again)
                roles[role_n++] = *r;
        }
    x->country = x->country.n ? x->country : before->country;
    x->party = x->party.n ? x->party : before->party;
    x->note = x->note.n ? x->note : before->note;
    x->names = names;
    x->name_count = name_n;
    x->roles = roles;
    x->role_count = role_n;
    return true;
}

/* What is added first may refer to what is added next: a note, no error. */
static bool note_unknown(struct actors_edit *e, const struct invocation *in, struct str who, struct str id, struct error *err)
{
    struct actor ignored;
    bool found = true;
    if (id.n && !registry_get(e->archive, id, &e->arena, &found, &ignored, err))
        return false;
    if (!found)
        output_note(in->quiet, "note: %.*s refers to '%.*s', an id that nobody has", STR_ARG(who), STR_ARG(id));
    return true;
}

static bool note_references(struct actors_edit *e, const struct invocation *in, const struct actor *x, struct error *err)
{
    bool ok = note_unknown(e, in, x->id, x->country, err) && note_unknown(e, in, x->id, x->party, err) && note_unknown(e, in, x->id, x->seat_of, err);
    for (size_t i = 0; ok && i < x->role_count; i++)
        ok = note_unknown(e, in, x->id, x->roles[i].of, err);
    return ok;
}

static bool store(struct actors_edit *e, struct invocation *in, const struct actor *actors, size_t n, struct error *err)
{
    struct registry_counts counts;
    struct registry_source source = actors_edit_source(e, STR("hand"), (struct str){ NULL, 0 });
    if (!registry_store(e->archive, &source, REGISTRY_ADD, actors, n, &counts, err))
        return false;
    output_note(in->quiet, "%llu added, %llu changed, %llu as before", (unsigned long long)counts.added, (unsigned long long)counts.changed,
                (unsigned long long)counts.same);
    if (n == 1)
        output_note(in->quiet, "%.*s is %.*s", STR_ARG(actors[0].name), STR_ARG(actors[0].id));
    for (size_t i = 0; i < n; i++)
        if (!note_references(e, in, &actors[i], err))
            return false;
    return true;
}

static bool add_one(struct actors_edit *e, struct invocation *in, struct error *err)
{
    CLEANUP_STRBUF struct strbuf yaml = STRBUF_INIT;
    struct actor *actors;
    size_t n;
    if (!write_yaml(e, in, &yaml, err))
        return false;
    if (!registry_yaml_read(strbuf_view(&yaml), "what was given", &e->arena, &actors, &n, err)) {
        err->kind = ERROR_USAGE;
        return false;
    }
    return add_to_earlier(e, &actors[0], err) && store(e, in, actors, n, err);
}

static bool add_files(struct actors_edit *e, struct invocation *in, struct error *err)
{
    for (size_t i = 0; i < in->argument_count; i++) {
        struct actor_import_options yaml = { .format = ACTOR_FORMAT_YAML };
        struct actor_import_result result;
        if (!actor_import_file(in->arguments[i], &yaml, &e->arena, &result, err) || !store(e, in, result.actors, result.n, err))
            return false;
    }
    return true;
}

static int run(struct invocation *in, struct error *err)
{
    struct actors_edit e;
    bool one = option_given(in, "kind") || option_given(in, "id");
    if (!in->argument_count && !one)
        return error_set(err, ERROR_USAGE, "nothing to add: give a name and --kind, or files in YAML");
    if (one && in->argument_count > 1)
        return error_set(err, ERROR_USAGE, "one name at a time; other names of the same actor go with --name");
    bool ok = actors_edit_open(in, &e, err) && (one ? add_one(&e, in, err) : add_files(&e, in, err)) && actors_edit_commit(&e, in, err);
    actors_edit_close(&e);
    return ok ? 0 : error_exit_code(err->kind);
}

const struct command command_actors_add = {
    .name = "actors add",
    .arguments = "NAME|FILE…",
    .summary = "adds an actor, or facts about one, by hand",
    .description =
        "Adds one actor, with what the options say, or the records of files in YAML ('-': standard input; the format is that of 'caucus "
        "actors export'). "
        "What is added by hand comes before what is built in or imported, and no import changes it.\n\n"
        "With the id of an actor who is known, names and offices are added to what is known. 'caucus actors remove ID' takes back what was added.",
    .options = options,
    .examples = examples,
    .run = run,
};
