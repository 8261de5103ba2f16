#include "config/commands.h"
#include "config/output.h"
#include "corpus/article.h"
#include "engine/base/interrupt.h"
#include "engine/base/memory.h"
#include "engine/store/archive_alerts.h"
#include "engine/store/data_dir.h"
#include "indexer/jobs/job_text.h"
#include "indexer/jobs/job_units.h"
#include "indexer/ready_archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_NOTHING = 1, EXIT_PARTIAL = 3, EXIT_LOCKED = 75 };

/* ---- what they share ---- */

struct jobs {
    struct invocation *in;
    struct job_list list;
    struct zone zone;               /* that times are shown in */
    struct archive_job *known;
    size_t known_n;
    struct arena arena;
    int64_t now;                    /* as asked for; 0: the clock's */
};

static int64_t now_of(const struct jobs *j)
{
    return j->now ? j->now : (int64_t)time(NULL);
}

static bool open_jobs(struct invocation *in, const char *now, struct jobs *ret, struct error *err)
{
    int32_t minutes;
    enum date_precision precision;
    *ret = (struct jobs){ .in = in, .list = { .arena = ARENA_INIT }, .arena = ARENA_INIT };
    if (now && !article_date(str_of(now), &minutes, &precision))
        return error_set(err, ERROR_USAGE, "--now takes a time such as 2026-03-29T00:30Z, not '%s'", now);
    if (now)
        ret->now = (int64_t)minutes * 60;
    if (!zone_open(in->config->timezone, &ret->zone))
        return error_set(err, ERROR_CONFIG, "'%s' is no time zone", in->config->timezone);
    return job_list_read(in->config, in->commands, &ret->list, err);
}

static void close_jobs(struct jobs *j)
{
    job_list_release(&j->list);
    zone_release(&j->zone);
    arena_release(&j->arena);
}

/* What the archive knows of them; nothing where there is no archive yet. */
static bool look(struct jobs *j, struct error *err)
{
    struct archive *a;
    arena_reset(&j->arena);
    j->known = NULL;
    j->known_n = 0;
    if (!data_dir_exists(j->in->data_dir))
        return true;
    if (!archive_open(j->in->data_dir, false, false, &a, err))
        return false;
    bool ok = archive_jobs(a, &j->arena, &j->known, &j->known_n, err);
    archive_close(a);
    return ok;
}

static const struct archive_job *known(const struct jobs *j, const struct job *job)
{
    for (size_t i = 0; i < j->known_n; i++)
        if (str_is(j->known[i].name, job->name))
            return &j->known[i];
    return NULL;
}

/* Schedules that the archive does not know yet count from now on. */
static bool make_known(struct jobs *j, struct error *err)
{
    struct writer_lock lock;
    struct archive *a = NULL;
    bool fresh = false;
    for (size_t i = 0; i < j->list.n; i++) {
        const struct archive_job *k = known(j, &j->list.jobs[i]);
        fresh = fresh || !k || !str_is(k->schedule, j->list.jobs[i].schedule_text);
    }
    if (!fresh)
        return true;
    if (!data_dir_make(j->in->data_dir, err) || !writer_lock_take(j->in->data_dir, j->in->config->lock_wait_seconds, &lock, err))
        return false;
    bool ok = ready_archive_open(j->in->data_dir, &a, err);
    for (size_t i = 0; ok && i < j->list.n; i++)
        ok = archive_job_seen(a, str_of(j->list.jobs[i].name), str_of(j->list.jobs[i].schedule_text), now_of(j), err);
    archive_close(a);
    writer_lock_release(&lock);
    return ok && look(j, err);
}

static int end(struct jobs *j, bool ok, int code, const struct error *err)
{
    close_jobs(j);
    return ok ? code : error_exit_code(err->kind);
}

/* ---- jobs ---- */

