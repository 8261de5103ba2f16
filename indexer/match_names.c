#include "indexer/enricher.h"

#include "engine/base/memory.h"
#include "engine/base/utf8.h"
#include "engine/text/fold.h"

/* Bytes at the beginning that two forms share. */
static size_t common_bytes(struct str a, struct str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n])
        n++;
    return n;
}

static bool is_latin(struct str form)
{
    return form.n && (unsigned char)form.p[0] < 0x80;
}

static bool is_bare(struct str form, const struct word_key *key, struct str name)
{
    for (size_t i = 0; i < WORD_KEYS; i++)
        if (key->bare[i] != BARE_WHOLE && str_equal(str_slice(form, 0, key->bare[i]), name))
            return true;
    return false;
}

/*
 * One word is a name in its very form; declined, it shares all but the last two letters; in another script only persons' names meet, for keys of
 * two scripts agree by accident on short words.
 */
static bool form_may_be(struct enricher *e, const struct name_entry *entry, const struct token *t)
{
    struct str form = form_of(e, t), name = gazetteer_str(e->g, entry->form);
    if (is_latin(form) && is_latin(name))
        return str_equal(form, name) || is_bare(form, key_of(e, t), name) || (e->family == ENDINGS_SLAVIC && common_bytes(form, name) + 1 >= name.n);
    const size_t letters_least = 5;
    if (is_latin(form) || is_latin(name))
        return entry->kind == ACTOR_PERSON && is_latin(name) && name.n >= letters_least &&
               !(t->flags & TOKEN_SENTENCE && key_of(e, t)->bare[0] != BARE_WHOLE);
    return common_bytes(form, name) + 4 >= name.n;
}

/* МИДа, МВДом: capitals, and an ending behind them; not Эта. */
static bool is_declined_acronym(const struct enricher *e, uint32_t part, const struct token *t)
{
    struct str s = written(e, part, (size_t)(t - e->tokens[part]->v), (size_t)(t - e->tokens[part]->v));
    uint32_t first, second;
    size_t n = utf8_decode(s.p, s.p + s.n, &first);
    if (begins_latin(e, t) || n >= s.n)
        return false;
    utf8_decode(s.p + n, s.p + s.n, &second);
    return fold_is_upper(first) && fold_is_upper(second);
}

/* "D.A. Doe": no acronym, but a person's initials; U.N. Smith is not. */
static bool are_initials(const struct enricher *e, uint32_t part, size_t i)
{
    static const char *const dotted[] = { "eu", "e.u", "uk", "u.k", "un", "u.n", "us", "u.s", "usa", "u.s.a", "ussr", "u.s.s.r" };
    const struct token_list *list = e->tokens[part];
    struct str s = written(e, part, i, i);
    const size_t bytes_most = 4;    /* N.S.A. is none */
    if (s.n > bytes_most || str_find(s, '.') >= s.n || i + 1 >= list->n || is_any(form_of(e, &list->v[i]), dotted, sizeof dotted / sizeof *dotted))
        return false;
    const struct token *next = &list->v[i + 1];
    bool particle = is_cue(e, next, CUE_PARTICLE) && i + 2 < list->n && capitalised(&list->v[i + 2]);  /* F.W. de Klerk */
    return (capitalised(next) || particle) && gap_before(e, part, i + 1) == GAP_DOT &&
           !is_cue(e, next, CUE_ORDINARY | CUE_TITLE | CUE_INSTITUTION | CUE_COMMON | CUE_ORG_HEAD);
}

bool name_may_be(struct enricher *e, const struct name_entry *entry, uint32_t part, size_t first, size_t last)
{
    const struct token *v = e->tokens[part]->v, *t = &v[first];
    if (entry->flags & NAME_TITLED)
        return false;
    if (entry->needs & NAME_NEEDS_CAPITAL && (!capital(t) || !(capital(&v[last]) || v[last].flags & TOKEN_JOINED || !begins_latin(e, t) ||
                                            (entry->kind == ACTOR_PARTY && str_is(form_of(e, &v[last]), "party")))))
        return false;
    if (entry->words > 1)
        return entry->needs & NAME_NEEDS_CAPITAL || capital(&v[last]) || !begins_latin(e, t) || entry->kind != ACTOR_PERSON;
    enum actor_kind kind = (enum actor_kind)entry->kind;
    if ((kind == ACTOR_COUNTRY || kind == ACTOR_PLACE) && is_cue(e, t, CUE_INSTITUTION))
        return false;
    if (entry->needs & NAME_NEEDS_CAPITALS) {
        bool shouted = e->shouted[part] || is_shouted(e, part, first);
        if (!(t->flags & TOKEN_UPPER) && !str_is(form_of(e, t), "u.s") && !is_declined_acronym(e, part, t))
            return false;
        if (are_initials(e, part, first))
            return false;
        if (shouted && (is_lower_elsewhere(e, t) || is_cue(e, t, CUE_COMMON | CUE_NO_ACRONYM | CUE_ORDINARY)))
            return false;
    }
    return form_may_be(e, entry, t) && (entry->needs & NAME_NEEDS_CAPITALS || !is_cue(e, t, CUE_ORDINARY));
}

