#define _GNU_SOURCE     /* F_OFD_SETLK */
#include "indexer/jobs/job_run.h"

#include "config/output.h"
#include "engine/base/child.h"
#include "engine/base/civil.h"
#include "engine/base/interrupt.h"
#include "engine/base/json_out.h"
#include "engine/base/memory.h"
#include "engine/store/data_dir.h"
#include "indexer/progress.h"
#include "indexer/ready_archive.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_NOTHING = 1, EXIT_PARTIAL = 3, EXIT_LOCKED = 75, EXIT_SIGINT = 130, EXIT_SIGTERM = 143 };

/* How long the log waits for another writer once a job is done. */
enum { LOG_WAIT_SECONDS = 600 };

char *job_program(void)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    struct str text = { path, n > 0 ? (size_t)n : 0 }, gone = STR(" (deleted)");
    if (str_ends(text, gone))
        text.n -= gone.n;
    return text.n ? xstrndup(text.p, text.n) : xstrdup("caucus");
}

enum job_result job_result_of(int code)
{
    switch (code) {
    case 0: return JOB_DONE;
    case EXIT_PARTIAL: return JOB_PARTIAL;
    case EXIT_LOCKED: return JOB_POSTPONED;
    case EXIT_SIGINT: case EXIT_SIGTERM: return JOB_INTERRUPTED;
    default: return JOB_FAILED;
    }
}

const char *job_result_word(enum job_result result)
{
    static const char *const words[] = { "done", "partial", "failed", "postponed", "interrupted", "running" };
    return words[result];
}

/* ---- the lock of a job ---- */

static int lock_open(const char *data_dir, const struct job *job, bool make)
{
    CLEANUP_FREE char *folder = xasprintf("%s/jobs", data_dir);
    CLEANUP_FREE char *path = xasprintf("%s/%s.lock", folder, job->name);
    if (make && mkdir(folder, 0777) != 0 && errno != EEXIST)
        return -1;
    return open(path, O_RDWR | O_CLOEXEC | (make ? O_CREAT : 0), 0666);
}

bool job_is_running(const char *data_dir, const struct job *job)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    int fd = lock_open(data_dir, job, false);
    bool held = fd >= 0 && fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    if (fd >= 0)
        close(fd);
    return held;
}

/* *ret_fd -1: another holds it. */
static bool lock_take(const char *data_dir, const struct job *job, int *ret_fd, struct error *err)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    int fd = lock_open(data_dir, job, true);
    if (fd < 0)
        return error_errno(err, "cannot lock job '%s' in '%s'", job->name, data_dir);
    if (fcntl(fd, F_OFD_SETLK, &lock) == 0) {
        *ret_fd = fd;
        return true;
    }
    bool held = errno == EAGAIN || errno == EACCES;
    if (!held)
        error_errno(err, "cannot lock job '%s' in '%s'", job->name, data_dir);
    close(fd);
    *ret_fd = -1;
    return held;
}

/* ---- a run ---- */

struct running {
    const struct job_runner *runner;
    const struct job *job;
    int lock;
    struct archive_job_run log;
    double began;               /* of the monotonic clock */
    int code;                   /* of the job so far */
    struct strbuf steps;        /* JSON objects, ',' between */
    struct arena arena;
};

static int64_t clock_of(const struct running *r)
{
    return r->runner->now ? r->runner->now + (int64_t)(progress_clock() - r->began) : (int64_t)time(NULL);
}

/* The archive for a moment, under the writer's lock. */
static bool with_archive(struct running *r, int64_t wait_seconds, bool (*act)(struct running *r, struct archive *a, struct error *err), struct error *err)
{
    const char *dir = r->runner->in->data_dir;
    struct writer_lock lock;
    struct archive *a;
    if (!data_dir_make(dir, err) || !writer_lock_take(dir, wait_seconds, &lock, err))
        return false;
    bool ok = ready_archive_open(dir, &a, err);
    if (ok) {
        ok = act(r, a, err);
        archive_close(a);
    }
    writer_lock_release(&lock);
    return ok;
}

static bool log_begin(struct running *r, struct archive *a, struct error *err)
{
    struct str name = str_of(r->job->name);
    return archive_job_seen(a, name, str_of(r->job->schedule_text), r->log.started, err) &&
           archive_job_begin(a, name, r->log.due, r->log.started, &r->log.id, err);
}

