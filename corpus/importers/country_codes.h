/*
 * country_codes.h: countries by their codes, for data that gives no names.
 */
#ifndef CAUCUS_CORPUS_IMPORTERS_COUNTRY_CODES_H
#define CAUCUS_CORPUS_IMPORTERS_COUNTRY_CODES_H

#include "engine/base/str.h"

struct country_code {
    const char *alpha2, *alpha3;    /* alpha2 is the registry's id */
    int item;                       /* Wikidata's, without the Q; 0: not listed */
};

/* By a code of two or three letters, any case; NULL: none has it. */
const struct country_code *country_code_of(struct str text);
/* By a Wikidata id ("Q399"). */
const struct country_code *country_code_of_item(struct str id);

#endif
