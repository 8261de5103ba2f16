#include "indexer/enricher.h"

#include "engine/text/name_key.h"

/* What a row of capitals must be worth to be a person's name. */
enum { PERSON_WORDS_MAX = 5, PERSON_LEAST = 2, PERSON_LEAST_IN_TITLE = 3 };

static bool is_latin(const struct enricher *e, const struct token *t)
{
    return (unsigned char)form_of(e, t).p[0] < 0x80;
}

/* Whether it may be the last word of a name whose words before are known for a person's: Gordon Brown, Stephen King, Theresa May. */
static bool after_given_name(const struct enricher *e, uint32_t part, const struct token *t)
{
    return is_cue(e, t - 1, CUE_GIVEN_NAME) || is_initial(e, part, t - 1);
}

static bool joins_name(const struct enricher *e, uint32_t part, size_t i)
{
    enum gap gap = gap_before(e, part, i);
    const struct token *before = &e->tokens[part]->v[i - 1];
    return gap == GAP_SPACE || gap == GAP_HYPHEN || (gap == GAP_DOT && is_initial(e, part, before));
}

/* Miguel de la Madrid: a place's name behind a particle is the person's. */
static bool is_place_within(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    uint32_t number = e->candidate_at[part][i + n];
    const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
    return n >= 2 && c && c->node != GAZETTEER_NONE && c->first == c->last && name_is_of(e, c->node, 1u << ACTOR_COUNTRY | 1u << ACTOR_PLACE) &&
           is_cue(e, &e->tokens[part]->v[i + n - 1], CUE_PARTICLE) && is_cue(e, &e->tokens[part]->v[i], CUE_GIVEN_NAME) && !e->mention_at[part][i + n];
}

/* How many tokens from i on look like one person's name. */
static size_t name_length(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    size_t n = 0, capitals = 0, whole = 0;
    for (; i + n < list->n && n < PERSON_WORDS_MAX; n++) {
        const struct token *t = &list->v[i + n];
        if ((is_taken(e, part, i + n) && !is_place_within(e, part, i, n)) || t->flags & (TOKEN_NUMBER | TOKEN_BIGRAM | TOKEN_UNCASED) || (n > 0 && !joins_name(e, part, i + n)))
            break;
        if (n > 0 && is_latin(e, t) && (is_cue(e, t, CUE_PARTICLE) || (gap_before(e, part, i + n) == GAP_HYPHEN && t->end - t->start <= 6)))
            if (!(t->flags & TOKEN_CAPITAL)) {
                whole = gap_before(e, part, i + n) == GAP_HYPHEN ? n + 1 : whole;
                continue;
            }
        if (!(t->flags & TOKEN_CAPITAL) || (t->flags & TOKEN_UPPER && !is_initial(e, part, t)))
            break;
        bool other = is_cue(e, t, CUE_INSTITUTION | CUE_ORDINARY | CUE_SAYING) || (is_cue(e, t, CUE_TITLE) && (n == 0 || is_latin(e, t))) ||
                     (is_cue(e, t, CUE_COMMON | CUE_ORG_HEAD) && !is_cue(e, t, CUE_GIVEN_NAME));
        bool last_word = n > 0 && after_given_name(e, part, t) && !is_cue(e, t, CUE_INSTITUTION) &&
                         (!is_cue(e, t, CUE_ORDINARY) || str_is(form_of(e, t), "may"));
        if (other && !last_word)
            break;
        bool article = n > 0 && str_ends(form_of(e, t), STR("ը"));     /* Armenian: the noun ends here */
        capitals += n == 0 || gap_before(e, part, i + n) != GAP_HYPHEN;
        whole = n + 1;
        if (article)
            break;
    }
    return capitals >= 2 ? whole : 0;
}

/* ---- what speaks for a person ---- */

static bool byte_is(const struct enricher *e, uint32_t part, size_t at, const char *bytes)
{
    struct str whole = e->whole[part];
    return at < whole.n && whole.p[at] && strchr(bytes, whole.p[at]) != NULL;
}

/* The title of a work, a product: "Marlon Bundo". */
static bool is_quoted(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token *v = e->tokens[part]->v;
    struct str whole = e->whole[part];
    size_t begin = v[i].start, end = v[i + n - 1].end;
    bool opens = begin > 0 && (byte_is(e, part, begin - 1, "\"") || (begin >= 3 && memcmp(whole.p + begin - 3, "\u201c", 3) == 0) ||
                               (begin >= 2 && memcmp(whole.p + begin - 2, "\u00ab", 2) == 0));
    size_t after = end + (byte_is(e, part, end, ",.") ? 1 : 0);
    bool closes = byte_is(e, part, after, "\"") || (after + 3 <= whole.n && memcmp(whole.p + after, "\u201d", 3) == 0) ||
                  (after + 2 <= whole.n && memcmp(whole.p + after, "\u00bb", 2) == 0);
    return opens && closes;
}

