/*
 * enricher.h: one enricher's state, shared by the files that find mentions: match_names.c (the registry's names), match_clubs.c (teams),
 * match_results.c (teams and persons of tables), match_orgs.c (organisations that only the article knows, acronyms), resolve_names.c (which actor a
 * name is), match_persons.c (persons that only the article knows), match_surnames.c (surnames, alone or behind a title), match_places.c (places of
 * datelines), match_offices.c (offices on the article's date). Private to them.
 *
 * They run in that order over an article's title and text. Names are candidates first, for a longer name may swallow a shorter one; then mentions.
 * A token belongs to one candidate and one mention at most.
 */
#ifndef CAUCUS_INDEXER_ENRICHER_H
#define CAUCUS_INDEXER_ENRICHER_H

#include "engine/base/strmap.h"
#include "indexer/cues.h"
#include "indexer/enrich.h"
#include "indexer/gazetteer.h"
#include "indexer/salience.h"

/* An actor of this article, before salience. */
struct present {
    uint32_t actor;                 /* in the gazetteer; GAZETTEER_NONE: local */
    enum actor_kind kind;
    struct str id, name;            /* of a local one */
    struct tally tally;
};

/* A span that may be several actors of the registry, or one that only the article knows. */
struct candidate {
    uint32_t part, first, last;     /* tokens */
    uint32_t node;                  /* of the gazetteer; GAZETTEER_NONE: local */
    uint32_t present;               /* of a local one */
    uint8_t how, confidence;
    bool dropped;                   /* a longer name swallowed it */
    uint8_t turn;                   /* the pass that settles it (resolve_names.c), + 1; 0: not asked yet */
};

/* What is known of a form: cues, and the key under which the registry may have it, with and without endings of a language. */
enum { KEY_NONE = 1, KEY_FIRST = 2, WORD_KEYS = 3 };
enum ending_family { ENDINGS_NONE, ENDINGS_GERMAN, ENDINGS_SLAVIC, ENDINGS_FAMILIES };

struct word_key {
    /* KEY_NONE, or a key's number + KEY_FIRST. The others: of a form that stands within names as it is ("Communist
     * Party of Ukraine", declined), its key in the first case; or what else the first case may be. */
    uint32_t key[WORD_KEYS];
    uint32_t root[WORD_KEYS];       /* by that key: the node that it leads to from the gazetteer's root, or GAZETTEER_NONE */
    uint8_t bare[WORD_KEYS];        /* bytes of the form without its ending; BARE_WHOLE: nothing was cut */
};
enum { BARE_WHOLE = UINT8_MAX };    /* above ANALYSER_FORM_MAX */

enum { SEEN_MOST = 0xFF, LOWER_HERE = 0x100, UPPER_HERE = 0x200, HERE_BITS = 10, ARTICLES_MOST = UINT32_MAX >> HERE_BITS };
/* The form begins with an ASCII letter or digit. */
#define BEGINS_LATIN (1u << 31)
struct word_facts {
    uint32_t cues;                  /* enum cue_kind, and BEGINS_LATIN; known once there are keys */
    uint32_t here;                  /* the last article that had it, << HERE_BITS; in lower case, all in capitals; how often with a capital and small letters */
    uint32_t keys;                  /* place in enricher.keys + 1, of ENDINGS_NONE; 0: not made yet. The first place is that of all forms without a key */
};

