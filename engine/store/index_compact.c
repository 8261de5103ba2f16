/* The whole index once more, in a file of its own: what is large is written once, in the order in which it is read, without a log beside it. */
#include "engine/store/index_writer_private.h"
#include "engine/store/segment_merge.h"

#include "engine/base/memory.h"
#include "engine/store/data_dir.h"
#include "engine/store/fts5_tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* No readers, and nobody goes on with a broken one: no log is wanted, and one flush when all is there. What is written is not looked at again. */
static const char begin_sql[] = "PRAGMA main.journal_mode = OFF; PRAGMA main.locking_mode = EXCLUSIVE; PRAGMA main.cache_size = -4000; BEGIN;";
static const char end_sql[] = "COMMIT; DETACH before; PRAGMA main.locking_mode = NORMAL; PRAGMA main.journal_mode = WAL;";

/* What FTS5 notes of each table's size is taken over; its structure is made with the segments. */
static const char copy_sql[] =
    "INSERT INTO columns SELECT * FROM before.columns; INSERT INTO mention SELECT * FROM before.mention; INSERT INTO quote SELECT * FROM before.quote;"
    "INSERT INTO entity SELECT * FROM before.entity; INSERT INTO entity_key SELECT * FROM before.entity_key;"
    "INSERT INTO lexicon SELECT * FROM before.lexicon; INSERT INTO lang SELECT * FROM before.lang;"
    "REPLACE INTO text_data SELECT * FROM before.text_data WHERE id = 1; REPLACE INTO impact_data SELECT * FROM before.impact_data WHERE id = 1;"
    "REPLACE INTO text_config SELECT * FROM before.text_config; REPLACE INTO impact_config SELECT * FROM before.impact_config;"
    "INSERT INTO meta SELECT * FROM before.meta;";

static bool attach(struct db *to, const char *path, struct error *err)
{
    sqlite3_stmt *s = db_statement(to, "ATTACH ?1 AS before", err);
    if (!s)
        return false;
    db_bind_str(s, 1, str_of(path));
    return db_run(to, s, err);
}

static bool fill(struct index_writer *w, struct db *to, bool *ret_odd, struct error *err)
{
    sqlite3_db_config(to->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);     /* segment_writer.h */
    return fts5_tokens_register(to, err) && attach(to, w->db.path, err) && db_exec(to, begin_sql, err) && db_exec(to, index_schema_sql, err) &&
           db_exec(to, copy_sql, err) && segment_merge(&w->db, to, true, ret_odd, err) &&
           (*ret_odd || segment_merge(&w->db, to, false, ret_odd, err)) && db_exec(to, end_sql, err);
}

/* Under its own name it is whole; that the folder has the name is on the disk too. */
static bool give_name(const char *made, const char *path, struct error *err)
{
    CLEANUP_FREE char *folder = xstrdup(path);
    *strrchr(folder, '/') = '\0';
    return (rename(made, path) == 0 && data_dir_sync_folder(folder)) || error_errno(err, "cannot write '%s'", path);
}

bool index_writer_compact(struct index_writer *w, const char *path, bool *ret_done, struct error *err)
{
    CLEANUP_FREE char *made = xasprintf("%s.new", path);
    struct db to;
    bool odd = false;
    *ret_done = false;
    /* Memory of what went before: none of it is needed any more. */
    posting_buffer_release(&w->text);
    posting_buffer_release(&w->impact);
    sqlite3_db_release_memory(w->db.sqlite);
    if (!db_open(made, DB_CREATE, "SELECT 1", INDEX_SCHEMA, &to, err))
        return false;
    bool ok = fill(w, &to, &odd, err);
    db_close(&to);
    *ret_done = ok && !odd && give_name(made, path, err);
    if (*ret_done)      /* this one goes soon: it need not be tidied up */
        sqlite3_db_config(w->db.sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    if (!*ret_done)
        unlink(made);
    return *ret_done || (ok && odd);
}
