#include "engine/store/fts5_tokens.h"

#include "engine/text/analyser.h"

struct fts5_api *fts5_api_of(struct db *db, struct error *err)
{
    fts5_api *api = NULL;
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(db->sqlite, "SELECT fts5(?1)", -1, &s, NULL) != SQLITE_OK) {
        db_fail(db, "cannot use FTS5 in", err);
        return NULL;
    }
    sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step(s);
    sqlite3_finalize(s);
    if (!api)
        error_set(err, ERROR_INTERNAL, "this SQLite has no FTS5");
    return api;
}

static int create(void *context, const char **args, int n, Fts5Tokenizer **ret)
{
    (void)context, (void)args, (void)n;
    *ret = (Fts5Tokenizer *)"";     /* no state; never looked at */
    return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *t)
{
    (void)t;
}

static int tokenize(Fts5Tokenizer *t, void *ctx, int flags, const char *text, int n,
                    int (*token)(void *, int, const char *, int, int, int))
{
    (void)t;
    const char *p = text, *end = text + n;
    while (p < end) {
        const char *space = memchr(p, ' ', (size_t)(end - p));
        const char *stop = space ? space : end;
        if (stop > p) {
            bool beside = *p == ANALYSER_MARK && !(flags & FTS5_TOKENIZE_QUERY);
            int rc = token(ctx, beside ? FTS5_TOKEN_COLOCATED : 0, p, (int)(stop - p), (int)(p - text), (int)(stop - text));
            if (rc != SQLITE_OK)
                return rc;
        }
        p = stop + 1;
    }
    return SQLITE_OK;
}

bool fts5_tokens_register(struct db *db, struct error *err)
{
    static fts5_tokenizer tokenizer = { create, destroy, tokenize };
    fts5_api *api = fts5_api_of(db, err);
    if (!api)
        return false;
    if (api->xCreateTokenizer(api, "caucus", NULL, &tokenizer, NULL) != SQLITE_OK)
        return db_fail(db, "cannot add the tokenizer to", err);
    return true;
}