bool name_is_of(const struct enricher *e, uint32_t node, unsigned kinds)
{
    for (uint32_t i = e->g->nodes[node].named; i != GAZETTEER_NONE; i = e->g->entries[i].next)
        if (!(e->g->entries[i].flags & NAME_TITLED) && kinds >> e->g->entries[i].kind & 1)
            return true;
    return false;
}

static bool any_may_be(struct enricher *e, uint32_t node, uint32_t part, size_t first, size_t last)
{
    for (uint32_t i = e->g->nodes[node].named; i != GAZETTEER_NONE; i = e->g->entries[i].next)
        if (name_may_be(e, &e->g->entries[i], part, first, last))
            return true;
    return false;
}

/* Mr Jordan, Rep. Jordan; not President Georgia. */
static bool is_personal_title(struct str form)
{
    static const char *const words[] = {
        "mr", "mrs", "ms", "miss", "dr", "sen", "rep", "judge", "justice", "lady", "sir", "prof", "professor", "coach", "congressman",
        "congresswoman",
    };
    return is_any(form, words, sizeof words / sizeof *words);
}

bool is_patronymic(struct str form)
{
    static const char *const endings[] = { "вич", "вича", "вичу", "вичем", "виче", "вна", "вны", "вне", "вну", "вной" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(form, str_of(endings[i])))
            return true;
    return false;
}

/* The word before makes this one a part of another's name: Michael Jordan, John D. Podesta, Mr. Chad, Lara Trump. */
static bool ends_other_name(const struct enricher *e, uint32_t part, size_t i, uint32_t node)
{
    const struct token *v = e->tokens[part]->v, *before = &v[i - 1];
    enum gap gap = gap_before(e, part, i);
    bool person = name_is_of(e, node, 1u << ACTOR_PERSON);
    if ((gap == GAP_SPACE || gap == GAP_DOT) && !person && is_personal_title(form_of(e, before)))
        return true;
    if (!capital(before) || is_taken(e, part, i - 1))
        return false;
    if ((gap == GAP_DOT || gap == GAP_SPACE) && i >= 2 && is_initial(e, part, before) && gap_before(e, part, i - 1) == GAP_SPACE &&
        capitalised(&v[i - 2]) && !is_cue(e, &v[i - 2], CUE_ORDINARY | CUE_TITLE | CUE_SAYING))
        return true;
    if (gap != GAP_SPACE || !capitalised(before))
        return false;
    if (is_cue(e, before, CUE_GIVEN_NAME) && !is_cue(e, before, person && !(before->flags & TOKEN_SENTENCE) ? CUE_TITLE : CUE_TITLE | CUE_COMMON))
        return true;
    bool middle = i >= 2 && person && !is_taken(e, part, i - 2) && capitalised(&v[i - 2]) && gap_before(e, part, i - 1) == GAP_SPACE &&
                  (is_cue(e, &v[i - 2], CUE_GIVEN_NAME) || is_patronymic(form_of(e, before))) &&
                  !is_cue(e, before, CUE_ORDINARY | CUE_TITLE | CUE_INSTITUTION | CUE_COMMON | CUE_SAYING | CUE_ORG_HEAD);
    if (middle)     /* Narendra Damodardas Modi */
        return true;
    bool heading = part == PART_TITLE || (i + 1 < e->tokens[part]->n && capital(&v[i + 1]) && gap_before(e, part, i + 1) == GAP_SPACE);
    return person && !heading && !(before->flags & (TOKEN_SENTENCE | TOKEN_UNCASED)) && gap_before(e, part, i - 1) == GAP_SPACE &&
        !capital(&v[i - 2]) &&
           !is_cue(e, before, CUE_ORDINARY | CUE_TITLE | CUE_INSTITUTION | CUE_COMMON | CUE_SAYING | CUE_ORG_HEAD | CUE_SURNAME | CUE_ADJECTIVE) &&
           begins_latin(e, before);
}

