#include "indexer/enricher.h"

#include "engine/text/name_key.h"

/* What a row of capitals must be worth to be a person's name. */
enum { PERSON_WORDS_MAX = 5, PERSON_LEAST = 2, PERSON_LEAST_IN_TITLE = 3 };

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

/* "in April", "5 Jan", "Will Congress act?" */
static bool is_in_date_or_question(const struct enricher *e, uint32_t part, size_t i)
{
    static const char *const time_words[] = { "in", "on", "by", "since", "until", "till", "early", "late", "last", "next", "this", "mid" };
    const struct token_list *list = e->tokens[part];
    const struct token *t = &list->v[i];
    if (i > 0 && !(t->flags & TOKEN_SENTENCE) && is_any(form_of(e, t - 1), time_words, sizeof time_words / sizeof *time_words))
        return true;
    if (i > 0 && (t - 1)->flags & TOKEN_NUMBER && t->start == (t - 1)->end + 1)
        return true;
    if (!str_is(form_of(e, t), "will") || (!(t->flags & TOKEN_SENTENCE) && gap_before(e, part, i) != GAP_BREAK))
        return false;
    for (size_t k = i + 1; k < list->n; k++)
        if (list->v[k].flags & TOKEN_SENTENCE)
            return has_between(e, part, k, '?');
    return has_between(e, part, list->n, '?');
}

/* Jan, Will, April: a given name that is a month or a verb otherwise. */
static bool is_given_here(const struct enricher *e, uint32_t part, size_t i)
{
    static const char *const words[] = { "april", "august", "jan", "june", "per", "will" };
    const struct token_list *list = e->tokens[part];
    if (!is_any(form_of(e, &list->v[i]), words, sizeof words / sizeof *words) || i + 1 >= list->n || is_in_date_or_question(e, part, i))
        return false;
    const struct token *next = &list->v[i + 1];
    enum gap gap = gap_before(e, part, i + 1);
    return (gap == GAP_SPACE || gap == GAP_HYPHEN) && capitalised(next) && !is_taken(e, part, i + 1) &&
           !is_cue(e, next, CUE_ORDINARY | CUE_TITLE | CUE_INSTITUTION | CUE_SAYING | CUE_COMMON | CUE_ORG_HEAD);
}

/* A word that is no part of a person's name. */
static bool is_other_word(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token *t = &e->tokens[part]->v[i + n];
    if (is_initial(e, part, t) || (n == 0 && is_cue(e, t, CUE_ORDINARY) && is_given_here(e, part, i)))
        return false;
    if (n > 0 && gap_before(e, part, i + n) == GAP_HYPHEN && !is_cue(e, t, CUE_INSTITUTION | CUE_ORDINARY | CUE_TITLE))
        return false;
    if (is_cue(e, t, CUE_INSTITUTION | CUE_ORDINARY | CUE_SAYING) || (is_cue(e, t, CUE_TITLE) && (n == 0 || begins_latin(e, t))))
        return true;
    return is_cue(e, t, CUE_COMMON | CUE_ORG_HEAD) && !is_cue(e, t, CUE_GIVEN_NAME) && !(n == 0 && is_cue(e, t, CUE_SURNAME_FIRST));
}

/* A word that is something else by itself, and a surname here: Gordon Brown; Street ( U.S. ). */
static bool is_last_word(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token *t = &e->tokens[part]->v[i + n];
    if (n == 0 || is_cue(e, t, CUE_INSTITUTION) || (is_cue(e, t, CUE_ORDINARY) && !str_is(form_of(e, t), "may")))
        return false;
    return after_given_name(e, part, t) || (is_cue(e, t, CUE_COMMON) && has_country_in_brackets(e, part, i + n + 1));
}

/* Jr, III: behind the surname. */
static size_t suffix_length(const struct enricher *e, uint32_t part, size_t i)
{
    static const char *const words[] = { "ii", "iii", "iv", "jr", "sr" };
    const struct token_list *list = e->tokens[part];
    if (i >= list->n || !is_any(form_of(e, &list->v[i]), words, sizeof words / sizeof *words) || is_taken(e, part, i))
        return 0;
    enum gap gap = gap_before(e, part, i);
    return gap == GAP_SPACE || (gap == GAP_COMMA && form_of(e, &list->v[i]).p[1] == 'r') ? 1 : 0;
}

