#include "config/commands.h"
#include "config/output.h"
#include "query/execute/resolve.h"
#include "query/execute/search.h"
#include "query/present/actor_yaml.h"

static const struct option_spec options[] = {
    { "origin", 0, OPTION_TEXT, "NAME", "only what this import says, or 'hand', 'builtin', 'configured'" },
    { "kind", 0, OPTION_CHOICE, "KIND", "only actors of this kind", .choices = "person|org|party|country|place|office" },
    { NULL },
};

static const char *const examples[] = {
    "caucus actors export --origin hand > my-actors.yaml", "keeps what was added by hand",
    "caucus actors export pashinyan", "one actor, with all that is known",
    NULL,
};

struct exporting {
    struct strbuf out;
    struct str origin;
    unsigned kinds;
    size_t n;
};

static bool put(void *ctx, const struct actor *actor, struct error *err)
{
    struct exporting *x = ctx;
    (void)err;
    if (!(x->kinds >> actor->kind & 1))
        return true;
    strbuf_string(&x->out, x->n++ ? "" : "actors:\n");
    actor_yaml(actor, &x->out);
    return true;
}

static bool put_record(void *ctx, const struct registry_record *record, struct error *err)
{
    struct exporting *x = ctx;
    return !str_equal(record->actor.origin, x->origin) || put(ctx, &record->actor, err);
}

static bool put_named(struct exporting *x, struct searcher *s, const char *name, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct name_keyer *keyer = name_keyer_new();
    struct resolver resolver = { searcher_archive(s), NULL, searcher_analyser(s), keyer, &arena };
    struct resolution r;
    bool ok = resolve_actor(&resolver, str_of(name), x->kinds, &r, err);
    if (ok && !r.n)
        ok = error_set(err, ERROR_NOTHING, "no actor is called '%s'", name);
    for (size_t i = 0; ok && i < r.n; i++) {
        struct registry_record *records;
        struct actor actor;
        bool found;
        size_t n;
        if (x->origin.n) {
            ok = registry_records(resolver.archive, r.actors[i].id, &arena, &records, &n, err);
            for (size_t k = 0; ok && k < n; k++)
                ok = put_record(x, &records[k], err);
        } else {
            ok = registry_get(resolver.archive, r.actors[i].id, &arena, &found, &actor, err) && (!found || put(x, &actor, err));
        }
    }
    name_keyer_free(keyer);
    return ok;
}

static int run(struct invocation *in, struct error *err)
{
    struct exporting x = { .out = STRBUF_INIT, .origin = str_of(option_text(in, "origin", "")), .kinds = KINDS_ANY };
    struct searcher *s;
    enum actor_kind kind;
    if (option_given(in, "kind") && actor_kind_of(str_of(option_text(in, "kind", "")), &kind))
        x.kinds = 1u << kind;
    if (!searcher_open(in->data_dir, in->config, &s, err))
        return error_exit_code(err->kind);
    bool ok = true;
    for (size_t i = 0; ok && i < in->argument_count; i++)
        ok = put_named(&x, s, in->arguments[i], err);
    if (!in->argument_count)
        ok = x.origin.n ? registry_walk_records(searcher_archive(s), put_record, &x, err) : registry_walk(searcher_archive(s), put, &x, err);
    if (ok && !x.n)
        ok = error_set(err, ERROR_NOTHING, "no actor is of that origin and kind");
    ok = ok && output_write(strbuf_view(&x.out), true, err);
    searcher_close(s);
    strbuf_release(&x.out);
    return ok ? 0 : error_exit_code(err->kind);
}

const struct command command_actors_export = {
    .name = "actors export",
    .arguments = "[NAME…]",
    .summary = "writes actors as YAML",
    .description = "Writes all actors, or those of a name, an origin or a kind, as a file that 'caucus actors import' and 'caucus actors add' read. Without "
                   "--origin, what several origins say of an actor is one record.",
    .options = options,
    .examples = examples,
    .run = run,
};