static int worth_of_words(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token *v = e->tokens[part]->v;
    int worth = 0;
    bool given = is_latin(e, &v[i]) ? is_cue(e, &v[i], CUE_GIVEN_NAME) : gazetteer_is_given_name(e->g, person_word(e, part, i, n, 0));
    bool initials = false, lower = false;
    for (size_t k = 0; k < n; k++) {
        initials = initials || (is_initial(e, part, &v[i + k]) && k + 1 < n);
        lower = lower || (v[i + k].flags & TOKEN_CAPITAL && is_lower_elsewhere(e, &v[i + k]));
    }
    worth += given || initials ? 3 : 0;
    worth += is_cue(e, &v[i + n - 1], CUE_SURNAME) ? 2 : 0;
    worth -= !given && lower ? 2 : 0;
    bool adjective = false;
    for (size_t k = 0; k < n; k++)
        adjective = adjective || (is_cue(e, &v[i + k], CUE_ADJECTIVE) && !(k + 1 == n && is_cue(e, &v[i + k], CUE_SURNAME)));
    worth -= !given && adjective ? 3 : 0;
    return worth - (is_quoted(e, part, i, n) ? 6 : 0);
}

static bool is_person(const struct enricher *e, uint32_t part, size_t i)
{
    uint32_t number = e->mention_at[part][i];
    return number && e->present[e->mentions[number - 1].actor].kind == ACTOR_PERSON;
}

static int worth_of_before(const struct enricher *e, uint32_t part, size_t i)
{
    enum gap gap = gap_before(e, part, i);
    if (i == 0)
        return 0;
    const struct token *before = &e->tokens[part]->v[i - 1];
    bool goes_on = !(e->tokens[part]->v[i].flags & TOKEN_SENTENCE);
    if ((gap == GAP_BREAK || gap == GAP_COMMA) && goes_on && !is_latin(e, &e->tokens[part]->v[i]))
        return 2;
    if (gap == GAP_BREAK)   /* a list of results */
        return before->flags & TOKEN_NUMBER && byte_is(e, part, before->end, " ") ? 1 : 0;
    if (gap == GAP_SPACE && before->flags & TOKEN_NUMBER)
        return 2;
    if (gap == GAP_COMMA)   /* of names, one by one */
        return is_person(e, part, i - 1) ? 2 : 0;
    if ((gap == GAP_SPACE || gap == GAP_DOT) && is_cue(e, before, CUE_TITLE))
        return 3;
    if (gap == GAP_SPACE && is_cue(e, before, CUE_SAYING))
        return 2;
    if (gap != GAP_SPACE || before->flags & TOKEN_CAPITAL)
        return is_taken(e, part, i - 1) && gap == GAP_SPACE ? 1 : 0;
    struct str form = form_of(e, before);
    if (str_is(form, "the") || str_is(form, "a") || str_is(form, "an"))
        return -3;
    if (is_cue(e, before, CUE_PLACE_WORD))
        return str_is(form, "of") ? 1 : 0;
    return e->english || !is_latin(e, &e->tokens[part]->v[i]) ? 2 : 0;
}

/* "Japan's finance minister": a country, and what is its own. */
static bool is_country_of(const struct enricher *e, uint32_t part, size_t i)
{
    uint32_t number = e->candidate_at[part][i];
    const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
    return c && c->node != GAZETTEER_NONE && name_is_of(e, c->node, 1u << ACTOR_COUNTRY) && gap_before(e, part, c->last + 1) == GAP_POSSESSIVE;
}

static int worth_of_after(const struct enricher *e, uint32_t part, size_t next)
{
    const struct token_list *list = e->tokens[part];
    enum gap gap = gap_before(e, part, next);
    if (gap == GAP_BREAK)
        return 0;
    const struct token *after = &list->v[next];
    bool two_digits = after->flags & TOKEN_NUMBER && after->end - after->start == 2 && byte_is(e, part, after->end, ",");
    if (gap == GAP_COMMA)
        return two_digits || is_cue(e, after, CUE_APPOSITION | CUE_TITLE) || is_country_of(e, part, next) ? 2 : 0;
    if (gap == GAP_OPEN) {
        uint32_t number = e->candidate_at[part][next];
        const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
        return c && c->node != GAZETTEER_NONE && name_is_of(e, c->node, 1u << ACTOR_COUNTRY) ? 2 : 0;
    }
    return gap == GAP_SPACE && is_cue(e, after, CUE_SAYING) ? 2 : 0;
}

/* "Practices Mark J. Sullivan": words before a given name are no part of the name, but titles of a heading. */
static size_t words_before_name(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token *v = e->tokens[part]->v;
    bool given = is_cue(e, &v[i], CUE_GIVEN_NAME) || is_initial(e, part, &v[i]) || !is_latin(e, &v[i]);
    return !given && n >= 3 && is_cue(e, &v[i + 1], CUE_LISTED_NAME) && gap_before(e, part, i + 1) == GAP_SPACE ? 1 : 0;
}

