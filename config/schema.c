#include "config/schema.h"

#define AT(member) offsetof(struct config, member)
#define OF(type, member) offsetof(struct type, member)

static const struct setting source_map[] = {
    { "field", SETTING_TEXT, OF(config_map, field) },
    { "column", SETTING_TEXT, OF(config_map, column) },
    { NULL },
};

static const struct setting source[] = {
    { "path", SETTING_PATH, OF(config_source, path),
      .help = "A file or a folder, from the folder of this file; ~ is the home folder." },
    { "name", SETTING_TEXT, OF(config_source, name), "",
      .help = "The publisher of articles that name none, best as a domain: azatutyun.am." },
    { "format", SETTING_CHOICE, OF(config_source, format), "auto",
      .choices = "auto|text|markdown|jsonl|json|csv|tsv",
      .help = "How the files are written; auto tells by name and content." },
    { "lang", SETTING_TEXT, OF(config_source, lang), "",
      .help = "The language of articles that name none; else it is detected." },
    { "country", SETTING_COUNTRY, OF(config_source, country), "", .help = "The publisher's country." },
    { "map", SETTING_PAIRS, OF(config_source, map), "", .parts = source_map,
      .item_bytes = sizeof(struct config_map), .count_offset = OF(config_source, map_count),
      .help = "Fields of an article and the columns or keys of the input that hold them, where their names "
              "are not the usual ones.",
      .example = "{text: content.body, date: printed_on}" },
    { NULL },
};

static const struct setting publisher[] = {
    { "source", SETTING_TEXT, OF(config_publisher, source) },
    { "country", SETTING_COUNTRY, OF(config_publisher, country) },
    { NULL },
};

static const struct setting ranking[] = {
    { "title", SETTING_REAL, AT(ranking.title), "3.0", 0, 20,
      .help = "Weight of a word in the title; used when an index is built." },
    { "lead", SETTING_REAL, AT(ranking.lead), "1.5", 0, 20,
      .help = "Weight of a word in the first paragraph; used when an index is built." },
    { "body", SETTING_REAL, AT(ranking.body), "1.0", 0, 20,
      .help = "Weight of a word elsewhere; used when an index is built." },
    { "k1", SETTING_REAL, AT(ranking.k1), "1.2", 0, 10,
      .help = "How much a word gains by standing there again: 0 is nothing; used when an index is built." },
    { "b", SETTING_REAL, AT(ranking.b), "0.5", 0, 1,
      .help = "How much long articles are held back: 0 is not at all, 1 in full; used when an index is "
              "built." },
    { "length-pivot", SETTING_REAL, AT(ranking.length_pivot), "400", 1, 100000,
      .help = "Words of an article that counts as neither long nor short; used when an index is built." },
    { "recency", SETTING_REAL, AT(ranking.recency), "1.0", 0, 100,
      .help = "The most that a new article gains, in units of a perfect match of one rare word; 0 turns it "
              "off." },
    { "recency-half-life", SETTING_REAL, AT(ranking.recency_half_life_days), "365", 1, 36500,
      .help = "After so many days that gain is half." },
    { "actors", SETTING_REAL, AT(ranking.actors), "2.0", 0, 100,
      .help = "How much an article gains where an actor that is asked for is what it is about." },
    { "proximity", SETTING_REAL, AT(ranking.proximity), "1.0", 0, 100,
      .help = "The most that an article gains where the words asked for stand close together." },
    { NULL },
};

static const struct setting actors[] = {
    { "path", SETTING_PATH, AT(actors_path), "",
      .help = "A folder with more files of actors, from the folder of this file." },
    { NULL },
};

static const struct setting search[] = {
    { "limit", SETTING_WHOLE, AT(limit), "10", 1, 100000, .help = "Hits on a page." },
    { "sort", SETTING_CHOICE, AT(sort), "best", .choices = "best|relevance|newest|oldest",
      .help = "Their order: best is relevance with recency and actors." },
    { NULL },
};

static const struct setting output[] = {
    { "color", SETTING_CHOICE, AT(color), "auto", .choices = "auto|always|never",
      .help = "Colours: auto is on a terminal only." },
    { "pager", SETTING_TEXT, AT(pager), "",
      .help = "The command that shows what is longer than the screen; none for none. When empty, $PAGER, "
              "or else less." },
    { NULL },
};

