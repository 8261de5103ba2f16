#include "indexer/enricher.h"

#include "engine/base/memory.h"
#include "engine/text/name_key.h"

struct str form_of(const struct enricher *e, const struct token *t)
{
    return analyser_string(e->analyser, t->form);
}

struct str written(const struct enricher *e, uint32_t part, size_t first, size_t last)
{
    const struct token *v = e->tokens[part]->v;
    return str_slice(e->whole[part], v[first].start, v[last].end);
}

bool is_initial(const struct enricher *e, uint32_t part, const struct token *t)
{
    if (!(t->flags & TOKEN_CAPITAL))
        return false;
    struct str s = str_slice(e->whole[part], t->start, t->end);
    unsigned char lead = (unsigned char)s.p[0];
    size_t letter = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    bool dot = t->end < e->whole[part].n && e->whole[part].p[t->end] == '.';
    const size_t bytes_most = 5;
    bool dots = false;
    for (size_t i = 1; i < s.n && s.n <= bytes_most; i++)
        dots = dots || s.p[i] == '.';
    return (s.n == letter && dot) || dots;
}

bool is_shouted(const struct enricher *e, uint32_t part, size_t i)
{
    enum { AROUND = 3 };
    const struct token_list *list = e->tokens[part];
    size_t upper = 0, others = 0;
    for (size_t k = i; k-- > 0 && i - k <= AROUND && !(list->v[k + 1].flags & TOKEN_SENTENCE);)
        list->v[k].flags & TOKEN_UPPER ? upper++ : list->v[k].flags & TOKEN_NUMBER ? 0 : others++;
    for (size_t k = i + 1; k < list->n && k - i <= AROUND && !(list->v[k].flags & TOKEN_SENTENCE); k++)
        list->v[k].flags & TOKEN_UPPER ? upper++ : list->v[k].flags & TOKEN_NUMBER ? 0 : others++;
    return upper >= 2 && upper > others;
}

/* ---- endings ---- */

static const char *const cyrillic_endings[] = {
    "ыми", "ими", "ого", "его", "ому", "ему", "ами", "ями", "ові", "еві", "ою", "ею", "ой", "ей", "ом", "ем", "ым", "им", "ах", "ях", "ів", "ью",
    "ию", "ую", "юю",
    "а", "я", "у", "ю", "е", "ы", "и", "і", "ї", "й",
};
/* What the first case ends with, where an ending was cut off. */
static const char *const cyrillic_first_cases[] = { "", "а", "я", "й", "ь", "ий", "ый", "ия", "ая", "яя", "о", "е" };
static const char *const armenian_endings[] = { "ներին", "ների", "ական", "ովի", "ում", "ին", "ից", "ով", "ան", "ի", "ը", "ն" };
static const char *const georgian_endings[] = { "თან", "მა", "ის", "ით", "ად", "ში", "ზე", "ი", "ს", "ო" };
static const char *const german_endings[] = { "ens", "es", "s" };
static const char *const slavic_endings[] = {
    "owskiego", "iego", "iemu", "owi", "iem", "ego", "emu", "em", "em", "om", "ie", "im", "ym", "a", "u", "e", "y", "i",
};
static const char *const no_first_case[] = { "" };
static const char *const slavic_first_cases[] = { "", "a", "i" };

struct endings {
    const char *const *v;
    size_t n;
    const char *const *first_cases;
    size_t first_case_n;
    size_t stem_least;      /* bytes that stay */
};

#define ENDINGS(list, first, least) { (list), sizeof(list) / sizeof *(list), (first), sizeof(first) / sizeof *(first), (least) }

/* The endings of a form's script, or of its language. */
static const struct endings *endings_of(enum ending_family family, struct str form)
{
    static const struct endings cyrillic = ENDINGS(cyrillic_endings, cyrillic_first_cases, 6);
    static const struct endings armenian = ENDINGS(armenian_endings, no_first_case, 6);
    static const struct endings georgian = ENDINGS(georgian_endings, no_first_case, 9);
    static const struct endings german = ENDINGS(german_endings, no_first_case, 3);
    static const struct endings slavic = ENDINGS(slavic_endings, slavic_first_cases, 3);
    unsigned char lead = form.n ? (unsigned char)form.p[0] : 0;
    if (lead == 0xD0 || lead == 0xD1)
        return &cyrillic;
    if (lead == 0xD4 || lead == 0xD5 || lead == 0xD6)
        return &armenian;
    if (lead == 0xE1 && form.n > 1 && (unsigned char)form.p[1] == 0x83)
        return &georgian;
    return lead >= 0x80 ? NULL : family == ENDINGS_GERMAN ? &german : family == ENDINGS_SLAVIC ? &slavic : NULL;
}