static int64_t failures_of(struct running *r, struct archive *a)
{
    struct archive_job *all;
    struct error ignored;
    size_t n = 0;
    int64_t before = 0;
    if (archive_jobs(a, &r->arena, &all, &n, &ignored))
        for (size_t i = 0; i < n; i++)
            if (str_is(all[i].name, r->job->name))
                before = all[i].failures;
    enum job_result result = job_result_of(r->code);
    return result == JOB_FAILED ? before + 1 : result == JOB_POSTPONED || result == JOB_INTERRUPTED ? before : 0;
}

static bool log_end(struct running *r, struct archive *a, struct error *err)
{
    return archive_job_end(a, &r->log, failures_of(r, a), err);
}

/* ---- steps ---- */

static bool takes_report(const struct job_step *step)
{
    bool knows = false;
    for (const struct option_spec *o = step->command->options; o && o->name; o++)
        knows = knows || strcmp(o->name, "report") == 0;
    for (size_t i = 1; i < step->n; i++)
        knows = knows && strncmp(step->words[i], "--report", strlen("--report")) != 0;
    return knows;
}

static const char **arguments_of(struct running *r, const struct job_step *step, const char *report)
{
    const struct invocation *in = r->runner->in;
    const char **words = arena_array(&r->arena, const char *, step->n + 9);
    size_t n = 0;
    words[n++] = r->runner->program;
    words[n++] = "--data";
    words[n++] = in->data_dir;
    if (in->config_path) {
        words[n++] = "--config";
        words[n++] = in->config_path;
    }
    if (in->quiet)
        words[n++] = "-q";
    words[n++] = step->words[0];
    if (report) {
        words[n++] = "--report";
        words[n++] = report;
    }
    for (size_t i = 1; i < step->n; i++)
        words[n++] = step->words[i];
    return words;
}

static void read_file(const char *path, struct strbuf *out)
{
    enum { CHUNK = 65536 };
    FILE *f = fopen(path, "rb");
    size_t n = f ? 1 : 0;
    while (n) {
        n = fread(strbuf_reserve(out, CHUNK), 1, CHUNK, f);
        out->n += n;
        out->p[out->n] = '\0';
    }
    if (f)
        fclose(f);
}

static void note_step(struct running *r, const struct job_step *step, int code, double seconds, const char *report_path)
{
    CLEANUP_STRBUF struct strbuf report = STRBUF_INIT;
    struct json_out j;
    if (report_path)
        read_file(report_path, &report);
    if (r->steps.n)
        strbuf_byte(&r->steps, ',');
    json_init(&j, &r->steps);
    json_begin(&j, '{');
    json_key_string(&j, "run", step->line);
    json_key_int(&j, "exit", code);
    json_key(&j, "seconds");
    json_real(&j, seconds, 3);
    struct str text = str_trim(strbuf_view(&report));
    if (text.n) {
        json_key(&j, "report");
        json_raw(&j, text);
    }
    json_end(&j, '}');
}

static bool run_step(struct running *r, const struct job_step *step, int *ret_code, struct error *err)
{
    bool read;
    CLEANUP_FREE char *report = takes_report(step) ? xasprintf("%s/jobs/%s.report", r->runner->in->data_dir, r->job->name) : NULL;
    struct child child = { .arguments = arguments_of(r, step, report), .inherited = r->lock };
    double began = progress_clock();
    if (report)
        unlink(report);
    bool ok = child_run(&child, ret_code, &read, err);
    if (ok)
        note_step(r, step, *ret_code, progress_clock() - began, report);
    if (report)
        unlink(report);
    return ok;
}

static bool run_steps(struct running *r, struct error *err)
{
    for (size_t i = 0; i < r->job->step_count; i++) {
        int code;
        if (interrupt_pending()) {
            r->code = 128 + interrupt_pending();
            return true;
        }
        if (!run_step(r, &r->job->steps[i], &code, err))
            return false;
        if (code == EXIT_PARTIAL)
            r->code = code;
        else if (code != 0 && code != EXIT_NOTHING) {
            r->code = code;
            return true;
        }
    }
    return true;
}

/* ---- hooks and the report ---- */

static void write_time(struct json_out *j, const char *key, int64_t moment)
{
    char text[CIVIL_TIME_BYTES + 4];
    struct civil c = civil_of_minutes((int32_t)(moment / 60));
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year % 10000, c.month, c.day, c.hour, c.minute, (int)(moment % 60));
    json_key_string(j, key, moment ? text : NULL);
}

