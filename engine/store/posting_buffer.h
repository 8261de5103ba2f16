/*
 * posting_buffer.h: what a transaction's articles add to an FTS5 table, turned round: by term, waiting to be written as one segment.
 *
 * A buffer is of one kind: with positions (`text`) or of levels (`impact`: a row is an article at a level, row_list.h). Articles come in ascending order.
 * Memory: the encoded postings, and about 100 bytes a term. One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_POSTING_BUFFER_H
#define CAUCUS_ENGINE_STORE_POSTING_BUFFER_H

#include "engine/store/segment_writer.h"
#include "engine/store/word_counter.h"

struct posting_buffer {
    struct posting_slot *slots;         /* a hash table of the terms' lists; a power of two of them */
    size_t slot_n;
    struct posting_list **pages;        /* the lists, so many a page */
    size_t n, page_n, page_capacity;    /* lists; pages */
    struct arena names, chunks;
    bool positions;
};

void posting_buffer_init(struct posting_buffer *b, bool positions);
void posting_buffer_release(struct posting_buffer *b);
/* Forgets what waits, and keeps the memory for what comes: to give it back and get it cleared would cost more. */
void posting_buffer_clear(struct posting_buffer *b);

/* To be called for terms that will come soon, in their order; all together they cost a third of what waiting for memory would. */
void posting_buffer_expect(const struct posting_buffer *b, const struct document_term *terms, size_t n, size_t at);

/*
 * `hash` is the term's hash_bytes(): who made the term knew it. An article gives a term once; its places in `poslist` (word_counter.h) are counted from
 * `row_begin` on in its row (text_rows.h).
 */
void posting_buffer_positions(struct posting_buffer *b, struct str term, uint64_t hash, uint32_t row, uint32_t row_begin, struct str poslist);
/* The same level of the same article twice counts once. */
void posting_buffer_level(struct posting_buffer *b, struct str term, uint64_t hash, uint32_t docid, unsigned level);
/* All of it, as a segment; the buffer is empty then. */
bool posting_buffer_write(struct posting_buffer *b, struct segment_writer *to, struct error *err);

#endif
