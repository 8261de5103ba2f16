#include "indexer/enrich.h"

#include "engine/base/memory.h"
#include "engine/base/utf8.h"
#include "engine/text/name_key.h"
#include "indexer/cues.h"
#include "indexer/gazetteer.h"
#include "indexer/salience.h"

#include <stdlib.h>

enum { KEY_UNKNOWN = 0, KEY_NONE = 1, KEY_FIRST = 2, PERSON_WORDS_MAX = 4, CANDIDATES_MAX = 64 };

/* An actor of this article, before salience. */
struct present {
    uint32_t actor;                 /* in the gazetteer; GAZETTEER_NONE: local */
    struct str id, name;            /* of a local one */
    struct tally tally;
};

/* A span that may be several actors. */
struct candidate {
    uint32_t part, first, last;     /* tokens */
    uint32_t node;
    uint8_t how;
};

struct enricher {
    const struct gazetteer *g;
    struct analyser *analyser;
    struct name_keyer *keyer;
    uint32_t *keys;                 /* by form number: KEY_UNKNOWN, KEY_NONE, or key + KEY_FIRST */
    size_t key_capacity;
    uint16_t *cues;                 /* by form number: enum cue_kind, and CUES_KNOWN once they are */
    size_t cue_capacity;
    struct strbuf scratch;
    /* of the article in hand */
    const struct enrich_input *in;
    const struct token_list *tokens[2];
    uint8_t *taken[2];              /* tokens that a mention covers */
    size_t taken_capacity[2];
    struct candidate *candidates;
    size_t candidate_n, candidate_capacity;
    struct present *present;
    size_t present_n, present_capacity;
    uint32_t *present_of;           /* by actor of the gazetteer: place in present + 1 */
    struct mention *mentions;
    size_t mention_n, mention_capacity;
    size_t sorted_n;                /* of them, in the order of their places */
    struct strmap surnames;         /* forms of last names in this article; by number: place in present, or NONE where two share it */
    uint32_t *surname_of;
    size_t surname_capacity;
    struct strmap locals;           /* ids */
    uint32_t *local_of;
    size_t local_capacity;
    struct arena *arena;
};

struct enricher *enricher_new(const struct gazetteer *g, struct analyser *analyser)
{
    struct enricher *e = xcalloc(1, sizeof *e);
    e->g = g;
    e->analyser = analyser;
    e->keyer = name_keyer_new();
    strbuf_init(&e->scratch);
    e->present_of = xcalloc(g->actor_count + 1, sizeof *e->present_of);
    return e;
}

void enricher_free(struct enricher *e)
{
    if (!e)
        return;
    name_keyer_free(e->keyer);
    strbuf_release(&e->scratch);
    strmap_release(&e->surnames);
    strmap_release(&e->locals);
    free(e->keys);
    free(e->cues);
    free(e->taken[0]);
    free(e->taken[1]);
    free(e->candidates);
    free(e->present);
    free(e->present_of);
    free(e->mentions);
    free(e->surname_of);
    free(e->local_of);
    free(e);
}

void enricher_forget(struct enricher *e)
{
    if (e->keys)
        memset(e->keys, 0, e->key_capacity * sizeof *e->keys);
    if (e->cues)
        memset(e->cues, 0, e->cue_capacity * sizeof *e->cues);
}

/* ---- words ---- */

static struct str form_of(const struct enricher *e, const struct token *t)
{
    return analyser_string(e->analyser, t->form);
}

enum { CUES_KNOWN = 1 << 15 };

/* Room for the cues of all forms that there are. */
static void make_room_for_cues(struct enricher *e)
{
    size_t need = analyser_count(e->analyser);
    if (need <= e->cue_capacity)
        return;
    e->cues = xrealloc(e->cues, need * 2 * sizeof *e->cues);
    memset(e->cues + e->cue_capacity, 0, (need * 2 - e->cue_capacity) * sizeof *e->cues);
    e->cue_capacity = need * 2;
}