static int list(struct invocation *in, struct error *err)
{
    struct jobs j;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    bool ok = open_jobs(in, option_text(in, "now", NULL), &j, err) && look(&j, err);
    struct job_state *states = arena_array(&j.arena, struct job_state, j.list.n + 1);
    for (size_t i = 0; ok && i < j.list.n; i++) {
        const struct job *job = &j.list.jobs[i];
        states[i] = (struct job_state){ .job = job, .last = known(&j, job), .running = job_is_running(in->data_dir, job) };
        states[i].ever = job_due(job, states[i].last, now_of(&j), &states[i].due);
    }
    if (ok && strcmp(option_text(in, "format", "text"), "jsonl") == 0)
        job_states_jsonl(states, j.list.n, &out);
    else if (ok)
        job_states_text(states, j.list.n, &j.zone, now_of(&j), &out);
    if (ok && !j.list.n)
        output_note(in->quiet, "the configuration has no jobs: caucus.yaml(5) tells how they are written");
    ok = ok && output_write(strbuf_view(&out), true, err);
    return end(&j, ok, j.list.n ? 0 : EXIT_NOTHING, err);
}

/* ---- jobs run ---- */

struct tally {
    size_t ran, failed;
    int first;                  /* exit code of the first that was not done */
    struct strbuf reports;      /* JSON objects, ',' between */
};

static void tell(const struct jobs *j, const struct job *job, enum job_result result, int code)
{
    if (result == JOB_RUNNING)
        output_note(j->in->quiet, "job '%s' is running already", job->name);
    else if (result == JOB_POSTPONED)
        output_note(j->in->quiet, "job '%s' gives way to another writer, and stays due", job->name);
    else if (result != JOB_DONE)
        output_note(false, "job '%s': %s, exit code %d", job->name, job_result_word(result), code);
}

/* *ret_begun (may be NULL): it could be run. */
static bool run_one(struct jobs *j, const struct job *job, int64_t due, struct tally *t, bool *ret_begun, struct error *err)
{
    CLEANUP_FREE char *program = job_program();
    struct job_runner runner = { .in = j->in, .program = program, .now = j->now };
    enum job_result result;
    int code;
    if (t->reports.n && t->reports.p[t->reports.n - 1] != ',')
        strbuf_byte(&t->reports, ',');
    if (!job_run(&runner, job, due, &result, &code, &t->reports, err))
        return false;
    tell(j, job, result, code);
    t->ran++;
    t->failed += code != 0;
    t->first = t->first ? t->first : code;
    if (ret_begun)
        *ret_begun = result != JOB_RUNNING && result != JOB_POSTPONED;
    return true;
}

/* Those that are due, the longest due first. *ret_next: when one is due after that; 0: none ever. */
static bool run_due(struct jobs *j, struct tally *t, int64_t *ret_next, struct error *err)
{
    CLEANUP_FREE bool *tried = xcalloc(j->list.n + 1, sizeof *tried);    /* each is run once here: then others have their turn */
    CLEANUP_FREE bool *begun = xcalloc(j->list.n + 1, sizeof *begun);
    *ret_next = 0;
    for (;;) {
        const struct job *first = NULL;
        int64_t first_due = 0, next = 0, due;
        if (!look(j, err) || !make_known(j, err))
            return false;
        for (size_t i = 0; i < j->list.n; i++) {
            if (!job_due(&j->list.jobs[i], known(j, &j->list.jobs[i]), now_of(j), &due))
                continue;
            /* One that could not run now is looked at again in a minute. */
            if (tried[i] && !begun[i] && due <= now_of(j))
                due = now_of(j) + 60;
            if (!tried[i] && due <= now_of(j) && (!first || due < first_due)) {
                first = &j->list.jobs[i];
                first_due = due;
            }
            if (!next || due < next)
                next = due;
        }
        *ret_next = next;
        if (!first || interrupt_pending())
            return true;
        size_t which = (size_t)(first - j->list.jobs);
        tried[which] = true;
        if (!run_one(j, first, first_due, t, &begun[which], err))
            return false;
    }
}

