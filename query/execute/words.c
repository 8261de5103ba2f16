#include "query/execute/words.h"

#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "engine/base/utf8.h"
#include "engine/text/fold.h"

#include <stdlib.h>

enum { FUZZY_CHARACTERS = 32 };

static size_t characters(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

void words_forms(struct planner *p, struct str text, bool exact, struct str **ret, size_t *ret_n, bool *ret_prefix)
{
    const struct index_info *info = index_info(p->index);
    bool turkish = info->lang_count && str_is(info->langs[0], "tr");
    struct token_list tokens = { 0 };
    analyser_run(p->analyser, text, turkish ? "tr" : "", &tokens);
    struct str *forms = arena_array(p->arena, struct str, tokens.n + 1);
    size_t n = 0;
    *ret_prefix = false;
    for (size_t i = 0; i < tokens.n; i++) {
        struct str form = analyser_string(p->analyser, exact ? tokens.v[i].exact : tokens.v[i].form);
        if (tokens.v[i].flags & TOKEN_BIGRAM && characters(form) == 1) {
            bool after_pair = i > 0 && tokens.v[i - 1].flags & TOKEN_BIGRAM && tokens.v[i - 1].end == tokens.v[i].end;
            if (after_pair)
                continue;   /* the pair before has it */
            *ret_prefix = i + 1 == tokens.n;
        }
        forms[n++] = arena_str(p->arena, form);
    }
    token_list_release(&tokens);
    *ret = forms;
    *ret_n = n;
}

/* In Turkish a name's case ending stands behind an apostrophe, and is no part of the word: Ankara'dan. */
static struct str without_ending(struct str form, const char *lang)
{
    static const struct str apostrophes[] = { STR("'"), STR("\u2019") };
    for (size_t k = 0; strcmp(lang, "tr") == 0 && k < 2; k++)
        for (size_t i = 1; i + apostrophes[k].n < form.n; i++)
            if (str_starts(str_slice(form, i, form.n), apostrophes[k]))
                return str_slice(form, 0, i);
    return form;
}

struct plan_word words_terms(struct planner *p, struct str form)
{
    const struct index_info *info = index_info(p->index);
    struct plan_word word = { arena_array(p->arena, struct str, info->lang_count + 1), 0 };
    CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf folded = STRBUF_INIT;
    fold_append(form, &folded);     /* terms are made of folded forms */
    form = arena_str(p->arena, strbuf_view(&folded));
    for (size_t i = 0; i <= info->lang_count; i++) {
        strbuf_clear(&term);
        if (i < info->lang_count)
            analyser_term(p->analyser, without_ending(form, info->langs[i].p), info->langs[i].p, &term);
        else
            strbuf_str(&term, form);
        bool known = false;
        for (size_t k = 0; k < word.n; k++)
            known = known || str_equal(word.terms[k], strbuf_view(&term));
        if (!known)
            word.terms[word.n++] = arena_str(p->arena, strbuf_view(&term));
    }
    return word;
}

static struct phrase one_word(struct planner *p, struct str form)
{
    struct str *forms = arena_array(p->arena, struct str, 1);
    forms[0] = form;
    return (struct phrase){ forms, 1, false };
}

/* The strings of a set, as phrases of one word. */
static void phrases_of(struct planner *p, const struct strmap *set, struct phrase **ret, size_t *ret_n)
{
    struct phrase *phrases = arena_array(p->arena, struct phrase, set->n + 1);
    for (uint32_t i = 0; i < set->n; i++)
        phrases[i] = one_word(p, arena_str(p->arena, strmap_key(set, i)));
    *ret = phrases;
    *ret_n = set->n;
}

bool words_variants(struct planner *p, struct str form, struct phrase **ret, size_t *ret_n, struct error *err)
{
    struct strmap set = STRMAP_INIT;
    struct plan_word word = words_terms(p, form);
    bool ok = true;
    strmap_intern(&set, form, NULL);
    for (size_t i = 0; ok && i < word.n; i++) {
        struct str *forms;
        size_t n;
        ok = index_forms(p->index, word.terms[i], p->arena, &forms, &n, err);
        for (size_t k = 0; ok && k < n; k++)
            strmap_intern(&set, forms[k], NULL);
    }
    if (ok)
        phrases_of(p, &set, ret, ret_n);
    strmap_release(&set);
    return ok;
}

/* ---- accents ---- */

static void note_any(void *ctx, const uint32_t *docids, size_t n)
{
    (void)docids;
    *(bool *)ctx = n > 0;
}

/* Whether the index has words that fold to this form but are written otherwise. */
static bool has_otherwise(struct planner *p, struct str marked, bool prefix, bool *ret, struct error *err)
{
    struct phrase one = { &marked, 1, prefix };
    *ret = false;
    return postings_phrase(p->postings, &one, TEXT_ANY, NULL, note_any, ret, err);
}

bool words_spellings(struct planner *p, const struct str *forms, size_t n, bool prefix, struct phrase **ret, size_t *ret_n, struct error *err)
{
    enum { ACCENTED_MAX = 8 };      /* words of one phrase that are tried both ways: 256 rows; the first ones of a longer phrase */
    struct str *marked = arena_array(p->arena, struct str, n + 1);
    size_t accented[ACCENTED_MAX], count = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < n && count < ACCENTED_MAX; i++) {
        bool has;
        marked[i] = str_of(arena_format(p->arena, "%c%.*s", ANALYSER_MARK, STR_ARG(forms[i])));
        ok = has_otherwise(p, marked[i], prefix && i + 1 == n, &has, err);
        if (ok && has)
            accented[count++] = i;
    }
    *ret_n = (size_t)1 << count;
    *ret = arena_array(p->arena, struct phrase, *ret_n);
    for (size_t way = 0; ok && way < *ret_n; way++) {
        struct str *row = arena_array(p->arena, struct str, n + 1);
        memcpy(row, forms, n * sizeof *row);
        for (size_t k = 0; k < count; k++)
            if (way >> k & 1)
                row[accented[k]] = marked[accented[k]];
        (*ret)[way] = (struct phrase){ row, n, prefix };
    }
    return ok;
}

