#include "indexer/affected.h"

#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "engine/store/index_facets.h"
#include "engine/store/terms.h"
#include "engine/text/analyser.h"
#include "engine/text/full_name_key.h"

#include <stdlib.h>

enum { STEM_MIN = 3, LONGER_MAX = 4 };  /* how much an inflected form is longer than the name's key */

/* The forms of the index that may be a word of a name: by the beginning of their keys. */
struct stem {
    struct str *forms;
    size_t n, capacity;
    size_t longest;             /* of the keys that begin so */
};

struct finding {
    struct index *index;
    struct postings *postings;
    struct full_name_keyer *keyer;
    struct strmap stem_ids;
    struct stem *stems;
    size_t stem_capacity;
    struct strbuf key;
    struct arena arena;
    size_t words;               /* of a bitmap */
};

/* All but the last letter, which inflection changes: Obama, Обамы. */
static struct str stem_of(struct str key)
{
    return str_slice(key, 0, key.n > STEM_MIN ? key.n - 1 : key.n);
}

static void each_word(struct finding *f, struct str name, void (*visit)(struct finding *f, struct str key, void *ctx), void *ctx)
{
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    full_name_key(f->keyer, name, &key);
    for (struct str rest = strbuf_view(&key); rest.n;) {
        struct str word = str_slice(rest, 0, str_find(rest, ' '));
        if (word.n)
            visit(f, word, ctx);
        rest = str_slice(rest, word.n < rest.n ? word.n + 1 : word.n, rest.n);
    }
}

static void add_stem(struct finding *f, struct str key, void *ctx)
{
    bool is_new;
    uint32_t number = strmap_intern(&f->stem_ids, stem_of(key), &is_new);
    (void)ctx;
    if (is_new) {
        GROW(f->stems, number, f->stem_capacity);
        f->stems[number] = (struct stem){ NULL, 0, 0, 0 };
    }
    if (key.n > f->stems[number].longest)
        f->stems[number].longest = key.n;
}

static void look_at_form(void *ctx, struct str form)
{
    struct finding *f = ctx;
    strbuf_clear(&f->key);
    full_name_key(f->keyer, form, &f->key);
    struct str key = strbuf_view(&f->key);
    for (size_t n = 1; n <= key.n; n++) {
        uint32_t number = strmap_find(&f->stem_ids, str_slice(key, 0, n));
        if (number == STRMAP_NONE || key.n > f->stems[number].longest + LONGER_MAX)
            continue;
        struct stem *s = &f->stems[number];
        GROW(s->forms, s->n, s->capacity);
        s->forms[s->n++] = arena_str(&f->arena, form);
    }
}

/* ---- the articles of a name: those that have all of its words ---- */

static void set_bits(void *ctx, const uint32_t *docids, size_t n)
{
    uint64_t *bits = ctx;
    for (size_t i = 0; i < n; i++)
        bits[docids[i] / 64] |= 1ull << docids[i] % 64;
}

struct name_articles {
    uint64_t *all, *word;       /* those that have the words so far; those of the word in hand */
    size_t words;
    bool ok;
    struct error *err;
};

static void meet_word(struct finding *f, struct str key, void *ctx)
{
    struct name_articles *a = ctx;
    uint32_t number = strmap_find(&f->stem_ids, stem_of(key));
    if (!a->ok || number == STRMAP_NONE)
        return;
    memset(a->word, 0, f->words * sizeof *a->word);
    const struct stem *s = &f->stems[number];
    for (size_t i = 0; a->ok && i < s->n; i++) {
        struct phrase one = { &s->forms[i], 1, false };
        a->ok = postings_phrase(f->postings, &one, TEXT_ANY, NULL, set_bits, a->word, a->err);
    }
    for (size_t i = 0; i < f->words; i++)
        a->all[i] &= a->word[i];
    a->words++;
}

static bool by_names(struct finding *f, const struct registry_changes *c, uint64_t *bits, struct error *err)
{
    for (size_t i = 0; i < c->name_count; i++)
        each_word(f, c->names[i], add_stem, NULL);
    if (!c->name_count || !index_each_form(f->index, look_at_form, f, err))
        return !c->name_count;
    struct name_articles a = { xcalloc(f->words, sizeof *bits), xcalloc(f->words, sizeof *bits), 0, true, err };
    for (size_t i = 0; a.ok && i < c->name_count; i++) {
        memset(a.all, 0xFF, f->words * sizeof *a.all);
        a.words = 0;
        each_word(f, c->names[i], meet_word, &a);
        for (size_t k = 0; a.words && k < f->words; k++)
            bits[k] |= a.all[k];
        postings_rest(f->postings);
    }
    free(a.all);
    free(a.word);
    return a.ok;
}

/* ---- by actors and offices ---- */

static bool mark_actor(struct finding *f, struct str id, uint64_t *bits, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
    term_facet(&term, TERM_ACTOR, id);
    return index_mark_term(f->postings, strbuf_view(&term), &arena, bits, err);
}

/* The articles of a term of office that mention whose it is. */
static bool mark_office(struct finding *f, const struct actor_role *r, uint64_t *bits, struct error *err)
{
    const int32_t *dates;
    if (!column_fixed(index_columns(f->index), COLUMN_DATE, &dates, err))
        return false;
    uint64_t *of = xcalloc(f->words, sizeof *of);
    bool ok = mark_actor(f, r->of, of, err);
    uint32_t last = index_info(f->index)->max_docid;
    for (uint32_t docid = 1; ok && docid <= last; docid++) {
        bool held = (r->from == CIVIL_NONE || dates[docid] >= r->from) && (r->to == CIVIL_NONE || dates[docid] < r->to + CIVIL_DAY_MINUTES);
        if (of[docid / 64] >> docid % 64 & 1 && dates[docid] != CIVIL_NONE && held)
            bits[docid / 64] |= 1ull << docid % 64;
    }
    free(of);
    return ok;
}

static bool by_actors(struct finding *f, struct archive *archive, const struct registry_changes *c, uint64_t *bits, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < c->id_count; i++) {
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        struct actor actor;
        bool found;
        ok = mark_actor(f, c->ids[i], bits, err) && registry_get(archive, c->ids[i], &arena, &found, &actor, err);
        for (size_t k = 0; ok && found && actor.kind == ACTOR_PERSON && k < actor.role_count; k++)
            ok = mark_office(f, &actor.roles[k], bits, err);
    }
    return ok;
}

bool affected_articles(struct archive *archive, struct index *index, struct postings *postings, const struct registry_changes *changes,
                       uint64_t *bits, struct error *err)
{
    struct finding f = { .index = index, .postings = postings, .keyer = full_name_keyer_new(), .stem_ids = STRMAP_INIT, .key = STRBUF_INIT,
                         .arena = ARENA_INIT, .words = index_info(index)->max_docid / 64 + 1 };
    bool ok = by_actors(&f, archive, changes, bits, err) && by_names(&f, changes, bits, err);
    bits[0] &= ~1ull;           /* there is no article 0 */
    uint32_t behind = index_info(index)->max_docid + 1;
    if (behind % 64)
        bits[behind / 64] &= (1ull << behind % 64) - 1;
    for (size_t i = 0; i < f.stem_ids.n; i++)
        free(f.stems[i].forms);
    free(f.stems);
    full_name_keyer_free(f.keyer);
    strmap_release(&f.stem_ids);
    strbuf_release(&f.key);
    arena_release(&f.arena);
    return ok;
}