struct enricher {
    const struct gazetteer *g;
    struct analyser *analyser;
    struct name_keyer *keyer;
    struct cue_words *cue_words;
    uint32_t *declined[ENDINGS_FAMILIES];       /* the same of the other families */
    size_t declined_capacity[ENDINGS_FAMILIES];
    struct word_key *keys;
    size_t key_n, key_capacity;
    struct word_facts *facts;       /* by form number */
    size_t fact_capacity;
    uint32_t article;               /* a number of the article in hand */
    struct strbuf scratch;
    /* of the article in hand */
    const struct enrich_input *in;
    struct str whole[2];            /* title, text */
    const struct token_list *tokens[2];
    struct token_list apart[2];     /* the tokens of a text whose possessive endings stand apart, without those */
    enum ending_family family;
    bool english;
    const char *home;               /* the state whose language the article is in, if one only has it; NULL */
    size_t line_most[2];            /* bytes of the longest line, where lines are broken to a width; 0: a newline is an end */
    bool shouted[2];                /* all capitals */
    size_t dateline;                /* tokens of the text */
    uint32_t *candidate_at[2], *mention_at[2];  /* by token: number + 1 */
    uint8_t *gaps[2];               /* by token: enum gap + 1; 0: not asked for yet */
    size_t at_capacity[2];
    uint32_t *beginnings[2];        /* tokens that a name of the registry may begin with; end at beginning_n */
    size_t beginning_n[2];
    uint32_t *capitals[2];          /* tokens that may begin a name for their capital, or for their script has none; end at capital_n */
    size_t capital_n[2];
    struct candidate *candidates;
    size_t candidate_n, candidate_capacity;
    struct present *present;
    size_t present_n, present_capacity;
    uint32_t *present_of;           /* by actor of the gazetteer: place in present + 1 */
    struct mention *mentions;
    size_t mention_n, mention_capacity;
    struct mention_reading *readings;
    size_t reading_n, reading_capacity, reading_first;
    struct strmap surnames;         /* forms that stand for someone in this article; by number: the first of its bearers */
    uint32_t *surname_of;
    size_t surname_capacity;
    uint32_t surname_starts[32];    /* by the first letter, a bit for the second: some of the forms begin so */
    struct bearer {
        uint32_t present, next;     /* place in present; the next of the same form, or GAZETTEER_NONE */
    } *bearers;
    size_t bearer_n, bearer_capacity;
    bool two_words;                 /* some of the forms are of two words */
    bool sport;                     /* clubs or results were found */
    struct strmap locals;           /* ids */
    uint32_t *local_of;
    size_t local_capacity;
    struct arena *arena;
};

/* ---- words (enrich_words.c) ---- */

/* To be called once an article is analysed, before all others: what is known of its words, which of them have capitals, which stand in lower case. */
void words_begin(struct enricher *e);
struct str form_of(const struct enricher *e, const struct token *t);
/* Whether a form is one of n words. */
static inline bool is_any(struct str form, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(form, words[i]))
            return true;
    return false;
}
/* The words as they are written. */
struct str written(const struct enricher *e, uint32_t part, size_t first, size_t last);
/* Whether a word is a cue of one of these kinds (enum cue_kind). */
static inline bool is_cue(const struct enricher *e, const struct token *t, uint32_t kinds)
{
    return (e->facts[t->form].cues & kinds) != 0;
}
static inline bool begins_latin(const struct enricher *e, const struct token *t)
{
    return is_cue(e, t, BEGINS_LATIN);
}
/* Makes the keys of a form; gives their place in e->keys, + 1. */
uint32_t make_keys(struct enricher *e, uint32_t form, enum ending_family family);
/* The keys under which a word of the article may be in the registry; they hold until the next call. */
static inline const struct word_key *keys_in(struct enricher *e, uint32_t form, enum ending_family family)
{
    uint32_t number = family == ENDINGS_NONE ? e->facts[form].keys : form < e->declined_capacity[family] ? e->declined[family][form] : 0;
    if (!number)
        number = make_keys(e, form, family);
    return &e->keys[number - 1];
}

static inline const struct word_key *key_of(struct enricher *e, const struct token *t)
{
    return keys_in(e, t->form, e->family);
}
/* Whether a word may begin a name: it has a capital, or its script has none. */
static inline bool capital(const struct token *t)
{
    return (t->flags & (TOKEN_CAPITAL | TOKEN_UNCASED | TOKEN_BIGRAM)) != 0;
}
/* Whether it is a word with a capital and small letters behind it. */
static inline bool capitalised(const struct token *t)
{
    return (t->flags & (TOKEN_CAPITAL | TOKEN_UPPER | TOKEN_NUMBER)) == TOKEN_CAPITAL;
}
/* J, or J.K */
bool is_initial(const struct enricher *e, uint32_t part, const struct token *t);
/* How the article has a form: LOWER_HERE, UPPER_HERE, SEEN_MOST. */
static inline uint32_t word_here(const struct enricher *e, uint32_t form)
{
    uint32_t here = e->facts[form].here;
    return here >> HERE_BITS == e->article ? here : 0;
}
/* Whether the article has the word in lower case too. */
static inline bool is_lower_elsewhere(const struct enricher *e, const struct token *t)
{
    return word_here(e, t->form) & LOWER_HERE;
}
/* How often the article has the word with a capital and small letters behind it. */
static inline uint32_t times_seen(const struct enricher *e, const struct token *t)
{
    return word_here(e, t->form) & SEEN_MOST;
}
/* Whether the words around are all in capitals. */
bool is_shouted(const struct enricher *e, uint32_t part, size_t i);

