#include "indexer/enricher.h"

/*
 * Lines of results: "Plymouth 2 Preston 1", "ORLANDO 7 6 .538 4 1/2", "Seattle at Boston", "1. Jane Doe (Britain) Example 1:07.120",
 * "A Khan c Roe b Poe 22". Their names stand by a number or a single letter and nothing else tells of them.
 */
enum { TEAM_WORDS_MAX = 4, LINE_TOKENS_MAX = 60 };

/* A line of a text, by its tokens. */
struct line {
    size_t first, end;          /* tokens [first, end) */
};

static bool is_number(const struct enricher *e, uint32_t part, const struct line *line, size_t i)
{
    return i < line->end && e->tokens[part]->v[i].flags & TOKEN_NUMBER;
}

/* The bytes between token i and the one before, without their spaces, are these. */
static bool between_is(const struct enricher *e, uint32_t part, size_t i, const char *marks)
{
    struct str rest = text_between(e, part, i);
    size_t n = 0;
    for (size_t k = 0; k < rest.n; k++) {
        if (rest.p[k] == ' ')
            continue;
        if (rest.p[k] != marks[n])
            return false;
        n++;
    }
    return marks[n] == '\0';
}

/* Capitalised words from i on, on the line: St Louis, N.Y. Rangers, Jean-Aage. */
static size_t capitals_from(const struct enricher *e, uint32_t part, const struct line *line, size_t i)
{
    const struct token *v = e->tokens[part]->v;
    size_t n = 0;
    while (i + n < line->end && n < TEAM_WORDS_MAX && v[i + n].flags & TOKEN_CAPITAL && !(v[i + n].flags & TOKEN_NUMBER)) {
        enum gap gap = n ? gap_before(e, part, i + n) : GAP_SPACE;
        if (gap != GAP_SPACE && gap != GAP_HYPHEN && gap != GAP_DOT)
            break;
        n++;
    }
    return n;
}

/* The same, with small words within: Phil de Glanville. */
static size_t name_from(const struct enricher *e, uint32_t part, const struct line *line, size_t i)
{
    size_t n = capitals_from(e, part, line, i), more = 0;
    for (size_t k = n; n && i + k < line->end && is_cue(e, &e->tokens[part]->v[i + k], CUE_PARTICLE) && !more; k++)
        if ((more = capitals_from(e, part, line, i + k + 1)))
            more += k + 1;
    return more ? more : n;
}

/* A country, or another team that plays as one. */
static bool is_country(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    static const char *const nations[] = { "england", "scotland", "wales", "northern-ireland" };
    uint32_t number = e->candidate_at[part][i];
    const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
    if (!c || c->node == GAZETTEER_NONE || c->first != i || c->last != i + n - 1)
        return false;
    const struct name_entry *entry = &e->g->entries[e->g->first[c->node]];
    return (name_is_of(e, c->node, 1u << ACTOR_COUNTRY) && !(entry->flags & (NAME_DEMONYM | NAME_CAPITAL))) ||
           is_any(e->g->actors[entry->actor].id, nations, sizeof nations / sizeof *nations);
}

static void add_local(struct enricher *e, enum actor_kind kind, uint32_t part, size_t i, size_t n)
{
    add_candidate(e, &(struct candidate){
        .part = part, .first = (uint32_t)i, .last = (uint32_t)(i + n - 1), .node = GAZETTEER_NONE, .present = present_local(e, kind, part, i, n),
        .how = MENTION_CUE, .confidence = 50,
    });
}

static bool is_person_name(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    return n >= 2 && is_cue(e, &e->tokens[part]->v[i], CUE_GIVEN_NAME);
}

/* A state's own name stays what it is: a country plays too. */
static void add_team(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    if (n && !is_country(e, part, i, n) && !is_person_name(e, part, i, n)) {
        add_local(e, ACTOR_ORG, part, i, n);
        e->sport = true;
    }
}

/* Whether a bracket is closed between token i and the one before. */
static bool closes_before(const struct enricher *e, uint32_t part, size_t i)
{
    return has_between(e, part, i, ')');
}

/* ---- "Barcelona 3 (Doe 23rd, 71st, Roe 40th penalty) Espanyol 1 (Poe 60th)" ---- */

