/*
 * enrich_case.h: what is mentioned in a sentence, as a test sees it.
 */
#ifndef CAUCUS_TESTS_UNIT_ENRICH_CASE_H
#define CAUCUS_TESTS_UNIT_ENRICH_CASE_H

#include "indexer/gazetteer.h"

#include "tests/unit/check.h"

struct enrich_case {
    struct gazetteer *g;
    struct analyser *analyser;
    struct enricher *e;
};

static inline void enrich_case_begin(struct enrich_case *c, struct gazetteer *g)
{
    c->g = g;
    c->analyser = analyser_new();
    c->e = enricher_new(g, c->analyser);
}

static inline void enrich_case_end(struct enrich_case *c)
{
    enricher_free(c->e);
    gazetteer_free(c->g);
    analyser_free(c->analyser);
}

static inline int32_t enrich_day(int year, int month, int day)
{
    return civil_days(year, month, day) * CIVIL_DAY_MINUTES;
}

/* "id=words; id=words" in the order of the text; with `names` "name=words", and '~' before the name of one that is in no registry. */
static inline void enrich_mentions(struct enrich_case *c, const char *text, const char *lang, int32_t date, bool names, struct strbuf *out)
{
    struct arena arena = ARENA_INIT;
    struct token_list title = { 0 }, tokens = { 0 };
    struct enriched found;
    analyser_run(c->analyser, str_of(text), lang, &tokens);
    struct enrich_input in = { STR(""), str_of(text), &title, &tokens, lang, date };
    enrich(c->e, &in, &arena, &found);
    for (size_t i = 0; i < found.mention_count; i++) {
        const struct mention *m = &found.mentions[i];
        const struct found_actor *a = &found.actors[m->actor];
        struct str who = names ? a->name : a->id;
        strbuf_format(out, "%s%s%.*s=%.*s", i ? "; " : "", names && a->local ? "~" : "", STR_ARG(who), (int)(m->end - m->start), text + m->start);
    }
    token_list_release(&tokens);
    token_list_release(&title);
    arena_release(&arena);
}

#endif