static bool is_cue(const struct enricher *e, const struct token *t, unsigned kinds)
{
    uint16_t *cues = &e->cues[t->form];
    if (!*cues)
        *cues = (uint16_t)(cue_kinds(form_of(e, t)) | CUES_KNOWN);
    return *cues & kinds;
}

/* Case endings of names in languages that decline them; the longest first. */
static const char *const endings[] = {
    "ների", "ների", "ական", "ովի", "ыми", "ого", "ому", "ами", "ями", "овi", "еві", "ому", "ին", "ից", "ով", "ի", "ը", "ն", "ом", "ем", "ым", "им", "ой", "ою", "ею", "ах", "ів",
    "а", "я", "у", "ю", "е", "ы", "и", "і",
};

/* The key of a form, or of it without a case ending where it is in a script whose names are declined. */
static uint32_t make_key(struct enricher *e, struct str form)
{
    strbuf_clear(&e->scratch);
    name_key_token(e->keyer, form, &e->scratch);
    uint32_t key = gazetteer_key(e->g, strbuf_view(&e->scratch));
    unsigned char lead = form.n ? (unsigned char)form.p[0] : 0;
    bool declined = lead == 0xD0 || lead == 0xD1 || lead == 0xD4 || lead == 0xD5 || lead == 0xD6;
    for (size_t i = 0; key == GAZETTEER_NONE && declined && i < sizeof endings / sizeof *endings; i++) {
        struct str ending = str_of(endings[i]);
        const size_t stem_least = 6;    /* three letters of two bytes each */
        if (!str_ends(form, ending) || form.n < ending.n + stem_least)
            continue;
        strbuf_clear(&e->scratch);
        name_key_token(e->keyer, str_slice(form, 0, form.n - ending.n), &e->scratch);
        key = gazetteer_key(e->g, strbuf_view(&e->scratch));
    }
    return key == GAZETTEER_NONE ? KEY_NONE : key + KEY_FIRST;
}

static uint32_t key_of(struct enricher *e, const struct token *t)
{
    if (t->form >= e->key_capacity) {
        size_t more = (size_t)t->form * 2 + 1024;
        e->keys = xrealloc(e->keys, more * sizeof *e->keys);
        memset(e->keys + e->key_capacity, 0, (more - e->key_capacity) * sizeof *e->keys);
        e->key_capacity = more;
    }
    if (e->keys[t->form] == KEY_UNKNOWN)
        e->keys[t->form] = make_key(e, form_of(e, t));
    return e->keys[t->form];
}

static bool capital(const struct token *t)
{
    return (t->flags & (TOKEN_CAPITAL | TOKEN_UNCASED | TOKEN_BIGRAM)) != 0;
}

/* ---- names of the registry ---- */

/* Whether the tokens may be this name: its capitals, and for one word its very form (or another script). */
static bool may_be(const struct enricher *e, const struct name_entry *entry, const struct token *first, const struct token *last)
{
    if (entry->capital && (!capital(first) || !capital(last)))
        return false;
    if (entry->words > 1)
        return true;
    struct str form = form_of(e, first);
    bool latin = form.n && (unsigned char)form.p[0] < 0x80;
    if (entry->upper && !(first->flags & TOKEN_UPPER) && !str_is(form, "u.s"))
        return false;
    if (latin && !str_equal(form, entry->form))
        return false;
    return !is_cue(e, first, CUE_ORDINARY);
}

static bool any_may_be(const struct enricher *e, uint32_t node, const struct token *first, const struct token *last)
{
    for (uint32_t i = e->g->first[node]; i != GAZETTEER_NONE; i = e->g->entries[i].next)
        if (!(e->g->entries[i].flags & NAME_TITLED) && may_be(e, &e->g->entries[i], first, last))
            return true;
    return false;
}

