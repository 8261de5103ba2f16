#include "indexer/enricher.h"

#include "engine/base/memory.h"
#include "engine/base/sort.h"
#include "engine/text/name_key.h"

#include <stdlib.h>

struct enricher *enricher_new(const struct gazetteer *g, struct analyser *analyser)
{
    struct enricher *e = xcalloc(1, sizeof *e);
    e->g = g;
    e->analyser = analyser;
    e->keyer = name_keyer_new();
    e->cue_words = cue_words_new();
    strbuf_init(&e->scratch);
    e->present_of = xcalloc(g->actor_count + 1, sizeof *e->present_of);
    return e;
}

void enricher_free(struct enricher *e)
{
    if (!e)
        return;
    name_keyer_free(e->keyer);
    cue_words_free(e->cue_words);
    strbuf_release(&e->scratch);
    strmap_release(&e->surnames);
    strmap_release(&e->locals);
    for (int i = 0; i < ENDINGS_FAMILIES; i++)
        free(e->declined[i]);
    free(e->keys);
    free(e->facts);
    for (int part = 0; part < 2; part++) {
        free(e->candidate_at[part]);
        free(e->mention_at[part]);
        free(e->gaps[part]);
        free(e->beginnings[part]);
        free(e->capitals[part]);
        token_list_release(&e->apart[part]);
    }
    free(e->candidates);
    free(e->present);
    free(e->present_of);
    free(e->mentions);
    free(e->readings);
    free(e->surname_of);
    free(e->bearers);
    free(e->local_of);
    free(e);
}

void enricher_forget(struct enricher *e)
{
    for (int i = 0; i < ENDINGS_FAMILIES; i++)
        if (e->declined[i])
            memset(e->declined[i], 0, e->declined_capacity[i] * sizeof *e->declined[i]);
    e->key_n = 0;
    if (e->facts)
        memset(e->facts, 0, e->fact_capacity * sizeof *e->facts);
}

/* ---- the result ---- */

/* The mentions by place, their actors as `place` tells. */
static struct mention *sorted_mentions(const struct enricher *e, const uint32_t *place)
{
    struct mention *mentions = arena_array(e->arena, struct mention, e->mention_n + 1);
    uint64_t *order = arena_alloc(e->arena, 2 * (e->mention_n + 1) * sizeof *order);
    enum { NUMBER_BITS = 31 };
    for (size_t i = 0; i < e->mention_n; i++)
        order[i] = (uint64_t)e->mentions[i].part << 63 | (uint64_t)e->mentions[i].start << NUMBER_BITS | i;
    sort_numbers(order, e->mention_n, order + e->mention_n);
    for (size_t i = 0; i < e->mention_n; i++) {
        mentions[i] = e->mentions[order[i] & ((1ull << NUMBER_BITS) - 1)];
        mentions[i].actor = place[mentions[i].actor];
    }
    return mentions;
}

/* What decides an actor's place: small, for sorting moves it about. */
struct ranked {
    struct str id;
    int salience;
    uint32_t order;
};

static int by_salience(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->salience != y->salience)
        return x->salience > y->salience ? -1 : 1;
    int order = str_compare(x->id, y->id);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void put_roles(const struct enricher *e, const struct actor *a, struct found_actor *to)
{
    struct held_role *roles = arena_array(e->arena, struct held_role, a->role_count + 1);
    for (size_t i = 0; e->in->date != CIVIL_NONE && i < a->role_count; i++)
        if (gazetteer_held(&a->roles[i], e->in->date))
            roles[to->role_count++] = (struct held_role){ a->roles[i].office, a->roles[i].of };
    to->roles = roles;
}

