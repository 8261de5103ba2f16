/*
 * quote_private.h: an article as the files that look for speakers see it. Nobody else includes it.
 */
#ifndef CAUCUS_INDEXER_QUOTE_PRIVATE_H
#define CAUCUS_INDEXER_QUOTE_PRIVATE_H

#include "indexer/quote_marks.h"
#include "indexer/quote_words.h"
#include "indexer/quotes.h"

enum gap {                      /* what stands between a word and the one before it */
    GAP_COMMA = 1, GAP_COLON = 2,
    GAP_OTHER = 4,              /* a semicolon or a bracket */
    GAP_DASH = 64,
    GAP_MARK = 8,               /* a quotation mark */
    GAP_PARAGRAPH = 16,
    GAP_SENTENCE = 32,
};

enum { SOURCES_MAX = 12 };

struct speech_token {
    uint32_t start, end;
    uint32_t form;              /* speech_form() */
    uint32_t kinds;             /* enum speech_word */
    uint8_t flags;              /* enum token_flag */
    uint8_t gap;
    int32_t quote;              /* index into marks; -1: outside */
    int32_t mention;            /* index into enriched.mentions; -1: none */
    uint32_t paragraph;
};

struct speech {
    struct str text;
    enum mention_part part;     /* of which `text` is */
    const struct enriched *enriched;
    const struct analyser *analyser;
    struct arena *arena;
    struct marked_texts marks;
    bool *names;                /* of marks: see mark_is_name() */
    struct speech_token *tokens;
    size_t n;
    uint32_t *near;             /* by START_BYTES of the text: the first token that begins there or behind */
    uint32_t *turning;          /* tokens outside marks where a sentence begins, or which may be a name or a pronoun; ascending */
    size_t turning_n;
    uint32_t *named;            /* the first token of each mention, ascending */
    size_t named_n;
    const char *lang;
    bool english, known;        /* known: another language whose verbs of saying are */
    bool nouns_upper;           /* German: each noun has a capital */
    bool nouns_first;           /* Russian and Ukrainian: the head of a phrase stands before its genitives */
    bool nouns_definite;        /* Armenian: a subject has an article at its end */
    bool commas_apart;          /* French: an aside within marks stands between commas */
    bool verb_last;             /* Turkish: the subject stands before what is said without a comma */
    bool articles;              /* which puts an article before nouns: none without one speaks */
    const struct speech_source *sources[SOURCES_MAX];  /* of the language */
    size_t source_n;
};

static inline struct str speech_form(const struct speech *s, const struct speech_token *t)
{
    return analyser_string(s->analyser, t->form);
}

/* Whether a token's form may begin so, as the text tells, which is nearer than the form: an ASCII letter or digit has only its case folded. */
static inline bool speech_may_begin(const struct speech *s, const struct speech_token *t, struct str begin)
{
    unsigned char c = (unsigned char)s->text.p[t->start];
    return c >= 0x80 || !begin.n || (c | 0x20) == (unsigned char)begin.p[0];
}

/* Who is named somewhere: the words, and if they are a mention, of whom. */
struct named {
    enum speaker_kind kind;
    uint32_t actor, start, end;
    size_t first, last;         /* tokens */
};

/* ---- quote_tokens.c ---- */

enum { START_BYTES = 64 };

/* The words of the text, whose marks and language are known. */
void speech_read(struct speech *s, const struct token_list *tokens, struct word_kinds *words);

/* ---- quote_subject.c ---- */

enum { CLAUSE_WORDS = 48 };     /* a clause is read no further */