/* What stands between token i and the one before. */
enum gap { GAP_BREAK, GAP_SPACE, GAP_HYPHEN, GAP_DOT, GAP_AMPERSAND, GAP_POSSESSIVE, GAP_COMMA, GAP_OPEN };
/* What gap_before() asks once for a token. */
enum gap find_gap(const struct enricher *e, uint32_t part, size_t i);
/* GAP_BREAK at the beginning and the end, at the end of a sentence or a line, and for all other marks; GAP_OPEN: a space and '('. */
static inline enum gap gap_before(const struct enricher *e, uint32_t part, size_t i)
{
    if (i == 0 || i >= e->tokens[part]->n)
        return GAP_BREAK;
    uint8_t *known = &e->gaps[part][i];     /* nearly every step asks for it */
    if (!*known)
        *known = (uint8_t)(find_gap(e, part, i) + 1);
    return (enum gap)(*known - 1);
}
/* The text between token i - 1 and token i, or the end; empty where they overlap (bigrams). */
struct str text_between(const struct enricher *e, uint32_t part, size_t i);
static inline bool has_between(const struct enricher *e, uint32_t part, size_t i, char c)
{
    struct str s = text_between(e, part, i);
    return str_find(s, c) < s.n;
}

/* ---- who is there (present.c): places in e->present ---- */

uint32_t present_registered(struct enricher *e, uint32_t actor);
/* Who or what n tokens from i on name. */
uint32_t present_local(struct enricher *e, enum actor_kind kind, uint32_t part, size_t i, size_t n);
/* Whether present_local() has had that name. */
bool is_local(struct enricher *e, enum actor_kind kind, uint32_t part, size_t i, size_t n);
void add_mention(struct enricher *e, uint32_t part, size_t first, size_t last, uint32_t present, enum mention_how how, int confidence);
/* The form stands for that actor in the rest of the article. */
void know_surname(struct enricher *e, struct str form, uint32_t present);
/* The same of the form of token i and the one behind it. */
void know_two_words(struct enricher *e, uint32_t part, size_t i, uint32_t present);
/* Place in e->present of whom the form stands for, or GAZETTEER_NONE. Of several it is the one of whom the article tells most. */
uint32_t known_surname(const struct enricher *e, struct str form);
uint32_t known_two_words(struct enricher *e, uint32_t part, size_t i);
/* False where the text tells already that a token's form stands for nobody: most do, and their strings are far. */
bool may_be_surname_of(const struct enricher *e, uint32_t part, const struct token *t);
/* The first of those whom a form stands for, in e->bearers; GAZETTEER_NONE: nobody. */
uint32_t first_bearer(const struct enricher *e, struct str form);
/* Of these bearers, the one of known_surname(). */
uint32_t best_bearer(const struct enricher *e, uint32_t bearer);

/* The registered actor of the mention that covers a token, or GAZETTEER_NONE. */
uint32_t actor_at(const struct enricher *e, uint32_t part, size_t i);
/* Whether a candidate or a mention covers it. */
static inline bool is_taken(const struct enricher *e, uint32_t part, size_t i)
{
    return e->candidate_at[part][i] || e->mention_at[part][i];
}

/* ---- cases of names (name_cases.c) ---- */

/* Word k of a person's name of n tokens from i on, in the first case where its language declines names. */
struct str person_word(struct enricher *e, uint32_t part, size_t i, size_t n, size_t k);
/* What all cases of a surname share, for both sexes: the key of know_surname(). */
struct str surname_key(struct enricher *e, struct str form);