/* ---- spelling distance ---- */

struct fuzzy {
    uint32_t wanted[FUZZY_CHARACTERS];
    size_t n;
    int distance;
    struct strmap found;
    struct strbuf folded;   /* scratch */
};

static size_t decode(struct str s, uint32_t *out, size_t most)
{
    size_t n = 0;
    for (const char *p = s.p, *end = str_end(s); p < end; n++) {
        if (n == most)
            return most + 1;
        p += utf8_decode(p, end, &out[n]);
    }
    return n;
}

/* Whether two words are within `most` edits: optimal string alignment (a swap of neighbours is one edit). */
static bool within(const uint32_t *a, size_t an, const uint32_t *b, size_t bn, int most)
{
    int rows[3][FUZZY_CHARACTERS + 3];
    if ((int)(an > bn ? an - bn : bn - an) > most)
        return false;
    for (size_t j = 0; j <= bn; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= an; i++) {
        int *row = rows[i % 3], *up = rows[(i + 2) % 3], *two_up = rows[(i + 1) % 3], least = row[0] = (int)i;
        for (size_t j = 1; j <= bn; j++) {
            int cost = up[j - 1] + (a[i - 1] != b[j - 1]);
            if (up[j] + 1 < cost)
                cost = up[j] + 1;
            if (row[j - 1] + 1 < cost)
                cost = row[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && two_up[j - 2] + 1 < cost)
                cost = two_up[j - 2] + 1;
            row[j] = cost;
            if (cost < least)
                least = cost;
        }
        if (least > most)
            return false;
    }
    return rows[an % 3][bn] <= most;
}

static void try_form(void *ctx, struct str form)
{
    struct fuzzy *f = ctx;
    uint32_t other[FUZZY_CHARACTERS + 2];
    if (form.n + 2 < f->n || form.n > 4 * (f->n + 2))
        return;
    strbuf_clear(&f->folded);
    fold_append(form, &f->folded);      /* accents are no edits */
    size_t n = decode(strbuf_view(&f->folded), other, FUZZY_CHARACTERS + 2);
    if (n <= FUZZY_CHARACTERS + 2 && within(f->wanted, f->n, other, n, f->distance))
        strmap_intern(&f->found, form, NULL);
}

bool words_near(struct planner *p, struct str form, int distance, struct phrase **ret, size_t *ret_n, struct error *err)
{
    struct fuzzy f = { .distance = distance, .found = STRMAP_INIT, .folded = STRBUF_INIT };
    f.n = decode(form, f.wanted, FUZZY_CHARACTERS);
    strmap_intern(&f.found, form, NULL);
    bool ok = f.n > FUZZY_CHARACTERS || index_each_form(p->index, try_form, &f, err);   /* a longer one: itself alone */
    if (ok)
        phrases_of(p, &f.found, ret, ret_n);
    strmap_release(&f.found);
    strbuf_release(&f.folded);
    return ok;
}