static bool write_report(const char *path, const struct tally *t, struct error *err)
{
    struct str reports = strbuf_view(&t->reports);
    if (reports.n && reports.p[reports.n - 1] == ',')
        reports.n--;
    FILE *f = fopen(path, "w");
    bool ok = f && fprintf(f, "{\"schema\":1,\"jobs\":[%.*s]}\n", STR_ARG(reports)) > 0;
    ok = (!f || fclose(f) == 0) && ok;
    return ok || error_errno(err, "cannot write '%s'", path);
}

static int run_code(const struct tally *t)
{
    if (interrupt_pending())
        return 128 + interrupt_pending();
    return !t->failed ? 0 : t->failed < t->ran ? EXIT_PARTIAL : t->first;
}

static int run(struct invocation *in, struct error *err)
{
    struct jobs j;
    struct tally t = { .reports = STRBUF_INIT };
    const char *report = option_text(in, "report", NULL);
    int64_t next;
    interrupt_catch();
    bool ok = open_jobs(in, option_text(in, "now", NULL), &j, err);
    const struct job **wanted = arena_array(&j.arena, const struct job *, in->argument_count + 1);
    for (size_t i = 0; ok && i < in->argument_count; i++)
        ok = (wanted[i] = job_list_find(&j.list, in->arguments[i], err)) != NULL;
    for (size_t i = 0; ok && i < in->argument_count; i++)
        ok = run_one(&j, wanted[i], 0, &t, NULL, err);
    if (ok && !in->argument_count)
        ok = run_due(&j, &t, &next, err);
    ok = (!report || write_report(report, &t, ok ? err : &(struct error){ 0 })) && ok;
    int code = run_code(&t);
    strbuf_release(&t.reports);
    return end(&j, ok, code, err);
}

/* ---- jobs daemon ---- */

/* One of them a data folder. The lock is held until this process ends. */
static bool take_watch(const char *data_dir, struct error *err)
{
    CLEANUP_FREE char *folder = xasprintf("%s/jobs", data_dir);
    CLEANUP_FREE char *path = xasprintf("%s/daemon.lock", folder);
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    if (!data_dir_make(folder, err))
        return false;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return error_errno(err, "cannot open '%s'", path);
    if (fcntl(fd, F_SETLK, &lock) == 0)
        return true;
    bool held = errno == EAGAIN || errno == EACCES;
    close(fd);
    return held ? error_set(err, ERROR_LOCKED, "another 'caucus jobs daemon' looks after '%s'", data_dir) : error_errno(err, "cannot lock '%s'", path);
}

/* Begins this program anew, with the configuration as it is now. */
static bool begin_anew(const struct invocation *in, struct error *err)
{
    CLEANUP_FREE char *program = job_program();
    const char *words[9] = { program, "--data", in->data_dir };
    size_t n = 3;
    if (in->config_path) {
        words[n++] = "--config";
        words[n++] = in->config_path;
    }
    if (in->quiet)
        words[n++] = "-q";
    words[n++] = "jobs";
    words[n] = "daemon";
    execv(program, (char *const *)words);
    return error_errno(err, "cannot begin anew");
}

static int daemon_run(struct invocation *in, struct error *err)
{
    enum { LOOK_SECONDS = 60 };     /* at least so often, for the clock may be set and the machine may sleep */
    struct jobs j;
    interrupt_catch();
    interrupt_catch_hangup();
    bool ok = open_jobs(in, NULL, &j, err) && take_watch(in->data_dir, err);
    if (ok && !j.list.n)
        ok = error_set(err, ERROR_CONFIG, "the configuration has no jobs: caucus.yaml(5) tells how they are written");
    while (ok && !interrupt_pending()) {
        struct tally t = { .reports = STRBUF_INIT };
        struct error why = { 0 };
        int64_t next = 0;
        if (interrupt_hung_up())
            ok = begin_anew(in, err);
        /* What cannot be done now, for the disk is full or another writes, may be possible later. */
        else if (!run_due(&j, &t, &next, &why))
            output_note(false, "%s", why.text);
        strbuf_release(&t.reports);
        int64_t left = next ? next - now_of(&j) : LOOK_SECONDS;
        if (ok)
            interrupt_sleep((left < 1 ? 1 : left > LOOK_SECONDS ? LOOK_SECONDS : left) * 1000, false);
    }
    return end(&j, ok, 128 + interrupt_pending(), err);
}

