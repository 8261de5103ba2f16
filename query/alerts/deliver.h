/*
 * deliver.h: bytes to where an alert tells of them; true only when all of them have arrived there.
 */
#ifndef CAUCUS_QUERY_ALERTS_DELIVER_H
#define CAUCUS_QUERY_ALERTS_DELIVER_H

#include "engine/base/error.h"
#include "engine/base/str.h"

#include <stdint.h>

/* To standard output. A reader that went away is an error here: nobody has read what was not delivered. */
bool deliver_output(struct str text, struct error *err);
/* To the standard input of a command for the shell, which must end with 0. CAUCUS_ALERT in its environment is the alert's name. */
bool deliver_command(const char *command, const char *name, struct str text, struct error *err);
/* Replaces a file: writes beside it, syncs, renames. */
bool deliver_replace(const char *path, struct str text, struct error *err);

/* How long a file is and which it is (0, 0: there is none), to be noted before deliver_append. */
bool deliver_measure(const char *path, int64_t *ret_bytes, int64_t *ret_inode, struct error *err);
/* Cuts off what a delivery that was not finished has appended; nothing where the file is another one by now. */
bool deliver_undo(const char *path, int64_t bytes, int64_t inode, struct error *err);
/* Appends and syncs. */
bool deliver_append(const char *path, struct str text, struct error *err);

#endif
