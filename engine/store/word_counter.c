#include "engine/store/word_counter.h"

#include "engine/base/hash.h"
#include "engine/base/memory.h"
#include "engine/store/fts5_varint.h"

#include <stdlib.h>

enum { PLACE_OFFSET = 2, AHEAD = 16 /* what is reached at random is fetched so many before */ };

/* Where a form stands. */
struct place {
    uint32_t at, next;          /* index + 1 of the form's next place; 0: none */
};

struct form {
    uint32_t number;
    bool beside;                /* the folded form of words that are written otherwise */
    uint32_t first, last;       /* places */
};

/* By the analyser's numbers: index + 1 of this article's; 0: not met yet. */
struct slots {
    uint32_t term, form, beside;
};

struct word_counter {
    struct analyser *analyser;
    struct slots *slots;
    size_t slot_count;
    struct word_count *counts;
    size_t count_n, count_capacity;
    struct form *forms;
    size_t form_n, form_capacity;
    struct place *places;
    size_t place_n, place_capacity;
    uint32_t next;              /* the first place of what comes next */
    struct strbuf marked;       /* scratch */
};

void document_terms_init(struct document_terms *t)
{
    *t = (struct document_terms){ .names = STRBUF_INIT };
}

void document_terms_release(struct document_terms *t)
{
    free(t->v);
    strbuf_release(&t->names);
    document_terms_init(t);
}

void document_terms_clear(struct document_terms *t)
{
    t->n = 0;
    strbuf_clear(&t->names);
}

void document_terms_add(struct document_terms *t, struct str name, uint64_t hash, uint32_t detail)
{
    GROW(t->v, t->n, t->capacity);
    t->v[t->n++] = (struct document_term){ hash, (uint32_t)name.n, detail };
    strbuf_str(&t->names, name);
}

struct word_counter *word_counter_new(struct analyser *analyser)
{
    struct word_counter *c = xcalloc(1, sizeof *c);
    c->analyser = analyser;
    strbuf_init(&c->marked);
    return c;
}

void word_counter_free(struct word_counter *c)
{
    if (!c)
        return;
    free(c->slots);
    free(c->counts);
    free(c->forms);
    free(c->places);
    strbuf_release(&c->marked);
    free(c);
}

static void make_room(struct word_counter *c)
{
    size_t need = analyser_count(c->analyser);
    if (need <= c->slot_count)
        return;
    size_t more = need + need / 4;
    c->slots = xmore_zeroed(c->slots, c->slot_count * sizeof *c->slots, more * sizeof *c->slots);
    c->slot_count = more;
}

static void put_place(struct word_counter *c, uint32_t number, bool beside, uint32_t at)
{
    uint32_t *slot = beside ? &c->slots[number].beside : &c->slots[number].form;
    c->places[c->place_n++] = (struct place){ at, 0 };
    uint32_t place = (uint32_t)c->place_n;
    if (*slot) {
        struct form *f = &c->forms[*slot - 1];
        c->places[f->last - 1].next = place;
        f->last = place;
        return;
    }
    GROW(c->forms, c->form_n, c->form_capacity);
    c->forms[c->form_n++] = (struct form){ number, beside, place, place };
    *slot = (uint32_t)c->form_n;
}

void word_counter_add(struct word_counter *c, const struct token *tokens, size_t n, enum word_part part)
{
    make_room(c);
    if (c->place_n + 2 * n > c->place_capacity) {
        c->place_capacity = 2 * (c->place_n + 2 * n);
        c->places = xrealloc(c->places, c->place_capacity * sizeof *c->places);
    }
    for (size_t i = 0; i < n; i++) {
        if (i + AHEAD < n) {
            __builtin_prefetch(&c->slots[tokens[i + AHEAD].term]);
            __builtin_prefetch(&c->slots[tokens[i + AHEAD].exact]);
        }
        uint32_t term = tokens[i].term, at = c->next + (uint32_t)i;
        if (!c->slots[term].term) {
            GROW(c->counts, c->count_n, c->count_capacity);
            c->counts[c->count_n] = (struct word_count){ .term = term };
            c->slots[term].term = (uint32_t)++c->count_n;
        }
        c->counts[c->slots[term].term - 1].tf[part]++;
        put_place(c, tokens[i].exact, false, at);
        if (tokens[i].exact != tokens[i].form)
            put_place(c, tokens[i].form, true, at);
    }
    c->next += (uint32_t)n + 1;
}

const struct word_count *word_counter_terms(const struct word_counter *c, size_t *ret_n)
{
    *ret_n = c->count_n;
    return c->counts;
}

/* Where the bytes end; there is room for them. */
static uint8_t *put_positions(const struct word_counter *c, const struct form *f, uint8_t *to)
{
    uint32_t last = 0;
    for (uint32_t place = f->first; place; place = c->places[place - 1].next) {
        uint32_t at = c->places[place - 1].at;
        to = fts5_varint_write(to, at - last + PLACE_OFFSET);
        last = at;
    }
    return to;
}

uint32_t word_counter_finish(struct word_counter *c, struct document_terms *forms, struct strbuf *positions)
{
    enum { PLACE_BYTES = 5 };   /* at most: a varint of 32 bits */
    uint8_t *to = (uint8_t *)strbuf_reserve(positions, c->place_n * PLACE_BYTES);
    for (size_t i = 0; i < c->form_n; i++) {
        const struct form *f = &c->forms[i];
        if (i + AHEAD < c->form_n)
            analyser_expect(c->analyser, c->forms[i + AHEAD].number, c->forms[i + AHEAD / 2].number);
        struct str name = analyser_string(c->analyser, f->number);
        uint64_t hash = analyser_hash(c->analyser, f->number);
        const uint8_t *before = to;
        if (f->beside) {
            strbuf_clear(&c->marked);
            strbuf_byte(&c->marked, ANALYSER_MARK);
            strbuf_str(&c->marked, name);
            name = strbuf_view(&c->marked);
            hash = hash_bytes(name.p, name.n);
        }
        to = put_positions(c, f, to);
        document_terms_add(forms, name, hash, (uint32_t)(to - before));
        *(f->beside ? &c->slots[f->number].beside : &c->slots[f->number].form) = 0;
    }
    strbuf_wrote(positions, to);
    for (size_t i = 0; i < c->count_n; i++)
        c->slots[c->counts[i].term].term = 0;
    uint32_t places = c->next;
    c->form_n = c->count_n = c->place_n = c->next = 0;
    return places;
}