/* Chad Smith, Jordan Spieth: a given name that is a country's too. */
static bool begins_other_name(const struct enricher *e, uint32_t part, size_t i, uint32_t node)
{
    const struct token_list *list = e->tokens[part];
    if (i + 1 >= list->n || !is_cue(e, &list->v[i], CUE_LISTED_NAME) || gap_before(e, part, i + 1) != GAP_SPACE)
        return false;
    const struct token *after = &list->v[i + 1];
    return capitalised(after) && part == PART_TEXT && !name_is_of(e, node, 1u << ACTOR_PERSON) &&
           !is_cue(e, after, CUE_INSTITUTION | CUE_TITLE | CUE_ORDINARY | CUE_COMMON | CUE_ORG_HEAD | CUE_SAYING);
}

static bool is_capital(const struct enricher *e, uint32_t node)
{
    for (uint32_t i = e->g->first[node]; i != GAZETTEER_NONE; i = e->g->entries[i].next)
        if (e->g->entries[i].flags & NAME_CAPITAL)
            return true;
    return false;
}

/* "Boston Marathon", "Japanese Grand Prix", "U.S. Open": an event, and what it is called by. */
static bool is_of_event(const struct enricher *e, uint32_t part, size_t last, uint32_t node)
{
    static const char *const events[] = {
        "championship", "championships", "classic", "cup", "derby", "festival", "games", "grand", "marathon", "masters", "open", "trophy",
    };
    static const char *const treaties[] = {
        "accord", "accords", "agreement", "agreements", "convention", "conventions", "criteria", "papers", "process", "protocol", "treaty",
    };
    const struct token_list *list = e->tokens[part];
    if (last + 1 >= list->n || !is_cue(e, &list->v[last + 1], CUE_COMMON | CUE_INSTITUTION) || !capitalised(&list->v[last + 1]) ||
        part == PART_TITLE || gap_before(e, part, last + 1) != GAP_SPACE)
        return false;
    struct str next = form_of(e, &list->v[last + 1]);
    bool town = name_is_of(e, node, 1u << ACTOR_PLACE) || is_capital(e, node) || str_is(next, "papers");
    return (is_any(next, events, sizeof events / sizeof *events) || (town && is_any(next, treaties, sizeof treaties / sizeof *treaties))) &&
           !name_is_of(e, node, 1u << ACTOR_PERSON | 1u << ACTOR_ORG | 1u << ACTOR_PARTY);
}

/* "Credit Foncier de France": the words before the particle and the country's name are one organisation's. */
static void add_org_of(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    enum { WORDS_MOST = 4 };
    const struct token *v = e->tokens[part]->v;
    size_t first = i - 2;
    while (first > 0 && i - first < WORDS_MOST && capitalised(&v[first - 1]) && !is_taken(e, part, first - 1) &&
           gap_before(e, part, first) == GAP_SPACE && !is_cue(e, &v[first - 1], CUE_ORDINARY | CUE_TITLE))
        first--;
    if (is_cue(e, &v[i - 2], CUE_COMMON) && first == i - 2)     /* Tour de France */
        return;
    add_candidate(e, &(struct candidate){
        .part = part, .first = (uint32_t)first, .last = (uint32_t)(i + n - 1), .node = GAZETTEER_NONE,
        .present = present_local(e, ACTOR_ORG, part, first, i + n - first), .how = MENTION_CUE, .confidence = 50,
    });
}

/* "Jornal de Angola", "Tour de France": the last word of a name in a language that joins it by a particle. */
static bool is_behind_particle(const struct enricher *e, uint32_t part, size_t i, uint32_t node)
{
    static const char *const particles[] = { "da", "de", "di", "du" };
    const struct token *v = e->tokens[part]->v;
    return i >= 2 && e->english && !(v[i - 1].flags & TOKEN_CAPITAL) && is_cue(e, &v[i - 1], CUE_PARTICLE) &&
           is_any(form_of(e, &v[i - 1]), particles, sizeof particles / sizeof *particles) &&
           capitalised(&v[i - 2]) && !is_taken(e, part, i - 2) && gap_before(e, part, i) == GAP_SPACE && gap_before(e, part, i - 1) == GAP_SPACE &&
           !is_cue(e, &v[i - 2], CUE_GIVEN_NAME) && name_is_of(e, node, 1u << ACTOR_COUNTRY | 1u << ACTOR_PLACE);
}

