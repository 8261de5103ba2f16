#include "engine/store/registry_schema.h"

const char registry_schema_sql[] =
    "CREATE TABLE actor_source(id INTEGER PRIMARY KEY, origin TEXT NOT NULL, file TEXT NOT NULL, UNIQUE(origin, file));"
    "CREATE TABLE actor(id TEXT NOT NULL, source INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, party "
    "TEXT NOT NULL,"
    "                   seat_office TEXT NOT NULL, seat_of TEXT NOT NULL, founded INTEGER NOT NULL, dissolved INTEGER NOT NULL, note TEXT NOT NULL,"
    "                   digest BLOB NOT NULL, PRIMARY KEY(id, source)) WITHOUT ROWID;"
    "CREATE TABLE actor_name(actor TEXT NOT NULL, source INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, flags INTEGER NOT NULL,"
    "                        PRIMARY KEY(actor, source, place)) WITHOUT ROWID;"
    "CREATE TABLE actor_role(actor TEXT NOT NULL, source INTEGER NOT NULL, place INTEGER NOT NULL, office TEXT NOT NULL, of TEXT NOT NULL,"
    "                        first INTEGER NOT NULL, last INTEGER NOT NULL, acting INTEGER NOT NULL, PRIMARY KEY(actor, source, place)) WITHOUT ROWID;"
    "CREATE INDEX actor_role_office ON actor_role(office, of);"
    "CREATE TABLE actor_key(key TEXT NOT NULL, actor TEXT NOT NULL, source INTEGER NOT NULL, PRIMARY KEY(key, actor, source)) WITHOUT ROWID;"
    "CREATE INDEX actor_key_actor ON actor_key(actor, source);"
    "CREATE TABLE actor_merge(id TEXT PRIMARY KEY, into_id TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX actor_merge_into ON actor_merge(into_id);"
    "CREATE TABLE actor_change(revision INTEGER NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY(revision, actor, name)) "
    "WITHOUT ROWID;";

/* Schema 1 had one record an id, with the origin in it. */
bool registry_schema_upgrade(struct db *db, struct error *err)
{
    return db_exec(db,
               "DROP INDEX actor_role_office;"
               "ALTER TABLE actor RENAME TO actor_1; ALTER TABLE actor_name RENAME TO actor_name_1;"
               "ALTER TABLE actor_role RENAME TO actor_role_1; ALTER TABLE actor_key RENAME TO actor_key_1;", err) &&
           db_exec(db, registry_schema_sql, err) &&
           db_exec(db,
               "INSERT INTO actor_source(origin, file) SELECT DISTINCT origin, '' FROM actor_1 ORDER BY origin;"
               "INSERT INTO actor SELECT a.id, s.id, kind, name, country, party, seat_office, seat_of, founded, dissolved, note, x'' FROM actor_1 a"
               " JOIN actor_source s ON s.origin = a.origin;"
               "INSERT INTO actor_name SELECT actor, source, place, n.name, flags FROM actor_name_1 n JOIN actor ON id = actor;"
               "INSERT INTO actor_role SELECT actor, source, place, office, of, first, last, acting FROM actor_role_1 JOIN actor ON id = actor;"
               "INSERT INTO actor_key SELECT key, actor, source FROM actor_key_1 JOIN actor ON id = actor;"
               "DROP TABLE actor_1; DROP TABLE actor_name_1; DROP TABLE actor_role_1; DROP TABLE actor_key_1;", err);
}

bool registry_schema_bridge(struct db *db, struct error *err)
{
    return db_exec(db,
        "CREATE TEMP TABLE actor_source(id INTEGER PRIMARY KEY, origin TEXT NOT NULL, file TEXT NOT NULL);"
        "INSERT INTO actor_source(origin, file) SELECT DISTINCT origin, '' FROM main.actor ORDER BY origin;"
        "CREATE TEMP VIEW actor AS SELECT a.id, s.id AS source, kind, name, country, party, seat_office, seat_of, founded, dissolved, note, "
        "x'' AS digest"
        " FROM main.actor a JOIN temp.actor_source s ON s.origin = a.origin;"
        "CREATE TEMP VIEW actor_name AS SELECT actor, source, place, n.name, flags FROM main.actor_name n JOIN temp.actor a ON a.id = n.actor;"
        "CREATE TEMP VIEW actor_role AS SELECT actor, source, place, office, of, first, last, acting FROM main.actor_role r JOIN temp.actor "
        "a ON a.id = r.actor;"
        "CREATE TEMP VIEW actor_key AS SELECT key, actor, 0 AS source FROM main.actor_key;"
        "CREATE TEMP TABLE actor_merge(id TEXT PRIMARY KEY, into_id TEXT NOT NULL);"
        "CREATE TEMP TABLE actor_change(revision INTEGER, actor TEXT, name TEXT);", err);
}