/* "института им. А. В. Вымышленского Владимир Федоров": behind initials and a surname, a given name is another's. */
static bool begins_next_name(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token *t = &e->tokens[part]->v[i + n];
    return n >= 2 && !begins_latin(e, t) && is_initial(e, part, &e->tokens[part]->v[i]) && !is_initial(e, part, t - 1) &&
           gazetteer_is_given_name(e->g, form_of(e, t));
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
        if (n > 0 && begins_latin(e, t) && (is_cue(e, t, CUE_PARTICLE) || (gap_before(e, part, i + n) == GAP_HYPHEN && t->end - t->start <= 6)))
            if (!(t->flags & TOKEN_CAPITAL)) {
                whole = gap_before(e, part, i + n) == GAP_HYPHEN ? n + 1 : whole;
                continue;
            }
        if (!(t->flags & TOKEN_CAPITAL) || (t->flags & TOKEN_UPPER && !is_initial(e, part, t)))
            break;
        if ((is_other_word(e, part, i, n) && !is_last_word(e, part, i, n)) || begins_next_name(e, part, i, n))
            break;
        bool article = n > 0 && str_ends(form_of(e, t), STR("ը"));     /* Armenian: the noun ends here */
        capitals += n == 0 || gap_before(e, part, i + n) != GAP_HYPHEN;
        whole = n + 1;
        if (article)
            break;
    }
    const struct token *end = &list->v[i + (whole ? whole - 1 : 0)];
    bool letter = is_initial(e, part, end) || end->end - end->start <= ((unsigned char)e->whole[part].p[end->start] < 0x80 ? 1 : 2);
    return capitals >= 2 && !letter ? whole : 0;
}

static bool has_ending(struct str form, const char *const *endings, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_ends(form, str_of(endings[i])))
            return true;
    return false;
}

/*
 * "Practices Mark J. Sullivan", "Изначально Хорева": words before a name that are no part of it, but of a heading, or the first of a sentence. A row of
 * capitals has given names and a surname: two unknown words before a given name are rare.
 */
static size_t words_before_name(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    static const char *const no_name[] = { "ed", "ing", "ist", "ous", "ive", "ful", "ary", "ent", "ant", "ly", "woman", "chman", "shman" };
    const struct token *v = e->tokens[part]->v;
    struct str form = form_of(e, &v[i]);
    if (!begins_latin(e, &v[i])) {
        bool other = n == 3 && gazetteer_is_given_name(e->g, person_word(e, part, i + 1, n - 1, 0)) && !is_patronymic(form_of(e, &v[i + 2]));
        if (other && !gazetteer_is_given_name(e->g, person_word(e, part, i, n, 0)))
            return 1;   /* "Совбеза Валентин Соболев" */
        bool opens = n == 2 && v[i].flags & TOKEN_SENTENCE && !gazetteer_is_given_name(e->g, person_word(e, part, i, n, 0));
        return opens && known_surname(e, surname_key(e, form_of(e, &v[i + 1]))) != GAZETTEER_NONE ? 1 : 0;
    }
    if (is_cue(e, &v[i], CUE_GIVEN_NAME) || is_initial(e, part, &v[i]) || n < 3 || !is_cue(e, &v[i + 1], CUE_LISTED_NAME) ||
        gap_before(e, part, i + 1) != GAP_SPACE)
        return 0;
    bool heading = part == PART_TITLE || (i > 0 && capital(&v[i - 1]) && !is_cue(e, &v[i - 1], CUE_TITLE) && gap_before(e, part, i) == GAP_SPACE);
    return heading || is_lower_elsewhere(e, &v[i]) || has_ending(form, no_name, sizeof no_name / sizeof *no_name) ? 1 : 0;
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
    uint32_t key = key_of(e, t)->key[0], next = key < KEY_FIRST ? GAZETTEER_NONE : gazetteer_step(e->g, node, key - KEY_FIRST);
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
        bool person = e->g->entries[x].kind == ACTOR_PERSON && e->g->entries[x].words > 1;
        if (person && (found == GAZETTEER_NONE || worth_of(e, actor) > worth_of(e, found)))
            found = actor;
    }
    return found;
}

/* Whom of the registry a name is that has initials, a patronymic, a middle name within, or one in another case; GAZETTEER_NONE: none. */
static uint32_t registered_person(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token *v = &e->tokens[part]->v[i];
    uint32_t last = key_of(e, &v[n - 1])->key[0], node = step_by(e, GAZETTEER_ROOT, &v[0], last);
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
    add_mention(e, part, i, i + n - 1 + suffix_length(e, part, i + n), present, MENTION_CUE, confidence);
    know_surname(e, surname_key(e, form_of(e, &e->tokens[part]->v[i + n - 1])), present);
    if (n <= 3 && is_cue(e, &e->tokens[part]->v[i], CUE_SURNAME_FIRST))
        know_surname(e, form_of(e, &e->tokens[part]->v[i]), present);
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
        if (n < 2)
            continue;
        if (again && !is_local(e, ACTOR_PERSON, part, i, n))
            continue;
        int worth = worth_of_person(e, part, i, n);
        if (again ? worth < -1 : worth < (part == PART_TITLE ? PERSON_LEAST_IN_TITLE : PERSON_LEAST))
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
