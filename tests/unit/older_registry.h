/* older_registry.h: makes the registry's tables of an archive, which has nobody in it yet, those that schemas 2 to 5 had. */
#ifndef CAUCUS_TESTS_UNIT_OLDER_REGISTRY_H
#define CAUCUS_TESTS_UNIT_OLDER_REGISTRY_H

#define DROP_RECORDS \
    "DROP VIEW actor_name; DROP VIEW actor_role; DROP VIEW actor_key; DROP TABLE record_name; DROP TABLE record_role; DROP TABLE record_key; DROP TABLE actor;"

#define OLDER_REGISTRY DROP_RECORDS \
    "CREATE TABLE actor(id TEXT NOT NULL, source INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL," \
    " party TEXT NOT NULL, seat_office TEXT NOT NULL, seat_of TEXT NOT NULL, founded INTEGER NOT NULL, dissolved INTEGER NOT NULL," \
    " note TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY(id, source)) WITHOUT ROWID;" \
    "CREATE TABLE actor_name(actor TEXT NOT NULL, source INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, flags INTEGER NOT NULL," \
    " PRIMARY KEY(actor, source, place)) WITHOUT ROWID;" \
    "CREATE TABLE actor_role(actor TEXT NOT NULL, source INTEGER NOT NULL, place INTEGER NOT NULL, office TEXT NOT NULL, of TEXT NOT NULL," \
    " first INTEGER NOT NULL, last INTEGER NOT NULL, acting INTEGER NOT NULL, PRIMARY KEY(actor, source, place)) WITHOUT ROWID;" \
    "CREATE INDEX actor_role_office ON actor_role(office, of);" \
    "CREATE TABLE actor_key(key TEXT NOT NULL, actor TEXT NOT NULL, source INTEGER NOT NULL, PRIMARY KEY(key, actor, source)) WITHOUT ROWID;" \
    "CREATE INDEX actor_key_actor ON actor_key(actor, source);"

#endif