/* ---- jobs log ---- */

struct log_view {
    struct jobs *jobs;
    bool json;
    struct strbuf out;
    size_t n;
};

static bool put_run(void *ctx, const struct archive_job_run *run, struct error *err)
{
    struct log_view *v = ctx;
    (void)err;
    v->n++;
    if (v->json)
        job_run_jsonl(run, &v->out);
    else
        job_run_text(run, &v->jobs->zone, &v->out);
    return true;
}

static int show_log(struct invocation *in, struct error *err)
{
    struct jobs j;
    struct archive *a = NULL;
    struct log_view v = { .jobs = &j, .json = strcmp(option_text(in, "format", "text"), "jsonl") == 0, .out = STRBUF_INIT };
    struct str name = in->argument_count ? str_of(in->arguments[0]) : (struct str){ "", 0 };
    bool ok = open_jobs(in, NULL, &j, err);
    if (ok && in->argument_count > 1)
        ok = error_set(err, ERROR_USAGE, "jobs log takes one name");
    ok = ok && archive_open(in->data_dir, false, false, &a, err) && archive_job_runs(a, name, (size_t)option_number(in, "limit", 20), put_run, &v, err);
    archive_close(a);
    ok = ok && output_write(strbuf_view(&v.out), true, err);
    strbuf_release(&v.out);
    return end(&j, ok, v.n ? 0 : EXIT_NOTHING, err);
}

/* ---- jobs next ---- */

static int show_next(struct invocation *in, struct error *err)
{
    struct jobs j;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    bool ok = open_jobs(in, option_text(in, "now", NULL), &j, err) && look(&j, err), json = strcmp(option_text(in, "format", "text"), "jsonl") == 0;
    int64_t count = option_number(in, "limit", 5);
    const struct job *only = NULL;
    if (ok && in->argument_count)
        ok = (only = job_list_find(&j.list, in->arguments[0], err)) != NULL;
    for (size_t i = 0; ok && i < j.list.n; i++) {
        const struct job *job = &j.list.jobs[i];
        int64_t at = now_of(&j);
        /* With --now the schedule alone is asked, whatever was run. */
        bool comes = (!only || only == job) && (j.now ? schedule_next(&job->schedule, &job->zone, at, &at) : job_due(job, known(&j, job), at, &at));
        for (int64_t k = 0; comes && k < count; k++) {
            if (json) {
                strbuf_format(&out, "{\"job\":\"%s\",\"next\":\"", job->name);
                job_time_json(at, &out);
                strbuf_string(&out, "\"}\n");
            } else {
                job_time_text(at, &job->zone, &out);
                strbuf_format(&out, "  %s\n", job->name);
            }
            comes = schedule_next(&job->schedule, &job->zone, at > now_of(&j) ? at : now_of(&j), &at);
        }
    }
    ok = ok && output_write(strbuf_view(&out), true, err);
    return end(&j, ok, out.n ? 0 : EXIT_NOTHING, err);
}

/* ---- jobs export ---- */

static bool absolute(struct jobs *j, const char *path, const char **ret, struct error *err)
{
    CLEANUP_FREE char *real = path ? realpath(path, NULL) : NULL;
    if (path && !real)
        return error_errno(err, "cannot find '%s'", path);
    *ret = path ? arena_string(&j->arena, str_of(real)) : NULL;
    return true;
}