static uint32_t lookup(struct enricher *e, struct str form)
{
    strbuf_clear(&e->scratch);
    name_key_token(e->keyer, form, &e->scratch);
    return gazetteer_key(e->g, strbuf_view(&e->scratch));
}

/* A key that a form may have without its ending. */
struct cut_key {
    uint32_t key;       /* GAZETTEER_NONE: none */
    size_t bare;        /* bytes of the form without the ending */
};

/* Whether some name is this one word. */
static bool is_whole_name(const struct enricher *e, uint32_t key)
{
    uint32_t node = gazetteer_step(e->g, GAZETTEER_ROOT, key);
    return node != GAZETTEER_NONE && e->g->first[node] != GAZETTEER_NONE;
}

/* Adds one that is not there yet: the first that is a name by itself goes before the others, and the last of too many is left out. */
static void add_key(const struct enricher *e, struct cut_key keys[WORD_KEYS], bool *whole, struct cut_key found)
{
    size_t n = 0;
    for (; n < WORD_KEYS && keys[n].key != GAZETTEER_NONE; n++)
        if (keys[n].key == found.key)
            return;
    bool better = !*whole && is_whole_name(e, found.key);
    *whole = *whole || better;
    if (better) {
        memmove(keys + 1, keys, (WORD_KEYS - 1) * sizeof *keys);
        keys[0] = found;
    } else if (n < WORD_KEYS) {
        keys[n] = found;
    }
}

/*
 * The best keys of a form without one of the endings (`as_written`: of words of names as they are): one that is a name by itself comes before a
 * part of names ("Китае" is of Китай, not of the Китая in Банк Китая); else those of longer endings.
 */
static void cut_ending(struct enricher *e, struct str form, const struct endings *endings, bool as_written, struct cut_key keys[WORD_KEYS])
{
    CLEANUP_STRBUF struct strbuf first = STRBUF_INIT;
    bool whole = false;
    for (size_t i = 0; i < endings->n; i++) {
        struct str ending = str_of(endings->v[i]);
        if (!str_ends(form, ending) || form.n < ending.n + endings->stem_least)
            continue;
        for (size_t k = 0; k < endings->first_case_n; k++) {
            strbuf_clear(&first);
            strbuf_bytes(&first, form.p, form.n - ending.n);
            strbuf_string(&first, endings->first_cases[k]);
            uint32_t key = !as_written || gazetteer_has_form(e->g, strbuf_view(&first)) ? lookup(e, strbuf_view(&first)) : GAZETTEER_NONE;
            if (key != GAZETTEER_NONE)
                add_key(e, keys, &whole, (struct cut_key){ key, form.n - ending.n });
        }
    }
}

/*
 * The keys of a form, and of it without its ending where its language declines names. What is written so in the registry comes before what only
 * sounds so: the key of "России" is that of Rossi.
 */
static struct word_key make_key(struct enricher *e, struct str form, enum ending_family family)
{
    const struct endings *endings = endings_of(family, form);
    size_t apostrophe = str_find(form, '\'');
    struct cut_key whole = { lookup(e, form), form.n }, keys[WORD_KEYS];
    for (size_t i = 0; i < WORD_KEYS; i++)
        keys[i] = (struct cut_key){ GAZETTEER_NONE, form.n };
    if (endings)
        cut_ending(e, form, endings, true, keys);
    if (gazetteer_has_form(e->g, form)) {
        memmove(keys + 1, keys, (WORD_KEYS - 1) * sizeof *keys);
        keys[0] = whole;
    }
    if (keys[0].key == GAZETTEER_NONE)
        keys[0] = whole;
    if (keys[0].key == GAZETTEER_NONE && apostrophe < form.n && apostrophe >= 3)
        keys[0] = (struct cut_key){ lookup(e, str_slice(form, 0, apostrophe)), apostrophe };
    if (keys[0].key == GAZETTEER_NONE && endings) {
        cut_ending(e, form, endings, false, keys);
        keys[1].key = keys[2].key = GAZETTEER_NONE;
    }
    struct word_key ret;
    for (size_t i = 0; i < WORD_KEYS; i++) {
        bool none = keys[i].key == GAZETTEER_NONE;
        ret.key[i] = none ? KEY_NONE : keys[i].key + KEY_FIRST;
        ret.root[i] = none ? GAZETTEER_NONE : gazetteer_step(e->g, GAZETTEER_ROOT, keys[i].key);
        ret.bare[i] = keys[i].bare == form.n ? BARE_WHOLE : (uint8_t)keys[i].bare;
    }
    return ret;
}

static bool is_none(const struct word_key *k)
{
    bool none = true;
    for (size_t i = 0; i < WORD_KEYS; i++)
        none = none && k->key[i] == KEY_NONE && k->bare[i] == BARE_WHOLE;
    return none;
}

