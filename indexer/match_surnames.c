#include "indexer/enricher.h"

bool is_ordinary_here(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    const struct token *t = &list->v[i];
    if (!is_cue(e, t, CUE_ORDINARY))
        return false;
    bool speaks = i + 1 < list->n && gap_before(e, part, i + 1) == GAP_SPACE && is_cue(e, &list->v[i + 1], CUE_SAYING);
    if (i == 0 || t->flags & TOKEN_SENTENCE || speaks)
        return !speaks;
    static const char *const time_words[] = {
        "in", "on", "by", "since", "until", "till", "of", "early", "late", "last", "next", "this", "from", "to", "through", "mid", "and", "before",
        "after", "during",
    };
    for (size_t k = 0; k < sizeof time_words / sizeof *time_words; k++)
        if (str_is(form_of(e, t - 1), time_words[k]))
            return true;
    return (t - 1)->flags & TOKEN_NUMBER || (i + 1 < list->n && t[1].flags & TOKEN_NUMBER);
}

/* "King Hussein": before a name, the surname of another is a title. */
static bool is_title_here(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    return is_cue(e, &list->v[i], CUE_TITLE) && i + 1 < list->n && capital(&list->v[i + 1]) && gap_before(e, part, i + 1) == GAP_SPACE;
}

/* "JP Morgan": behind letters it is a firm's. */
static bool is_of_firm(const struct enricher *e, uint32_t part, size_t i)
{
    enum { LETTERS_MOST = 2 };
    const struct token *v = e->tokens[part]->v;
    return i > 0 && v[i - 1].flags & TOKEN_UPPER && v[i - 1].end - v[i - 1].start <= LETTERS_MOST && gap_before(e, part, i) == GAP_SPACE &&
           !is_cue(e, &v[i - 1], CUE_TITLE) && capitalised(&v[i]);
}

/* "the USS John Doe": behind a given name that was found to be no person's. */
static bool is_behind_given_name(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token *v = e->tokens[part]->v;
    return i > 0 && is_cue(e, &v[i - 1], CUE_LISTED_NAME) && capitalised(&v[i - 1]) && !e->mention_at[part][i - 1] &&
           !is_cue(e, &v[i - 1], CUE_ORDINARY | CUE_TITLE) && gap_before(e, part, i) == GAP_SPACE && part == PART_TEXT;
}

/* Where the article's own name of an organisation stands shorter: "Example Hale" of Example Hale Corp. */
static size_t length_of_short_name(const struct enricher *e, uint32_t part, size_t i, uint32_t present)
{
    const struct token_list *list = e->tokens[part];
    struct str name = e->present[present].name;
    size_t n = 1;
    while (e->present[present].kind != ACTOR_PERSON && e->present[present].actor == GAZETTEER_NONE && i + n < list->n &&
           capital(&list->v[i + n]) && !e->mention_at[part][i + n] && gap_before(e, part, i + n) == GAP_SPACE) {
        struct str longer = written(e, part, i, i + n);
        if (!str_starts(name, longer) || (longer.n < name.n && name.p[longer.n] != ' '))
            break;
        n++;
    }
    return n;
}

/* Whether the person's name begins with the letter: C. for Courtney. */
static bool is_initial_of(const struct enricher *e, uint32_t part, size_t i, uint32_t present)
{
    const struct present *p = &e->present[present];
    struct str name = p->actor == GAZETTEER_NONE ? p->name : e->g->actors[p->actor].name, letter = written(e, part, i, i);
    bool latin = letter.n && name.n && (unsigned char)letter.p[0] < 0x80 && (unsigned char)name.p[0] < 0x80;
    return !latin || letter.p[0] == name.p[0];
}