/* A one-word name beside another capitalised word that begins or ends a person's name is a part of that: Michael Jordan, Chad Smith. */
static bool within_other_name(const struct enricher *e, const struct token_list *list, size_t i)
{
    const struct token *t = &list->v[i];
    if (t->flags & TOKEN_UNCASED)
        return false;
    if (i > 0 && !(t->flags & TOKEN_SENTENCE)) {
        const struct token *before = t - 1;
        bool beside = t->start == before->end + 1 && capital(before);
        if (beside && is_cue(e, before, CUE_GIVEN_NAME))
            return true;
    }
    if (i + 1 < list->n && !(t[1].flags & TOKEN_SENTENCE) && t[1].start == t->end + 1 && is_cue(e, t, CUE_GIVEN_NAME) && capital(&t[1]) &&
        !(t[1].flags & TOKEN_UPPER) && !is_cue(e, &t[1], CUE_INSTITUTION | CUE_TITLE))
        return true;
    return false;
}

/* The longest name that begins at token i; gives how many tokens it has, 0 none. */
static size_t longest_name(struct enricher *e, const struct token_list *list, size_t i, uint32_t *ret_node)
{
    uint32_t node = GAZETTEER_ROOT;
    size_t best = 0;
    for (size_t k = i; k < list->n; k++) {
        const struct token *t = &list->v[k];
        if (k > i && t->flags & TOKEN_SENTENCE && !(t->flags & TOKEN_JOINED))
            break;
        uint32_t key = key_of(e, t);
        if (key < KEY_FIRST || (node = gazetteer_step(e->g, node, key - KEY_FIRST)) == GAZETTEER_NONE)
            break;
        if (e->g->first[node] != GAZETTEER_NONE && any_may_be(e, node, &list->v[i], t)) {
            best = k - i + 1;
            *ret_node = node;
        }
    }
    return best;
}

static void find_names(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t i = 0; i < list->n;) {
        uint32_t node = 0;
        size_t n = longest_name(e, list, i, &node);
        if (n == 0 || (n == 1 && within_other_name(e, list, i))) {
            i++;
            continue;
        }
        GROW(e->candidates, e->candidate_n, e->candidate_capacity);
        e->candidates[e->candidate_n++] = (struct candidate){ part, (uint32_t)i, (uint32_t)(i + n - 1), node, MENTION_NAME };
        memset(e->taken[part] + i, 1, n);
        i += n;
    }
}

/* ---- which actor ---- */

static uint32_t present_registered(struct enricher *e, uint32_t actor)
{
    if (!e->present_of[actor]) {
        GROW(e->present, e->present_n, e->present_capacity);
        e->present[e->present_n] = (struct present){ .actor = actor };
        e->present_of[actor] = (uint32_t)++e->present_n;
    }
    return e->present_of[actor] - 1;
}

static uint32_t actor_number(const struct gazetteer *g, struct str id)
{
    return id.n ? strmap_find(&g->ids, id) : GAZETTEER_NONE;
}

/* Weights of what speaks for one of several actors of a name. */
enum { FOR_COUNTRY = 4, FOR_TIME = 3, FOR_PRESENT = 8, FOR_OFFICE = 2, AGAINST_WEAK = 6 };

static int worth_of(const struct enricher *e, const struct name_entry *entry)
{
    static const int by_kind[ACTOR_KINDS] = { [ACTOR_COUNTRY] = 3, [ACTOR_PERSON] = 2, [ACTOR_ORG] = 2, [ACTOR_PARTY] = 2, [ACTOR_PLACE] = 1, [ACTOR_OFFICE] = 0 };
    const struct actor *a = &e->g->actors[entry->actor];
    uint32_t country = actor_number(e->g, a->country);
    int worth = by_kind[a->kind];
    if (country != GAZETTEER_NONE && e->present_of[country])
        worth += FOR_COUNTRY;
    if (e->present_of[entry->actor])
        worth += FOR_PRESENT;
    for (size_t i = 0; e->in->date != CIVIL_NONE && i < a->role_count; i++) {
        const int32_t years = 15 * 366 * CIVIL_DAY_MINUTES;
        const struct actor_role *r = &a->roles[i];
        if (gazetteer_held(r, e->in->date)) {
            worth += FOR_OFFICE + FOR_TIME;
            break;
        }
        if ((r->from == CIVIL_NONE || r->from - years <= e->in->date) && (r->to == CIVIL_NONE || e->in->date <= r->to + years)) {
            worth += FOR_TIME;
            break;
        }
    }
    return worth - (entry->flags & NAME_WEAK ? AGAINST_WEAK : 0);
}

