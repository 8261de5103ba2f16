#include "indexer/quote_turns.h"

#include "engine/base/utf8.h"
#include "engine/text/analyser.h"
#include "engine/text/fold.h"
#include "indexer/quote_words.h"

#include <string.h>

/* ---- the text ---- */

/* Bytes of a dash (– — ― or a hyphen) at a place; 0: none. */
static size_t dash_at(struct str text, size_t at)
{
    if (at < text.n && text.p[at] == '-')
        return 1;
    bool long_dash = at + 2 < text.n && (unsigned char)text.p[at] == 0xE2 && (unsigned char)text.p[at + 1] == 0x80 &&
                     (unsigned char)text.p[at + 2] >= 0x93 && (unsigned char)text.p[at + 2] <= 0x95;
    return long_dash ? 3 : 0;
}

/* Bytes of a blank, no-break ones among them; 0: none. */
static size_t blank_at(struct str text, size_t at)
{
    if (at >= text.n)
        return 0;
    if (text.p[at] == ' ' || text.p[at] == '\t' || text.p[at] == '\n' || text.p[at] == '\r')
        return 1;
    if (at + 1 < text.n && memcmp(text.p + at, "\xC2\xA0", 2) == 0)
        return 2;
    return at + 2 < text.n && memcmp(text.p + at, "\xE2\x80\xAF", 3) == 0 ? 3 : 0;
}

static bool is_within(const char *set, char c)
{
    return c && strchr(set, c);
}

/* Speech without the dashes, blanks and points around it; a full stop at its end stays. */
static void trim(struct str text, uint32_t *start, uint32_t *end)
{
    for (size_t n; *start < *end; *start += (uint32_t)n) {
        n = dash_at(text, *start);
        n = n ? n : blank_at(text, *start);
        n = n ? n : is_within(",.;:", text.p[*start]) ? 1 : 0;
        if (!n)
            break;
    }
    for (size_t n; *end > *start; *end -= (uint32_t)n) {
        n = is_within(",-: \t\n\r", text.p[*end - 1]) ? 1 : *end - *start > 3 && dash_at(text, *end - 3) == 3 ? 3 : *end - *start > 2 && blank_at(text, *end - 2) == 2 ? 2 : 0;
        if (!n)
            break;
    }
}

/* ---- what is found ---- */

struct turns {
    struct str text;
    const struct token_list *tokens;
    const struct analyser *analyser;
    const char *lang;
    bool french;
    const struct marked_texts *marks;
    struct marked_text *v;          /* room for two for each paragraph's token, at most: see add() */
    size_t n, capacity;
    struct arena *arena;
};

static void add(struct turns *t, struct marked_text m)
{
    trim(t->text, &m.start, &m.end);
    if (m.start >= m.end)
        return;
    if (t->n == t->capacity) {
        size_t capacity = t->capacity * 2 + 16;
        struct marked_text *v = arena_alloc(t->arena, capacity * sizeof *v);
        if (t->n)
            memcpy(v, t->v, t->n * sizeof *v);
        t->v = v;
        t->capacity = capacity;
    }
    m.open = m.start;
    m.close = m.end;
    m.unmarked = true;
    t->v[t->n++] = m;
}