static size_t past_brackets(const struct enricher *e, uint32_t part, const struct line *line, size_t i)
{
    if (i >= line->end || gap_before(e, part, i) != GAP_OPEN)
        return i;
    for (i++; i < line->end; i++)
        if (closes_before(e, part, i))
            return i;
    return line->end;
}

/* Names before a minute, between tokens `from` and `to`. */
static void add_scorers(struct enricher *e, uint32_t part, const struct line *line, size_t from, size_t to)
{
    for (size_t i = from; i < to;) {
        size_t n = name_from(e, part, line, i);
        if (n && is_number(e, part, line, i + n))
            add_local(e, ACTOR_PERSON, part, i, n);
        i += n ? n : 1;
    }
}

/* Two names with a score each; gives whether it is that. */
static bool find_match(struct enricher *e, uint32_t part, const struct line *line)
{
    size_t first = line->first, home = capitals_from(e, part, line, first), score = first + home;
    if (!home || !is_number(e, part, line, score))
        return false;
    size_t second = past_brackets(e, part, line, score + 1);
    size_t away = second < line->end ? capitals_from(e, part, line, second) : 0, last = second + away;
    if (!away || !is_number(e, part, line, last))
        return false;
    size_t after = past_brackets(e, part, line, last + 1);
    if (after == last + 1 && after < line->end && gap_before(e, part, after) != GAP_OPEN && !(e->tokens[part]->v[after].flags & TOKEN_SENTENCE))
        return false;
    add_team(e, part, first, home);
    add_team(e, part, second, away);
    add_scorers(e, part, line, score + 1, second);
    add_scorers(e, part, line, last + 1, after);
    return true;
}

/* ---- tables, fixtures ---- */

/* "ORLANDO 7 6 .538": a name, and only numbers behind it; not "LONDON 1996-11-02". */
static bool find_row(struct enricher *e, uint32_t part, const struct line *line)
{
    const struct token *v = e->tokens[part]->v;
    size_t n = capitals_from(e, part, line, line->first), numbers = 0;
    bool ordinary = n == 1 && is_cue(e, &v[line->first], CUE_ORDINARY | CUE_COMMON);
    if (n && is_number(e, part, line, line->first + n) && memchr(e->whole[part].p + v[line->first + n].start, '.',
                                                                 v[line->first + n].end - v[line->first + n].start))
        return false;   /* a table of prices */
    for (size_t i = line->first + n; i < line->end; i++) {
        if (!is_number(e, part, line, i))
            return false;
        numbers += e->whole[part].p[v[i].start - 1] == ' ' || e->whole[part].p[v[i].start - 1] == '.';
    }
    if (!n || numbers < 2 || ordinary)
        return false;
    add_team(e, part, line->first, n);
    return true;
}

/* "SEATTLE AT INDIANA", "Atlanta at CINCINNATI (postponed)", "Playing Sunday: Newcastle v Middlesbrough": only among other results. */
static void find_fixture(struct enricher *e, uint32_t part, const struct line *line, bool among_results)
{
    static const char *const words[] = { "at", "v", "vs" };
    for (size_t i = line->first; i < line->end && among_results;) {
        size_t n = capitals_from(e, part, line, i), middle = i + n;
        bool colon = i == line->first || between_is(e, part, i, ":");
        /* in capitals, "at" is one of them */
        for (size_t k = 1; k < n; k++)
            if (is_any(form_of(e, &e->tokens[part]->v[i + k]), words, sizeof words / sizeof *words))
                middle = i + k;
        if (n && colon && middle < line->end && is_any(form_of(e, &e->tokens[part]->v[middle]), words, sizeof words / sizeof *words)) {
            size_t away = capitals_from(e, part, line, middle + 1), end = middle + 1 + away;
            if (away && (end >= line->end || gap_before(e, part, end) == GAP_OPEN)) {
                add_team(e, part, i, middle - i);
                add_team(e, part, middle + 1, away);
            }
            return;
        }
        i += n ? n : 1;
    }
}