static uint32_t entries_that_fit(const struct enricher *e, const struct candidate *c, const struct name_entry **ret, size_t most)
{
    const struct token *first = &e->tokens[c->part]->v[c->first], *last = &e->tokens[c->part]->v[c->last];
    uint32_t n = 0;
    for (uint32_t i = e->g->first[c->node]; i != GAZETTEER_NONE && n < most; i = e->g->entries[i].next)
        if (!(e->g->entries[i].flags & NAME_TITLED) && may_be(e, &e->g->entries[i], first, last))
            ret[n++] = &e->g->entries[i];
    return n;
}

static void add_mention(struct enricher *e, uint32_t part, size_t first, size_t last, uint32_t present, enum mention_how how, int confidence)
{
    const struct token_list *list = e->tokens[part];
    GROW(e->mentions, e->mention_n, e->mention_capacity);
    e->mentions[e->mention_n++] = (struct mention){
        list->v[first].start, list->v[last].end, present, (uint8_t)part, (uint8_t)how, (uint8_t)confidence,
    };
    tally_add(&e->present[present].tally, part, list, first, how);
}

static enum mention_how how_of(const struct name_entry *entry)
{
    return entry->flags & NAME_CAPITAL ? MENTION_CAPITAL_CITY : entry->flags & NAME_DEMONYM ? MENTION_DEMONYM : MENTION_NAME;
}

/* The last name of a person stands for them in the rest of the article, unless two share it. */
static void know_surname(struct enricher *e, struct str form, uint32_t present)
{
    bool is_new;
    if (form.n < 3)
        return;
    uint32_t number = strmap_intern(&e->surnames, form, &is_new);
    GROW(e->surname_of, number, e->surname_capacity);
    if (is_new)
        e->surname_of[number] = present;
    else if (e->surname_of[number] != present)
        e->surname_of[number] = GAZETTEER_NONE;
}

static void settle(struct enricher *e, const struct candidate *c, const struct name_entry *entry, int confidence)
{
    uint32_t present = present_registered(e, entry->actor);
    add_mention(e, c->part, c->first, c->last, present, how_of(entry), confidence);
    if (e->g->actors[entry->actor].kind == ACTOR_PERSON)
        know_surname(e, form_of(e, &e->tokens[c->part]->v[c->last]), present);
}

/* First those that can be only one actor; then the others, in the light of those. */
static void settle_names(struct enricher *e)
{
    const struct name_entry *fits[CANDIDATES_MAX];
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < e->candidate_n; i++) {
            const struct candidate *c = &e->candidates[i];
            uint32_t n = entries_that_fit(e, c, fits, CANDIDATES_MAX);
            if (n == 0 || (n == 1) != (pass == 0))
                continue;
            uint32_t best = 0;
            int best_worth = worth_of(e, fits[0]), second = -100;
            for (uint32_t k = 1; k < n; k++) {
                int worth = worth_of(e, fits[k]);
                bool better = worth > best_worth ||
                              (worth == best_worth && str_compare(e->g->actors[fits[k]->actor].id, e->g->actors[fits[best]->actor].id) < 0);
                second = better ? best_worth : worth > second ? worth : second;
                best = better ? k : best;
                best_worth = better ? worth : best_worth;
            }
            int confidence = n == 1 ? 95 : best_worth > second + 2 ? 80 : 60;
            settle(e, c, fits[best], confidence);
        }
}