static size_t token_at(const struct turns *t, uint32_t byte)
{
    size_t low = 0, high = t->tokens->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (t->tokens->v[middle].start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- dialogue: — Text, — said X. — Text. ---- */

static bool says(const struct turns *t, size_t i)
{
    uint32_t form = t->tokens->v[i].form;
    return (speech_word(analyser_string(t->analyser, form), analyser_hash(t->analyser, form), t->lang) & WORD_SAYS) != 0;
}

/* What stands between a token and the one before it. */
static struct str gap_of(const struct turns *t, size_t i)
{
    return str_slice(t->text, i ? t->tokens->v[i - 1].end : 0, t->tokens->v[i].start);
}

/* Whether a dash that parts words stands there, with a blank on one side at least. */
static bool has_dash(struct str gap)
{
    for (size_t i = 0; i < gap.n; i++)
        if (dash_at(gap, i) == 3 || (dash_at(gap, i) == 1 && gap.n > 1))
            return true;
    return false;
}

static bool has_opening_mark(struct str gap)
{
    for (size_t i = 0; i < gap.n; i++)
        if (gap.p[i] == '"' || str_starts(str_slice(gap, i, gap.n), STR("«")) || str_starts(str_slice(gap, i, gap.n), STR("“")) ||
            str_starts(str_slice(gap, i, gap.n), STR("„")))
            return true;
    return false;
}

static bool has_stop(struct str gap)
{
    return memchr(gap.p, '.', gap.n) || memchr(gap.p, '?', gap.n) || memchr(gap.p, '!', gap.n);
}

/* Whether the words from token i on tell who speaks: behind a dash, or where `comma` behind a comma or a question mark. */
static bool begins_aside(const struct turns *t, size_t i, size_t end, bool comma)
{
    const struct token *v = t->tokens->v;
    struct str gap = gap_of(t, i);
    bool dash = has_dash(gap), mark = gap.n && (memchr(gap.p, ',', gap.n) || memchr(gap.p, '?', gap.n) || memchr(gap.p, '!', gap.n));
    if ((!dash && !(comma && mark)) || v[i].flags & TOKEN_CAPITAL)
        return false;
    /* répond X; a répondu X, a-t-il ajouté; он сказал */
    for (size_t k = i; k < end && k < i + (t->french ? 4 : dash ? 2 : 1); k++) {
        if (k > i && !t->french && gap_of(t, k).n > 1)
            return false;
        if (says(t, k))     /* "sagt, dass" says something else */
            return k + 1 >= end || dash || !memchr(gap_of(t, k + 1).p, ',', gap_of(t, k + 1).n);
    }
    return false;
}

/* The end of an aside that begins at token i: the next dash, or the end of its sentence. */
static size_t aside_end(const struct turns *t, size_t i, size_t end)
{
    for (size_t k = i + 1; k < end; k++)
        if (has_dash(gap_of(t, k)) || (has_stop(gap_of(t, k)) && t->tokens->v[k].flags & TOKEN_CAPITAL))
            return k;
    return end;
}

static void find_dialogue(struct turns *t, uint32_t paragraph, bool comma)
{
    struct paragraph at = t->marks->paragraphs[paragraph];
    const struct token *v = t->tokens->v;
    size_t first = token_at(t, at.start), end = token_at(t, at.end);
    uint32_t from = at.start;
    bool told = false;
    for (size_t i = first + 1; i < end; i++) {
        bool new_turn = has_dash(gap_of(t, i)) && has_stop(gap_of(t, i)) && v[i].flags & TOKEN_CAPITAL;
        if (new_turn && !told)
            from = v[i].start;      /* — Question? — Answer, — said X */
        if (!begins_aside(t, i, end, comma))
            continue;
        size_t next = aside_end(t, i, end);
        add(t, (struct marked_text){ .start = from, .end = v[i - 1].end, .paragraph = paragraph });
        told = true;
        if (next == end || has_opening_mark(gap_of(t, next)))
            return;
        from = v[next - 1].end;
        i = next;
    }
    if (told)
        add(t, (struct marked_text){ .start = from, .end = at.end, .paragraph = paragraph });
}

/* ---- transcripts: NAME: Text. ---- */

struct label {
    uint32_t start, end, behind;    /* behind: the colon */
    bool upper;
};

/* What a paragraph begins with, where that is a few words and a colon, all with capitals. */
static bool label_of(struct str text, struct paragraph at, struct label *ret)
{
    enum { LABEL_BYTES = 120, LABEL_WORDS = 14, LOWER_BYTES = 60, LOWER_WORDS = 3 };    /* an office behind a name is long */
    size_t letters = 0, lower = 0, words = 0, end = at.start;
    bool in_word = false, bracket = false;
    uint32_t cp;
    if (!memchr(text.p + at.start, ':', at.end - at.start < LABEL_BYTES ? at.end - at.start : LABEL_BYTES))
        return false;
    for (size_t n; end < at.end && end - at.start < LABEL_BYTES; end += n) {
        n = utf8_decode(text.p + end, text.p + at.end, &cp);
        if (cp == ':')
            break;
        bracket = cp == '(' || (bracket && cp != ')');
        bool letter = fold_class(cp) == CHAR_LETTER;
        if (letter && !in_word) {
            words++;
            if (!fold_is_upper(cp) && !bracket)
                return false;
        } else if (letter) {
            lower += !fold_is_upper(cp);
        } else if (cp > 0x7F || !is_within(" .'-(),&/0123456789", (char)cp)) {
            return false;
        }
        letters += letter;
        in_word = letter || cp == '\'';
    }
    if (end >= at.end || end - at.start >= LABEL_BYTES || !letters || words > LABEL_WORDS || text.p[end] != ':' || end + 1 >= at.end || !blank_at(text, end + 1))
        return false;
    *ret = (struct label){ at.start, (uint32_t)end, (uint32_t)end + 1, lower == 0 };
    return ret->upper || (words <= LOWER_WORDS && end - at.start < LOWER_BYTES);
}

/* "Q:", "A:": nobody is named, and who asks makes no speech. */
static bool is_nobody(struct str label)
{
    static const char *const words[] = {
        "QUESTION", "Question", "ANSWER", "Answer", "PREGUNTA", "Pregunta", "RESPUESTA", "Respuesta", "INTERLOCUTOR", "INTERLOCUTORA", "FRAGE", "Frage",
        "ANTWORT", "Antwort", "RÉPONSE", "Réponse", "ВОПРОС", "Вопрос", "ОТВЕТ", "Ответ", "SORU", "Soru", "CEVAP", "Cevap",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(label, words[i]))
            return true;
    return label.n == 1 || (label.n == 2 && label.p[1] == '.');
}

/* How many paragraphs of an article that may be a transcript have labels, and whether they come again, as the names in a talk do. */
static bool is_transcript(struct str text, const struct label *labels, size_t n)
{
    enum { TURNS_LEAST = 3, NAMED_TURNS_LEAST = 4 };
    size_t turns = 0, upper = 0, again = 0;
    const struct label *seen[8];
    size_t seen_n = 0;
    for (size_t i = 0; i < n; i++) {
        if (!labels[i].end)
            continue;
        struct str name = str_slice(text, labels[i].start, labels[i].end);
        bool known = false;
        turns++;
        upper += labels[i].upper;
        for (size_t k = 0; k < seen_n && !known; k++)
            known = str_equal(str_slice(text, seen[k]->start, seen[k]->end), name);
        again += known;
        if (!known && seen_n < sizeof seen / sizeof *seen)
            seen[seen_n++] = &labels[i];
    }
    return again > 0 && ((upper == turns && turns >= TURNS_LEAST) || (turns >= NAMED_TURNS_LEAST && again * 2 >= turns));
}

/* Each turn goes on over paragraphs without a label up to the next, a few at most where there are few turns; the last has one paragraph. */
static void add_turns(struct turns *t, const struct label *labels, size_t labelled)
{
    enum { MANY_TURNS = 8, PARAGRAPHS_MOST = 4 };
    size_t n = t->marks->paragraph_count, most = labelled >= MANY_TURNS ? n : PARAGRAPHS_MOST;
    for (size_t i = 0; i < n; i++) {
        if (!labels[i].end)
            continue;
        size_t next = i + 1;
        while (next < n && next - i <= most && !labels[next].end)
            next++;
        bool goes_on = next < n && labels[next].end;
        if (is_nobody(str_slice(t->text, labels[i].start, labels[i].end)))
            continue;
        for (size_t k = i; k < (goes_on ? next : i + 1); k++)
            add(t, (struct marked_text){
                .start = k == i ? labels[i].behind : t->marks->paragraphs[k].start, .end = t->marks->paragraphs[k].end, .paragraph = (uint32_t)k,
                .label_start = labels[i].start, .label_end = labels[i].end,
            });
    }
}

static bool find_transcript(struct turns *t)
{
    size_t n = t->marks->paragraph_count, labelled = 0;
    struct label *labels = NULL;
    for (size_t i = 0; i < n; i++) {
        struct label label;
        if (!label_of(t->text, t->marks->paragraphs[i], &label))
            continue;
        if (!labels)
            labels = memset(arena_alloc(t->arena, n * sizeof *labels), 0, n * sizeof *labels);
        labels[i] = label;
        labelled++;
    }
    if (labelled < 3 || !is_transcript(t->text, labels, n))
        return false;
    add_turns(t, labels, labelled);
    return true;
}

/* ---- together ---- */

/* Turns take the place of the marks that they overlap. */
static void merge(const struct turns *t, struct marked_texts *marks)
{
    struct marked_text *v = arena_alloc(t->arena, (marks->n + t->n + 1) * sizeof *v);
    size_t n = 0, k = 0;
    for (size_t i = 0; i < marks->n; i++) {
        const struct marked_text *m = &marks->v[i];
        while (k < t->n && t->v[k].close <= m->open)
            v[n++] = t->v[k++];
        if (k == t->n || t->v[k].open >= m->close)
            v[n++] = *m;
    }
    while (k < t->n)
        v[n++] = t->v[k++];
    marks->v = v;
    marks->n = n;
}

void quote_turns_find(const struct enrich_input *in, const struct analyser *analyser, struct arena *arena, struct marked_texts *marks)
{
    struct turns t = {
        .text = in->text, .tokens = in->text_tokens, .analyser = analyser, .lang = in->lang, .french = strcmp(in->lang, "fr") == 0, .marks = marks, .arena = arena,
    };
    bool english = strcmp(in->lang, "en") == 0 || !in->lang[0];
    bool dialogue = strcmp(in->lang, "de") != 0;        /* German prints none so */
    if (!find_transcript(&t) && dialogue)
        for (uint32_t i = 0; i < marks->paragraph_count; i++) {
            size_t dash = dash_at(t.text, marks->paragraphs[i].start);
            if (dash == 3 || (dash == 1 && !english))
                find_dialogue(&t, i, !english);
        }
    if (t.n)
        merge(&t, marks);
}