/* Folders of the files that alerts write. */
static bool find_writable(struct jobs *j, struct job_place *place, struct error *err)
{
    struct archive *a;
    struct archive_alert *alerts;
    size_t n, kept = 0;
    if (!archive_open(j->in->data_dir, false, false, &a, err))
        return false;
    bool ok = archive_alerts(a, &j->arena, &alerts, &n, err);
    archive_close(a);
    if (!ok)
        return false;
    struct str *folders = arena_array(&j->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct str folder = alerts[i].file;
        while (folder.n > 1 && folder.p[folder.n - 1] != '/')
            folder.n--;
        bool known_already = !folder.n;
        for (size_t k = 0; k < kept && !known_already; k++)
            known_already = str_equal(folders[k], folder);
        if (!known_already)
            folders[kept++] = folder;
    }
    place->writable = folders;
    place->writable_n = kept;
    return true;
}

/* To standard output below a line with its name, or to a file of a folder. */
static bool put_unit(const char *folder, const char *job, const char *kind, struct str text, struct strbuf *out, struct error *err)
{
    if (!folder) {
        strbuf_format(out, "%s# caucus-%s.%s\n%.*s", out->n ? "\n" : "", job, kind, STR_ARG(text));
        return true;
    }
    CLEANUP_FREE char *path = xasprintf("%s/caucus-%s.%s", folder, job, kind);
    FILE *f = fopen(path, "w");
    bool ok = f && fwrite(text.p, 1, text.n, f) == text.n;
    ok = (!f || fclose(f) == 0) && ok;
    return ok || error_errno(err, "cannot write '%s'", path);
}

static bool export_systemd(struct jobs *j, const struct job_place *place, struct strbuf *out, struct error *err)
{
    const char *folder = option_text(j->in, "to", NULL);
    if (folder && !data_dir_make(folder, err))
        return false;
    for (size_t i = 0; i < j->list.n; i++) {
        const struct job *job = &j->list.jobs[i];
        CLEANUP_STRBUF struct strbuf service = STRBUF_INIT;
        CLEANUP_STRBUF struct strbuf timer = STRBUF_INIT;
        job_service(job, place, &service);
        if (!job_timer(job, &timer, err) || !put_unit(folder, job->name, "service", strbuf_view(&service), out, err) ||
            !put_unit(folder, job->name, "timer", strbuf_view(&timer), out, err))
            return false;
    }
    if (folder)
        output_note(j->in->quiet, "wrote %zu services and timers to '%s'; systemctl enable --now caucus-NAME.timer starts one", j->list.n, folder);
    return true;
}

static int export(struct invocation *in, struct error *err)
{
    struct jobs j;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    const char *what = in->argument_count == 1 ? in->arguments[0] : "";
    bool cron = strcmp(what, "cron") == 0;
    struct job_place place = { 0 };
    CLEANUP_FREE char *program = job_program();
    bool ok = open_jobs(in, NULL, &j, err);
    if (ok && !cron && strcmp(what, "systemd") != 0)
        ok = error_set(err, ERROR_USAGE, "jobs export takes 'systemd' or 'cron'");
    if (ok && !j.list.n)
        ok = error_set(err, ERROR_CONFIG, "the configuration has no jobs: caucus.yaml(5) tells how they are written");
    place.program = program;
    ok = ok && data_dir_make(in->data_dir, err) && absolute(&j, in->data_dir, &place.data_dir, err) &&
         absolute(&j, in->config_path, &place.config_path, err) && (!data_dir_exists(in->data_dir) || find_writable(&j, &place, err));
    if (ok && cron)
        job_crontab(&place, &out);
    else if (ok)
        ok = export_systemd(&j, &place, &out, err);
    ok = ok && output_write(strbuf_view(&out), true, err);
    return end(&j, ok, 0, err);
}

/* ---- the table ---- */

#define OPTION_NOW { "now", 0, OPTION_TEXT, "TIME", "as if it were that time" }
#define OPTION_FORMAT { "format", 0, OPTION_CHOICE, "FORMAT", "how they are printed", .choices = "text|jsonl" }

