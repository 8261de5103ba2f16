/*
 * search.h: a question to an answer: the one door to the executor, for commands, alerts and benchmarks alike.
 *
 * Exact: `total`, facets and timeline are of all articles that match the strict query. Hits come in rank order; equal scores go to the newer
 * article, then to the lower docid. Everything of a struct search_result lives in the arena that was given.
 */
#ifndef CAUCUS_QUERY_EXECUTE_SEARCH_H
#define CAUCUS_QUERY_EXECUTE_SEARCH_H

#include "config/config.h"
#include "query/execute/bitmap.h"
#include "query/execute/plan.h"

enum sort_order { SORT_BEST, SORT_RELEVANCE, SORT_NEWEST, SORT_OLDEST };
bool sort_order_of(const char *name, enum sort_order *ret);

enum { FACETS_MAX = 12, FACET_VALUES = 10 };

enum facet_kind { FACET_ACTOR, FACET_ORG, FACET_PARTY, FACET_COUNTRY, FACET_PLACE, FACET_SOURCE, FACET_AUTHOR, FACET_TOPIC, FACET_SPEAKER, FACET_LANG,
                  FACET_YEAR, FACET_KINDS };
bool facet_kind_of(struct str name, enum facet_kind *ret);
const char *facet_kind_name(enum facet_kind kind);

enum timeline_unit { BY_NONE, BY_YEAR, BY_MONTH, BY_WEEK, BY_DAY };

struct search_request {
    const char *text;               /* the query */
    struct query_clock clock;
    size_t limit, offset;
    uint32_t after;                 /* only docids above this one are looked at: 0 for all */
    enum sort_order sort;
    bool any, strict;               /* --any, --strict */
    bool count_only;                /* no hits, no scores: total (and facets, timeline) alone */
    bool uncounted;                 /* hits alone: the total may be lower than it is, but tells whether there are as many as wanted */
    bool explain;
    enum facet_kind facets[FACETS_MAX];
    size_t facet_counts[FACETS_MAX];/* values wanted of each */
    size_t facet_n;
    enum timeline_unit by;
};

/* A summand of a score. */
struct score_part {
    struct str label;               /* "word vote", "actor Vladimir Putin", "recency", "proximity" */
    double value;
};

struct search_hit {
    uint32_t docid;
    double score;
    int32_t date;
    bool relaxed;                   /* does not match the strict query */
    struct score_part *parts;       /* with request.explain; they add up to score */
    size_t part_count;
};

struct facet_value {
    struct str id, name;
    uint64_t count;
    uint32_t number;                /* of the entity; 0: it is none */
};

struct facet {
    enum facet_kind kind;
    struct facet_value *values;     /* the most first; ties by id */
    size_t n;
    uint64_t distinct;              /* how many values there are in all */
};

struct timeline_bar {
    int32_t from;                   /* civil.h minutes: its first day */
    uint64_t count;
};

struct search_result {
    struct str canonical;           /* as it was understood (query_print) */
    uint64_t total;                 /* matches of the strict query, all of them unless request.uncounted */
    bool relaxed;                   /* some hits are relaxed */
    struct search_hit *hits;
    size_t hit_count;
    struct facet *facets;
    size_t facet_count;
    struct timeline_bar *timeline;  /* ascending, gaps filled with zeros (up to 10,000 bars) */
    size_t bar_count;
    uint64_t undated;               /* matches that the timeline cannot place */
    struct plan_marks marks;        /* for snippets */
    struct str *notes;
    size_t note_count;
    double took_ms;
};

/* What an arena keeps that is used for one search after the other (arena.h). */
enum { SEARCH_ARENA_BYTES = 8 * 1024 * 1024 };

struct searcher;

/* Opens archive and live index of a data folder; a snapshot of both until closed. `config` gives the ranking's weights and must outlive it. */
bool searcher_open(const char *data_dir, const struct config *config, struct searcher **ret, struct error *err);
/* The same for a process that answers one question and ends: from now on its heap is in large pages (memory.h). */
bool searcher_open_once(const char *data_dir, const struct config *config, struct searcher **ret, struct error *err);
void searcher_close(struct searcher *s);
struct archive *searcher_archive(struct searcher *s);
struct index *searcher_index(struct searcher *s);       /* NULL: nothing was indexed yet */
struct analyser *searcher_analyser(struct searcher *s);
void searcher_read_by(struct searcher *s, enum postings_reader reader);     /* for tests and benchmarks: POSTINGS_DECODER is the default */

bool searcher_run(struct searcher *s, const struct search_request *request, struct arena *arena, struct search_result *ret, struct error *err);
/* The canonical form only (--explain-query). */
bool searcher_understand(struct searcher *s, const struct search_request *request, struct arena *arena, struct str *ret, struct error *err);

#endif
