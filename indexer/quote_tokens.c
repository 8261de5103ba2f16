#include "indexer/quote_private.h"

#include <string.h>

/* In Armenian print a point is a colon; a full stop is ։, for which many type a colon: see armenian_gap(). */
static unsigned gap_between(struct str text, uint32_t from, uint32_t to, bool armenian)
{
    unsigned gap = 0;
    for (uint32_t i = from; i < to; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == ',')
            gap |= GAP_COMMA;
        else if (c == '.' && armenian && to > from + 1)
            gap |= GAP_COLON;
        else if (c == ':')
            gap |= GAP_COLON;
        else if (c == ';' || c == '(' || c == ')' || c == '[' || c == ']')
            gap |= GAP_OTHER;
        else if (c == '-' && i > from && i + 1 < to && (text.p[i + 1] == '-' || text.p[i + 1] == ' '))
            gap |= GAP_DASH;
        else if (c == 0xE2 && i + 2 < to && (unsigned char)text.p[i + 1] == 0x80 &&
                 (unsigned char)text.p[i + 2] >= 0x93 && (unsigned char)text.p[i + 2] <= 0x95)
            gap |= GAP_DASH;    /* – — ― */
        else if (c == '"')
            gap |= GAP_MARK;
    }
    return gap;
}

/* Whether a token of a name's begins with a mention. */
static void mark_mentions(struct speech *s)
{
    s->named = arena_alloc(s->arena, (s->enriched->mention_count + 1) * sizeof *s->named);
    for (size_t m = 0; m < s->enriched->mention_count; m++) {
        const struct mention *at = &s->enriched->mentions[m];
        if (at->part != s->part)
            continue;
        bool first = true;
        for (size_t k = speech_token_at(s, at->start); k < s->n && s->tokens[k].start < at->end; k++)
            if (s->tokens[k].mention < 0) {
                s->tokens[k].mention = (int32_t)m;
                if (first)
                    s->named[s->named_n++] = (uint32_t)k;
                first = false;
            }
    }
}

/* For speech_token_at(). */
static void read_places(struct speech *s)
{
    size_t count = s->text.n / START_BYTES + 2;
    s->near = arena_alloc(s->arena, count * sizeof *s->near);
    for (size_t k = 0, i = 0; k < count; k++) {
        while (i < s->n && s->tokens[i].start < k * START_BYTES)
            i++;
        s->near[k] = (uint32_t)i;
    }
}

/* A full stop behind "Sen", "Gov" or a letter ends no sentence, nor does one before a small letter. */
static bool begins_sentence(const struct speech *s, const struct token *t, const struct speech_token *before)
{
    static const char *const short_words[] = { "sen", "rep", "gov", "mr", "mrs", "ms", "dr", "gen", "lt", "col", "sgt", "rev", "prof", "st", "jr", "sr", "sens", "reps", "vs" };
    if (!(t->flags & TOKEN_SENTENCE) || !(t->flags & (TOKEN_CAPITAL | TOKEN_NUMBER | TOKEN_UNCASED | TOKEN_BIGRAM)))
        return false;
    struct str form = before ? speech_form(s, before) : STR("");
    for (size_t i = 0; before && i < sizeof short_words / sizeof *short_words; i++)
        if (str_is(form, short_words[i]))
            return false;
    return !before || form.n > 1;
}

/* What belongs to the language of the article. */
static void read_language(struct speech *s)
{
    s->english = strcmp(s->lang, "en") == 0 || !*s->lang;
    s->nouns_upper = strcmp(s->lang, "de") == 0;
    s->nouns_first = strcmp(s->lang, "ru") == 0 || strcmp(s->lang, "uk") == 0;
    s->nouns_definite = strcmp(s->lang, "hy") == 0;
    s->commas_apart = strcmp(s->lang, "fr") == 0;
    s->verb_last = strcmp(s->lang, "tr") == 0;
    for (size_t i = 0; i < speech_list_count; i++)
        if (strcmp(speech_lists[i].lang, s->lang) == 0) {
            s->known = true;
            s->articles = s->articles || speech_lists[i].kinds & WORD_DETERMINER;
        }
    for (size_t i = 0; i < speech_source_count && s->source_n < SOURCES_MAX; i++)
        if (strcmp(speech_sources[i].lang, s->english ? "en" : s->lang) == 0)
            s->sources[s->source_n++] = &speech_sources[i];
}