/* Persons whose full name or surname has come stand behind their surname in the rest of the article. */
void find_surnames(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t c = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c];
        const struct token *t = &list->v[i];
        if (!(t->flags & (TOKEN_CAPITAL | TOKEN_UNCASED)) || e->mention_at[part][i] || t->flags & TOKEN_NUMBER)
            continue;
        uint32_t of_two = known_two_words(e, part, i);
        if (of_two != GAZETTEER_NONE && !e->mention_at[part][i + 1] && gap_before(e, part, i + 1) == GAP_SPACE) {
            add_mention(e, part, i, i + length_of_short_name(e, part, i, of_two) - 1, of_two, MENTION_SURNAME, 75);
            continue;
        }
        if (!may_be_surname_of(e, part, t))
            continue;
        struct str key = surname_key(e, form_of(e, t));
        uint32_t bearer = first_bearer(e, key), present = best_bearer(e, bearer);
        if (bearer == GAZETTEER_NONE || is_title_here(e, part, i) || is_of_firm(e, part, i) || is_ordinary_here(e, part, i) ||
            is_behind_given_name(e, part, i))
            continue;
        readings_begin(e);
        readings_add_bearers(e, key);
        if (t->flags & TOKEN_UPPER && i > 0 && has_between(e, part, i, '<'))
            continue;   /* a ticker */
        bool initial = i > 0 && gap_before(e, part, i) == GAP_DOT && is_initial(e, part, t - 1) && !e->mention_at[part][i - 1];
        if (initial && !is_initial_of(e, part, i - 1, present)) {
            add_mention(e, part, i - 1, i, present_local(e, ACTOR_PERSON, part, i - 1, 2), MENTION_CUE, 60);
            continue;
        }
        add_mention(e, part, i - initial, i + length_of_short_name(e, part, i, present) - 1, present, MENTION_SURNAME, e->bearers[bearer].next == GAZETTEER_NONE ? 80 : 55);
        readings_end(e);
    }
}

/* ---- behind a title ---- */

/* "foreign minister"; "secretary of State": the last word of an office. */
static bool may_end_office(const struct enricher *e, const struct token *t)
{
    return is_cue(e, t, CUE_OFFICE | CUE_TITLE) || (is_cue(e, t, CUE_INSTITUTION | CUE_COMMON) && t->flags & TOKEN_CAPITAL);
}

struct str office_before(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    if (i == 0 || !may_end_office(e, &list->v[i - 1]))
        return (struct str){ NULL, 0 };
    for (size_t back = OFFICE_WORDS_MAX; back > 0; back--) {
        struct str words[OFFICE_WORDS_MAX];
        size_t length = 0;
        if (back > i || !is_cue(e, &list->v[i - back], CUE_OFFICE))
            continue;
        for (size_t k = 0; k < back; k++)
            words[k] = form_of(e, &list->v[i - back + k]);
        const char *office = cue_office(words, back, &length);
        if (office && length == back)
            return str_of(office);
    }
    return (struct str){ NULL, 0 };
}

bool ever_held(const struct actor *a, struct str office)
{
    for (size_t i = 0; i < a->role_count; i++)
        if (str_equal(a->roles[i].office, office) || (str_is(office, "minister") && str_ends(a->roles[i].office, STR("minister"))))
            return true;
    return false;
}

/* Whom of the registry a surname behind a title is; GAZETTEER_NONE where nothing speaks for one. */
static uint32_t titled_actor(struct enricher *e, uint32_t part, size_t i)
{
    enum { FOR_TITLE = 6, LEAST = 9 };
    const struct token *t = &e->tokens[part]->v[i];
    uint32_t node = key_of(e, t)->root[0], best = GAZETTEER_NONE;
    struct str office = office_before(e, part, i), form = form_of(e, t);
    int best_worth = LEAST - 1;
    for (uint32_t k = node == GAZETTEER_NONE ? GAZETTEER_NONE : e->g->first[node]; k != GAZETTEER_NONE; k = e->g->entries[k].next) {
        const struct name_entry *entry = &e->g->entries[k];
        const struct actor *a = &e->g->actors[entry->actor];
        bool same = form.n && (unsigned char)form.p[0] < 0x80 ? str_equal(form, gazetteer_str(e->g, entry->form)) : true;
        if (entry->kind != ACTOR_PERSON || entry->words > 1 || !same || is_of_other(e, part, i, e->g->country_of[entry->actor]))
            continue;
        struct mention_worth parts = worth_parts(e, entry->actor);
        parts.around = office.n && ever_held(a, office) ? FOR_TITLE : 0;
        readings_add(e, entry->actor, parts);
        int worth = mention_worth_sum(&parts);
        if (worth > best_worth || (worth == best_worth && best != GAZETTEER_NONE && str_compare(a->id, e->g->actors[best].id) < 0)) {
            best_worth = worth;
            best = entry->actor;
        }
    }
    return best;
}

