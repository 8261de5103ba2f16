/*
 * registry_yaml.h: the registry's files: YAML to records of actors. The format is told in corpus/actors/README.md.
 */
#ifndef CAUCUS_CORPUS_REGISTRY_YAML_H
#define CAUCUS_CORPUS_REGISTRY_YAML_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/text/actor.h"

/*
 * All records of one file, in its order, in `arena`. Errors are ERROR_CONFIG with the file's name, line and column, and a suggestion for
 * a key that is nearly right. A country's demonyms and capital become names with their flags.
 */
bool registry_yaml_read(struct str yaml, const char *file_name, struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err);

/* What is wrong between records: ids that stand twice, references to nobody, offices that end before they begin, names given twice. */
void registry_lint(const struct actor *actors, size_t n, void (*problem)(void *ctx, const char *what), void *ctx);

#endif
