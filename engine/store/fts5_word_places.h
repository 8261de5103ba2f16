/*
 * fts5_word_places.h: the position lists of one word of `text`, in the rows that are wanted, straight from FTS5's pages.
 *
 * Where a doclist has an index of its pages, those without a wanted row are not read.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_WORD_PLACES_H
#define CAUCUS_ENGINE_STORE_FTS5_WORD_PLACES_H

#include "engine/store/fts5_dictionary.h"

struct word_places {
    struct at_row {
        uint32_t row;
        uint32_t size;              /* bytes of its position list */
        size_t from;                /* where they begin in bytes */
    } *v;                           /* by row */
    size_t n, capacity;
    uint8_t *bytes;
    size_t byte_n, byte_capacity;
};

/* A row's position list, judged where it stands instead of kept; within a segment rows ascend. False: it is odd. */
struct judging {
    bool (*judge)(struct judging *j, uint32_t row, const uint8_t *p, size_t size);
    void (*begin)(struct judging *j);   /* before each segment */
};

/* `wanted`: by row, NULL: all. With `judging` (may be NULL) *ret stays empty. FTS5_ODD: whatever was read is to be forgotten. */
enum fts5_found fts5_word_places(struct fts5_dictionary *d, struct str form, const uint64_t *wanted, uint32_t max_row, struct judging *judging,
                                 struct word_places *ret);
/* Those of one place of the dictionary, judged. */
enum fts5_found fts5_judge_place(struct fts5_dictionary *d, const struct fts5_place *place, const uint64_t *wanted, uint32_t max_row,
                                 struct judging *judging);
void word_places_release(struct word_places *w);

#endif
