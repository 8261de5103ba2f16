#include "engine/store/registry_schema.h"

/* Who refers to whom, as it was from schema 2 on. */
#define SOURCES \
    "CREATE TABLE actor_source(id INTEGER PRIMARY KEY, origin TEXT NOT NULL, file TEXT NOT NULL, UNIQUE(origin, file));" \
    "CREATE TABLE actor_merge(id TEXT PRIMARY KEY, into_id TEXT NOT NULL) WITHOUT ROWID;" \
    "CREATE INDEX actor_merge_into ON actor_merge(into_id);" \
    "CREATE TABLE actor_change(revision INTEGER NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY(revision, actor, name)) " \
    "WITHOUT ROWID;"

#define RECORDS \
    "CREATE TABLE actor(record INTEGER PRIMARY KEY, id TEXT NOT NULL, source INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL," \
    "                   country TEXT NOT NULL, party TEXT NOT NULL, seat_office TEXT NOT NULL, seat_of TEXT NOT NULL, founded INTEGER NOT NULL," \
    "                   dissolved INTEGER NOT NULL, note TEXT NOT NULL, digest BLOB NOT NULL, UNIQUE(id, source));" \
    "CREATE TABLE record_name(record INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, flags INTEGER NOT NULL," \
    "                         PRIMARY KEY(record, place)) WITHOUT ROWID;" \
    "CREATE TABLE record_role(record INTEGER NOT NULL, place INTEGER NOT NULL, office TEXT NOT NULL, of TEXT NOT NULL, first INTEGER NOT NULL," \
    "                         last INTEGER NOT NULL, acting INTEGER NOT NULL, PRIMARY KEY(record, place)) WITHOUT ROWID;" \
    "CREATE INDEX record_role_office ON record_role(office, of);" \
    "CREATE TABLE record_key(key TEXT NOT NULL, record INTEGER NOT NULL, PRIMARY KEY(key, record)) WITHOUT ROWID;" \
    "CREATE VIEW actor_name AS SELECT id AS actor, source, place, n.name, flags FROM record_name n JOIN actor USING(record);" \
    "CREATE VIEW actor_role AS SELECT id AS actor, source, place, office, of, first, last, acting FROM record_role JOIN actor USING(record);" \
    "CREATE VIEW actor_key AS SELECT key, id AS actor, source FROM record_key JOIN actor USING(record);"

const char registry_schema_sql[] = SOURCES RECORDS;

#define RECORD_COLUMNS "id, source, kind, name, country, party, seat_office, seat_of, founded, dissolved, note, digest"

/* Until schema 5, names, roles and keys had their records' ids and sources. */
bool registry_schema_upgrade_5(struct db *db, struct error *err)
{
    return db_exec(db,
               "DROP INDEX actor_role_office; DROP INDEX actor_key_actor;"
               "ALTER TABLE actor RENAME TO actor_5; ALTER TABLE actor_name RENAME TO actor_name_5;"
               "ALTER TABLE actor_role RENAME TO actor_role_5; ALTER TABLE actor_key RENAME TO actor_key_5;" RECORDS
               "INSERT INTO actor(" RECORD_COLUMNS ") SELECT " RECORD_COLUMNS " FROM actor_5 ORDER BY id, source;"
               "INSERT INTO record_name SELECT record, place, n.name, flags FROM actor_name_5 n JOIN actor a ON a.id = n.actor AND a.source = n.source"
               " ORDER BY record, place;"
               "INSERT INTO record_role SELECT record, place, office, of, first, last, acting FROM actor_role_5 r"
               " JOIN actor a ON a.id = r.actor AND a.source = r.source ORDER BY record, place;"
               "INSERT INTO record_key SELECT key, record FROM actor_key_5 k JOIN actor a ON a.id = k.actor AND a.source = k.source ORDER BY key, record;"
               "DROP TABLE actor_5; DROP TABLE actor_name_5; DROP TABLE actor_role_5; DROP TABLE actor_key_5;", err);
}

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
               "INSERT INTO actor(" RECORD_COLUMNS ") SELECT a.id, s.id, kind, name, country, party, seat_office, seat_of, founded, dissolved, note, x''"
               " FROM actor_1 a JOIN actor_source s ON s.origin = a.origin ORDER BY a.id;"
               "INSERT INTO record_name SELECT record, place, n.name, n.flags FROM actor_name_1 n JOIN actor ON id = actor ORDER BY record, place;"
               "INSERT INTO record_role SELECT record, place, office, of, first, last, acting FROM actor_role_1 JOIN actor ON id = actor ORDER BY record, place;"
               "INSERT INTO record_key SELECT key, record FROM actor_key_1 JOIN actor ON id = actor ORDER BY key, record;"
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
        "CREATE TEMP VIEW actor_key AS SELECT key, actor, source FROM main.actor_key k JOIN temp.actor a ON a.id = k.actor;"
        "CREATE TEMP TABLE actor_merge(id TEXT PRIMARY KEY, into_id TEXT NOT NULL);"
        "CREATE TEMP TABLE actor_change(revision INTEGER, actor TEXT, name TEXT);", err);
}
