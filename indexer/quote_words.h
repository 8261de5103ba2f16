/*
 * quote_words.h: what words tell about speech: verbs of saying, who may stand before them, what a clause begins with. All folded.
 */
#ifndef CAUCUS_INDEXER_QUOTE_WORDS_H
#define CAUCUS_INDEXER_QUOTE_WORDS_H

#include "engine/base/str.h"

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
    WORD_TELLS = 8192,      /* told: who is told stands behind it, never who tells */
};

/* The kinds of a word, 0 for most. `hash` is its hash_bytes(). */
unsigned speech_word(struct str form, uint64_t hash);

enum given_gender { GENDER_NONE, GENDER_MALE, GENDER_FEMALE };
/* Of a given name, where it tells. */
enum given_gender given_name_gender(struct str form);

#endif
