#include "indexer/jobs/job_text.h"

#include "corpus/json_tree.h"
#include "engine/base/civil.h"
#include "engine/base/json_out.h"
#include "engine/base/terminal.h"

#include <stdlib.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* ---- times ---- */

static void put_time(int64_t seconds, const char *between, const char *behind, struct strbuf *out)
{
    struct civil c = civil_of_minutes((int32_t)(seconds / MINUTE));
    strbuf_format(out, "%04d-%02d-%02d%s%02d:%02d:%02d%s", c.year, c.month, c.day, between, c.hour, c.minute, (int)(seconds % MINUTE), behind);
}

void job_time_text(int64_t moment, const struct zone *zone, struct strbuf *out)
{
    put_time(moment + zone_offset(zone, moment), " ", "", out);
}

void job_time_json(int64_t moment, struct strbuf *out)
{
    put_time(moment, "T", "Z", out);
}

/* "3 s", "4 min", "2 h 10 min" */
static void put_duration(int64_t seconds, struct strbuf *out)
{
    if (seconds < 2 * MINUTE)
        strbuf_format(out, "%lld s", (long long)seconds);
    else if (seconds < 2 * HOUR)
        strbuf_format(out, "%lld min", (long long)(seconds / MINUTE));
    else if (seconds < 2 * DAY)
        strbuf_format(out, "%lld h", (long long)(seconds / HOUR));
    else
        strbuf_format(out, "%lld days", (long long)(seconds / DAY));
}

/* ---- jobs ---- */

static void put_last(const struct job_state *s, const struct zone *zone, struct strbuf *out)
{
    const struct archive_job *last = s->last;
    strbuf_string(out, "    last  ");
    if (s->running) {
        strbuf_string(out, "running");
        if (last && last->started) {
            strbuf_string(out, " since ");
            job_time_text(last->started, zone, out);
        }
    } else if (!last || !last->started) {
        strbuf_string(out, "never");
    } else {
        job_time_text(last->started, zone, out);
        if (!last->ended) {
            strbuf_string(out, ", did not end by itself");
        } else {
            strbuf_format(out, ", %s", job_result_word(job_result_of(last->exit_code)));
            if (last->exit_code)
                strbuf_format(out, " (%d)", last->exit_code);
            strbuf_string(out, ", ");
            put_duration(last->ended - last->started, out);
        }
        if (last->failures > 1)
            strbuf_format(out, ", %lld failures in a row", (long long)last->failures);
    }
    strbuf_byte(out, '\n');
}

void job_states_text(const struct job_state *states, size_t n, const struct zone *zone, int64_t now, struct strbuf *out)
{
    for (const struct job_state *s = states; s < states + n; s++) {
        strbuf_format(out, "%s: %s", s->job->name, s->job->schedule_text);
        if (!s->job->schedule.every_s)
            strbuf_format(out, " (%s)", s->job->zone_name);
        strbuf_string(out, "\n    runs  ");
        for (size_t i = 0; i < s->job->step_count; i++) {
            strbuf_string(out, i ? ", then " : "");
            terminal_clean(out, str_of(s->job->steps[i].line), false);
        }
        strbuf_byte(out, '\n');
        put_last(s, zone, out);
        strbuf_string(out, "    next  ");
        if (!s->ever)
            strbuf_string(out, "never");
        else if (s->due <= now)
            strbuf_string(out, "now");
        else
            job_time_text(s->due, zone, out);
        strbuf_byte(out, '\n');
    }
}

static void put_moment(struct json_out *j, const char *key, int64_t moment)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    if (moment)
        job_time_json(moment, &text);
    json_key_string(j, key, moment ? text.p : NULL);
}

static void put_last_json(const struct archive_job *last, bool running, struct json_out *j)
{
    json_key(j, "last");
    if (!last || !last->started) {
        json_null(j);
        return;
    }
    json_begin(j, '{');
    put_moment(j, "started", last->started);
    put_moment(j, "ended", last->ended);
    json_key_string(j, "result", running ? "running" : last->ended ? job_result_word(job_result_of(last->exit_code)) : "broken off");
    json_key_int(j, "exit", last->exit_code);
    json_end(j, '}');
}

void job_states_jsonl(const struct job_state *states, size_t n, struct strbuf *out)
{
    for (const struct job_state *s = states; s < states + n; s++) {
        struct json_out j;
        json_init(&j, out);
        json_begin(&j, '{');
        json_key_string(&j, "job", s->job->name);
        json_key_string(&j, "schedule", s->job->schedule_text);
        json_key_string(&j, "timezone", s->job->zone_name);
        json_key(&j, "run");
        json_begin(&j, '[');
        for (size_t i = 0; i < s->job->step_count; i++)
            json_string(&j, s->job->steps[i].line);
        json_end(&j, ']');
        put_last_json(s->last, s->running, &j);
        json_key_int(&j, "failures", s->last ? s->last->failures : 0);
        put_moment(&j, "next", s->ever ? s->due : 0);
        json_end(&j, '}');
        strbuf_byte(out, '\n');
    }
}

/* ---- runs ---- */

/* What is counted in the reports of its steps: "12 added, 1 failed". */
static void put_counts(struct str report, struct strbuf *out)
{
    static const struct { const char *key, *word; } counts[] = {
        { "added", "added" }, { "updated", "updated" }, { "unchanged", "unchanged" }, { "resolved", "resolved anew" }, { "reindexed", "indexed anew" }, { "failures", "failed" },
    };
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    const struct json_tree *root;
    struct error ignored;
    if (!report.n || !json_tree_parse(report, &arena, &root, &ignored))
        return;
    const struct json_tree *steps = json_tree_get(root, "steps");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        long long sum = 0;
        for (const struct json_tree *step = json_tree_first(steps); step; step = step->next)
            sum += atoll(arena_string(&arena, json_tree_text_of(json_tree_get(step, "report"), counts[i].key)));
        if (sum)
            strbuf_format(out, ", %lld %s", sum, counts[i].word);
    }
    for (const struct json_tree *step = json_tree_first(steps); step; step = step->next) {
        struct str code = json_tree_text_of(step, "exit");
        if (!str_is(code, "0") && !str_is(code, "1")) {
            strbuf_format(out, "; '%.*s' ended with %.*s", STR_ARG(json_tree_text_of(step, "run")), STR_ARG(code));
        }
    }
    struct str reason = json_tree_text_of(root, "reason");
    if (reason.n) {
        strbuf_string(out, "; ");
        terminal_clean(out, reason, false);
    }
}

void job_run_text(const struct archive_job_run *run, const struct zone *zone, struct strbuf *out)
{
    job_time_text(run->started, zone, out);
    strbuf_format(out, "  %.*s: ", STR_ARG(run->job));
    if (!run->ended) {
        strbuf_string(out, "runs, or did not end by itself\n");
        return;
    }
    strbuf_format(out, "%s in ", job_result_word(job_result_of(run->exit_code)));
    put_duration(run->ended - run->started, out);
    put_counts(run->report, out);
    strbuf_byte(out, '\n');
}

void job_run_jsonl(const struct archive_job_run *run, struct strbuf *out)
{
    if (run->report.n) {
        strbuf_bytes(out, run->report.p, run->report.n);
    } else {
        struct json_out j;
        json_init(&j, out);
        json_begin(&j, '{');
        json_key_int(&j, "schema", 1);
        json_key_str(&j, "job", run->job);
        put_moment(&j, "due", run->due);
        put_moment(&j, "started", run->started);
        put_moment(&j, "ended", 0);
        json_end(&j, '}');
    }
    strbuf_byte(out, '\n');
}
