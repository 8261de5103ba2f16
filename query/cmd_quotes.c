#include "config/commands.h"
#include "config/output.h"
#include "engine/base/memory.h"
#include "query/asked.h"
#include "query/execute/timeline.h"
#include "query/present/quotation.h"

#include <unistd.h>

enum { LIMIT_MAX = 100000 };

static const struct option_spec options[] = {
    { "limit", 'n', OPTION_NUMBER, "N", "quotations", .min = 1, .max = LIMIT_MAX },
    { "sort", 0, OPTION_CHOICE, "ORDER", "how their articles are ordered", .choices = "newest|best|relevance|oldest" },
    { "format", 0, OPTION_CHOICE, "FORMAT", "how they are printed", .choices = "text|jsonl|csv" },
    { "by", 0, OPTION_CHOICE, "UNIT", "count the articles that quote over time", .choices = "year|month|week|day" },
    { "no-collapse", 0, OPTION_FLAG, NULL, "show a quotation again for each article that has it" },
    { "now", 0, OPTION_TEXT, "DATE", "the day that 'yesterday' and recency count from" },
    { "tz", 0, OPTION_TEXT, "ZONE", "the time zone of dates in the query (UTC, +04:00, Europe/Berlin)" },
    { NULL },
};

static const char *const examples[] = {
    "caucus quotes speaker:kennedy", "what Kennedy said, the newest first",
    "caucus quotes --sort oldest 'quote:\"iron curtain\"'", "who said these words, and who was first",
    NULL,
};

struct quoting {
    const struct invocation *in;
    struct searcher *searcher;
    struct quotation_options how;
    enum quotation_format format;
    struct strbuf out;
    size_t printed;
};

static bool put_bars(struct quoting *q, const struct search_result *r)
{
    for (size_t i = 0; i < r->bar_count; i++) {
        char date[CIVIL_DATE_BYTES];
        civil_format_date(r->timeline[i].from, date);
        strbuf_format(&q->out, "%s %llu\n", date, (unsigned long long)r->timeline[i].count);
    }
    q->printed = r->bar_count;
    return true;
}

static bool run_query(struct quoting *q, struct search_request *request, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct search_result result;
    struct quotations all;
    if (!searcher_run(q->searcher, request, &arena, &result, err))
        return false;
    for (size_t i = 0; i < result.note_count; i++)
        output_note(q->in->quiet, "note: %.*s", STR_ARG(result.notes[i]));
    if (request->by != BY_NONE)
        return put_bars(q, &result);
    if (!quotations_find(q->searcher, &result, &q->how, &arena, &all, err))
        return false;
    quotations_put(&all, q->format, terminal_look(STDOUT_FILENO, q->in->color), &q->out);
    q->printed = all.n;
    return true;
}

static int run(struct invocation *in, struct error *err)
{
    struct quoting q = { .in = in, .out = STRBUF_INIT };
    struct search_request request = { .limit = LIMIT_MAX, .strict = true };
    CLEANUP_FREE char *text = asked_text(in);
    request.text = text;
    request.by = timeline_unit_of(option_text(in, "by", NULL));
    request.count_only = request.by != BY_NONE;
    q.how = (struct quotation_options){ (size_t)option_number(in, "limit", in->config->limit), !option_given(in, "no-collapse") };
    q.format = quotation_format_of(option_text(in, "format", "text"));
    bool ok = sort_order_of(option_text(in, "sort", "newest"), &request.sort) &&
              asked_clock(in, &request.clock, err);
    if (ok && !*text)
        ok = error_set(err, ERROR_USAGE, "quotes wants a query (speaker:NAME, quote:\"words\")");
    ok = ok && searcher_open_once(in->data_dir, in->config, &q.searcher, err);
    if (ok) {
        ok = run_query(&q, &request, err);
        searcher_close(q.searcher);
    }
    ok = ok && output_write(strbuf_view(&q.out), q.format == QUOTATION_TEXT, err);
    strbuf_release(&q.out);
    if (!ok)
        return error_exit_code(err->kind);
    if (!q.printed)
        output_note(in->quiet, "nothing found");
    return q.printed ? 0 : 1;
}

const struct command command_quotes = {
    .name = "quotes",
    .arguments = "QUERY…",
    .summary = "prints what was said, a quotation a line",
    .description =
        "Finds articles as search does, and prints the quotations in them: those of the speakers and with the words that the query asks for "
        "(speaker:NAME, speaker:NAME(words), quote:\"words\"); other words of the query choose articles, and, where no speaker is asked for, the quotations that "
        "have one of them. A quotation that several articles carry is printed once, as its earliest, with the number of them.",
    .options = options,
    .examples = examples,
    .run = run,
};