static uint32_t add_keys(struct enricher *e, const struct word_key *k)
{
    GROW(e->keys, e->key_n, e->key_capacity);
    e->keys[e->key_n] = *k;
    return (uint32_t)e->key_n++;
}

uint32_t make_keys(struct enricher *e, uint32_t form, enum ending_family family)
{
    static const struct word_key none = {
        { KEY_NONE, KEY_NONE, KEY_NONE }, { GAZETTEER_NONE, GAZETTEER_NONE, GAZETTEER_NONE }, { BARE_WHOLE, BARE_WHOLE, BARE_WHOLE },
    };
    uint32_t **declined = &e->declined[family];
    size_t *capacity = &e->declined_capacity[family];
    if (family != ENDINGS_NONE && form >= *capacity) {
        size_t more = (size_t)form + form / 2 + 1024;
        *declined = xmore_zeroed(*declined, *capacity * sizeof **declined, more * sizeof **declined);
        *capacity = more;
    }
    if (!e->key_n)
        add_keys(e, &none);
    struct word_key made = make_key(e, analyser_string(e->analyser, form), family);
    uint32_t number = (is_none(&made) ? 0 : add_keys(e, &made)) + 1;
    *(family == ENDINGS_NONE ? &e->facts[form].keys : &(*declined)[form]) = number;
    return number;
}

/* Whether a name of the registry may begin with a form, so far as its keys tell. */
static bool has_keys(const struct enricher *e, const struct word_facts *facts)
{
    return e->family != ENDINGS_NONE || facts->keys > 1;
}

/* ---- an article's words ---- */

/* A name of the registry may begin with the form in lower case. */
static bool may_begin_in_lower_case(struct enricher *e, uint32_t form)
{
    uint32_t key = keys_in(e, form, ENDINGS_NONE)->key[0];
    return key >= KEY_FIRST && e->g->lower_root[key - KEY_FIRST];
}

static void learn_word(struct enricher *e, uint32_t number)
{
    struct str form = analyser_string(e->analyser, number);
    uint32_t *cues = &e->facts[number].cues;
    *cues = cue_kinds(e->cue_words, form) | ((unsigned char)form.p[0] < 0x80 ? BEGINS_LATIN : 0);
    if (gazetteer_is_given_name(e->g, form) && !(*cues & (CUE_ORDINARY | CUE_COMMON | CUE_INSTITUTION | CUE_TITLE | CUE_PARTICLE | CUE_ORG_HEAD)))
        *cues |= CUE_GIVEN_NAME;
    if (may_begin_in_lower_case(e, number))
        *cues |= CUE_MAY_BEGIN;
}

static void see(struct word_facts *facts, const struct token *t, uint32_t article)
{
    uint32_t here = facts->here >> HERE_BITS == article ? facts->here : article << HERE_BITS;
    if (!(t->flags & TOKEN_CAPITAL))
        here |= LOWER_HERE;
    else if (t->flags & TOKEN_UPPER)
        here |= UPPER_HERE;
    else if ((here & SEEN_MOST) < SEEN_MOST)
        here++;
    facts->here = here;
}

/* Articles are numbered anew before the numbers end. */
static void next_article(struct enricher *e)
{
    if (e->article == ARTICLES_MOST) {
        for (size_t i = 0; i < e->fact_capacity; i++)
            e->facts[i].here = 0;
        e->article = 0;
    }
    e->article++;
}

void words_begin(struct enricher *e)
{
    enum { AHEAD = 16 };
    size_t need = analyser_count(e->analyser);
    if (need > e->fact_capacity) {
        size_t more = need + need / 4;
        e->facts = xmore_zeroed(e->facts, e->fact_capacity * sizeof *e->facts, more * sizeof *e->facts);
        e->fact_capacity = more;
    }
    next_article(e);
    for (int part = 0; part < 2; part++) {
        const struct token_list *list = e->tokens[part];
        size_t n = 0, beginning_n = 0;
        for (uint32_t i = 0; i < list->n; i++) {
            const struct token *t = &list->v[i];
            if (i + AHEAD < list->n)
                __builtin_prefetch(&e->facts[t[AHEAD].form]);
            struct word_facts *facts = &e->facts[t->form];
            if (!facts->keys)
                learn_word(e, t->form);
            see(facts, t, e->article);
            if (capital(t))
                e->capitals[part][n++] = i;
            if ((capital(t) || facts->cues & CUE_MAY_BEGIN) && has_keys(e, facts))
                e->beginnings[part][beginning_n++] = i;
        }
        e->beginning_n[part] = beginning_n;
        e->capital_n[part] = n;
    }
}