/* ---- persons whom the registry does not know ---- */

/* How many tokens from i on look like one person's name. */
static size_t name_length(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    size_t n = 0, capitals = 0;
    while (i + n < list->n && n < PERSON_WORDS_MAX) {
        const struct token *t = &list->v[i + n];
        if (e->taken[part][i + n] || t->flags & (TOKEN_NUMBER | TOKEN_BIGRAM | TOKEN_UNCASED))
            break;
        if (n > 0 && (t->start > list->v[i + n - 1].end + 2 || (t->flags & TOKEN_SENTENCE)))
            break;
        bool initial = t->end - t->start <= 2 && t->flags & TOKEN_CAPITAL;
        if (n > 0 && !initial && t->start != list->v[i + n - 1].end + 1 && !(t->flags & TOKEN_JOINED) &&
            !(list->v[i + n - 1].end - list->v[i + n - 1].start <= 2))
            break;
        if (n > 0 && is_cue(e, t, CUE_PARTICLE)) {
            n++;
            continue;
        }
        if (!(t->flags & TOKEN_CAPITAL) || t->flags & TOKEN_UPPER || is_cue(e, t, CUE_INSTITUTION | CUE_ORDINARY | CUE_TITLE))
            break;
        n++;
        capitals++;
    }
    while (n > 0 && !(list->v[i + n - 1].flags & TOKEN_CAPITAL))
        n--;
    return capitals >= 2 ? n : 0;
}

/* What stands between two tokens. */
static bool comma_between(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    struct str whole = part == PART_TITLE ? e->in->title : e->in->text;
    return i + 1 < list->n && memchr(whole.p + list->v[i].end, ',', list->v[i + 1].start - list->v[i].end) != NULL;
}

static bool has_cue(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token_list *list = e->tokens[part];
    const struct token *first = &list->v[i];
    if (is_cue(e, first, CUE_GIVEN_NAME))
        return true;
    if (i > 0 && !(first->flags & TOKEN_SENTENCE) && first->start <= (first - 1)->end + 2 &&
        is_cue(e, first - 1, CUE_TITLE | CUE_SAYING))
        return true;
    if (i + n >= list->n || list->v[i + n].flags & TOKEN_SENTENCE)
        return false;
    return is_cue(e, &list->v[i + n], comma_between(e, part, i + n - 1) ? CUE_APPOSITION : CUE_SAYING);
}

/* "local-artur-khachatrian": the same for the same name in every article. */
static struct str local_id(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token_list *list = e->tokens[part];
    strbuf_clear(&e->scratch);
    strbuf_string(&e->scratch, "local");
    for (size_t k = 0; k < n; k++) {
        strbuf_byte(&e->scratch, '-');
        struct str form = form_of(e, &list->v[i + k]);
        bool ascii = true;
        for (size_t b = 0; b < form.n; b++)
            ascii = ascii && (unsigned char)form.p[b] < 0x80 && form.p[b] != '\'' && form.p[b] != '.';
        if (ascii)
            strbuf_str(&e->scratch, form);
        else
            name_key_token(e->keyer, form, &e->scratch);
    }
    return strbuf_view(&e->scratch);
}

static uint32_t present_local(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token_list *list = e->tokens[part];
    struct str whole = part == PART_TITLE ? e->in->title : e->in->text;
    bool is_new;
    uint32_t number = strmap_intern(&e->locals, local_id(e, part, i, n), &is_new);
    GROW(e->local_of, number, e->local_capacity);
    if (is_new) {
        GROW(e->present, e->present_n, e->present_capacity);
        e->present[e->present_n] = (struct present){
            .actor = GAZETTEER_NONE, .id = arena_str(e->arena, strmap_key(&e->locals, number)),
            .name = arena_str(e->arena, str_slice(whole, list->v[i].start, list->v[i + n - 1].end)),
        };
        e->local_of[number] = (uint32_t)e->present_n++;
    }
    return e->local_of[number];
}

