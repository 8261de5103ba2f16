/*
 * quote_words.h: what words tell about speech: verbs of saying, who may stand before them, what a clause begins with. All folded.
 */
#ifndef CAUCUS_INDEXER_QUOTE_WORDS_H
#define CAUCUS_INDEXER_QUOTE_WORDS_H

#include "engine/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum speech_word {
    WORD_SAYS = 1,          /* said, told, added: may follow what was said */
    WORD_CALLS = 2,         /* called, praised, promised: holds a part of what was said */
    WORD_SAYING = 4,        /* saying, adding: its subject is that of the sentence */
    WORD_HELPS = 8,         /* has, also, later: between a subject and its verb */
    WORD_PRONOUN = 16,
    WORD_HE = 32, WORD_SHE = 64, WORD_THEY = 128,   /* whom a pronoun may stand for */
    WORD_PREPOSITION = 256,
    WORD_CLAUSE = 512,      /* that, who, because: a clause begins */
    WORD_DETERMINER = 1024,
    WORD_MR = 2048, WORD_MRS = 4096,
    WORD_UTTERANCE = 16384, /* claim, statement: of him whose it is */
    WORD_THUS = 32768,      /* "…", so X: only right behind what was said */
    WORD_TELLS = 8192,      /* told: who is told stands behind it, never who tells */
    WORD_MODAL = 131072,    /* one may, it is hard to: no one says what follows */
    WORD_READS = 65536,     /* it is said in: whose the paper is stands beside it */
};

/* The kinds of a word in a text of a language (ISO 639-1), 0 for most. `hash` is its hash_bytes(). */
unsigned speech_word(struct str form, uint64_t hash, const char *lang);

/* The kinds of an analyser's forms, as they were asked for last: by number, with the language that was meant. */
enum { KIND_BITS = 20, KIND_MASK = (1 << KIND_BITS) - 1 };
struct word_kinds {
    uint32_t *v;
    size_t n;
    const char *lang;       /* of word_kinds_begin() */
    uint32_t number;        /* that language as a number above 0; 0: it has none */
};
struct analyser;
/* The forms asked for from now on stand in a text of this language; the string must outlive them. */
void word_kinds_begin(struct word_kinds *w, const char *lang);
unsigned word_kinds_learn(struct word_kinds *w, const struct analyser *a, uint32_t form);
static inline unsigned word_kinds_of(struct word_kinds *w, const struct analyser *a, uint32_t form)
{
    bool known = form < w->n && w->number && w->v[form] >> KIND_BITS == w->number;
    return known ? w->v[form] & KIND_MASK : word_kinds_learn(w, a, form);
}
/* Fetches what it will look at, for a form that is asked for some forms later. */
static inline void word_kinds_expect(const struct word_kinds *w, uint32_t form)
{
    if (form < w->n)
        __builtin_prefetch(&w->v[form]);
}
void word_kinds_release(struct word_kinds *w);

/* The words of other languages (quote_words_other.c). */
struct speech_list {
    char lang[3];
    unsigned kinds;
    const char *words;      /* with blanks between them */
};
extern const struct speech_list speech_lists[];
extern const size_t speech_list_count;

/* What tells whose words they are without a verb. */
enum { SOURCE_WORDS = 3 };
struct speech_source {
    char lang[3];
    const char *words[SOURCE_WORDS];
    size_t n;
    bool behind;            /* stands behind the name */
    bool begins;            /* counts at the beginning of a sentence, before a person's name */
};
extern const struct speech_source speech_sources[];
extern const size_t speech_source_count;

enum given_gender { GENDER_NONE, GENDER_MALE, GENDER_FEMALE };
/* Of a given name, where it tells. */
enum given_gender given_name_gender(struct str form);

#endif