/* *ret_word: it is a word of the language too (Major, Bush, May), and somebody's name only if the registry knows who it is. */
static bool may_be_surname(const struct enricher *e, uint32_t part, size_t i, bool *ret_word)
{
    const struct token_list *list = e->tokens[part];
    const struct token *t = &list->v[i];
    if (!capitalised(t) || t->flags & TOKEN_BIGRAM || e->mention_at[part][i] || t->end - t->start < 2 || is_initial(e, part, t))
        return false;
    *ret_word = is_cue(e, t, CUE_INSTITUTION | CUE_TITLE | CUE_COMMON | CUE_ORG_HEAD | CUE_ORDINARY) || is_ordinary_here(e, part, i);
    bool goes_on = i + 1 < list->n && capitalised(&list->v[i + 1]) && gap_before(e, part, i + 1) == GAP_SPACE && !e->mention_at[part][i + 1];
    return !goes_on;
}

/* "said Doe, who has four children": a single name behind a verb of speech, and what one says of a person behind it. */
static bool is_speaker(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    return i > 0 && i + 1 < list->n && is_cue(e, &list->v[i - 1], CUE_SAYING) && !(list->v[i - 1].flags & TOKEN_CAPITAL) &&
           !is_cue(e, &list->v[i], CUE_NO_ACRONYM) && !(list->v[i].flags & TOKEN_UPPER) && gap_before(e, part, i) == GAP_SPACE &&
           gap_before(e, part, i + 1) == GAP_COMMA && (str_is(form_of(e, &list->v[i + 1]), "who") || str_is(form_of(e, &list->v[i + 1]), "whose"));
}

/* "President Mitterrand", "Mr. Moussaoui". */
void find_titled(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t c = 0; c < e->capital_n[part] && !e->shouted[part]; c++) {
        size_t i = e->capitals[part][c];
        bool word, title = i > 0 && (is_cue(e, &list->v[i - 1], CUE_SHORT_TITLE) || is_speaker(e, part, i));
        if (i == 0 || (!title && !may_end_office(e, &list->v[i - 1])) ||
            !may_be_surname(e, part, i, &word) || (!title && !office_before(e, part, i).n))
            continue;
        enum gap gap = gap_before(e, part, i);
        if ((gap != GAP_SPACE && gap != GAP_DOT) || !(list->v[i - 1].flags & TOKEN_CAPITAL || is_speaker(e, part, i)))
            continue;
        struct str key = surname_key(e, form_of(e, &list->v[i]));
        readings_begin(e);
        uint32_t present = known_surname(e, key), actor = present == GAZETTEER_NONE ? titled_actor(e, part, i) : GAZETTEER_NONE;
        if (present == GAZETTEER_NONE && actor != GAZETTEER_NONE)
            present = present_registered(e, actor);
        else if (present == GAZETTEER_NONE && (!word || str_is(form_of(e, &list->v[i]), "may")) && title)
            present = present_local(e, ACTOR_PERSON, part, i, 1);
        if (present == GAZETTEER_NONE)
            continue;
        add_mention(e, part, i, i, present, MENTION_SURNAME, actor != GAZETTEER_NONE ? 75 : 60);
        readings_end(e);
        know_surname(e, key, present);
    }
}

