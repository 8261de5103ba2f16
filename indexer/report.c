#include "indexer/report.h"

#include "engine/base/json_out.h"
#include "engine/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

void report_init(struct report *r)
{
    memset(r, 0, sizeof *r);
    pthread_mutex_init(&r->mutex, NULL);
}

void report_release(struct report *r)
{
    for (size_t i = 0; i < r->failed_n; i++) {
        free(r->failed[i].path);
        free(r->failed[i].reason);
    }
    free(r->failed);
    pthread_mutex_destroy(&r->mutex);
}

void report_fail(struct report *r, const char *path, uint64_t record, const char *reason)
{
    pthread_mutex_lock(&r->mutex);
    r->failures++;
    if (r->failed_n < REPORT_FAILURES_MAX) {
        GROW(r->failed, r->failed_n, r->failed_capacity);
        r->failed[r->failed_n++] = (struct report_failure){ xstrdup(path), record, xstrdup(reason) };
    }
    pthread_mutex_unlock(&r->mutex);
}

void report_count(struct report *r, uint64_t *counter, uint64_t n)
{
    pthread_mutex_lock(&r->mutex);
    *counter += n;
    pthread_mutex_unlock(&r->mutex);
}

void report_json(struct report *r, struct strbuf *out)
{
    pthread_mutex_lock(&r->mutex);
    struct json_out j;
    json_init(&j, out);
    json_begin(&j, '{');
    json_key_int(&j, "schema", 1);
    json_key_int(&j, "files", (int64_t)r->files);
    json_key_int(&j, "files_unchanged", (int64_t)r->files_unchanged);
    json_key_int(&j, "added", (int64_t)r->added);
    json_key_int(&j, "updated", (int64_t)r->updated);
    json_key_int(&j, "unchanged", (int64_t)r->unchanged);
    json_key_int(&j, "undated", (int64_t)r->undated);
    json_key_int(&j, "repaired", (int64_t)r->repaired);
    json_key_int(&j, "resolved", (int64_t)r->resolved);
    if (r->to_index)
        json_key_int(&j, "reindexed", (int64_t)r->indexed);
    json_key_int(&j, "failures", (int64_t)r->failures);
    json_key(&j, "failed");
    json_begin(&j, '[');
    for (size_t i = 0; i < r->failed_n; i++) {
        json_begin(&j, '{');
        json_key_string(&j, "path", r->failed[i].path);
        if (r->failed[i].record)
            json_key_int(&j, "record", (int64_t)r->failed[i].record);
        json_key_string(&j, "reason", r->failed[i].reason);
        json_end(&j, '}');
    }
    json_end(&j, ']');
    json_key(&j, "revisions");
    if (r->last_revision) {
        json_begin(&j, '[');
        json_int(&j, r->first_revision);
        json_int(&j, r->last_revision);
        json_end(&j, ']');
    } else {
        json_null(&j);
    }
    json_key(&j, "seconds");
    json_real(&j, r->seconds, 3);
    json_end(&j, '}');
    pthread_mutex_unlock(&r->mutex);
}

bool report_write(struct report *r, const char *path, struct error *err)
{
    CLEANUP_STRBUF struct strbuf json = STRBUF_INIT;
    report_json(r, &json);
    strbuf_byte(&json, '\n');
    FILE *f = fopen(path, "w");
    bool ok = f && fwrite(json.p, 1, json.n, f) == json.n;
    ok = (!f || fclose(f) == 0) && ok;
    return ok || error_errno(err, "cannot write '%s'", path);
}

/* 1,204,331 */
static void put_number(struct strbuf *out, uint64_t x)
{
    char digits[32];
    int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)x);
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            strbuf_byte(out, ',');
        strbuf_byte(out, digits[i]);
    }
}

void report_text(struct report *r, struct strbuf *out)
{
    pthread_mutex_lock(&r->mutex);
    put_number(out, r->added);
    strbuf_string(out, r->added == 1 ? " article added" : " articles added");
    const struct { uint64_t n; const char *what; } rows[] = {
        { r->updated, "updated" }, { r->unchanged, "unchanged" }, { r->undated, "undated" }, { r->failures, "failed" },
        { r->resolved, "resolved anew" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].n) {
            strbuf_string(out, ", ");
            put_number(out, rows[i].n);
            strbuf_format(out, " %s", rows[i].what);
        }
    strbuf_format(out, " (%.1f s", r->seconds);
    if (r->bytes_read > 1000000 && r->seconds > 0.1)
        strbuf_format(out, ", %.1f MB/s", (double)r->bytes_read / 1e6 / r->seconds);
    strbuf_byte(out, ')');
    pthread_mutex_unlock(&r->mutex);
}

int report_exit_code(const struct report *r)
{
    if (!r->failures)
        return 0;
    return r->added || r->updated || r->unchanged || r->files_unchanged ? 3 : 65;
}
