#include "indexer/enricher.h"

static bool byte_is(const struct enricher *e, uint32_t part, size_t at, const char *bytes)
{
    struct str whole = e->whole[part];
    return at < whole.n && whole.p[at] && strchr(bytes, whole.p[at]) != NULL;
}

/* ---- the words themselves ---- */

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

/* O'Hara, McRae, Kovacevic, Rostropovich: built as surnames are, in Latin letters. */
static bool has_surname_form(struct str form)
{
    static const char *const endings[] = {
        "ovic", "evic", "ovich", "evich", "ovitch", "enko", "shvili", "adze", "idze", "oglu", "opoulos", "akis", "idis", "escu", "wicz", "sson",
        "sky", "ski", "skaya", "skaja", "kova", "nova", "rova", "lova", "ckis", "yan", "jian", "ette", "elli", "etti", "ucci", "sen", "nen", "berg",
    };
    const size_t stem_least = 2;
    if ((str_starts(form, STR("mc")) && form.n > 4) || (str_starts(form, STR("o'")) && form.n > 4) || (str_starts(form, STR("d'")) && form.n > 4))
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(form, str_of(endings[i])) && form.n >= strlen(endings[i]) + stem_least)
            return true;
    return false;
}

/* Handelsbanken, Telekom: built as the names of companies are. */
static bool has_company_form(struct str form)
{
    static const char *const endings[] = {
        "bank", "banken", "banca", "chem", "com", "gas", "invest", "kom", "neft", "oil", "petrol", "pharma", "prom", "soft", "tech", "tel", "werke",
    };
    const size_t stem_least = 2;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(form, str_of(endings[i])) && form.n >= strlen(endings[i]) + stem_least)
            return true;
    return false;
}

/* A surname comes again without the given name, or stands in a heading. */
static int worth_of_repetition(const struct enricher *e, const struct token *first, const struct token *last)
{
    uint32_t begins = times_seen(e, first), ends = times_seen(e, last);
    bool heading = word_here(e, last->form) & UPPER_HERE && !(word_here(e, first->form) & UPPER_HERE);
    return ends > begins || (heading && begins <= ends) ? 1 : 0;
}

/* San Bernardino, Fort Worth, Mount Kenya. */
static bool begins_place(struct str form)
{
    static const char *const words[] = {
        "san", "santa", "superstorm", "los", "las", "fort", "port", "mount", "lake", "cape", "camp", "hurricane", "typhoon", "cyclone", "operation", "planet",
    };
    return is_any(form, words, sizeof words / sizeof *words);
}

static bool is_given(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token *t = &e->tokens[part]->v[i];
    if (begins_latin(e, t))
        return is_cue(e, t, CUE_GIVEN_NAME | CUE_ORDINARY) || (is_cue(e, t, CUE_SURNAME_FIRST) && n <= 3);
    return gazetteer_is_given_name(e->g, person_word(e, part, i, n, 0));
}

/* The article has told of a person with that surname. */
static bool is_kin(struct enricher *e, uint32_t part, size_t last)
{
    uint32_t present = known_surname(e, surname_key(e, form_of(e, &e->tokens[part]->v[last])));
    return present != GAZETTEER_NONE && e->present[present].kind == ACTOR_PERSON;
}

static int worth_of_words(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token *v = e->tokens[part]->v;
    int worth = 0;
    bool given = is_given(e, part, i, n), initials = false, lower = false, adjective = false;
    for (size_t k = 0; k < n; k++) {
        initials = initials || (is_initial(e, part, &v[i + k]) && k + 1 < n);
        lower = lower || (v[i + k].flags & TOKEN_CAPITAL && is_lower_elsewhere(e, &v[i + k]));
        adjective = adjective || (is_cue(e, &v[i + k], CUE_ADJECTIVE) && !(k + 1 == n && is_cue(e, &v[i + k], CUE_SURNAME)));
    }
    worth += given || initials ? 3 : 0;
    worth += is_cue(e, &v[i + n - 1], CUE_SURNAME) ? 2 : 0;
    worth += !given && begins_latin(e, &v[i]) && has_surname_form(form_of(e, &v[i + n - 1])) ? 1 : 0;
    worth += !given && is_kin(e, part, i + n - 1) ? 2 : 0;
    worth += given ? 0 : worth_of_repetition(e, &v[i], &v[i + n - 1]);
    worth -= !given && has_company_form(form_of(e, &v[i + n - 1])) ? 3 : 0;
    worth -= !given && lower ? 2 : 0;
    worth -= !given && adjective ? 3 : 0;
    worth -= begins_place(form_of(e, &v[i])) ? 4 : 0;
    worth -= is_initial(e, part, &v[i]) && is_cue(e, &v[i], CUE_COMPANY) ? 4 : 0;       /* N.V. Example */
    return worth - (is_quoted(e, part, i, n) ? 6 : 0);
}

