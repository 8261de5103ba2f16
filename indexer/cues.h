/*
 * cues.h: the words by which a reader sees that a name is a person's, and which office is meant. All folded.
 */
#ifndef CAUCUS_INDEXER_CUES_H
#define CAUCUS_INDEXER_CUES_H

#include "engine/base/str.h"

/* Said, told, claimed … and their like in other languages. */
bool cue_is_saying(struct str form);
/* President, Minister, Mr, lawmaker …: a person's name follows. */
bool cue_is_title(struct str form);
/* Senior, former, deputy, a, the, spokesman …: what an apposition behind a name begins with or holds. */
bool cue_is_apposition(struct str form);
/* Party, Council, University …: a row of capitals with it is no person. */
bool cue_is_institution(struct str form);
/* de, van, bin …: small words within a name. */
bool cue_is_particle(struct str form);
/* Given names that are common in the news. */
bool cue_is_given_name(struct str form);
/* Words that are written with a capital for other reasons: weekdays, months, The, In … */
bool cue_is_ordinary(struct str form);

/* All of those at once, for who asks again and again. */
enum cue_kind {
    CUE_SAYING = 1, CUE_TITLE = 2, CUE_APPOSITION = 4, CUE_INSTITUTION = 8, CUE_PARTICLE = 16, CUE_GIVEN_NAME = 32, CUE_ORDINARY = 64,
    CUE_OFFICE = 128,       /* an office may begin with it */
};
unsigned cue_kinds(struct str form);

/* The office that begins with token forms words[0..n): its general name, and how many words it took; NULL: none. */
const char *cue_office(const struct str *words, size_t n, size_t *ret_words);

#endif
