/*
 * The decoder of FTS5's tables on damaged ones: the bytes take the place of a page of `impact` and of `text`, of the structure record or of a doclist index, in an
 * index that is sound otherwise. It may find less, or leave the list to FTS5; it never reads or writes where it must not, and gives no docid beyond the last.
 */
#include "engine/base/memory.h"
#include "engine/store/fts5_doclist.h"
#include "engine/store/fts5_poslist.h"
#include "engine/store/fts5_tokens.h"
#include "engine/store/index_writer.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { DOCS = 400 };

static void must(bool ok, const struct error *err)
{
    if (!ok) {
        fprintf(stderr, "%s\n", err->text);
        abort();
    }
}

/* An index in memory's stead: a file that is unlinked once it is open, with small pages, so that lists go over many. */
static struct db *open_index(void)
{
    static struct db db;
    static const struct impact_weights weights = { 3, 1.5, 1, 1.2, 0.5, 400 };
    static char path[64];
    struct error err = { 0 };
    struct index_writer *writer;
    if (db.sqlite)
        return &db;
    snprintf(path, sizeof path, "/tmp/caucus-fuzz-%ld.db", (long)getpid());
    must(index_writer_open(path, &weights, &writer, &err), &err);
    index_writer_close(writer);
    must(db_open(path, DB_WRITE, NULL, INDEX_SCHEMA, &db, &err) && fts5_tokens_register(&db, &err), &err);
    must(db_exec(&db, "PRAGMA journal_mode = MEMORY; INSERT INTO text(text, rank) VALUES('pgsz', 128); INSERT INTO impact(impact, rank) VALUES('pgsz', 64); BEGIN", &err), &err);
    remove(path);
    for (int64_t docid = 1; docid <= DOCS; docid++) {
        CLEANUP_STRBUF struct strbuf sql = STRBUF_INIT;
        strbuf_format(&sql, "INSERT INTO text(rowid, words) VALUES(%lld, '- vote - vote on the %s treaty vote')", (long long)docid, docid % 3 ? "oil" : "gas");
        strbuf_byte(&sql, '\0');
        must(db_exec(&db, sql.p, &err), &err);
    }
    for (unsigned level = ROW_LEVELS; level-- > 12;)
        for (uint32_t docid = 1 + level % 4; docid <= DOCS; docid += 4) {
            CLEANUP_STRBUF struct strbuf sql = STRBUF_INIT;
            strbuf_format(&sql, "INSERT INTO impact(rowid, terms) VALUES(%u, 'vote%s')", row_of(docid, level), docid % 5 ? " treaty" : "");
            strbuf_byte(&sql, '\0');
            must(db_exec(&db, sql.p, &err), &err);
        }
    must(db_exec(&db, "COMMIT", &err), &err);
    sqlite3_db_config(db.sqlite, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    return &db;
}

static void check_docids(void *ctx, const uint32_t *docids, size_t n)
{
    (void)ctx;
    for (size_t i = 0; i < n; i++)
        if (docids[i] < 1 || docids[i] > DOCS)
            abort();
}

static void check_positions(void *ctx, const struct position *positions, size_t n)
{
    (void)ctx;
    for (size_t i = 0; i < n; i++)
        check_docids(NULL, &positions[i].docid, 1);
}

static void read_rows(struct fts5_dictionary *d, const struct docid_range *range)
{
    static uint16_t sums[DOCS + 1];
    static const struct str terms[] = { STR("vote"), STR("treaty"), STR("none") };
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        struct row_list list;
        if (fts5_doclist_rows(d, terms[i], range, DOCS, &arena, &list) != FTS5_FOUND)
            continue;
        for (size_t r = 0; r < list.run_count; r++)
            row_run_add(&list.runs[r], 1, sums);
    }
}

/* Rows of seven articles, as columns may say of rows that have one. */
static const struct text_rows *text_rows(void)
{
    static int32_t places[DOCS + 1], fields[DOCS + 1];
    static struct text_rows rows = { places, fields, DOCS };
    for (int32_t docid = 1; docid <= DOCS; docid++) {
        places[docid] = (docid % 7) << TEXT_ROW_SLOT_BITS | docid % 7;
        fields[docid] = text_fields((size_t)docid % 3, 2);
    }
    return &rows;
}

static void read_phrases(struct fts5_dictionary *d)
{
    const struct text_rows *rows = text_rows();
    static const struct str forms[] = { STR("the"), STR("oil"), STR("treaty") };
    static uint64_t wanted[DOCS / 64 + 1];
    wanted[DOCS / 128] = 7;
    static const struct str beginnings[] = { STR("t"), STR("o") };
    for (size_t i = 0; i < 2; i++) {
        const struct phrase prefix = { &beginnings[i], 1, true };
        fts5_prefix(d, rows, &(struct phrase_question){ &prefix, i ? TEXT_TITLE : TEXT_ANY, i ? wanted : NULL, .docids = check_docids });
    }
    for (size_t n = 1; n <= 3; n++) {
        const struct phrase phrase = { forms, n, false };
        fts5_phrase(d, rows, &(struct phrase_question){ &phrase, TEXT_ANY, NULL, .docids = check_docids });
        fts5_phrase(d, rows, &(struct phrase_question){ &phrase, TEXT_BODY, NULL, .positions = check_positions });
        fts5_phrase(d, rows, &(struct phrase_question){ &phrase, TEXT_ANY, wanted, .docids = check_docids });
    }
}

static void read_all(struct db *db, const char *name)
{
    struct fts5_table table;
    struct fts5_dictionary d;
    struct error err = { 0 };
    const struct docid_range range = { 100, 150 };
    if (!fts5_table_open(&table, db, name, &err))
        return;
    fts5_dictionary_init(&d, &table);
    if (!table.odd && strcmp(name, "text") == 0) {
        read_phrases(&d);
    } else if (!table.odd) {
        read_rows(&d, NULL);
        read_rows(&d, &range);
    }
    fts5_dictionary_release(&d);
    fts5_table_close(&table);
}

/* The first two bytes choose which block of the table is replaced, and how much of it stays. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct db *db = open_index();
    struct error err = { 0 };
    if (n < 2)
        return 0;
    bool text = data[0] & 1;
    sqlite3_stmt *s = db_statement(db, text ? "UPDATE text_data SET block = CAST(substr(block, 1, ?2) || ?3 AS BLOB) WHERE id = (SELECT id FROM text_data ORDER BY id LIMIT 1 OFFSET ?1)"
                                            : "UPDATE impact_data SET block = CAST(substr(block, 1, ?2) || ?3 AS BLOB) WHERE id = (SELECT id FROM impact_data ORDER BY id LIMIT 1 OFFSET ?1)", &err);
    must(s && db_exec(db, "BEGIN", &err), &err);
    sqlite3_bind_int(s, 1, data[0] >> 1);
    sqlite3_bind_int(s, 2, data[1]);
    db_bind_blob(s, 3, (struct str){ (const char *)data + 2, n - 2 });
    must(db_run(db, s, &err), &err);
    read_all(db, text ? "text" : "impact");
    must(db_exec(db, "ROLLBACK", &err), &err);
    return 0;
}