/* "it is hard to say" */
static bool is_modal(const struct speech *s, size_t i)
{
    size_t k = i - 1;
    while (k > 0 && s->tokens[k].kinds & WORD_HELPS && !s->tokens[k].gap)
        k--;
    return !(s->tokens[i].gap & ~GAP_MARK) && s->tokens[k].kinds & WORD_MODAL;
}

enum { NAME_LIKE = WORD_SAYS | WORD_CALLS | WORD_SAYING | WORD_UTTERANCE | WORD_TELLS };

/* "…," Read said: a capital within a sentence, where not each word has one. */
static bool is_name_like(const struct speech *s, size_t i, uint32_t before)
{
    const struct speech_token *t = &s->tokens[i], *left = &s->tokens[i - 1];
    if (s->part != PART_TEXT || t->flags & TOKEN_UPPER || t->gap & (GAP_SENTENCE | GAP_PARAGRAPH | GAP_COLON | GAP_DASH | GAP_OTHER))
        return false;
    if (t->gap & GAP_MARK)
        return t->quote < 0 && before > 0 && (s->text.p[before] == ',' || s->text.p[before - 1] == ',');
    return !(left->flags & TOKEN_CAPITAL) || left->mention >= 0;
}

/* "the remark", "his call" */
static bool is_noun(const struct speech *s, size_t i)
{
    static const char *const articles[] = { "the", "a", "an", "his", "its", "their", "our", "my" };
    if (!(s->tokens[i - 1].kinds & WORD_DETERMINER) || s->tokens[i].gap)
        return false;
    for (size_t k = 0; k < sizeof articles / sizeof *articles; k++)
        if (str_is(speech_form(s, &s->tokens[i - 1]), articles[k]))
            return true;
    return false;
}

/* Whether a verb of saying and its helpers stand right before. */
static bool says_before(const struct speech *s, size_t i)
{
    size_t k = i - 1;
    while (k > 0 && s->tokens[k].kinds & WORD_HELPS && !s->tokens[k].gap)
        k--;
    return s->tokens[k].kinds & (WORD_SAYS | WORD_CALLS);
}

/* No part of "so-called" calls nobody anything. */
static bool is_part(const struct speech *s, const struct token *t)
{
    struct str rest = str_slice(s->text, t->end, s->text.n);
    bool hyphen = s->english && rest.n > 1 && rest.p[0] == '-' && (rest.p[1] | 32) > ' ' && rest.p[1] != '-';    /* not soupire-t-elle */
    return t->flags & TOKEN_JOINED || hyphen;
}

/* Of a word that may tell of speech: whether it does so here; gives what is left of its kinds. */
static uint32_t read_verb(struct speech *s, size_t i, const struct token *from, uint32_t before)
{
    struct speech_token *t = &s->tokens[i];
    if (is_part(s, from))
        t->kinds &= ~(uint32_t)(WORD_SAYS | WORD_CALLS | WORD_SAYING);
    if (s->english && i && t->flags & TOKEN_CAPITAL && t->kinds & NAME_LIKE && is_name_like(s, i, before))
        t->kinds &= ~(uint32_t)NAME_LIKE;
    if (i && t->kinds & (WORD_SAYS | WORD_CALLS) && (s->known ? is_modal(s, i) : is_noun(s, i)))
        t->kinds &= ~(uint32_t)(WORD_SAYS | WORD_CALLS);
    return t->kinds;
}

/* What an Armenian colon is: a full stop, unless a verb of saying stands before it. */
static unsigned armenian_gap(const struct speech *s, size_t i, unsigned gap, uint32_t from, uint32_t to)
{
    return i && memchr(s->text.p + from, ':', to - from) && !says_before(s, i) ? (gap & ~(unsigned)GAP_COLON) | GAP_SENTENCE : gap;
}

/* Where tokens stand, up to a byte. */
struct place {
    uint32_t paragraph;
    int32_t quote;
    size_t mark;        /* that is not closed yet */
    uint32_t until;
};

static void move_to(const struct speech *s, uint32_t byte, struct place *p)
{
    const struct marked_texts *m = &s->marks;
    while (p->paragraph + 1 < m->paragraph_count && m->paragraphs[p->paragraph].end <= byte)
        p->paragraph++;
    while (p->mark < m->n && m->v[p->mark].close <= byte)
        p->mark++;
    p->quote = p->mark < m->n && m->v[p->mark].open <= byte ? (int32_t)p->mark : -1;
    p->until = p->paragraph + 1 < m->paragraph_count ? m->paragraphs[p->paragraph].end : UINT32_MAX;
    uint32_t edge = p->mark == m->n ? UINT32_MAX : p->quote < 0 ? m->v[p->mark].open : m->v[p->mark].close;
    p->until = edge < p->until ? edge : p->until;
}