/* ---- what stands before ---- */

static bool is_person(const struct enricher *e, uint32_t part, size_t i)
{
    uint32_t number = e->mention_at[part][i];
    return number && e->present[e->mentions[number - 1].actor].kind == ACTOR_PERSON;
}

/* "4 - Stig", "1. Michelle": a number on a shirt, a rank. */
static int worth_of_rank(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token *t = &e->tokens[part]->v[i], *number = t - 1;
    const size_t digits_most = 2;
    struct str between = str_slice(e->whole[part], number->end, t->start);
    if (!(number->flags & TOKEN_NUMBER))
        return 0;
    if (number->end - number->start <= digits_most && (str_is(between, " - ") || str_is(between, ". ") || str_is(between, " . ")))
        return str_is(between, " - ") ? 2 : 1;
    return byte_is(e, part, number->end, " ") ? 1 : 0;
}

/* "the Jane Doe case": an article for what comes behind the name. */
static bool is_of_noun_behind(const struct enricher *e, uint32_t part, size_t next)
{
    static const char *const nouns[] = {
        "administration", "affair", "camp", "campaign", "case", "family", "foundation", "government", "inquiry", "interview", "investigation",
        "killing", "murder", "scandal", "shooting", "show", "story", "trial", "verdict",
    };
    return next < e->tokens[part]->n && gap_before(e, part, next) == GAP_SPACE &&
           is_any(form_of(e, &e->tokens[part]->v[next]), nouns, sizeof nouns / sizeof *nouns);
}

/* A word in lower case: a verb, "and"; less so what clubs and companies stand behind too. */
static int worth_of_small_word(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    static const char *const weak[] = { "against", "for", "with", "by" };
    const struct token *before = &e->tokens[part]->v[i - 1];
    struct str form = form_of(e, before);
    if (str_is(form, "the") || str_is(form, "a") || str_is(form, "an"))
        return is_of_noun_behind(e, part, i + n) ? -1 : -3;
    if (is_cue(e, before, CUE_PLACE_WORD))
        return str_is(form, "of") ? 1 : 0;
    if (!e->english && begins_latin(e, before + 1))
        return 0;
    return is_any(form, weak, sizeof weak / sizeof *weak) ? 1 : 2;
}

static int worth_of_before(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    enum gap gap = gap_before(e, part, i);
    if (i == 0)
        return 0;
    static const char *const ships[] = { "uss", "hms", "mv", "ss", "tanker", "ferry", "freighter", "frigate", "trawler", "yacht" };
    const struct token *before = &e->tokens[part]->v[i - 1];
    if (gap == GAP_SPACE && is_any(form_of(e, before), ships, sizeof ships / sizeof *ships))
        return -6;
    bool goes_on = !(e->tokens[part]->v[i].flags & TOKEN_SENTENCE);
    if ((gap == GAP_BREAK || gap == GAP_COMMA) && goes_on && !begins_latin(e, before + 1))
        return 2;
    if (gap == GAP_BREAK)   /* a list of results */
        return worth_of_rank(e, part, i);
    if (gap == GAP_SPACE && before->flags & TOKEN_NUMBER)
        return 2;
    if (gap == GAP_COMMA)   /* of names, one by one */
        return is_person(e, part, i - 1) ? 2 : 0;
    if (gap == GAP_OPEN)
        return 1;
    if (gap == GAP_POSSESSIVE)  /* Britain's Jane Doe */
        return is_taken(e, part, i - 1) ? 1 : 0;
    if ((gap == GAP_SPACE || gap == GAP_DOT) && is_cue(e, before, CUE_TITLE))
        return 3;
    if (gap == GAP_SPACE && is_cue(e, before, CUE_SAYING))
        return 2;
    if (gap != GAP_SPACE || before->flags & TOKEN_CAPITAL)
        return is_taken(e, part, i - 1) && gap == GAP_SPACE ? 1 : 0;
    return worth_of_small_word(e, part, i, n);
}

/* ---- what stands behind ---- */

