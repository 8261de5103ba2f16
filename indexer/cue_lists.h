/*
 * cue_lists.h: the words behind cues.h, a list a kind, folded, in byte order.
 */
#ifndef CAUCUS_INDEXER_CUE_LISTS_H
#define CAUCUS_INDEXER_CUE_LISTS_H

#include <stddef.h>

struct cue_list {
    const char *const *words;
    size_t n;
};

extern const struct cue_list cue_sayings, cue_titles, cue_short_titles, cue_appositions, cue_particles, cue_place_words, cue_cyrillic_titles, cue_office_starts, cue_state_names;
extern const struct cue_list cue_things, cue_org_nouns, cue_orgs_nouns, cue_share_verbs, cue_works_at, cue_works_for, cue_owners, cue_sites, cue_surname_sites, cue_lands;
extern const struct cue_list cue_given_names, cue_surnames_first;
extern const struct cue_list cue_club_starts, cue_nicknames, cue_city_nicknames;
extern const struct cue_list cue_russian_ordinary, cue_russian_common;
extern const struct cue_list cue_ordinary, cue_common, cue_institutions, cue_no_acronym;
extern const struct cue_list cue_org_heads, cue_org_heads_of, cue_state_heads, cue_companies;

#endif