static void find_persons(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t i = 0; i < list->n; i++) {
        size_t n = list->v[i].flags & TOKEN_CAPITAL && !e->taken[part][i] ? name_length(e, part, i) : 0;
        if (n < 2 || !has_cue(e, part, i, n))
            continue;
        uint32_t present = present_local(e, part, i, n);
        add_mention(e, part, i, i + n - 1, present, MENTION_CUE, 70);
        know_surname(e, form_of(e, &list->v[i + n - 1]), present);
        memset(e->taken[part] + i, 1, n);
        i += n - 1;
    }
}

/* ---- surnames, offices ---- */

static void find_surnames(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t i = 0; i < list->n; i++) {
        if (e->taken[part][i] || !capital(&list->v[i]))
            continue;
        uint32_t number = strmap_find(&e->surnames, form_of(e, &list->v[i]));
        if (number == STRMAP_NONE || e->surname_of[number] == GAZETTEER_NONE)
            continue;
        add_mention(e, part, i, i, e->surname_of[number], MENTION_SURNAME, 80);
        e->taken[part][i] = 1;
    }
}

static uint32_t holder(const struct enricher *e, struct str office, struct str of)
{
    if (e->in->date == CIVIL_NONE)
        return GAZETTEER_NONE;
    for (uint32_t i = gazetteer_office(e->g, office, of); i != GAZETTEER_NONE; i = e->g->office_entries[i].next) {
        const struct office_entry *o = &e->g->office_entries[i];
        if (gazetteer_held(&e->g->actors[o->actor].roles[o->role], e->in->date))
            return o->actor;
    }
    return GAZETTEER_NONE;
}

/* The country that a mention ending at token i, or beginning there, is of; empty where there is none. */
static struct str country_at(const struct enricher *e, uint32_t part, size_t i, bool ends)
{
    const struct token *t = &e->tokens[part]->v[i];
    size_t lo = 0, hi = e->sorted_n;
    while (lo < hi) {       /* mentions do not overlap: their ends ascend as their starts do */
        size_t mid = lo + (hi - lo) / 2;
        const struct mention *m = &e->mentions[mid];
        if (m->part < part || (m->part == part && (ends ? m->end < t->end : m->start < t->start)))
            lo = mid + 1;
        else
            hi = mid;
    }
    const struct mention *m = &e->mentions[lo];
    if (lo == e->sorted_n || m->part != part || (ends ? m->end != t->end : m->start != t->start))
        return (struct str){ NULL, 0 };
    uint32_t actor = e->present[m->actor].actor;
    bool country = actor != GAZETTEER_NONE && e->g->actors[actor].kind == ACTOR_COUNTRY;
    return country ? e->g->actors[actor].id : (struct str){ NULL, 0 };
}

/* "the Armenian prime minister", "Armenia's prime minister", "the prime minister of Armenia": who it was that day. */
static void find_offices(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t i = 0; i < list->n; i++) {
        if (!is_cue(e, &list->v[i], CUE_OFFICE))
            continue;
        struct str words[3];
        size_t n = 0, length = 0;
        while (n < 3 && i + n < list->n && !e->taken[part][i + n]) {
            words[n] = form_of(e, &list->v[i + n]);
            n++;
        }
        const char *office = n ? cue_office(words, n, &length) : NULL;
        if (!office)
            continue;
        size_t after = i + length;
        bool named = after < list->n && e->taken[part][after] && list->v[after].start == list->v[after - 1].end + 1 &&
                     !country_at(e, part, after, false).n;
        bool former = i > 0 && (str_is(form_of(e, &list->v[i - 1]), "former") || str_is(form_of(e, &list->v[i - 1]), "ex"));
        struct str country = i > 0 && e->taken[part][i - 1] ? country_at(e, part, i - 1, true) : (struct str){ NULL, 0 };
        if (!country.n && after + 1 < list->n && str_is(form_of(e, &list->v[after]), "of") && e->taken[part][after + 1])
            country = country_at(e, part, after + 1, false);
        uint32_t actor = country.n && !named && !former ? holder(e, str_of(office), country) : GAZETTEER_NONE;
        if (actor != GAZETTEER_NONE)
            add_mention(e, part, i, after - 1, present_registered(e, actor), MENTION_OFFICE, 70);
        i = after - 1;
    }
}

