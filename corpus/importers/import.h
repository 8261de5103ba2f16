/*
 * import.h: actors out of data files of others, in whatever format (corpus/actors/README.md tells what is taken from each).
 *
 * A file is streamed; memory is that of the records that are kept. A record that cannot be used costs itself alone: it is counted, and the first
 * reason is told. Ids: a Wikidata id where the file has one, a country's ISO 3166 code for countries, else a slug that begins with the origin; so
 * the same file gives the same ids. Terms of one office that follow one another are joined.
 */
#ifndef CAUCUS_CORPUS_IMPORTERS_IMPORT_H
#define CAUCUS_CORPUS_IMPORTERS_IMPORT_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/text/actor.h"

enum actor_format { ACTOR_FORMAT_AUTO, ACTOR_FORMAT_YAML, ACTOR_FORMAT_POPOLO, ACTOR_FORMAT_PETRARCH, ACTOR_FORMAT_FTM, ACTOR_FORMAT_WIKIDATA,
                    ACTOR_FORMAT_SPARQL, ACTOR_FORMAT_CSV, ACTOR_FORMATS };

/* The names of `--format`, '|' between. */
extern const char actor_format_choices[];
enum actor_format actor_format_of(struct str name);     /* ACTOR_FORMATS: none */
const char *actor_format_name(enum actor_format f);

struct actor_import_options {
    enum actor_format format;
    struct str origin;          /* what ids begin with: "everypolitician" */
    struct str country;         /* an id: of offices that name no country, and of persons; may be empty */
    enum actor_kind kind;       /* of rows of a table that tell none; 0 is a person */
    /* The id of the country, organisation, party or place of that name; empty: none. NULL: only ISO codes are known. */
    struct str (*find)(void *ctx, struct str name);
    /* Is there an actor of that id? Then a CSV file that names the id means him. NULL: only Wikidata's ids are heeded. */
    bool (*knows)(void *ctx, struct str id);
    void *ctx;
};

struct actor_import_result {
    struct actor *actors;       /* by their order in the file; in the arena */
    size_t n;
    enum actor_format format;
    uint64_t skipped;           /* records */
    uint64_t homeless;          /* offices left out: of what country or organisation is not told */
    uint64_t bad_dates;         /* left out, the rest of the record is kept */
    char reason[300];           /* why the first record was skipped */
};

/* Opens a file ("-": standard input), unpacked where it is packed. ERROR_INPUT, ERROR_IO; what the records of a YAML file lack is ERROR_CONFIG. */
bool actor_import_file(const char *path, const struct actor_import_options *options, struct arena *arena, struct actor_import_result *ret,
                       struct error *err);
/* From bytes; `name` stands for the file's. */
bool actor_import_memory(struct str bytes, const char *name, const struct actor_import_options *options, struct arena *arena,
                         struct actor_import_result *ret, struct error *err);

#endif
