#include "indexer/enricher.h"

#include "engine/base/memory.h"
#include "indexer/cues.h"

/* Whether the tokens may be this name: its capitals, and for one word its very form (or another script). */
bool name_may_be(const struct enricher *e, const struct name_entry *entry, const struct token *first, const struct token *last)
{
    if (entry->capital && (!capital(first) || !capital(last)))
        return false;
    if (entry->words > 1)
        return true;
    struct str form = form_of(e, first);
    bool latin = form.n && (unsigned char)form.p[0] < 0x80;
    if (entry->upper && !(first->flags & TOKEN_UPPER) && !str_is(form, "u.s"))
        return false;
    if (latin && !str_equal(form, entry->form))
        return false;
    return !is_cue(e, first, CUE_ORDINARY);
}

static bool any_may_be(const struct enricher *e, uint32_t node, const struct token *first, const struct token *last)
{
    for (uint32_t i = e->g->first[node]; i != GAZETTEER_NONE; i = e->g->entries[i].next)
        if (!(e->g->entries[i].flags & NAME_TITLED) && name_may_be(e, &e->g->entries[i], first, last))
            return true;
    return false;
}

/* A one-word name beside another capitalised word that begins or ends a person's name is a part of that: Michael Jordan, Chad Smith. */
static bool within_other_name(const struct enricher *e, const struct token_list *list, size_t i)
{
    const struct token *t = &list->v[i];
    if (t->flags & TOKEN_UNCASED)
        return false;
    if (i > 0 && !(t->flags & TOKEN_SENTENCE)) {
        const struct token *before = t - 1;
        bool beside = t->start == before->end + 1 && capital(before);
        if (beside && is_cue(e, before, CUE_GIVEN_NAME))
            return true;
    }
    if (i + 1 < list->n && !(t[1].flags & TOKEN_SENTENCE) && t[1].start == t->end + 1 && is_cue(e, t, CUE_GIVEN_NAME) && capital(&t[1]) &&
        !(t[1].flags & TOKEN_UPPER) && !is_cue(e, &t[1], CUE_INSTITUTION | CUE_TITLE))
        return true;
    return false;
}

/* The longest name that begins at token i; gives how many tokens it has, 0 none. */
static size_t longest_name(struct enricher *e, const struct token_list *list, size_t i, uint32_t *ret_node)
{
    uint32_t node = GAZETTEER_ROOT;
    size_t best = 0;
    for (size_t k = i; k < list->n; k++) {
        const struct token *t = &list->v[k];
        if (k > i && t->flags & TOKEN_SENTENCE && !(t->flags & TOKEN_JOINED))
            break;
        uint32_t key = key_of(e, t);
        if (key < KEY_FIRST || (node = gazetteer_step(e->g, node, key - KEY_FIRST)) == GAZETTEER_NONE)
            break;
        if (e->g->first[node] != GAZETTEER_NONE && any_may_be(e, node, &list->v[i], t)) {
            best = k - i + 1;
            *ret_node = node;
        }
    }
    return best;
}

void find_names(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t i = 0; i < list->n;) {
        uint32_t node = 0;
        size_t n = longest_name(e, list, i, &node);
        if (n == 0 || (n == 1 && within_other_name(e, list, i))) {
            i++;
            continue;
        }
        GROW(e->candidates, e->candidate_n, e->candidate_capacity);
        e->candidates[e->candidate_n++] = (struct candidate){ part, (uint32_t)i, (uint32_t)(i + n - 1), node, MENTION_NAME };
        memset(e->taken[part] + i, 1, n);
        i += n;
    }
}