/* The first token that begins at or behind a byte. */
size_t speech_token_at(const struct speech *s, uint32_t byte);
/* Whose mention a token is part of, or NULL. */
const struct found_actor *speech_actor(const struct speech *s, size_t i);
/* Where the sentence of a token begins, `most` tokens before it at most. */
size_t speech_sentence(const struct speech *s, size_t at, size_t most);
struct named named_words(const struct speech *s, enum speaker_kind kind, uint32_t actor, size_t first, size_t last);
struct named named_mention(const struct speech *s, size_t i);
/* The name, pronoun or words of [first..last] that stand for who speaks; `backward`: before their verb, where the last name counts. */
bool name_of(const struct speech *s, size_t first, size_t last, bool backward, struct named *ret);
/* Whether what stands between marks is a name within a sentence: the paper «X», «X» party. Of languages that are known alone. */
static inline bool mark_is_name(const struct speech *s, size_t mark)
{
    return s->names[mark];
}
/* Whether words that are no name may be somebody: "a senior official", "critics", but not "going on to", "forcefully". */
bool may_speak(const struct speech *s, const struct named *words);
/* The words before `end` (without it), down to `lowest`, up to the clause's beginning. */
bool subject_words_before(const struct speech *s, size_t lowest, size_t end, struct named *ret);
/* The subject of a verb that stands before it. */
bool subject_before(const struct speech *s, size_t lowest, size_t verb, struct named *ret);
/* Behind an inverted verb: up to the end of its clause. */
bool subject_behind(const struct speech *s, size_t verb, size_t limit, struct named *ret);
/* The subject of a sentence: its first name or words, behind what introduces it. */
bool subject_of(const struct speech *s, size_t begin, size_t end, struct named *ret);

/* ---- quote_speaker.c ---- */

struct speaker_found {
    struct named who;
    size_t cue;                 /* a token, or SIZE_MAX */
    uint8_t confidence;
};

enum { NEAR_WORDS = 16, FAR_WORDS = 5 };

bool speaker_set(struct speaker_found *ret, const struct named *who, size_t cue, int confidence);
/* "according to X" at token i of [begin..limit), or "X zufolge". */
bool speaker_according(const struct speech *s, size_t begin, size_t i, size_t limit, struct speaker_found *ret);
/* "it is said in a letter of X", and in Armenian "in the letter of X it is said": X where that is an actor, else the letter. */
bool speaker_told_in(const struct speech *s, size_t begin, size_t verb, size_t limit, struct speaker_found *ret);
/* Whether a token is part of the sentence: a name between marks is. */
bool speech_is_outside(const struct speech *s, size_t i);

/* By a name in capitals and a colon with which it begins, as transcripts have. */
bool speaker_within(const struct speech *s, size_t mark, struct speaker_found *ret);
/* By the name before a turn of a transcript. */
bool speaker_by_label(const struct speech *s, size_t mark, struct speaker_found *ret);
/* By a verb behind the quotation, in its sentence. */
bool speaker_behind(const struct speech *s, size_t mark, struct speaker_found *ret);
/* By a verb before it, in its sentence, or what ends in a colon (quote_before.c). */
bool speaker_before(const struct speech *s, size_t mark, struct speaker_found *ret);
/* By a verb with which its sentence ends, behind other clauses and quotations: it holds "…" and "…", X said. */
bool speaker_at_end(const struct speech *s, size_t mark, struct speaker_found *ret);
/* By the sentence behind, where that begins with "about this", in other languages. */
bool speaker_about_this(const struct speech *s, size_t mark, struct speaker_found *ret);
/* The subject of the sentence that it stands in. */
bool speaker_of_sentence(const struct speech *s, size_t mark, struct speaker_found *ret);
/* Of the sentence before it, in its paragraph: by its verb of saying, else its subject. */
bool speaker_just_before(const struct speech *s, size_t mark, struct speaker_found *ret);
/* By the last verb of saying of a paragraph. */
bool speaker_of_paragraph(const struct speech *s, uint32_t paragraph, struct speaker_found *ret);
/* ---- quote_nominal.c ---- */

/* Who "the minister" is: the person who was last called so by name before, or QUOTE_NO_ACTOR. */
uint32_t speaker_of_title(const struct speech *s, const struct named *title);
/* Whose "the statement" is: the organisation or person of the sentence that told of it before, or QUOTE_NO_ACTOR. */
uint32_t speaker_of_statement(const struct speech *s, const struct named *statement);

/* ---- quote_pronouns.c ---- */

struct pronouns;
struct pronouns *pronouns_new(const struct speech *s);
/* An actor spoke in a paragraph. */
void pronouns_spoke(struct pronouns *p, uint32_t actor, uint32_t paragraph);
/* Whose surname words are, if they are a bare one that is nobody's mention, or QUOTE_NO_ACTOR. */
uint32_t pronouns_surname(const struct pronouns *p, const struct named *words);
/* For whom a pronoun stands, or QUOTE_NO_ACTOR. */
uint32_t pronouns_resolve(const struct pronouns *p, const struct named *pronoun);

#endif
