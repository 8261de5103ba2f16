#include "config/commands.h"
#include "config/output.h"
#include "indexer/actors/edit.h"

static const struct option_spec merge_options[] = {
    { "undo", 0, OPTION_FLAG, NULL, "the same as 'caucus actors unmerge'" },
    ACTORS_LOCK_WAIT,
    { NULL },
};

static const struct option_spec unmerge_options[] = { ACTORS_LOCK_WAIT, { NULL } };

static const struct option_spec remove_options[] = {
    { "origin", 0, OPTION_TEXT, "NAME", "what this import said; without an ID, all of it" },
    ACTORS_LOCK_WAIT,
    { NULL },
};

static const char *const merge_examples[] = {
    "caucus actors merge ep-popolo-v1-abc Q7035479", "from now on the first is the second",
    "caucus actors unmerge ep-popolo-v1-abc", "they are two again",
    NULL,
};

static bool unmerge(struct actors_edit *e, struct invocation *in, struct error *err)
{
    const char *id = in->arguments[0];
    bool was;
    struct actor actor;
    if (!registry_unmerge(e->archive, str_of(id), &was, err))
        return false;
    if (!was)
        return error_set(err, ERROR_NOTHING, "'%s' is merged into no other actor", id);
    if (!actors_edit_one(e, id, &actor, err) || !actors_edit_commit(e, in, err))
        return false;
    output_note(in->quiet, "%.*s (%s) is an actor of its own again", STR_ARG(actor.name), id);
    return true;
}

static bool merge(struct actors_edit *e, struct invocation *in, struct error *err)
{
    struct actor from, into;
    if (!actors_edit_one(e, in->arguments[0], &from, err) || !actors_edit_one(e, in->arguments[1], &into, err))
        return false;
    if (from.kind != into.kind && !str_equal(from.id, into.id))
        return error_set(err, ERROR_USAGE, "'%s' is a %s, and '%s' a %s", in->arguments[0], actor_kind_name(from.kind), in->arguments[1],
                         actor_kind_name(into.kind));
    /* An id that names an earlier origin's record cannot go: what it said would be read under the other's. */
    if (!registry_merge(e->archive, from.id, into.id, err) || !actors_edit_commit(e, in, err))
        return false;
    output_note(in->quiet, "%.*s (%.*s) is now %.*s (%.*s); 'caucus actors unmerge %.*s' undoes it", STR_ARG(from.name), STR_ARG(from.id),
                STR_ARG(into.name), STR_ARG(into.id), STR_ARG(from.id));
    return true;
}

static int run_merge(struct invocation *in, struct error *err)
{
    struct actors_edit e;
    bool undo = option_given(in, "undo");
    if (in->argument_count != (undo ? 1 : 2))
        return error_set(err, ERROR_USAGE, undo ? "name the actor that is to be itself again" : "name two actors: the one that goes, and the one that it is");
    bool ok = actors_edit_open(in, &e, err) && (undo ? unmerge(&e, in, err) : merge(&e, in, err));
    actors_edit_close(&e);
    return ok ? 0 : error_exit_code(err->kind);
}

static int run_unmerge(struct invocation *in, struct error *err)
{
    struct actors_edit e;
    if (in->argument_count != 1)
        return error_set(err, ERROR_USAGE, "name the actor that is to be itself again");
    bool ok = actors_edit_open(in, &e, err) && unmerge(&e, in, err);
    actors_edit_close(&e);
    return ok ? 0 : error_exit_code(err->kind);
}

static bool remove_all(struct actors_edit *e, struct invocation *in, struct error *err)
{
    struct str origin = str_of(option_text(in, "origin", "hand"));
    struct registry_source source = actors_edit_source(e, origin, (struct str){ NULL, 0 });
    uint64_t all = 0;
    if (str_is(origin, "builtin") || str_is(origin, "configured"))
        return error_set(err, ERROR_USAGE, "what is %s cannot be removed", str_is(origin, "builtin") ? "built in" : "in the configuration's folder");
    for (size_t i = 0; i < in->argument_count || i == 0; i++) {
        const char *id = in->argument_count ? in->arguments[i] : "";
        uint64_t n;
        if (!registry_remove(e->archive, &source, str_of(id), &n, err))
            return false;
        if (!n)
            return error_set(err, ERROR_NOTHING, "there is nothing of '%.*s'%s%s%s", STR_ARG(origin), *id ? " about '" : "", id, *id ? "'" : "");
        all += n;
    }
    output_note(in->quiet, "%llu record%s removed", (unsigned long long)all, all == 1 ? "" : "s");
    return actors_edit_commit(e, in, err);
}

static int run_remove(struct invocation *in, struct error *err)
{
    struct actors_edit e;
    if (!in->argument_count && !option_given(in, "origin"))
        return error_set(err, ERROR_USAGE, "name the ids of what was added by hand, or an import by --origin");
    bool ok = actors_edit_open(in, &e, err) && remove_all(&e, in, err);
    actors_edit_close(&e);
    return ok ? 0 : error_exit_code(err->kind);
}

const struct command command_actors_merge = {
    .name = "actors merge",
    .arguments = "ACTOR INTO",
    .summary = "makes one actor of two",
    .description = "From now on ACTOR is INTO: its names, offices and articles are the other's. Both are named by their ids, or by a name that nobody else has. "
                   "Nothing is lost, and 'caucus actors unmerge ACTOR' undoes it.",
    .options = merge_options,
    .examples = merge_examples,
    .run = run_merge,
};

const struct command command_actors_unmerge = {
    .name = "actors unmerge",
    .arguments = "ACTOR",
    .summary = "undoes a merge",
    .description = "The actor of that id is itself again, with what was known of it before.",
    .options = unmerge_options,
    .run = run_unmerge,
};

const struct command command_actors_remove = {
    .name = "actors remove",
    .arguments = "[ID…]",
    .summary = "takes back what was added by hand, or an import",
    .description = "Removes what 'caucus actors add' said of these actors, or what an import said (--origin). What others say of them stays.",
    .options = remove_options,
    .run = run_remove,
};
