/*
 * archive_alerts.h: saved searches that tell what is new, and how far each was told. Part of the archive: truth, not derived.
 *
 * `cursor` is the last revision that was looked at and, where it matched, delivered. A delivery into a file that is appended to is announced first
 * (the pending_ fields: which file, and how long it was); what a run that was killed had written of it is cut off by the next.
 * Writing needs the writer's lock. An archive of schema 1 has no alerts until it is next opened for writing.
 */
#ifndef CAUCUS_ENGINE_STORE_ARCHIVE_ALERTS_H
#define CAUCUS_ENGINE_STORE_ARCHIVE_ALERTS_H

#include "engine/store/archive.h"

struct archive_alert {
    struct str name, query;
    struct str format;          /* "text", "jsonl", "atom" */
    struct str file, command;   /* at most one; both empty: standard output. `file` is absolute */
    int64_t since;              /* revisions up to this one are none of its business */
    int64_t cursor;
    int64_t pending_bytes;      /* -1: no delivery is under way */
    int64_t pending_inode;
};

/* All, by name; strings in `arena`. */
bool archive_alerts(struct archive *a, struct arena *arena, struct archive_alert **ret, size_t *ret_n, struct error *err);
/* Adds it or, under a known name, puts another query and target in place; then since, cursor and what is pending stay. */
bool archive_alert_put(struct archive *a, const struct archive_alert *alert, struct error *err);
bool archive_alert_remove(struct archive *a, struct str name, bool *ret_was, struct error *err);
/* Says that a file of so many bytes is about to be appended to. */
bool archive_alert_pending(struct archive *a, struct str name, int64_t bytes, int64_t inode, struct error *err);
/* Everything up to `cursor` is delivered, and nothing pending. */
bool archive_alert_delivered(struct archive *a, struct str name, int64_t cursor, struct error *err);

#define ARCHIVE_ALERT_SCHEMA \
    "CREATE TABLE alert(name TEXT PRIMARY KEY, query TEXT NOT NULL, format TEXT NOT NULL, file TEXT NOT NULL, command TEXT NOT NULL," \
    "                   since INTEGER NOT NULL, cursor INTEGER NOT NULL, pending_bytes INTEGER NOT NULL, pending_inode INTEGER NOT NULL)" \
    " WITHOUT ROWID;"

#endif