/* ---- the result ---- */

static int by_place(const void *a, const void *b)
{
    const struct mention *x = a, *y = b;
    if (x->part != y->part)
        return x->part < y->part ? -1 : 1;
    return x->start < y->start ? -1 : x->start > y->start;
}

static int by_salience(const void *a, const void *b)
{
    const struct found_actor *x = a, *y = b;
    if (x->salience != y->salience)
        return x->salience > y->salience ? -1 : 1;
    return str_compare(x->id, y->id);
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
    uint32_t *place = arena_array(e->arena, uint32_t, e->present_n + 1);
    for (size_t i = 0; i < e->present_n; i++) {
        const struct present *p = &e->present[i];
        struct found_actor *to = &actors[i];
        if (p->actor == GAZETTEER_NONE) {
            *to = (struct found_actor){ .id = p->id, .kind = ACTOR_PERSON, .name = p->name, .local = true };
        } else {
            const struct actor *a = &e->g->actors[p->actor];
            *to = (struct found_actor){ .id = a->id, .kind = a->kind, .name = a->name, .country = a->country, .party = a->party };
            put_roles(e, a, to);
        }
        to->salience = tally_salience(&p->tally);
        to->mentions = p->tally.mentions;
        to->order = (uint32_t)i;
    }
    if (e->present_n)
        qsort(actors, e->present_n, sizeof *actors, by_salience);
    for (size_t i = 0; i < e->present_n; i++)
        place[actors[i].order] = (uint32_t)i;
    struct mention *mentions = arena_array(e->arena, struct mention, e->mention_n + 1);
    for (size_t i = 0; i < e->mention_n; i++) {
        mentions[i] = e->mentions[i];
        mentions[i].actor = place[e->mentions[i].actor];
    }
    if (e->mention_n)
        qsort(mentions, e->mention_n, sizeof *mentions, by_place);
    *ret = (struct enriched){ actors, e->present_n, mentions, e->mention_n };
}

static void begin(struct enricher *e, const struct enrich_input *in, struct arena *arena)
{
    e->in = in;
    e->arena = arena;
    e->tokens[PART_TITLE] = in->title_tokens;
    e->tokens[PART_TEXT] = in->text_tokens;
    e->candidate_n = e->present_n = e->mention_n = 0;
    strmap_clear(&e->surnames);
    strmap_clear(&e->locals);
    for (int part = 0; part < 2; part++) {
        size_t n = e->tokens[part]->n + 1;
        if (n > e->taken_capacity[part]) {
            e->taken[part] = xrealloc(e->taken[part], n * 2);
            e->taken_capacity[part] = n * 2;
        }
        memset(e->taken[part], 0, n);
    }
}

void enrich(struct enricher *e, const struct enrich_input *in, struct arena *arena, struct enriched *ret)
{
    begin(e, in, arena);
    make_room_for_cues(e);
    for (uint32_t part = 0; part < 2; part++)
        find_names(e, part);
    settle_names(e);
    for (uint32_t part = 0; part < 2; part++)
        find_persons(e, part);
    for (uint32_t part = 0; part < 2; part++)
        find_surnames(e, part);
    if (e->mention_n)
        qsort(e->mentions, e->mention_n, sizeof *e->mentions, by_place);
    e->sorted_n = e->mention_n;
    for (uint32_t part = 0; part < 2; part++)
        find_offices(e, part);
    for (size_t i = 0; i < e->present_n; i++)
        if (e->present[i].actor != GAZETTEER_NONE)
            e->present_of[e->present[i].actor] = 0;
    collect(e, ret);
}