/* ---- persons that only the article knows (weigh_persons.c) ---- */

/* What speaks for n capitalised words from i on to be a person's name. */
int worth_of_person(struct enricher *e, uint32_t part, size_t i, size_t n);
/* Whether a country stands in brackets at token `next`: "( Sweden )". */
bool has_country_in_brackets(const struct enricher *e, uint32_t part, size_t next);

/* ---- candidates (match_names.c) ---- */

/* Владимирович, Николаевна, in any case. */
bool is_patronymic(struct str form);
/* Swallows candidates that it overlaps. */
void add_candidate(struct enricher *e, const struct candidate *c);
/* Whether the tokens may be this name: its capitals, and for one word its very form (or another script). */
bool name_may_be(struct enricher *e, const struct name_entry *entry, uint32_t part, size_t first, size_t last);
/* Whether an actor of some of these kinds (bits of enum actor_kind) has the name. */
bool name_is_of(const struct enricher *e, uint32_t node, unsigned kinds);

/* ---- what speaks for whom (worth.c) ---- */

enum { YEARS_AROUND = 15 };         /* of an office, in which somebody is talked about */

/* What speaks for an actor in this article: country, company, office and time. */
int worth_of(const struct enricher *e, uint32_t actor);
/* The same, part by part; what stands around the name is for the caller to add. */
struct mention_worth worth_parts(const struct enricher *e, uint32_t actor);
/* What a name could be, where that is asked for: between the two, each of them; readings_end() follows the add_mention() that is about it. */
void readings_begin(struct enricher *e);
void readings_add(struct enricher *e, uint32_t actor, struct mention_worth worth);
/* All whom a form stands for, by what the article has of them. */
void readings_add_bearers(struct enricher *e, struct str form);
void readings_end(struct enricher *e);

/* ---- which actor (resolve_names.c) ---- */

/* The one who held the office on the article's date, or GAZETTEER_NONE. */
uint32_t holder_of(const struct enricher *e, struct str office, struct str of);

/* "King Abdullah of Jordan": whether the country behind a name that ends at token `last` is another than `country` (resolve_names.c). */
bool is_of_other(const struct enricher *e, uint32_t part, size_t last, uint32_t country);
/* The office whose words end before token i, by its general name; empty: none. And whether somebody has ever held it (match_surnames.c). */
struct str office_before(const struct enricher *e, uint32_t part, size_t i);
bool ever_held(const struct actor *a, struct str office);
/* Calif, Mich: a state of the United States cut short (match_places.c). */
bool is_state_cut_short(struct str form);
/* May, Will and March: whether the word is the month or the verb here, and no name (match_surnames.c). */
bool is_ordinary_here(const struct enricher *e, uint32_t part, size_t i);

/* ---- the steps ---- */

/* What enrich() begins with. */
void enrich_begin(struct enricher *e, const struct enrich_input *in, struct arena *arena);
/* Who was there is there no more: to be called behind the steps. */
void enrich_forget_article(struct enricher *e);
void find_names(struct enricher *e, uint32_t part);
void find_clubs(struct enricher *e, uint32_t part);
void find_results(struct enricher *e, uint32_t part);
void find_nicknames(struct enricher *e, uint32_t part);
void find_orgs(struct enricher *e, uint32_t part);
void settle_names(struct enricher *e);
/* `last`: those of one word, behind all the others. */
void find_orgs_by_nouns(struct enricher *e, uint32_t part, bool last);
void find_acronyms(struct enricher *e, uint32_t part);
void find_persons(struct enricher *e);
void find_titled(struct enricher *e, uint32_t part);
/* Surnames of Slavic, Armenian, Georgian making that nothing else tells of. */
void find_bare_surnames(struct enricher *e, uint32_t part);
void find_surnames(struct enricher *e, uint32_t part);
void find_datelines(struct enricher *e, uint32_t part);
void find_places(struct enricher *e, uint32_t part);
void find_offices(struct enricher *e, uint32_t part);

#endif
