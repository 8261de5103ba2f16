/*
 * schema.h: every setting of caucus.yaml, in one table: its name, what it may be, its default, what it means,
 * and where it goes in struct config. Loading and checks (load.c), the commented file of `caucus init`
 * (write.c) and caucus.yaml(5) (manual.c) are made from it.
 *
 * A new setting is a member in config.h and a row here; a new section is a table and a row. Offsets of a
 * section's settings count from the same struct as the section's own; those of a list's and of pairs from the
 * start of an item. Items live in the config's arena.
 */
#ifndef CAUCUS_CONFIG_SCHEMA_H
#define CAUCUS_CONFIG_SCHEMA_H

#include "config/config.h"

enum setting_kind {
    SETTING_TEXT,       /* const char * */
    SETTING_PATH,       /* const char *: absolute, or from the file's folder; ~ is the home folder */
    SETTING_CHOICE,     /* const char *: one of `choices` */
    SETTING_COUNTRY,    /* const char *: two letters, kept in upper case; "" none */
    SETTING_ZONE,       /* const char *: UTC, +04:00, Europe/Berlin */
    SETTING_REAL,       /* double from min to max */
    SETTING_WHOLE,      /* int64_t from min to max */
    SETTING_WORDS,      /* const char **, their number at `count_offset`: a list of texts, or one */
    SETTING_SECTION,    /* `parts` */
    SETTING_LIST,       /* a pointer to items, each a map of `parts`; their number at `count_offset` */
    SETTING_PAIRS,      /* the same; an open map: parts[0] takes the key and parts[1] the value */
};

struct setting {
    const char *name;           /* NULL ends a table */
    enum setting_kind kind;
    size_t offset;
    const char *otherwise;      /* the default as it would stand in the file; NULL: it must be given */
    double min, max;
    const char *choices;        /* '|' between */
    const char *help;           /* sentences */
    const struct setting *parts;
    size_t item_bytes, count_offset;
    const char *example;        /* LIST, PAIRS: lines of YAML, as they stand below the key */
};

extern const struct setting config_schema[];

/*
 * Checks a value and puts it at `place` (the member itself); text is copied into `arena`, paths are resolved
 * from `folder`. False: *err says what the setting takes, without the place in a file.
 */
bool setting_set(const struct setting *s, void *place, struct str text, const char *folder,
                 struct arena *arena, struct error *err);

/*
 * Appends what it may be: "a number from 0 to 20", "best, relevance, newest or oldest"; nothing where it is
 * any text.
 */
void setting_range(const struct setting *s, struct strbuf *out);

/* Appends what it means, with what it may be as a sentence of its own. */
void setting_explain(const struct setting *s, struct strbuf *out);

/* The default as it stands in a file, quoted where YAML wants that. */
void setting_default(const struct setting *s, struct strbuf *out);

#endif
