/*
 * generate-news: a large corpus of made-up articles from the sentences of real ones, for measuring.
 *
 *     generate-news ARTICLES N > NORM.tsv       lines of id, yyyymmdd, text, in the order of their dates
 *
 * ARTICLES is any file that caucus reads. An article has a log-normal number of words (median 250), about two thirds of its sentences from one real article and
 * the others from all over, so that words keep the company that they keep in the news. In one sentence of eight a name is put in that no real article has:
 * names are drawn by Zipf's law from as many as there are articles, so that the vocabulary grows with the corpus as that of an archive does. The dates
 * go evenly through 2000 to 2024. The same ARTICLES and N give the same file.
 */
#include "corpus/reader.h"
#include "engine/base/civil.h"
#include "engine/base/memory.h"
#include "engine/base/strbuf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORDS_MEDIAN = 250, SENTENCE_MIN = 20, SENTENCE_MAX = 600, SENTENCES_MIN = 4, NAME_EVERY = 8 };

struct sentence {
    uint32_t from, bytes;       /* in text */
    uint32_t words;
};

struct base {
    struct strbuf text;
    struct sentence *sentences;
    size_t sentence_n, sentence_capacity;
    size_t *articles;           /* the first sentence of each, and the end */
    size_t article_n, article_capacity;
};

static uint64_t state = 0x9E3779B97F4A7C15ull;

/* Marsaglia's xorshift: the same numbers on every machine. */
static double random_part(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (double)(state >> 11) / (double)(1ull << 53);
}

static size_t random_below(size_t n)
{
    return (size_t)(random_part() * (double)n);
}

static double random_normal(void)
{
    return sqrt(-2 * log(1 - random_part())) * cos(2 * M_PI * random_part());
}

static void add_sentence(struct base *b, struct str s)
{
    s = str_trim(s);
    if (s.n < SENTENCE_MIN || s.n > SENTENCE_MAX)
        return;
    struct sentence x = { (uint32_t)b->text.n, (uint32_t)s.n, 1 };
    for (size_t i = 0; i < s.n; i++) {
        bool white = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r';
        strbuf_byte(&b->text, white ? ' ' : s.p[i]);
        x.words += white;
    }
    GROW(b->sentences, b->sentence_n, b->sentence_capacity);
    b->sentences[b->sentence_n++] = x;
}

static void add_article(struct base *b, struct str text)
{
    size_t first = b->sentence_n, from = 0;
    for (size_t i = 0; i + 1 < text.n; i++)
        if (strchr(".!?", text.p[i]) && (text.p[i + 1] == ' ' || text.p[i + 1] == '\n')) {
            add_sentence(b, str_slice(text, from, i + 1));
            from = i + 1;
        }
    if (b->sentence_n - first < SENTENCES_MIN) {
        b->sentence_n = first;
        return;
    }
    GROW(b->articles, b->article_n, b->article_capacity);
    b->articles[b->article_n++] = first;
}

static bool read_base(const char *path, struct base *b, struct error *err)
{
    const struct reader_options options = { .format = FORMAT_AUTO };
    struct reader *r;
    struct article article;
    if (!reader_open(path, &options, &r, err))
        return false;
    enum reader_result result;
    while ((result = reader_next(r, &article, err)) == READER_ARTICLE || result == READER_SKIPPED)
        if (result == READER_ARTICLE)
            add_article(b, article.text);
    reader_close(r);
    return result == READER_END && (b->article_n > 0 || error_set(err, ERROR_INPUT, "'%s' has no article of %d sentences", path, SENTENCES_MIN));
}

/* A name of its own for each number, of a few syllables. */
static void put_name(size_t number)
{
    static const char *const syllables[] = { "ba", "dor", "kel", "mi", "nash", "ov", "ra", "sul", "ten", "vi", "zar", "lo", "qu", "hin", "fe", "gra" };
    printf("Mr ");
    for (size_t i = 0; i < 3 || number; i++, number /= 16) {
        const char *s = syllables[number % 16];
        printf("%c%s", i ? s[0] : s[0] - 32, s + 1);
    }
    printf(" agreed. ");
}

static void put_article(const struct base *b, size_t all)
{
    size_t own = random_below(b->article_n), first = b->articles[own];
    size_t count = (own + 1 < b->article_n ? b->articles[own + 1] : b->sentence_n) - first;
    double wanted = WORDS_MEDIAN * exp(0.5 * random_normal()), share = 0.6 + 0.1 * random_part();
    for (double words = 0; words < wanted;) {
        size_t i = random_part() < share ? first + random_below(count) : random_below(b->sentence_n);
        const struct sentence *s = &b->sentences[i];
        printf("%.*s ", (int)s->bytes, b->text.p + s->from);
        words += s->words;
        if (random_below(NAME_EVERY) == 0)
            put_name((size_t)exp(random_part() * log((double)all + 1)));
    }
}

int main(int argc, char **argv)
{
    struct base b = { .text = STRBUF_INIT };
    struct error err = { ERROR_NONE };
    long n = argc == 3 ? atol(argv[2]) : 0;
    if (n < 1) {
        fputs("usage: generate-news ARTICLES N > NORM.tsv\n", stderr);
        return 2;
    }
    if (!read_base(argv[1], &b, &err)) {
        fprintf(stderr, "generate-news: %s\n", err.text);
        return 1;
    }
    const int32_t first = civil_days(2000, 1, 1), days = civil_days(2025, 1, 1) - first;
    for (long i = 0; i < n; i++) {
        struct civil c = civil_of_days(first + (int32_t)((double)i * days / (double)n));
        printf("%ld\t%04d%02d%02d\t", i + 1, c.year, c.month, c.day);
        put_article(&b, (size_t)n);
        putchar('\n');
    }
    strbuf_release(&b.text);
    free(b.sentences);
    free(b.articles);
    return fflush(stdout) == 0 ? 0 : 1;
}
