/*
 * edit.h: a change to the registry from the command line: the writer's lock, the archive, one transaction.
 *
 * actors_edit_open … actors_edit_commit, and actors_edit_close in any case: what was not committed is rolled back. The registry is brought up to the
 * program's data first (registry_sync.h). ERROR_LOCKED where another caucus is writing.
 */
#ifndef CAUCUS_INDEXER_ACTORS_EDIT_H
#define CAUCUS_INDEXER_ACTORS_EDIT_H

#include "config/command.h"
#include "engine/base/strmap.h"
#include "engine/store/data_dir.h"
#include "engine/store/registry_write.h"
#include "engine/text/full_name_key.h"

struct actors_edit {
    struct writer_lock lock;
    struct archive *archive;
    struct full_name_keyer *keyer;
    struct arena arena;
    int64_t revision;           /* of the registry, before */
    bool locked;
    /* actors_edit_find's: names that were asked for, and what they are */
    struct strmap asked;
    struct str *answers;
    size_t answer_capacity;
};

/* The option that every command which changes the registry has. */
#define ACTORS_LOCK_WAIT { "lock-wait", 0, OPTION_NUMBER, "SECONDS", "wait that long while another caucus is writing", .min = 0, .max = 86400 }

bool actors_edit_open(struct invocation *in, struct actors_edit *ret, struct error *err);
/* Tells, where something changed, that the index has to follow. */
bool actors_edit_commit(struct actors_edit *e, const struct invocation *in, struct error *err);
void actors_edit_close(struct actors_edit *e);

/* A source with the keyer of this edit. */
struct registry_source actors_edit_source(struct actors_edit *e, struct str origin, struct str file);
/* The id of the one country, organisation, party or place of a name (or of that id); empty: none, or several. `e` is a struct actors_edit. */
struct str actors_edit_find(void *e, struct str name);
/* Is there an actor of that id? */
bool actors_edit_knows(void *e, struct str id);
/* The actor that has an id, or who alone has a name; ERROR_NOTHING, or ERROR_USAGE where there are several. */
bool actors_edit_one(struct actors_edit *e, const char *name, struct actor *ret, struct error *err);

#endif