/* "Polish the silver": an adjective has no article behind it. */
static bool is_verb(const struct enricher *e, uint32_t part, size_t i, uint32_t node)
{
    static const char *const determiners[] = { "the", "your", "my", "our", "their", "his", "her", "this", "these", "those", "up", "off" };
    const struct token_list *list = e->tokens[part];
    const struct name_entry *entry = &e->g->entries[e->g->first[node]];
    return list->v[i].flags & TOKEN_SENTENCE && entry->flags & NAME_DEMONYM && i + 1 < list->n && gap_before(e, part, i + 1) == GAP_SPACE &&
           is_any(form_of(e, &list->v[i + 1]), determiners, sizeof determiners / sizeof *determiners);
}

/* "Guinea pigs", "a China shop": a thing that a country gave its name. */
static bool is_thing(const struct enricher *e, uint32_t part, size_t i)
{
    static const char *const things[][2] = {
        { "brazil", "nut" }, { "brazil", "nuts" }, { "chile", "pepper" }, { "chile", "peppers" }, { "china", "cabinet" }, { "china", "doll" },
        { "china", "plates" }, { "china", "shop" }, { "danish", "pastries" }, { "danish", "pastry" }, { "french", "bread" }, { "french", "fries" },
        { "french", "horn" }, { "french", "toast" }, { "guinea", "fowl" }, { "guinea", "pig" }, { "guinea", "pigs" }, { "indian", "ink" },
        { "indian", "summer" }, { "jersey", "cow" }, { "jersey", "cows" }, { "jordan", "almonds" }, { "panama", "hat" }, { "panama", "hats" },
        { "persian", "cat" }, { "persian", "rug" }, { "persian", "rugs" }, { "polish", "remover" }, { "russian", "roulette" }, { "swiss", "cheese" },
        { "turkey", "breast" }, { "turkey", "dinner" }, { "turkey", "dinners" }, { "turkey", "sandwich" }, { "turkey", "sandwiches" },
        { "turkey", "shoot" },
    };
    const struct token_list *list = e->tokens[part];
    if (i + 1 >= list->n || list->v[i + 1].flags & TOKEN_CAPITAL || !is_cue(e, &list->v[i + 1], CUE_THING) || gap_before(e, part, i + 1) != GAP_SPACE)
        return false;
    struct str word = form_of(e, &list->v[i]), next = form_of(e, &list->v[i + 1]);
    for (size_t k = 0; k < sizeof things / sizeof *things; k++)
        if (str_is(word, things[k][0]) && str_is(next, things[k][1]))
            return true;
    return false;
}

/* "Kennedy airport", "the USS John McCain": a place, a ship, and not the person. */
static bool is_named_after(const struct enricher *e, uint32_t part, size_t i, size_t n, uint32_t node)
{
    static const char *const sites[] = { "airport", "stadium" };
    static const char *const ships[] = { "uss", "hms", "mv", "ss" };
    const struct token_list *list = e->tokens[part];
    bool before = i > 0 && list->v[i - 1].flags & TOKEN_UPPER && is_cue(e, &list->v[i - 1], CUE_NO_ACRONYM);
    bool behind = i + n < list->n && is_cue(e, &list->v[i + n], CUE_SITE);
    if ((!before && !behind) || !name_is_of(e, node, 1u << ACTOR_PERSON))
        return false;
    bool ship = before && is_any(form_of(e, &list->v[i - 1]), ships, sizeof ships / sizeof *ships);
    return ship || (behind && gap_before(e, part, i + n) == GAP_SPACE && is_any(form_of(e, &list->v[i + n]), sites, sizeof sites / sizeof *sites));
}

static bool within_other_name(const struct enricher *e, uint32_t part, size_t i, uint32_t node)
{
    if (e->tokens[part]->v[i].flags & (TOKEN_BIGRAM | TOKEN_NUMBER))
        return false;
    return (i > 0 && ends_other_name(e, part, i, node)) || begins_other_name(e, part, i, node);
}

/* A step by one of the keys of a word. */
static uint32_t step_by_any(const struct enricher *e, uint32_t node, const struct word_key *key)
{
    uint32_t next = GAZETTEER_NONE;
    for (size_t i = 0; i < WORD_KEYS && next == GAZETTEER_NONE; i++)
        if (key->key[i] >= KEY_FIRST)
            next = gazetteer_step(e->g, node, key->key[i] - KEY_FIRST);
    return next;
}

