#include "indexer/jobs/job.h"

#include <ctype.h>
#include <string.h>

enum { MINUTE = 60, DAY = 86400, EXIT_LOCKED = 75, EXIT_SIGINT = 130, EXIT_SIGTERM = 143 };

/* ---- reading ---- */

static bool is_name(const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++)
        if (!isalnum((unsigned char)name[i]) && !strchr("-_", name[i]))
            return false;
    return n > 0 && n <= 64 && name[0] != '-';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* One word of a line, its quotes taken off; *p goes behind it. False: a quote is open. */
static bool next_word(struct arena *arena, const char **p, const char **ret)
{
    CLEANUP_STRBUF struct strbuf word = STRBUF_INIT;
    for (char quote = 0; **p && (quote || !is_blank(**p)); (*p)++) {
        if (!quote && (**p == '"' || **p == '\'')) {
            quote = **p;
        } else if (quote && **p == quote) {
            quote = 0;
        } else {
            strbuf_byte(&word, **p);
            continue;
        }
        if (quote && !strchr(*p + 1, quote))
            return false;
    }
    *ret = arena_string(arena, strbuf_view(&word));
    return true;
}

static const struct command *command_called(const struct command *const *commands, const char *name)
{
    for (; *commands; commands++)
        if (strcmp((*commands)->name, name) == 0 && !(*commands)->hidden && !(*commands)->no_config)
            return *commands;
    return NULL;
}

/* `alerts` alone is the list for a person; in a job it is the work. */
static bool finish_step(struct job_step *step, const struct command *const *commands, struct error *err)
{
    if (!step->n)
        return error_set(err, ERROR_CONFIG, "an empty step");
    step->command = command_called(commands, step->words[0]);
    if (!step->command || strcmp(step->words[0], "jobs") == 0)
        return error_set(err, ERROR_CONFIG, "'%s' is no command for a job: index, alerts, reindex, doctor, search and the like are", step->words[0]);
    if (strcmp(step->words[0], "alerts") == 0 && step->n == 1)
        step->words[step->n++] = "run";
    return true;
}

static bool read_step(struct job_list *list, const char *line, const struct command *const *commands, struct job_step *ret, struct error *err)
{
    struct job_step step = { .line = line, .words = arena_array(&list->arena, const char *, strlen(line) + 3) };
    for (const char *p = line;;) {
        while (is_blank(*p))
            p++;
        if (!*p)
            break;
        if (!next_word(&list->arena, &p, &step.words[step.n++]))
            return error_set(err, ERROR_CONFIG, "a quote is not closed in '%s'", line);
    }
    if (!finish_step(&step, commands, err))
        return false;
    *ret = step;
    return true;
}

static const char *either(const char *own, const char *common)
{
    return *own ? own : common;
}

static bool read_schedule(struct job_list *list, const struct config_job *from, struct job *job, struct error *err)
{
    if (!*from->every == !*from->at)
        return error_set(err, ERROR_CONFIG, "it takes 'every' or 'at', one of them");
    job->schedule_text = *from->every ? arena_format(&list->arena, "every %s", from->every) : arena_format(&list->arena, "at %s", from->at);
    if (!zone_open(job->zone_name, &job->zone))
        return error_set(err, ERROR_CONFIG, "'%s' is no time zone", job->zone_name);
    return *from->every ? schedule_every(str_of(from->every), &job->schedule, err) : schedule_at(str_of(from->at), &job->schedule, err);
}

static bool read_job(struct job_list *list, const struct config *config, const struct config_job *from, const struct command *const *commands,
                     struct job *job, struct error *err)
{
    job->name = from->name;
    job->zone_name = either(from->timezone, config->timezone);
    job->hooks = (struct config_hooks){
        either(from->hooks.before, config->hooks.before), either(from->hooks.after, config->hooks.after),
        either(from->hooks.on_failure, config->hooks.on_failure),
    };
    if (!is_name(from->name))
        return error_set(err, ERROR_CONFIG, "its name is to be of letters, digits, - and _");
    for (const struct job *other = list->jobs; other < job; other++)
        if (strcmp(other->name, job->name) == 0)
            return error_set(err, ERROR_CONFIG, "there are two of that name");
    job->steps = arena_array(&list->arena, struct job_step, from->run_count + 1);
    for (; job->step_count < from->run_count; job->step_count++)
        if (!read_step(list, from->run[job->step_count], commands, &job->steps[job->step_count], err))
            return false;
    return read_schedule(list, from, job, err);
}

bool job_list_read(const struct config *config, const struct command *const *commands, struct job_list *ret, struct error *err)
{
    struct job_list list = { .arena = ARENA_INIT };
    list.jobs = arena_array(&list.arena, struct job, config->job_count + 1);
    for (; list.n < config->job_count; list.n++)
        if (!read_job(&list, config, &config->jobs[list.n], commands, &list.jobs[list.n], err)) {
            error_wrap(err, "job '%s'", config->jobs[list.n].name);
            list.n++;
            job_list_release(&list);
            return false;
        }
    *ret = list;
    return true;
}

void job_list_release(struct job_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        zone_release(&list->jobs[i].zone);
    arena_release(&list->arena);
    *list = (struct job_list){ .arena = ARENA_INIT };
}

const struct job *job_list_find(const struct job_list *list, const char *name, struct error *err)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->jobs[i].name, name) == 0)
            return &list->jobs[i];
    error_set(err, ERROR_USAGE, "the configuration has no job '%s'", name);
    return NULL;
}

/* ---- due ---- */

static int64_t rest_of(int64_t failures)
{
    enum { DOUBLINGS = 11 };    /* 2^11 minutes are more than a day */
    int64_t rest = failures < DOUBLINGS ? (int64_t)MINUTE << failures : DAY;
    return failures <= 0 ? 0 : rest > DAY ? DAY : rest;
}

static bool was_broken_off(const struct archive_job *state)
{
    int code = state->exit_code;
    return state->started && (!state->ended || code == EXIT_LOCKED || code == EXIT_SIGINT || code == EXIT_SIGTERM);
}

/* A time of a clock that was put back since, by more than clocks are when they are set right: nothing is known from it. */
static bool is_of_other_clock(int64_t t, int64_t now)
{
    enum { SLACK = 10 * MINUTE };
    return t > now + SLACK;
}

bool job_due(const struct job *job, const struct archive_job *state, int64_t now, int64_t *ret)
{
    bool known = state && strcmp(job->schedule_text, state->schedule.p) == 0;
    int64_t since = known ? state->since : now, started = state ? state->started : 0, due;
    if (started && is_of_other_clock(since, now))
        since = started;    /* known before it ran, then */
    if (state && (is_of_other_clock(since, now) || is_of_other_clock(started, now) || is_of_other_clock(state->ended, now))) {
        *ret = now;
        return true;
    }
    int64_t base = started > since ? started : since;
    if (state && !state->failures && was_broken_off(state)) {
        *ret = (state->ended ? state->ended : base) + MINUTE;
        return true;
    }
    if (job->schedule.every_s && !started)
        due = base;
    else if (!schedule_next(&job->schedule, &job->zone, job->schedule.every_s ? started : base, &due))
        return false;
    int64_t rested = state && state->failures ? (state->ended ? state->ended : base) + rest_of(state->failures) : 0;
    if (due < rested && (job->schedule.every_s || !schedule_next(&job->schedule, &job->zone, rested - 1, &due)))
        due = rested;
    *ret = due;
    return true;
}
