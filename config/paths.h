/*
 * paths.h: where the configuration and the data are, and what a path in the configuration means.
 *
 * Follows the XDG base directories: a variable that is empty or not absolute counts as not set. The caller
 * frees what is given.
 */
#ifndef CAUCUS_CONFIG_PATHS_H
#define CAUCUS_CONFIG_PATHS_H

#include "engine/base/error.h"

/*
 * The configuration file: `option` (--config), $CAUCUS_CONFIG, ./caucus.yaml,
 * $XDG_CONFIG_HOME/caucus/caucus.yaml (~/.config/caucus/caucus.yaml). The first two are taken whether the
 * file is there or not. NULL: there is none.
 */
char *paths_config(const char *option);

/*
 * The data folder: `option` (--data), $CAUCUS_DATA_DIR, `setting` (the configuration's, "" not set),
 * $XDG_DATA_HOME/caucus (~/.local/share/caucus). ERROR_CONFIG where none of these is set and there is no home
 * folder.
 */
bool paths_data(const char *option, const char *setting, char **ret, struct error *err);

/*
 * `path` as it stands in a file in `folder`: absolute as it is, ~ and ~/x in the home folder, else below
 * `folder` ("" or ".": here).
 */
char *paths_resolve(const char *folder, const char *path);

/* The folder that a file is in: "a/b" for "a/b/c", "." for "c", "/" for "/c". */
char *paths_folder(const char *path);

/* $HOME, or the system's word for this user; NULL: neither. */
char *paths_home(void);

#endif