static const struct candidate *country_at(const struct enricher *e, uint32_t part, size_t i)
{
    uint32_t number = e->candidate_at[part][i];
    const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
    return c && c->node != GAZETTEER_NONE && name_is_of(e, c->node, 1u << ACTOR_COUNTRY) ? c : NULL;
}

/* "Japan's finance minister": a country, and what is its own. */
static bool is_country_of(const struct enricher *e, uint32_t part, size_t i)
{
    const struct candidate *c = country_at(e, part, i);
    return c && gap_before(e, part, c->last + 1) == GAP_POSSESSIVE;
}

bool has_country_in_brackets(const struct enricher *e, uint32_t part, size_t next)
{
    return next < e->tokens[part]->n && gap_before(e, part, next) == GAP_OPEN && country_at(e, part, next);
}

/* What a man does on a scoreboard: c Fleming b Doull, lbw, run out, not out. */
static bool is_on_scoreboard(const struct enricher *e, uint32_t part, size_t next)
{
    const struct token_list *list = e->tokens[part];
    struct str form = form_of(e, &list->v[next]);
    if (str_is(form, "lbw"))
        return true;
    if (next + 1 >= list->n)
        return false;
    struct str second = form_of(e, &list->v[next + 1]);
    if ((str_is(form, "c") || str_is(form, "b") || str_is(form, "st")) && !(list->v[next].flags & TOKEN_CAPITAL))
        return capital(&list->v[next + 1]) || str_is(second, "sub") || str_is(second, "and");
    return str_is(second, "out") && (str_is(form, "run") || str_is(form, "not"));
}

static bool is_deed(struct str form)
{
    static const char *const words[] = {
        "beat", "became", "began", "came", "did", "fell", "gave", "got", "had", "has", "hit", "is", "led", "left", "lost", "made", "met", "put",
        "ran", "saw", "scored", "set", "shot", "took", "was", "went", "who", "whose", "will", "won",
    };
    return is_any(form, words, sizeof words / sizeof *words) || (str_ends(form, STR("ed")) && form.n > 4);
}

static int worth_of_after(const struct enricher *e, uint32_t part, size_t next)
{
    const struct token_list *list = e->tokens[part];
    enum gap gap = gap_before(e, part, next);
    if (gap == GAP_BREAK)
        return 0;
    const struct token *after = &list->v[next];
    bool two_digits = after->flags & TOKEN_NUMBER && after->end - after->start == 2 &&
                      (byte_is(e, part, after->end, ",") || (byte_is(e, part, after->end, " ") && byte_is(e, part, after->end + 1, ",")));
    if (gap == GAP_COMMA)
        return two_digits || is_cue(e, after, CUE_APPOSITION | CUE_TITLE) || is_country_of(e, part, next) ? 2 :
               is_cue(e, after, CUE_LISTED_NAME) && capital(after) ? 1 : 0;
    if (gap == GAP_OPEN)
        return country_at(e, part, next) ? 2 : 0;
    if (gap != GAP_SPACE)
        return 0;
    bool figures = after->flags & TOKEN_NUMBER && byte_is(e, part, after->end, "-") && next + 1 < list->n && list->v[next + 1].flags & TOKEN_NUMBER;
    if (is_cue(e, after, CUE_SAYING) || is_on_scoreboard(e, part, next) || figures)
        return 2;
    return after->flags & TOKEN_NUMBER || (!(after->flags & TOKEN_CAPITAL) && is_deed(form_of(e, after))) ? 1 : 0;
}

/* ---- a line of its own ---- */

/* The line above the dateline: who wrote it. */
static bool is_byline(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token_list *list = e->tokens[part];
    struct str whole = e->whole[part];
    const size_t lines_most = 4;
    size_t begin = list->v[i].start, end = list->v[i + n - 1].end, lines = 0;
    if (part == PART_TITLE || (begin > 0 && whole.p[begin - 1] != '\n') || end >= whole.n || whole.p[end] != '\n' || i + n >= list->n)
        return false;
    for (size_t at = 0; at < begin && lines <= lines_most; at++)
        lines += whole.p[at] == '\n';
    return lines <= lines_most && list->v[i + n].flags & TOKEN_UPPER && n <= 3;
}

int worth_of_person(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    return worth_of_words(e, part, i, n) + worth_of_before(e, part, i, n) + worth_of_after(e, part, i + n) + (is_byline(e, part, i, n) ? 2 : 0);
}