static const struct option_spec list_options[] = { OPTION_FORMAT, OPTION_NOW, { NULL } };
static const struct option_spec run_options[] = {
    { "report", 0, OPTION_FILE, "FILE", "write what was done as one JSON object" },
    OPTION_NOW,
    { NULL },
};
static const struct option_spec log_options[] = {
    OPTION_FORMAT,
    { "limit", 'n', OPTION_NUMBER, "N", "how many (20 otherwise)", .min = 1, .max = 100000 },
    { NULL },
};
static const struct option_spec next_options[] = {
    OPTION_FORMAT,
    { "limit", 'n', OPTION_NUMBER, "N", "how many times of each job (5 otherwise)", .min = 1, .max = 1000000 },
    OPTION_NOW,
    { NULL },
};
static const struct option_spec export_options[] = {
    { "to", 0, OPTION_FILE, "FOLDER", "write the units as files" },
    { NULL },
};

static const char *const run_examples[] = {
    "caucus jobs run", "does what is due: a line for cron",
    "caucus jobs run nightly", "does one now, due or not",
    NULL,
};
static const char *const export_examples[] = {
    "caucus jobs export systemd --to ~/.config/systemd/user", "units for this user",
    "caucus jobs export cron | crontab -", "a crontab of nothing else",
    NULL,
};

const struct command command_jobs = {
    .name = "jobs",
    .summary = "scheduled work: what there is, how it went, when it is due",
    .description =
        "Lists the jobs of the configuration, with their last run, its result, and when each is due next. caucus.yaml(5) tells how they are written.\n\n"
        "A job is due after a time (every) or at the minutes of a cron expression (at), by the clocks of its time zone. A minute that they leave out when summer "
        "time begins is left out, and one that comes twice when it ends counts once, as with systemd. What was missed is made up for once. A job "
        "never overlaps itself. One that fails rests the longer the more often it did: two minutes, four, eight, up to a day.",
    .options = list_options,
    .run = list,
};

const struct command command_jobs_run = {
    .name = "jobs run",
    .arguments = "[NAME…]",
    .summary = "does what is due, or the jobs that are named",
    .description =
        "Does the jobs that are due, one after the other; with names, those, due or not. A job's steps are done in their order until one fails; inputs that could not be "
        "read (3) do not end it. The hooks of the configuration are run before, after, and on failure.\n\n"
        "The exit code is 0 where all was done, also where nothing was due; the job's own where it was one; 3 where some jobs failed; 75 where a job is running "
        "already or another writer is at work: it stays due.",
    .options = run_options,
    .examples = run_examples,
    .run = run,
};

const struct command command_jobs_daemon = {
    .name = "jobs daemon",
    .summary = "stays, and does each job when it is due",
    .description = "Stays in the foreground and does each job when it is due. SIGHUP has it read the configuration again; SIGINT and SIGTERM end it, and the job in hand goes "
                   "on when it is next started. One runs for a data folder at a time.",
    .run = daemon_run,
};

const struct command command_jobs_log = {
    .name = "jobs log",
    .arguments = "[NAME]",
    .summary = "what was run, how long it took and how it ended",
    .description = "Lists the last runs of all jobs or of one, the newest first, with the counts of what they did. As JSON Lines: the whole report of each.",
    .options = log_options,
    .run = show_log,
};

const struct command command_jobs_next = {
    .name = "jobs next",
    .arguments = "[NAME]",
    .summary = "the times at which jobs are due",
    .description = "Lists the next times of every job or of one, each by the clocks of the job's time zone. With --now: those of the schedule after that time, whatever was run.",
    .options = next_options,
    .run = show_next,
};

const struct command command_jobs_export = {
    .name = "jobs export",
    .arguments = "systemd|cron",
    .summary = "units for systemd, or a line for cron, that do the same",
    .description =
        "Prints a service and a timer for every job, or a line for a crontab. The services may write to the data folder and to the folders of the files that alerts have now, and "
        "nowhere else.",
    .options = export_options,
    .examples = export_examples,
    .run = export,
};
