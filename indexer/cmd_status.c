#include "config/commands.h"
#include "config/output.h"
#include "engine/base/civil.h"
#include "engine/base/json_out.h"
#include "engine/base/memory.h"
#include "engine/store/archive.h"
#include "engine/store/archive_jobs.h"
#include "engine/store/data_dir.h"
#include "engine/store/index.h"
#include "engine/store/registry.h"
#include "engine/text/analyser.h"


static const struct option_spec options[] = {
    { "format", 0, OPTION_CHOICE, "FORMAT", "how to print it", .choices = "text|json" },
    { "failed", 0, OPTION_FLAG, NULL, "list the files that could not be read, with the reasons" },
    { NULL },
};

struct state {
    const char *dir;
    struct archive_counts counts;
    int64_t actors, names, registry_revision, index_number;
    bool indexed;
    struct index_info info;
    uint64_t archive_bytes, index_bytes;
    struct archive_run last_run;
    struct archive_job *jobs;
    size_t job_count;
    struct arena arena;
};

static bool take_run(void *ctx, const struct archive_run *run, struct error *err)
{
    struct state *s = ctx;
    (void)err;
    s->last_run = *run;
    s->last_run.command = arena_str(&s->arena, run->command);
    s->last_run.report = arena_str(&s->arena, run->report);
    return true;
}

static bool look_at_index(struct state *s, struct error *err)
{
    struct index *index;
    if (!data_dir_current(s->dir, &s->index_number, err))
        return false;
    if (!s->index_number)
        return true;
    CLEANUP_FREE char *path = data_dir_index_path(s->dir, s->index_number);
    if (!index_open(path, &index, err))
        return false;
    s->info = *index_info(index);
    for (size_t i = 0; i < s->info.lang_count; i++)
        s->info.langs[i] = arena_str(&s->arena, s->info.langs[i]);
    s->indexed = true;
    s->index_bytes = data_dir_index_bytes(s->dir, s->index_number);
    index_close(index);
    return true;
}

static bool look(struct state *s, struct archive *archive, struct error *err)
{
    s->archive_bytes = data_dir_archive_bytes(s->dir);
    return archive_count(archive, &s->counts, err) && registry_count(archive, &s->actors, &s->names, err) &&
           registry_revision(archive, &s->registry_revision, err) && archive_runs(archive, 1, take_run, s, err) &&
           archive_jobs(archive, &s->arena, &s->jobs, &s->job_count, err) && look_at_index(s, err);
}

/* ---- as text ---- */

static void put_time(struct strbuf *out, int64_t seconds)
{
    char text[CIVIL_TIME_BYTES];
    civil_format_time((int32_t)(seconds / 60), text);
    strbuf_string(out, text);
}

static void put_index(const struct state *s, struct strbuf *out)
{
    if (!s->indexed) {
        strbuf_string(out, "index      none yet\n");
        return;
    }
    int64_t behind = s->counts.revisions - s->info.max_docid;
    strbuf_format(out, "index      index-%lld, %.1f MB, ", (long long)s->index_number, (double)s->index_bytes / 1e6);
    if (behind > 0)
        strbuf_format(out, "%lld articles behind (caucus index catches it up)\n", (long long)behind);
    else
        strbuf_string(out, "up to date\n");
    strbuf_string(out, "languages  ");
    for (size_t i = 0; i < s->info.lang_count; i++)
        strbuf_format(out, "%s%.*s", i ? ", " : "", STR_ARG(s->info.langs[i]));
    strbuf_byte(out, '\n');
    if (s->info.analyser_version != ANALYSER_VERSION)
        strbuf_string(out, "note       made by another version of the analyser: run caucus reindex\n");
    if (s->info.registry_revision != s->registry_revision)
        strbuf_format(out, "note       the registry has changed (revision %lld, now %lld): caucus index brings articles up to it\n",
                      (long long)s->info.registry_revision, (long long)s->registry_revision);
}

/* Those whose last run failed stand out; the others are counted. */
static void put_jobs(const struct state *s, struct strbuf *out)
{
    if (s->job_count)
        strbuf_format(out, "jobs       %zu (caucus jobs lists them)\n", s->job_count);
    for (size_t i = 0; i < s->job_count; i++) {
        const struct archive_job *job = &s->jobs[i];
        if (!job->failures)
            continue;
        strbuf_format(out, "jobs       '%.*s' FAILED %lld time%s in a row, last ", STR_ARG(job->name), (long long)job->failures, job->failures == 1 ? "" : "s");
        put_time(out, job->started);
        strbuf_format(out, ", exit %d (caucus jobs log %.*s)\n", job->exit_code, STR_ARG(job->name));
    }
}