/* ---- by their endings ---- */

/* Towns that are built as surnames are. */
static bool is_town(struct str form)
{
    static const char *const stems[] = {
        "саратов", "ростов", "харьков", "львов", "псков", "чернигов", "киров", "тамбов", "азов", "могилев", "кишинев", "краков", "серпухов", "киев",
        "балаков", "орлов", "берлин", "пекин", "дублин", "турин", "люблин", "щецин", "кременчуг", "иванов", "украин", "палестин", "катерин",
        "аргентин",
    };
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (str_starts(form, str_of(stems[i])))
            return true;
    return false;
}

/* Endings that hardly a word has but a surname in another case than the first, or a surname of Armenia, Georgia, Ukraine. */
static bool is_surname_form(const struct enricher *e, struct str form)
{
    static const char *const endings[] = {
        "ова", "ову", "овым", "ева", "еву", "евым", "иным", "ина", "ину", "енко", "яна", "яну", "яном", "дзе", "швили", "ского", "скому", "цкого",
        "цкому", "յան", "յանի",
        "յանը", "յանին", "յանն", "յանից",
    };
    const size_t stem_least = 6;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct str ending = str_of(endings[i]);
        if (str_ends(form, ending) && form.n >= ending.n + stem_least)
            return !is_town(form) && !((unsigned char)form.p[0] >= 0xD4 && !(cue_kinds(e->cue_words, form) & CUE_SURNAME));
    }
    return false;
}

/* "встал на сторону Митрохина"; not "Тихоокеанского флота", "в Саратове", and not where a sentence begins. */
static bool is_bare_surname(const struct enricher *e, uint32_t part, size_t i)
{
    static const char *const place_words[] = {
        "в", "во", "из", "под", "близ", "около", "до", "города", "город", "городе", "улице", "улица", "улицы", "имени", "поселок", "поселка", "поселке",
        "село", "села", "селе", "деревня", "деревни", "деревне", "станица", "станицы", "станице", "станция", "станции", "аэропорт", "аэропорта",
        "площадь", "площади", "проспект", "проспекте", "река", "реки", "реке", "озеро", "озера", "остров", "острова", "острове",
    };
    const struct token_list *list = e->tokens[part];
    const struct token *t = &list->v[i];
    if (begins_latin(e, t) || t->flags & (TOKEN_SENTENCE | TOKEN_UPPER | TOKEN_BIGRAM))
        return false;
    struct str form = form_of(e, t);
    if (!is_surname_form(e, form) ||
        gazetteer_has_form(e->g, form) || is_lower_elsewhere(e, t))
        return false;
    for (size_t k = 0; i > 0 && k < sizeof place_words / sizeof *place_words; k++)
        if (str_is(form_of(e, t - 1), place_words[k]))
            return false;
    bool adjective = is_cue(e, t, CUE_ADJECTIVE), quoted = t->start >= 2 && memcmp(e->whole[part].p + t->start - 2, "\u00ab", 2) == 0;
    enum gap before = gap_before(e, part, i), after = gap_before(e, part, i + 1);
    return !quoted && before != GAP_HYPHEN && after != GAP_HYPHEN && !(adjective && after == GAP_SPACE);
}

void find_bare_surnames(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t c = 0; c < e->capital_n[part] && !e->shouted[part]; c++) {
        size_t i = e->capitals[part][c];
        if (!(list->v[i].flags & TOKEN_CAPITAL) || e->mention_at[part][i] || !is_bare_surname(e, part, i))
            continue;
        struct str key = surname_key(e, form_of(e, &list->v[i]));
        if (known_surname(e, key) != GAZETTEER_NONE)
            continue;   /* find_surnames() has it */
        uint32_t present = present_local(e, ACTOR_PERSON, part, i, 1);
        add_mention(e, part, i, i, present, MENTION_CUE, 50);
        know_surname(e, key, present);
    }
}
