/*
 * cues.h: the words by which a reader sees that a name is a person's or an organisation's, and which office is meant. All folded.
 */
#ifndef CAUCUS_INDEXER_CUES_H
#define CAUCUS_INDEXER_CUES_H

#include "engine/base/str.h"

#include <stdint.h>

enum cue_kind {
    CUE_SAYING = 1 << 0,        /* said, told, claimed … and their like in other languages */
    CUE_TITLE = 1 << 1,         /* president, lawmaker …: a person's name may follow */
    CUE_SHORT_TITLE = 1 << 2,   /* Mr, President, Judge …: a surname alone may follow */
    CUE_APPOSITION = 1 << 3,    /* senior, former, a, the, spokesman …: what an apposition behind a name begins with */
    CUE_INSTITUTION = 1 << 4,   /* council, university …: a row of capitals with it is no person */
    CUE_PARTICLE = 1 << 5,      /* de, van, bin …: small words within a name */
    CUE_GIVEN_NAME = 1 << 6,    /* given names that are common in the news */
    CUE_ORDINARY = 1 << 7,      /* weekdays, months, The, In …: a capital for other reasons */
    CUE_COMMON = 1 << 8,        /* words of headings and laws: no part of a person's name, unless a given name is before it */
    CUE_OFFICE = 1 << 9,        /* an office may begin with it */
    CUE_ORG_HEAD = 1 << 10,     /* an organisation's name may end with it, or go on with "of" */
    CUE_ORG_OF = 1 << 11,       /* heads behind which "of …" belongs to the name */
    CUE_STATE = 1 << 12,        /* heads of what a state has: a country before them is no part of the name */
    CUE_COMPANY = 1 << 13,      /* Corp, Ltd … */
    CUE_NO_ACRONYM = 1 << 14,   /* GMT, CEO …: capitals, but no organisation */
    CUE_PLACE_WORD = 1 << 15,   /* in, near, to …: what follows is likelier a place than a person */
    CUE_ADJECTIVE = 1 << 16,    /* declined as an adjective (Cyrillic) */
    CUE_LISTED_NAME = 1 << 19,  /* a given name by this list, not by the registry's persons */
    CUE_MAY_BEGIN = 1 << 20,    /* not of a list: a name of the registry may begin with it in lower case */
    CUE_STATE_NAME = 1 << 18,   /* Ind., N.Y., Texas: what stands behind a city of the United States */
    CUE_SURNAME_FIRST = 1 << 21,    /* Wang, Kim, Nguyen: the first word of a whole name */
    CUE_CLUB = 1 << 22,             /* a club of sport may begin with it */
    CUE_NICKNAME = 1 << 23,         /* the Yankees, Chicago Bulls */
    CUE_THING = 1 << 24,            /* pigs, shop: with a country before it a thing may be meant */
    CUE_ORG_NOUN = 1 << 25,         /* the retailer Example: what an organisation is, in lower case */
    CUE_ORGS_NOUN = 1 << 26,        /* Example shares: what only an organisation has */
    CUE_SHARE_VERB = 1 << 27,       /* Example gained 12 cents */
    CUE_EMPLOYED = 1 << 28,         /* an analyst with Example, a spokesman for Example, the chairman of Example */
    CUE_SITE = 1 << 29,             /* Lincoln Tunnel: heads of the names of buildings, waters, roads */
    CUE_LAND = 1 << 30,             /* Liaoning province, in lower case */
    CUE_SURNAME = 1 << 17,      /* built as surnames are: -ов, -ский, -енко, -յան, in any case */
};

/* All the words in one table; one a thread. */
struct cue_words;
struct cue_words *cue_words_new(void);
void cue_words_free(struct cue_words *words);
uint32_t cue_kinds(const struct cue_words *words, struct str form);

/*
 * The office that begins with token forms words[0..n): its general name, and how many words it took; NULL: none. The longest that fits:
 * "deputy prime minister" is none of the prime minister's.
 */
enum { OFFICE_WORDS_MAX = 6 };
const char *cue_office(const struct str *words, size_t n, size_t *ret_words);


/* How many of the token forms words[0..n) are a club of sport, from the first on: the longest; 0: none. */
enum { CLUB_WORDS_MAX = 4 };
size_t cue_club(const struct str *words, size_t n);

#endif
