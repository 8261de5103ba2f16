/*
 * enrich-bench: what it costs to tell who is in articles, beside cutting them into words.
 *
 *     enrich-bench ARTICLES [NAMES]
 *
 * reads articles as `caucus index` does, in one thread, and prints a line for each step: megabytes of text a second, and the part that it is of all.
 * The registry is the one that the program carries; with NAMES, it is that many generated names (given names and surnames of the registry's persons,
 * combined at random).
 *
 *     words        cutting, folding, stemming
 *     names        finding registered names in them and settling which actor they are
 *     actors       all that is told of actors, names included
 *     quotations   with their speakers
 */
#include "corpus/reader.h"
#include "engine/base/memory.h"
#include "engine/text/language.h"
#include "indexer/builtin_names.h"
#include "indexer/enricher.h"
#include "indexer/quotes.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum step { WORDS, NAMES, ACTORS, QUOTATIONS, STEPS };
static const char *const step_names[STEPS] = { "words", "names", "actors", "quotations" };

struct bench {
    struct gazetteer *gazetteer;
    struct analyser *analyser;
    struct enricher *enricher;
    struct quoter *quoter;
    struct token_list title, text;
    struct arena arena;             /* of one article */
    double seconds[STEPS];
    uint64_t bytes, articles, tokens, mentions, quotations;
};

static void die(const char *what, const char *why)
{
    fprintf(stderr, "enrich-bench: %s: %s\n", what, why);
    exit(1);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static uint32_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005ull + 1442695040888963407ull;
    return (uint32_t)(*state >> 33);
}

/* A registry of n persons, each a given name and a surname that persons of `from` have. */
static struct gazetteer *generate(const struct gazetteer *from, size_t n)
{
    struct arena arena = ARENA_INIT;
    struct actor *actors = arena_array(&arena, struct actor, n);
    struct str *whole = arena_array(&arena, struct str, from->actor_count);
    size_t persons = 0;
    uint64_t state = 1;
    for (size_t i = 0; i < from->actor_count; i++)
        if (from->actors[i].kind == ACTOR_PERSON && str_find(from->actors[i].name, ' ') < from->actors[i].name.n)
            whole[persons++] = from->actors[i].name;
    for (size_t i = 0; i < n; i++) {
        struct str given = whole[next_random(&state) % persons], last = whole[next_random(&state) % persons];
        struct actor_name *name = arena_new(&arena, struct actor_name);
        given = str_slice(given, 0, str_find(given, ' '));
        while (str_find(last, ' ') < last.n)
            last = str_slice(last, str_find(last, ' ') + 1, last.n);
        name->name = str_of(arena_format(&arena, "%.*s %.*s", STR_ARG(given), STR_ARG(last)));
        name->flags = NAME_MAIN;
        actors[i] = (struct actor){ .id = str_of(arena_format(&arena, "p%zu", i)), .kind = ACTOR_PERSON, .name = name->name, .names = name, .name_count = 1,
                                    .founded = CIVIL_NONE, .dissolved = CIVIL_NONE };
    }
    struct gazetteer *g;
    struct error err = { 0 };
    if (!gazetteer_make(actors, n, &g, &err))
        die("names", err.text);
    arena_release(&arena);
    return g;
}

static void measure(struct bench *b, const struct article *a)
{
    enum { STRINGS_MAX = 1000000 };
    char lang[LANGUAGE_BYTES] = "";
    struct enriched enriched;
    if (analyser_forget(b->analyser, STRINGS_MAX)) {
        enricher_forget(b->enricher);
        quoter_forget(b->quoter);
    }
    arena_reset(&b->arena);
    b->title.n = b->text.n = 0;
    language_code(a->lang, lang);
    double at = now();
    analyser_run(b->analyser, a->title, lang, &b->title);
    analyser_run(b->analyser, a->text, lang, &b->text);
    double words = now();
    struct enrich_input in = { a->title, a->text, &b->title, &b->text, lang, a->date, false };
    enrich_begin(b->enricher, &in, &b->arena);
    for (uint32_t part = 0; part < 2; part++)
        find_names(b->enricher, part);
    settle_names(b->enricher);
    enrich_forget_article(b->enricher);
    double names = now();
    enrich(b->enricher, &in, &b->arena, &enriched);
    double actors = now();
    struct quotes quotes = quotes_find(b->quoter, &in, &enriched, &b->arena);
    double quotations = now();
    b->seconds[WORDS] += words - at;
    b->seconds[NAMES] += names - words;
    b->seconds[ACTORS] += actors - names;
    b->seconds[QUOTATIONS] += quotations - actors;
    b->bytes += a->title.n + a->text.n;
    b->articles++;
    b->tokens += b->title.n + b->text.n;
    b->mentions += enriched.mention_count;
    b->quotations += quotes.n;
}

static void read_all(struct bench *b, const char *path)
{
    struct reader *reader;
    struct error err = { 0 };
    struct reader_options how = { .verbatim = true };
    struct article article;
    enum reader_result got;
    if (!reader_open(path, &how, &reader, &err))
        die(path, err.text);
    while ((got = reader_next(reader, &article, &err)) != READER_END && got != READER_FAILED)
        if (got == READER_ARTICLE)
            measure(b, &article);
    reader_close(reader);
    if (!b->bytes)
        die(path, "has no articles");
}

static void print(const struct bench *b)
{
    double all = b->seconds[WORDS] + b->seconds[ACTORS] + b->seconds[QUOTATIONS], mega = (double)b->bytes / 1e6;
    printf("%llu articles, %.1f MB, %llu words, %llu mentions, %llu quotations\n", (unsigned long long)b->articles, mega,
           (unsigned long long)b->tokens, (unsigned long long)b->mentions, (unsigned long long)b->quotations);
    for (int i = 0; i < STEPS; i++)
        printf("%-10s  %6.1f MB/s  %4.0f %%\n", step_names[i], mega / b->seconds[i], 100 * b->seconds[i] / all);
    printf("%-10s  %6.1f MB/s\n", "all", mega / all);
}

int main(int argc, char **argv)
{
    struct bench b = { .analyser = analyser_new() };
    if (argc < 2 || argc > 3)
        die("usage", "ARTICLES [NAMES]");
    if (!gazetteer_open(builtin_names(), &b.gazetteer))
        die("names", "are damaged");
    if (argc == 3) {
        struct gazetteer *own = b.gazetteer;
        b.gazetteer = generate(own, (size_t)strtoul(argv[2], NULL, 10));
        gazetteer_free(own);
    }
    b.enricher = enricher_new(b.gazetteer, b.analyser);
    b.quoter = quoter_new(b.analyser);
    read_all(&b, argv[1]);
    print(&b);
    quoter_free(b.quoter);
    enricher_free(b.enricher);
    gazetteer_free(b.gazetteer);
    analyser_free(b.analyser);
    token_list_release(&b.title);
    token_list_release(&b.text);
    arena_release(&b.arena);
    return 0;
}