static void write_report(const struct running *r, const char *reason, struct strbuf *out)
{
    struct json_out j;
    json_init(&j, out);
    json_begin(&j, '{');
    json_key_int(&j, "schema", 1);
    json_key_string(&j, "job", r->job->name);
    write_time(&j, "due", r->log.due);
    write_time(&j, "started", r->log.started);
    write_time(&j, "ended", r->log.ended);
    json_key(&j, "seconds");
    json_real(&j, progress_clock() - r->began, 3);
    json_key_string(&j, "result", job_result_word(job_result_of(r->code)));
    json_key_int(&j, "exit", r->code);
    if (reason)
        json_key_string(&j, "reason", reason);
    json_key(&j, "steps");
    json_begin(&j, '[');
    if (r->steps.n)
        json_raw(&j, strbuf_view(&r->steps));
    json_end(&j, ']');
    json_end(&j, '}');
}

/* Its exit code; 0 where there is no hook. What it prints is the job's output. */
static int run_hook(const struct running *r, const char *hook, struct str input)
{
    char code_text[16];
    int code = 0;
    bool read;
    struct error err;
    if (!*hook)
        return 0;
    snprintf(code_text, sizeof code_text, "%d", r->code);
    const struct child_variable variables[] = {
        { "CAUCUS_JOB", r->job->name }, { "CAUCUS_JOB_EXIT", code_text }, { "CAUCUS_DATA_DIR", r->runner->in->data_dir },
    };
    const char *const arguments[] = { "/bin/sh", "-c", hook, NULL };
    struct child child = {
        .arguments = arguments, .variables = variables, .variable_count = sizeof variables / sizeof *variables, .input = input.n ? &input : NULL, .inherited = -1,
    };
    if (!child_run(&child, &code, &read, &err)) {
        output_note(false, "%s", err.text);
        return 127;
    }
    return code;
}

static void do_it(struct running *r, struct error *why)
{
    int before = run_hook(r, r->job->hooks.before, (struct str){ 0 });
    if (before && interrupt_pending()) {
        r->code = 128 + interrupt_pending();
    } else if (before) {
        r->code = before;
        error_set(why, ERROR_IO, "the hook before it ended with exit code %d", before);
        /* A code that means something else for a job must not be taken for it. */
        if (job_result_of(before) != JOB_FAILED)
            r->code = error_exit_code(ERROR_IO);
    } else if (!run_steps(r, why)) {
        r->code = error_exit_code(why->kind);
    }
}

static bool finish(struct running *r, const struct error *why, struct strbuf *report, struct error *err)
{
    enum job_result result = job_result_of(r->code);
    CLEANUP_STRBUF struct strbuf json = STRBUF_INIT;
    r->log.ended = clock_of(r);
    r->log.exit_code = r->code;
    write_report(r, why->kind ? why->text : NULL, &json);
    r->log.report = strbuf_view(&json);
    strbuf_bytes(report, json.p, json.n);
    bool ok = with_archive(r, LOG_WAIT_SECONDS, log_end, err) || error_wrap(err, "what job '%s' did cannot be logged", r->job->name);
    const char *hook = result == JOB_DONE ? r->job->hooks.after : result == JOB_PARTIAL || result == JOB_FAILED ? r->job->hooks.on_failure : "";
    int code = run_hook(r, hook, r->log.report);
    if (code)
        output_note(false, "job '%s': the hook after it ended with exit code %d", r->job->name, code);
    return ok;
}

bool job_run(const struct job_runner *runner, const struct job *job, int64_t due, enum job_result *ret_result, int *ret_code, struct strbuf *report,
             struct error *err)
{
    struct running r = { .runner = runner, .job = job, .began = progress_clock(), .steps = STRBUF_INIT, .arena = ARENA_INIT };
    struct error why = { 0 };
    r.log = (struct archive_job_run){ .job = str_of(job->name), .due = due, .started = clock_of(&r) };
    if (!data_dir_make(runner->in->data_dir, err) || !lock_take(runner->in->data_dir, job, &r.lock, err))
        return false;
    if (r.lock < 0) {
        *ret_result = JOB_RUNNING;
        *ret_code = EXIT_LOCKED;
        return true;
    }
    bool ok = with_archive(&r, runner->in->config->lock_wait_seconds, log_begin, err);
    if (!ok && err->kind == ERROR_LOCKED) {
        error_clear(err);
        *ret_result = JOB_POSTPONED;
        *ret_code = EXIT_LOCKED;
        close(r.lock);
        return true;
    }
    if (ok) {
        do_it(&r, &why);
        ok = finish(&r, &why, report, err);
        *ret_result = job_result_of(r.code);
        *ret_code = r.code;
    }
    close(r.lock);
    strbuf_release(&r.steps);
    arena_release(&r.arena);
    return ok;
}