/* The key of a form without its last letter: a name's first case where another name is written as its second (Никола: Никол). */
static uint32_t shorter_key(struct enricher *e, struct str form)
{
    const size_t letter_bytes = 2, stem_least = 6;
    if (form.n < stem_least + letter_bytes || (unsigned char)form.p[0] < 0x80)
        return GAZETTEER_NONE;
    strbuf_clear(&e->scratch);
    name_key_token(e->keyer, str_slice(form, 0, form.n - letter_bytes), &e->scratch);
    return gazetteer_key(e->g, strbuf_view(&e->scratch));
}

/* The node behind a word; a declined first word may be a shorter name than the one that it looks like. */
static uint32_t step_by(struct enricher *e, uint32_t node, const struct token *t, uint32_t after)
{
    uint32_t key = key_of(e, t).key[0], next = key < KEY_FIRST ? GAZETTEER_NONE : gazetteer_step(e->g, node, key - KEY_FIRST);
    if (node != GAZETTEER_ROOT || (next != GAZETTEER_NONE && after >= KEY_FIRST && gazetteer_step(e->g, next, after - KEY_FIRST) != GAZETTEER_NONE))
        return next;
    uint32_t shorter = shorter_key(e, form_of(e, t));
    return shorter == GAZETTEER_NONE ? next : gazetteer_step(e->g, node, shorter);
}

/* Who has a name of two words or more that ends at the node: the one whom most speaks for. */
static uint32_t person_at(const struct enricher *e, uint32_t node)
{
    uint32_t found = GAZETTEER_NONE;
    for (uint32_t x = node == GAZETTEER_NONE ? GAZETTEER_NONE : e->g->first[node]; x != GAZETTEER_NONE; x = e->g->entries[x].next) {
        uint32_t actor = e->g->entries[x].actor;
        bool person = e->g->actors[actor].kind == ACTOR_PERSON && e->g->entries[x].words > 1;
        if (person && (found == GAZETTEER_NONE || worth_of(e, actor) > worth_of(e, found)))
            found = actor;
    }
    return found;
}

/* Whom of the registry a name is that has initials, a patronymic, a middle name within, or one in another case; GAZETTEER_NONE: none. */
static uint32_t registered_person(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token *v = &e->tokens[part]->v[i];
    uint32_t last = key_of(e, &v[n - 1]).key[0], node = step_by(e, GAZETTEER_ROOT, &v[0], last);
    if (node == GAZETTEER_NONE || last < KEY_FIRST)
        return GAZETTEER_NONE;
    uint32_t all = node;
    for (size_t k = 1; k < n && all != GAZETTEER_NONE; k++)
        all = step_by(e, all, &v[k], KEY_NONE);
    uint32_t found = person_at(e, all);
    bool hyphen = n > 1 && gap_before(e, part, i + n - 1) == GAP_HYPHEN;
    return found != GAZETTEER_NONE || hyphen ? found : person_at(e, gazetteer_step(e->g, node, last - KEY_FIRST));
}

static void add_person(struct enricher *e, uint32_t part, size_t i, size_t n, int confidence)
{
    uint32_t actor = registered_person(e, part, i, n);
    uint32_t present = actor != GAZETTEER_NONE ? present_registered(e, actor) : present_local(e, ACTOR_PERSON, part, i, n);
    for (size_t k = i; k < i + n; k++)
        if (e->candidate_at[part][k])
            e->candidates[e->candidate_at[part][k] - 1].dropped = true;
    add_mention(e, part, i, i + n - 1, present, MENTION_CUE, confidence);
    know_surname(e, surname_key(e, form_of(e, &e->tokens[part]->v[i + n - 1])), present);
}

/* `again`: only those who are known by now, wherever they stand. */
static void find_in(struct enricher *e, uint32_t part, bool again)
{
    const struct token_list *list = e->tokens[part];
    for (size_t c = 0, from = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c];
        if (i < from)
            continue;
        size_t n = list->v[i].flags & TOKEN_CAPITAL && !is_taken(e, part, i) ? name_length(e, part, i) : 0;
        if (n < 2)
            continue;
        size_t before = words_before_name(e, part, i, n);
        i += before;
        n -= before;
        int worth = again ? 0 : worth_of_words(e, part, i, n) + worth_of_before(e, part, i) + worth_of_after(e, part, i + n);
        if (again ? !is_local(e, ACTOR_PERSON, part, i, n) : worth < (part == PART_TITLE ? PERSON_LEAST_IN_TITLE : PERSON_LEAST))
            continue;
        add_person(e, part, i, n, again ? 65 : worth > 4 ? 85 : 45 + 10 * worth);
        from = i + n;
    }
}

void find_persons(struct enricher *e)
{
    for (int again = 0; again < 2; again++)
        for (uint32_t part = 0; part < 2; part++)
            if (!e->shouted[part])
                find_in(e, part, again);
}