static void collect(struct enricher *e, struct enriched *ret)
{
    struct found_actor *actors = arena_array(e->arena, struct found_actor, e->present_n + 1);
    struct ranked *ranked = arena_array(e->arena, struct ranked, e->present_n + 1);
    uint32_t *place = arena_array(e->arena, uint32_t, e->present_n + 1);
    for (size_t i = 0; i < e->present_n; i++) {
        const struct present *p = &e->present[i];
        ranked[i] = (struct ranked){ p->actor == GAZETTEER_NONE ? p->id : e->g->actors[p->actor].id, tally_salience(&p->tally, p->kind), (uint32_t)i };
    }
    if (e->present_n)
        qsort(ranked, e->present_n, sizeof *ranked, by_salience);
    for (size_t i = 0; i < e->present_n; i++) {
        const struct present *p = &e->present[ranked[i].order];
        struct found_actor *to = &actors[i];
        if (p->actor == GAZETTEER_NONE) {
            *to = (struct found_actor){ .id = p->id, .kind = p->kind, .name = p->name, .local = true };
        } else {
            const struct actor *a = &e->g->actors[p->actor];
            *to = (struct found_actor){ .id = a->id, .kind = a->kind, .name = a->name, .country = a->country, .party = a->party };
            put_roles(e, a, to);
        }
        to->salience = ranked[i].salience;
        to->mentions = p->tally.mentions;
        to->order = ranked[i].order;
        place[to->order] = (uint32_t)i;
    }
    struct mention_reading *readings = arena_array(e->arena, struct mention_reading, e->reading_n + 1);
    if (e->reading_n)
        memcpy(readings, e->readings, e->reading_n * sizeof *readings);
    *ret = (struct enriched){ actors, e->present_n, sorted_mentions(e, place), e->mention_n, readings };
}

/* ---- an article ---- */

static enum ending_family family_of(const char *lang)
{
    static const char *const slavic[] = { "pl", "cs", "sk", "sl", "hr", "bs", "sr" };
    for (size_t i = 0; i < sizeof slavic / sizeof *slavic; i++)
        if (strcmp(lang, slavic[i]) == 0)
            return ENDINGS_SLAVIC;
    return strcmp(lang, "de") == 0 ? ENDINGS_GERMAN : ENDINGS_NONE;
}

/* News in a language that one state has: its own institutions need no name of the state beside them. */
static const char *home_of(const char *lang)
{
    static const char homes[][2][3] = {
        { "az", "AZ" }, { "be", "BY" }, { "bg", "BG" }, { "cs", "CZ" }, { "da", "DK" }, { "el", "GR" }, { "et", "EE" }, { "fa", "IR" }, { "fi", "FI" },
        { "he", "IL" }, { "hu", "HU" }, { "hy", "AM" }, { "is", "IS" }, { "it", "IT" }, { "ja", "JP" }, { "ka", "GE" }, { "kk", "KZ" }, { "ko", "KR" },
        { "lt", "LT" }, { "lv", "LV" }, { "mk", "MK" }, { "mn", "MN" }, { "no", "NO" }, { "pl", "PL" }, { "ru", "RU" }, { "sk", "SK" }, { "sl", "SI" },
        { "sq", "AL" }, { "sv", "SE" }, { "th", "TH" }, { "tr", "TR" }, { "uk", "UA" }, { "vi", "VN" },
    };
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
        if (strcmp(lang, homes[i][0]) == 0)
            return homes[i][1];
    return NULL;
}

/* The longest line of a text that is broken to a width; 0 where lines are as long as they like. */
static size_t line_width(struct str text)
{
    enum { WIDTH_MAX = 100 };
    size_t most = 0;
    for (size_t at = 0; at < text.n;) {
        size_t n = str_find(str_slice(text, at, text.n), '\n');
        if (n > WIDTH_MAX)
            return 0;
        most = n > most ? n : most;
        at += n + 1;
    }
    return most;
}

static bool is_all_capitals(const struct token_list *list)
{
    size_t upper = 0, others = 0;
    for (size_t i = 0; i < list->n; i++)
        if (!(list->v[i].flags & (TOKEN_NUMBER | TOKEN_UNCASED)))
            list->v[i].flags & TOKEN_UPPER ? upper++ : others++;
    return upper >= 2 && upper > 3 * others;
}

/* "Rome 's port": an ending that stands apart is no word. */
static bool is_ending_apart(struct str whole, const struct token *t)
{
    return t->end - t->start == 1 && t->start >= 2 && (whole.p[t->start] == 's' || whole.p[t->start] == 'S') && whole.p[t->start - 1] == '\'' &&
           whole.p[t->start - 2] == ' ' && (t->end >= whole.n || whole.p[t->end] == ' ' || whole.p[t->end] == '\n');
}

