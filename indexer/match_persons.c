#include "indexer/enricher.h"

#include "indexer/cues.h"

enum { PERSON_WORDS_MAX = 4 };

/* How many tokens from i on look like one person's name. */
static size_t name_length(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    size_t n = 0, capitals = 0;
    while (i + n < list->n && n < PERSON_WORDS_MAX) {
        const struct token *t = &list->v[i + n];
        if (e->taken[part][i + n] || t->flags & (TOKEN_NUMBER | TOKEN_BIGRAM | TOKEN_UNCASED))
            break;
        if (n > 0 && (t->start > list->v[i + n - 1].end + 2 || (t->flags & TOKEN_SENTENCE)))
            break;
        bool initial = t->end - t->start <= 2 && t->flags & TOKEN_CAPITAL;
        if (n > 0 && !initial && t->start != list->v[i + n - 1].end + 1 && !(t->flags & TOKEN_JOINED) &&
            !(list->v[i + n - 1].end - list->v[i + n - 1].start <= 2))
            break;
        if (n > 0 && is_cue(e, t, CUE_PARTICLE)) {
            n++;
            continue;
        }
        if (!(t->flags & TOKEN_CAPITAL) || t->flags & TOKEN_UPPER || is_cue(e, t, CUE_INSTITUTION | CUE_ORDINARY | CUE_TITLE))
            break;
        n++;
        capitals++;
    }
    while (n > 0 && !(list->v[i + n - 1].flags & TOKEN_CAPITAL))
        n--;
    return capitals >= 2 ? n : 0;
}

/* What stands between two tokens. */
static bool comma_between(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    struct str whole = part == PART_TITLE ? e->in->title : e->in->text;
    return i + 1 < list->n && memchr(whole.p + list->v[i].end, ',', list->v[i + 1].start - list->v[i].end) != NULL;
}

static bool has_cue(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token_list *list = e->tokens[part];
    const struct token *first = &list->v[i];
    if (is_cue(e, first, CUE_GIVEN_NAME))
        return true;
    if (i > 0 && !(first->flags & TOKEN_SENTENCE) && first->start <= (first - 1)->end + 2 &&
        is_cue(e, first - 1, CUE_TITLE | CUE_SAYING))
        return true;
    if (i + n >= list->n || list->v[i + n].flags & TOKEN_SENTENCE)
        return false;
    return is_cue(e, &list->v[i + n], comma_between(e, part, i + n - 1) ? CUE_APPOSITION : CUE_SAYING);
}

void find_persons(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t i = 0; i < list->n; i++) {
        size_t n = list->v[i].flags & TOKEN_CAPITAL && !e->taken[part][i] ? name_length(e, part, i) : 0;
        if (n < 2 || !has_cue(e, part, i, n))
            continue;
        uint32_t present = present_local(e, part, i, n);
        add_mention(e, part, i, i + n - 1, present, MENTION_CUE, 70);
        know_surname(e, form_of(e, &list->v[i + n - 1]), present);
        memset(e->taken[part] + i, 1, n);
        i += n - 1;
    }
}

void find_surnames(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t i = 0; i < list->n; i++) {
        if (e->taken[part][i] || !capital(&list->v[i]))
            continue;
        uint32_t number = strmap_find(&e->surnames, form_of(e, &list->v[i]));
        if (number == STRMAP_NONE || e->surname_of[number] == GAZETTEER_NONE)
            continue;
        add_mention(e, part, i, i, e->surname_of[number], MENTION_SURNAME, 80);
        e->taken[part][i] = 1;
    }
}