/* The longest name whose first word, token i, leads to `node`. */
static size_t longest_name_from(struct enricher *e, uint32_t part, size_t i, uint32_t node, uint32_t *ret_node)
{
    const struct token_list *list = e->tokens[part];
    enum { WORDS_AROUND_COMMA = 4 };    /* "Ministry of Economy, Trade and Industry"; not "May, May" */
    size_t best = 0;
    bool comma = false;
    for (size_t k = i;;) {
        if (e->g->nodes[node].named != GAZETTEER_NONE && !(comma && k - i + 1 < WORDS_AROUND_COMMA) && any_may_be(e, node, part, i, k)) {
            best = k - i + 1;
            *ret_node = node;
        }
        if (++k == list->n || !e->g->nodes[node].onward || (node = step_by_any(e, node, key_of(e, &list->v[k]))) == GAZETTEER_NONE)
            break;
        const struct token *t = &list->v[k];
        if (!(t->flags & TOKEN_BIGRAM)) {
            enum gap gap = gap_before(e, part, k);
            if ((gap == GAP_BREAK && !(t->flags & TOKEN_JOINED)) || gap == GAP_OPEN)
                break;
            comma = comma || (gap == GAP_COMMA && !(t->flags & TOKEN_UPPER));     /* Washington, D.C. */
        }
    }
    return best;
}

/* The longest name that begins at token i, by any of its keys; gives how many tokens it has, 0 none. */
static size_t longest_name(struct enricher *e, uint32_t part, size_t i, uint32_t *ret_node)
{
    uint32_t roots[WORD_KEYS];
    memcpy(roots, key_of(e, &e->tokens[part]->v[i])->root, sizeof roots);
    size_t best = 0;
    for (size_t k = 0; k < WORD_KEYS; k++) {
        uint32_t node = GAZETTEER_NONE;
        size_t n = roots[k] == GAZETTEER_NONE ? 0 : longest_name_from(e, part, i, roots[k], &node);
        *ret_node = n > best ? node : *ret_node;
        best = n > best ? n : best;
    }
    return best;
}

void add_candidate(struct enricher *e, const struct candidate *c)
{
    for (uint32_t i = c->first; i <= c->last; i++)
        if (e->candidate_at[c->part][i])
            e->candidates[e->candidate_at[c->part][i] - 1].dropped = true;
    GROW(e->candidates, e->candidate_n, e->candidate_capacity);
    e->candidates[e->candidate_n++] = *c;
    for (uint32_t i = c->first; i <= c->last; i++)
        e->candidate_at[c->part][i] = (uint32_t)e->candidate_n;
}

/* Fetches what longest_name() will look at: for a beginning far ahead its keys, for a nearer one the node that they lead to. */
static void expect_name(struct enricher *e, uint32_t part, size_t far, size_t near)
{
    const struct token *v = e->tokens[part]->v;
    if (far < e->beginning_n[part])
        __builtin_prefetch(key_of(e, &v[e->beginnings[part][far]]));
    if (near >= e->beginning_n[part])
        return;
    uint32_t root = key_of(e, &v[e->beginnings[part][near]])->root[0];
    if (root != GAZETTEER_NONE)
        __builtin_prefetch(&e->g->nodes[root]);
}

void find_names(struct enricher *e, uint32_t part)
{
    enum { AHEAD = 6 };
    const struct token_list *list = e->tokens[part];
    for (size_t b = 0, i = 0; b < e->beginning_n[part]; b++) {
        uint32_t node = 0;
        expect_name(e, part, b + 2 * AHEAD, b + AHEAD);
        if (e->beginnings[part][b] < i)
            continue;
        i = e->beginnings[part][b];
        size_t n = longest_name(e, part, i, &node);
        bool part_of_one = n == 1 || (n > 1 && is_cue(e, &list->v[i], CUE_PARTICLE));   /* Willy | de Clercq */
        if (n && is_behind_particle(e, part, i, node)) {
            add_org_of(e, part, i, n);
            i += n;
            continue;
        }
        if (n == 0 || (part_of_one && within_other_name(e, part, i, node)) || is_of_event(e, part, i + n - 1, node) || (n == 1 && (is_verb(e, part, i, node) || is_thing(e, part, i))) ||
            is_named_after(e, part, i, n, node)) {
            i++;
            continue;
        }
        uint32_t later;
        size_t skip = 0;
        for (size_t k = 1; k < n && !skip && name_is_of(e, node, 1u << ACTOR_PERSON); k++)
            skip = capital(&list->v[i + k]) && longest_name(e, part, i + k, &later) + k > n ? k : 0;
        if (skip) {     /* "Crown Prince Mohammed" before "bin Salman" */
            i += skip;
            continue;
        }
        add_candidate(e, &(struct candidate){ .part = part, .first = (uint32_t)i, .last = (uint32_t)(i + n - 1), .node = node, .how = MENTION_NAME });
        i += n;
    }
}