static void put_text(const struct state *s, struct strbuf *out)
{
    char first[CIVIL_DATE_BYTES], last[CIVIL_DATE_BYTES];
    civil_format_date(s->counts.first_date, first);
    civil_format_date(s->counts.last_date, last);
    strbuf_format(out, "data       %s\n", s->dir);
    strbuf_format(out, "articles   %lld", (long long)s->counts.articles);
    if (s->counts.revisions > s->counts.articles)
        strbuf_format(out, " (%lld versions)", (long long)s->counts.revisions);
    if (first[0])
        strbuf_format(out, ", %s to %s", first, last);
    strbuf_format(out, "\narchive    %.1f MB for %.1f MB of text\n", (double)s->archive_bytes / 1e6, (double)s->counts.text_bytes / 1e6);
    put_index(s, out);
    strbuf_format(out, "actors     %lld, with %lld names\n", (long long)s->actors, (long long)s->names);
    strbuf_format(out, "files      %lld", (long long)s->counts.files);
    if (s->counts.failed_files)
        strbuf_format(out, ", %lld could not be read (--failed lists them)", (long long)s->counts.failed_files);
    strbuf_byte(out, '\n');
    if (s->last_run.id) {
        strbuf_format(out, "last run   %.*s, ", STR_ARG(s->last_run.command));
        put_time(out, s->last_run.started);
        if (!s->last_run.ended)
            strbuf_string(out, ", did not end by itself\n");
        else
            strbuf_format(out, ", %lld s, exit %d\n", (long long)(s->last_run.ended - s->last_run.started), s->last_run.exit_code);
    }
    put_jobs(s, out);
}

/* ---- as JSON ---- */

static void put_json_index(const struct state *s, struct json_out *j)
{
    json_key(j, "index");
    if (!s->indexed) {
        json_null(j);
        return;
    }
    json_begin(j, '{');
    json_key_int(j, "number", s->index_number);
    json_key_int(j, "bytes", (int64_t)s->index_bytes);
    json_key_int(j, "revision", s->info.max_docid);
    json_key_int(j, "behind", s->counts.revisions - s->info.max_docid);
    json_key_int(j, "analyser", s->info.analyser_version);
    json_key_int(j, "registry_revision", s->info.registry_revision);
    json_key(j, "languages");
    json_begin(j, '[');
    for (size_t i = 0; i < s->info.lang_count; i++)
        json_str(j, s->info.langs[i]);
    json_end(j, ']');
    json_end(j, '}');
}

static void put_json(const struct state *s, struct strbuf *out)
{
    char first[CIVIL_DATE_BYTES], last[CIVIL_DATE_BYTES];
    struct json_out j;
    civil_format_date(s->counts.first_date, first);
    civil_format_date(s->counts.last_date, last);
    json_init(&j, out);
    json_begin(&j, '{');
    json_key_int(&j, "schema", 1);
    json_key_string(&j, "data", s->dir);
    json_key_int(&j, "articles", s->counts.articles);
    json_key_int(&j, "revisions", s->counts.revisions);
    json_key_string(&j, "first_date", first[0] ? first : NULL);
    json_key_string(&j, "last_date", last[0] ? last : NULL);
    json_key_int(&j, "text_bytes", (int64_t)s->counts.text_bytes);
    json_key_int(&j, "archive_bytes", (int64_t)s->archive_bytes);
    put_json_index(s, &j);
    json_key_int(&j, "actors", s->actors);
    json_key_int(&j, "names", s->names);
    json_key_int(&j, "registry_revision", s->registry_revision);
    json_key_int(&j, "files", s->counts.files);
    json_key_int(&j, "failed_files", s->counts.failed_files);
    json_key(&j, "failing_jobs");
    json_begin(&j, '[');
    for (size_t i = 0; i < s->job_count; i++)
        if (s->jobs[i].failures)
            json_str(&j, s->jobs[i].name);
    json_end(&j, ']');
    json_key(&j, "last_run");
    if (s->last_run.id && s->last_run.report.n)
        json_raw(&j, s->last_run.report);
    else
        json_null(&j);
    json_end(&j, '}');
    strbuf_byte(out, '\n');
}

static bool put_failure(void *ctx, const struct archive_file *file, struct error *err)
{
    (void)err;
    struct strbuf *out = ctx;
    terminal_clean(out, file->path, false);
    strbuf_string(out, ": ");
    terminal_clean(out, file->failure, false);
    strbuf_byte(out, '\n');
    return true;
}

static int run(struct invocation *in, struct error *err)
{
    struct state s = { .dir = in->data_dir, .arena = ARENA_INIT };
    struct archive *archive;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    if (!archive_open(in->data_dir, false, false, &archive, err))
        return error_exit_code(err->kind);
    bool ok;
    if (option_given(in, "failed")) {
        ok = archive_failures(archive, put_failure, &out, err);
    } else {
        ok = look(&s, archive, err);
        if (ok && strcmp(option_text(in, "format", "text"), "json") == 0)
            put_json(&s, &out);
        else if (ok)
            put_text(&s, &out);
    }
    archive_close(archive);
    ok = ok && output_write(strbuf_view(&out), false, err);
    arena_release(&s.arena);
    return ok ? 0 : error_exit_code(err->kind);
}

const struct command command_status = {
    .name = "status",
    .summary = "what there is: articles, index, actors, the last run",
    .description = "Tells how many articles the archive has and of which dates, how large it and its index are, whether the index is up to date, and how "
                   "the last run went.",
    .options = options,
    .run = run,
};
