/*
 * discover.h: the files below paths, in a fixed order (by byte order of their names), once each.
 *
 * Folders are walked recursively; a folder that was met before (a loop of symbolic links) is passed over, as are names that begin with
 * '.', and files whose names tell of something that is no article (.png, .db, .pdf, .yaml …). Files named by the caller are taken
 * whatever they are called. README.md, CHANGELOG, LICENSE and the like, met in a folder, are articles only where they begin with front matter.
 */
#ifndef CAUCUS_CORPUS_DISCOVER_H
#define CAUCUS_CORPUS_DISCOVER_H

#include "engine/base/error.h"
#include "engine/base/str.h"

#include <stdint.h>

struct found_file {
    const char *path;
    uint64_t size;
    int64_t mtime_ns;
    bool named;         /* by the caller, not found in a folder */
};

/*
 * Calls `visit` for each file; it gives false to stop (with its own *err set). A path that does not exist or cannot be read is given to
 * `trouble`, and the walk goes on. Gives false only where `visit` did.
 */
bool discover(const char *const *paths, size_t count,
              bool (*visit)(void *ctx, const struct found_file *file, struct error *err),
              void (*trouble)(void *ctx, const char *path, const struct error *why), void *ctx, struct error *err);
/* The same below one path, of all files but hidden ones: for a folder of something else than articles. */
bool discover_all(const char *path,
                  bool (*visit)(void *ctx, const struct found_file *file, struct error *err),
                  void (*trouble)(void *ctx, const char *path, const struct error *why), void *ctx, struct error *err);

#endif