/* Moves to a token; gives the gap that a border makes there. */
static unsigned cross(const struct speech *s, const struct token *to, bool first, struct place *p)
{
    struct place before = *p;
    move_to(s, to->start, p);
    unsigned gap = first || p->paragraph != before.paragraph ? GAP_PARAGRAPH | GAP_SENTENCE : 0;
    return !first && p->quote != before.quote ? gap | GAP_MARK : gap;
}

/* Every word of an article with quotations comes by here: what is rare is asked elsewhere. */
static void read_tokens(struct speech *s, const struct token_list *list, struct word_kinds *words)
{
    enum { AHEAD = 16 };
    struct place place = { 0, -1, 0, 0 };
    uint32_t before = 0;
    const size_t n = s->n = list->n;
    const struct str text = s->text;
    struct speech_token *const tokens = s->tokens = arena_alloc(s->arena, (n + 1) * sizeof *s->tokens);
    uint32_t *const turning = s->turning = arena_alloc(s->arena, (n + 1) * sizeof *s->turning);
    size_t turning_n = 0;
    for (size_t i = 0; i < n; i++) {
        const struct token *from = &list->v[i];
        if (i + AHEAD < n)
            word_kinds_expect(words, from[AHEAD].form);
        unsigned gap = from->start >= place.until ? cross(s, from, i == 0, &place) : 0;
        if (from->start != before + 1 || text.p[before] != ' ')
            gap |= gap_between(text, before, from->start, s->nouns_definite);
        if (from->flags & TOKEN_SENTENCE && begins_sentence(s, from, i ? &tokens[i - 1] : NULL))
            gap |= GAP_SENTENCE;
        if (s->nouns_definite)
            gap = armenian_gap(s, i, gap, before, from->start);
        uint32_t kinds = word_kinds_of(words, s->analyser, from->form);
        tokens[i] = (struct speech_token){
            .start = from->start, .end = from->end, .form = from->form, .kinds = kinds, .flags = from->flags, .gap = (uint8_t)gap,
            .quote = place.quote, .mention = -1, .paragraph = place.paragraph,
        };
        if (kinds & NAME_LIKE)
            kinds = read_verb(s, i, from, before);
        turning[turning_n] = (uint32_t)i;
        turning_n += place.quote < 0 && (gap & (GAP_SENTENCE | GAP_PARAGRAPH) || (kinds ? kinds & WORD_PRONOUN : from->flags & TOKEN_CAPITAL));
        before = from->end;
    }
    s->turning_n = turning_n;
    read_places(s);
    mark_mentions(s);
}

static bool is_name(const struct speech *s, size_t mark)
{
    enum { NAME_WORDS = 4 };
    const struct marked_text *m = &s->marks.v[mark];
    size_t first = speech_token_at(s, m->start), end = speech_token_at(s, m->close);
    if (!s->known || m->unmarked || first >= s->n || end - first > NAME_WORDS || !(s->tokens[first].flags & TOKEN_CAPITAL) || strchr(".?!,", s->text.p[m->end - 1]))
        return false;
    bool in_phrase = end < s->n && s->tokens[end].gap == GAP_MARK && !(s->tokens[end].flags & TOKEN_CAPITAL) &&
                     !(s->tokens[end].kinds & (WORD_SAYS | WORD_CALLS | WORD_HELPS));
    bool capitals = true;       /* in German a part of a sentence may begin with one */
    for (size_t i = first; i < end; i++)
        capitals = capitals && (s->tokens[i].flags & (TOKEN_CAPITAL | TOKEN_NUMBER) || s->tokens[i].kinds & (WORD_PREPOSITION | WORD_DETERMINER));
    return s->nouns_upper ? capitals : in_phrase || (!s->verb_last && !(s->tokens[first].gap & ~GAP_MARK));
}

void speech_read(struct speech *s, const struct token_list *tokens, struct word_kinds *words)
{
    read_language(s);
    word_kinds_begin(words, s->lang);
    read_tokens(s, tokens, words);
    s->names = arena_array(s->arena, bool, s->marks.n + 1);
    for (size_t i = 0; s->known && i < s->marks.n; i++)
        s->names[i] = is_name(s, i);
}