/* "1. Jane Doe (Britain) Example 1:07.120", "15 - Jane Doe (Exampleton)": a rank or a number, a person, a team. */
static void find_ranked(struct enricher *e, uint32_t part, const struct line *line)
{
    for (size_t i = line->first; i < line->end; i++) {
        size_t name = i + 1, n = is_number(e, part, line, i) ? name_from(e, part, line, name) : 0, open = name + n;
        if (!n || open >= line->end || gap_before(e, part, open) != GAP_OPEN)
            continue;
        size_t inside = capitals_from(e, part, line, open), after = open + inside;
        bool closed = inside && (after >= line->end || closes_before(e, part, after) || gap_before(e, part, after) == GAP_COMMA);
        bool shirt = between_is(e, part, name, "-");
        if (closed && is_country(e, part, open, inside)) {
            size_t team = after < line->end && between_is(e, part, after, ")") ? capitals_from(e, part, line, after) : 0;
            if (team && is_number(e, part, line, after + team) && i == line->first)
                add_local(e, ACTOR_ORG, part, after, team);
        } else if (closed && shirt) {
            add_local(e, ACTOR_ORG, part, open, inside);
        }
    }
}

/* ---- scoreboards of cricket ---- */

static bool is_dismissal(const struct enricher *e, uint32_t part, size_t i)
{
    static const char *const words[] = { "b", "c", "lbw", "st" };
    const struct token *t = &e->tokens[part]->v[i];
    return !(t->flags & TOKEN_CAPITAL) && is_any(form_of(e, t), words, sizeof words / sizeof *words);
}

/* "Bowling: Doe 15-4-38-0"; "A Khan c Roe b Poe 22": who stands behind c and b, and before. */
static void find_batsman(struct enricher *e, uint32_t part, const struct line *line)
{
    size_t n = capitals_from(e, part, line, line->first), signs = 0;
    bool score = is_number(e, part, line, line->end - 1);
    static const char *const no_names[] = { "extras", "total", "fall" };
    if (str_is(form_of(e, &e->tokens[part]->v[line->first]), "bowling"))
        add_scorers(e, part, line, line->first + 1, line->end);
    if (is_any(form_of(e, &e->tokens[part]->v[line->first]), no_names, sizeof no_names / sizeof *no_names))
        return;
    for (size_t i = line->first + n; i < line->end; i++)
        signs += is_dismissal(e, part, i);
    if (!n || !score || !signs || !is_dismissal(e, part, line->first + n))
        return;
    add_local(e, ACTOR_PERSON, part, line->first, n);
    for (size_t i = line->first + n; i < line->end; i++) {
        size_t k = is_dismissal(e, part, i) ? capitals_from(e, part, line, i + 1) : 0;
        if (k)
            add_local(e, ACTOR_PERSON, part, i + 1, k);
    }
}

/* ---- lines ---- */

/* The first token that begins at byte `at` or behind it. */
static size_t token_from(const struct token_list *list, size_t at)
{
    size_t low = 0, high = list->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->v[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_digit(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] >= '0' && line.p[i] <= '9')
            return true;
    return false;
}

/* Gives whether the line is a result. */
static bool find_in_line(struct enricher *e, uint32_t part, const struct line *line, bool among_results)
{
    const struct token *first = &e->tokens[part]->v[line->first];
    if (first->flags & TOKEN_NUMBER)
        find_ranked(e, part, line);
    if (!(first->flags & TOKEN_CAPITAL))
        return false;
    if (find_match(e, part, line) || find_row(e, part, line))
        return true;
    find_fixture(e, part, line, among_results);
    find_ranked(e, part, line);
    find_batsman(e, part, line);
    return false;
}

void find_results(struct enricher *e, uint32_t part)
{
    enum { LINE_BYTES_MAX = 240 };
    const struct token_list *list = e->tokens[part];
    struct str whole = e->whole[part];
    bool among_results = false;
    if (part == PART_TITLE)
        return;
    for (size_t at = 0, n; at < whole.n; at += n + 1) {
        struct str line = str_slice(whole, at, whole.n);
        n = str_find(line, '\n');
        line.n = n;
        if (n > LINE_BYTES_MAX || (!among_results && !has_digit(line)))
            continue;
        struct line tokens = { token_from(list, at), 0 };
        for (tokens.end = tokens.first; tokens.end < list->n && list->v[tokens.end].start < at + n; tokens.end++)
            ;
        if (tokens.end - tokens.first >= 2 && tokens.end - tokens.first <= LINE_TOKENS_MAX)
            among_results = find_in_line(e, part, &tokens, among_results) || among_results;
    }
}
