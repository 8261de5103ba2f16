#include "engine/store/archive_alerts.h"

#include "engine/base/memory.h"
#include "engine/store/archive_private.h"

enum { SCHEMA_WITH_ALERTS = 3 };

bool archive_alerts(struct archive *a, struct arena *arena, struct archive_alert **ret, size_t *ret_n, struct error *err)
{
    struct db *db = archive_db(a);
    struct archive_alert *all = NULL;
    size_t n = 0, capacity = 0;
    int row = 0;
    if (db_schema_version(db) >= SCHEMA_WITH_ALERTS) {
        sqlite3_stmt *s = db_statement(db, "SELECT name, query, format, file, command, since, cursor, pending_bytes, pending_inode FROM alert ORDER BY name", err);
        if (!s)
            return false;
        while ((row = db_step(db, s, err)) > 0) {
            GROW(all, n, capacity);
            struct str text[5];
            for (int i = 0; i < 5; i++)
                text[i] = arena_str(arena, db_text(s, i));
            all[n++] = (struct archive_alert){
                text[0], text[1], text[2], text[3], text[4], sqlite3_column_int64(s, 5), sqlite3_column_int64(s, 6), sqlite3_column_int64(s, 7),
                sqlite3_column_int64(s, 8),
            };
        }
    }
    if (row == 0) {
        *ret = arena_array(arena, struct archive_alert, n + 1);
        *ret_n = n;
        if (n)
            memcpy(*ret, all, n * sizeof *all);
    }
    free_pointer(&all);
    return row == 0;
}

bool archive_alert_put(struct archive *a, const struct archive_alert *alert, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "INSERT INTO alert VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, -1, 0) ON CONFLICT(name) DO UPDATE SET "
                                           "query = excluded.query, format = excluded.format, file = excluded.file, command = excluded.command", err);
    if (!s)
        return false;
    const struct str text[] = { alert->name, alert->query, alert->format, alert->file, alert->command };
    for (int i = 0; i < 5; i++)
        db_bind_str(s, i + 1, text[i]);
    sqlite3_bind_int64(s, 6, alert->since);
    sqlite3_bind_int64(s, 7, alert->cursor);
    return db_run(&a->db, s, err);
}

bool archive_alert_remove(struct archive *a, struct str name, bool *ret_was, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "DELETE FROM alert WHERE name = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, name);
    if (!db_run(&a->db, s, err))
        return false;
    *ret_was = sqlite3_changes(a->db.sqlite) > 0;
    return true;
}

bool archive_alert_pending(struct archive *a, struct str name, int64_t bytes, int64_t inode, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "UPDATE alert SET pending_bytes = ?2, pending_inode = ?3 WHERE name = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, name);
    sqlite3_bind_int64(s, 2, bytes);
    sqlite3_bind_int64(s, 3, inode);
    return db_run(&a->db, s, err);
}

bool archive_alert_delivered(struct archive *a, struct str name, int64_t cursor, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "UPDATE alert SET cursor = max(cursor, ?2), pending_bytes = -1, pending_inode = 0 WHERE name = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, name);
    sqlite3_bind_int64(s, 2, cursor);
    return db_run(&a->db, s, err);
}