/* The tokens of a part; without the endings that stand apart, where it has some. */
static const struct token_list *words_of(struct enricher *e, uint32_t part, const struct token_list *list)
{
    struct str whole = e->whole[part];
    struct token_list *to = &e->apart[part];
    size_t first = 0;
    const char *apart = whole.p, *end = str_end(whole);
    while (apart && (apart = memchr(apart, '\'', (size_t)(end - apart))) && (apart == whole.p || apart[-1] != ' '))
        apart++;
    if (!apart)
        return list;
    while (first < list->n && !is_ending_apart(whole, &list->v[first]))
        first++;
    if (first == list->n)
        return list;
    token_list_release(to);
    *to = (struct token_list){ .v = xmalloc(list->n * sizeof *list->v), .n = first, .capacity = list->n };
    memcpy(to->v, list->v, first * sizeof *list->v);
    for (size_t i = first; i < list->n; i++)
        if (!is_ending_apart(whole, &list->v[i]))
            to->v[to->n++] = list->v[i];
    return to;
}

void enrich_begin(struct enricher *e, const struct enrich_input *in, struct arena *arena)
{
    e->in = in;
    e->arena = arena;
    e->whole[PART_TITLE] = in->title;
    e->whole[PART_TEXT] = in->text;
    e->tokens[PART_TITLE] = words_of(e, PART_TITLE, in->title_tokens);
    e->tokens[PART_TEXT] = words_of(e, PART_TEXT, in->text_tokens);
    e->family = family_of(in->lang);
    e->home = home_of(in->lang);
    e->english = strcmp(in->lang, "en") == 0 || !in->lang[0];
    e->candidate_n = e->present_n = e->mention_n = e->reading_n = e->bearer_n = 0;
    e->two_words = e->sport = false;
    strmap_clear(&e->surnames);
    memset(e->surname_starts, 0, sizeof e->surname_starts);
    strmap_clear(&e->locals);
    for (int part = 0; part < 2; part++) {
        size_t n = e->tokens[part]->n + 1;
        if (n > e->at_capacity[part]) {
            e->at_capacity[part] = n * 2;
            e->candidate_at[part] = xrealloc(e->candidate_at[part], n * 2 * sizeof *e->candidate_at[part]);
            e->gaps[part] = xrealloc(e->gaps[part], n * 2);
            e->mention_at[part] = xrealloc(e->mention_at[part], n * 2 * sizeof *e->mention_at[part]);
            e->beginnings[part] = xrealloc(e->beginnings[part], n * 2 * sizeof *e->beginnings[part]);
            e->capitals[part] = xrealloc(e->capitals[part], n * 2 * sizeof *e->capitals[part]);
        }
        memset(e->candidate_at[part], 0, n * sizeof *e->candidate_at[part]);
        memset(e->mention_at[part], 0, n * sizeof *e->mention_at[part]);
        memset(e->gaps[part], 0, n);
        e->line_most[part] = line_width(e->whole[part]);
        e->shouted[part] = is_all_capitals(e->tokens[part]);
    }
    e->dateline = dateline_length(in->text, e->tokens[PART_TEXT]);
    words_begin(e);
}

void enrich_forget_article(struct enricher *e)
{
    for (size_t i = 0; i < e->present_n; i++)
        if (e->present[i].actor != GAZETTEER_NONE)
            e->present_of[e->present[i].actor] = 0;
}

void enrich(struct enricher *e, const struct enrich_input *in, struct arena *arena, struct enriched *ret)
{
    static void (*const before[])(struct enricher *, uint32_t) = { find_names, find_clubs, find_results, find_nicknames, find_orgs };
    static void (*const after[])(struct enricher *, uint32_t) = {
        find_datelines, find_acronyms, find_titled, find_bare_surnames, find_surnames, find_places, find_offices,
    };
    enrich_begin(e, in, arena);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        for (uint32_t part = 0; part < 2; part++)
            before[i](e, part);
    for (uint32_t part = 0; part < 2; part++)
        find_orgs_by_nouns(e, part, false);
    find_persons(e);
    settle_names(e);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        for (uint32_t part = 0; part < 2; part++)
            after[i](e, part);
    for (uint32_t part = 0; part < 2; part++)
        find_orgs_by_nouns(e, part, true);
    enrich_forget_article(e);
    collect(e, ret);
}