/* Of the struct `type` that has them. */
#define HOOKS(type) \
    { "before", SETTING_TEXT, OF(type, hooks.before), "", \
      .help = "A command for the shell, run before a job; where it fails, the job is not begun and counts as failed." }, \
    { "after", SETTING_TEXT, OF(type, hooks.after), "", \
      .help = "A command that is run after a job that was done; it finds what was done as JSON in its standard input." }, \
    { "on-failure", SETTING_TEXT, OF(type, hooks.on_failure), "", \
      .help = "The same for a job that failed, or that could not read all." }, \
    { NULL }

static const struct setting job_hooks[] = { HOOKS(config_job) };
static const struct setting hooks[] = { HOOKS(config) };

static const struct setting job[] = {
    { "name", SETTING_TEXT, OF(config_job, name),
      .help = "Letters, digits, - and _." },
    { "every", SETTING_TEXT, OF(config_job, every), "",
      .help = "How much time lies between two runs: 15m, 2h, 1d." },
    { "at", SETTING_TEXT, OF(config_job, at), "",
      .help = "Or when: a cron expression (minute, hour, day of the month, month, day of the week), @hourly, @daily, @weekly, @monthly or @yearly." },
    { "timezone", SETTING_TEXT, OF(config_job, timezone), "",
      .help = "Where the clocks hang that `at` is read by; when empty, as for dates of queries." },
    { "run", SETTING_WORDS, OF(config_job, run), .count_offset = OF(config_job, run_count),
      .help = "What is done, one after the other: commands of caucus, with their options." },
    { "hooks", SETTING_SECTION, 0, "", .parts = job_hooks,
      .help = "Commands for this job alone, instead of those for all." },
    { NULL },
};

static const struct setting indexing[] = {
    { "threads", SETTING_WHOLE, AT(threads), "0", 0, 256,
      .help = "Threads that analyse articles; 0 is one for each processor." },
    { "lock-wait", SETTING_WHOLE, AT(lock_wait_seconds), "0", 0, 86400,
      .help = "Seconds to wait for another writer of the same data folder before giving up." },
    { NULL },
};

const struct setting config_schema[] = {
    { "data", SETTING_PATH, AT(data), "",
      .help = "The folder for articles and index, from the folder of this file. When empty, "
              "$XDG_DATA_HOME/caucus or ~/.local/share/caucus." },
    { "timezone", SETTING_ZONE, AT(timezone), "UTC",
      .help = "The time zone in which the dates of queries are read." },
    { "sources", SETTING_LIST, AT(sources), "", .parts = source, .item_bytes = sizeof(struct config_source),
      .count_offset = AT(source_count), .help = "What `caucus index` reads when it is called without paths.",
      .example = "- path: ~/news/azatutyun\n  name: azatutyun.am\n  country: AM\n- path: exports/agency.csv\n"
                 "  map: {text: content, date: printed_on}" },
    { "publishers", SETTING_PAIRS, AT(publishers), "", .parts = publisher,
      .item_bytes = sizeof(struct config_publisher), .count_offset = AT(publisher_count),
      .help = "Countries of publishers, for sourcecountry: in queries; they go before what caucus knows "
              "itself.",
      .example = "azatutyun.am: AM\ntert.am: AM" },
    { "ranking", SETTING_SECTION, 0, "", .parts = ranking,
      .help = "How hits are ordered. What is used when an index is built takes effect at the next `caucus "
              "reindex`." },
    { "actors", SETTING_SECTION, 0, "", .parts = actors, .help = "Who and what the news are about." },
    { "search", SETTING_SECTION, 0, "", .parts = search,
      .help = "What `caucus search` does unless its options say otherwise." },
    { "output", SETTING_SECTION, 0, "", .parts = output, .help = "What is shown, and how." },
    { "index", SETTING_SECTION, 0, "", .parts = indexing, .help = "How articles are taken in." },
    { "jobs", SETTING_LIST, AT(jobs), "", .parts = job, .item_bytes = sizeof(struct config_job),
      .count_offset = AT(job_count), .help = "What `caucus jobs` does when it is due.",
      .example = "- {name: feeds, every: 15m, run: [index, alerts]}\n"
                 "- {name: nightly, at: \"30 3 * * *\", run: [reindex, doctor]}" },
    { "hooks", SETTING_SECTION, 0, "", .parts = hooks,
      .help = "Commands that are run around every job. They know CAUCUS_JOB, its name, and CAUCUS_JOB_EXIT, its exit code." },
    { NULL },
};
