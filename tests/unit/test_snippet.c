#include "query/present/snippet.h"

#include "check.h"
#include "engine/base/strbuf.h"
#include "engine/base/utf8.h"

#include <stdlib.h>

/* The spans of each of some words in a text; equal words are equal matches. */
static struct spans spans_of(struct arena *arena, const char *text, const char *const *words)
{
    struct spans spans = { arena_array(arena, struct span, 100), 0 };
    for (size_t at = 0; text[at]; at++)
        for (uint32_t w = 0; words[w] && spans.n < 100; w++)
            if (strncmp(text + at, words[w], strlen(words[w])) == 0)
                spans.v[spans.n++] = (struct span){ (uint32_t)at, (uint32_t)(at + strlen(words[w])), w,
                                                    false };
    return spans;
}

/* As emitted: "…" where it was cut, [matches] in brackets. */
static void print(const struct snippet *s, struct strbuf *out)
{
    size_t at = 0;
    strbuf_string(out, s->cut_before ? "…" : "");
    for (size_t i = 0; i < s->spans.n; i++) {
        strbuf_str(out, str_slice(s->text, at, s->spans.v[i].start));
        strbuf_byte(out, '[');
        strbuf_str(out, str_slice(s->text, s->spans.v[i].start, s->spans.v[i].end));
        strbuf_byte(out, ']');
        at = s->spans.v[i].end;
    }
    strbuf_str(out, str_slice(s->text, at, s->text.n));
    strbuf_string(out, s->cut_after ? "…" : "");
}

static const struct {
    const char *name, *text;
    const char *words[4];
    size_t width;
    const char *expected;
} cases[] = {
    { "nothing at all", "", { NULL }, 40, "" },
    { "short, no matches", "The vote is on Sunday.", { NULL }, 40, "The vote is on Sunday." },
    { "long, no matches: its beginning, up to a word's end",
      "The vote on the treaty is on Sunday.",
      { NULL },
      10,
      "The vote on…" },
    { "all of a short text",
      "The vote is on Sunday.",
      { "vote", "Sunday" },
      40,
      "The [vote] is on [Sunday]." },
    { "begins with the text where that is near",
      "It rained. The vote is on Sunday. It rained again all day.",
      { "vote" },
      30,
      "It rained. The [vote] is on Sunday.…" },
    { "begins with a sentence that is near",
      "It rained all through the night. The vote is on Sunday. It rained again all day.",
      { "vote" },
      30,
      "…The [vote] is on Sunday. It rained…" },
    { "two different matches before two equal ones",
      "A vote, a vote. Then nothing for a while here. A treaty, then a vote.",
      { "vote", "treaty" },
      26,
      "…A [treaty], then a [vote]." },
    { "the first of equals",
      "The vote was lost. Much later in the year the vote was won.",
      { "vote" },
      20,
      "The [vote] was lost. Much…" },
    { "begins at a word, not within one",
      "Withdrawing from agreements of that kind would be dangerous for the treaty now",
      { "treaty" },
      40,
      "…kind would be dangerous for the [treaty] now" },
    { "a match longer than the width",
      "before abcdefghijklmnopqrstuvwxyz after",
      { "abcdefghijklmnopqrstuvwxyz" },
      10,
      "…[abcdefghijklmnopqrstuvwxyz]…" },
    { "Armenian letters stay whole",
      "Փաշինյանը այսօր հանդիպել է Պուտինի հետ Մոսկվայում և խոսել խաղաղության մասին",
      { "Պուտինի" },
      50,
      "…այսօր հանդիպել է [Պուտինի] հետ…" },
};

static void shows_the_best_passage(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        struct spans spans = spans_of(&arena, cases[i].text, cases[i].words);
        struct snippet s = snippet_best(str_of(cases[i].text), &spans, cases[i].width, &arena);
        print(&s, &out);
        if (strcmp(out.p, cases[i].expected) != 0)
            fail_msg("%s: \"%s\" is not \"%s\"", cases[i].name, out.p, cases[i].expected);
    }
}

/* A megabyte in one line, without a space, of characters of three bytes; a match anywhere in it. */
static void cuts_no_character(void **state)
{
    (void)state;
    enum { CHARACTERS = 350000 };
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    for (int i = 0; i < CHARACTERS; i++)
        strbuf_string(&text, "選");
    for (uint32_t c = 0; c < 2000; c += 7) {
        struct span one = { c * 3, c * 3 + 6, 0, false };
        struct spans spans = { &one, 1 };
        struct snippet s = snippet_best(strbuf_view(&text), &spans, 240, &arena);
        assert_true(utf8_valid(s.text));
        assert_int_equal(s.spans.n, 1);
        assert_memory_equal(s.text.p + s.spans.v[0].start, "選選", 6);
        assert_in_range(s.text.n, 240, 400);
        assert_true(s.cut_after);
    }
}

/* Many spans: the window is found without trying every pair of them. */
static void takes_many_matches(void **state)
{
    (void)state;
    enum { MATCHES = 300000 };
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    struct spans spans = { arena_array(&arena, struct span, MATCHES), MATCHES };
    for (uint32_t i = 0; i < MATCHES; i++) {
        strbuf_string(&text, "a ");
        spans.v[i] = (struct span){ i * 2, i * 2 + 1, i == MATCHES - 1, false };
    }
    struct snippet s = snippet_best(strbuf_view(&text), &spans, 20, &arena);
    assert_true(s.cut_before);
    assert_int_equal(s.spans.v[s.spans.n - 1].what, 1); /* the only other match is in it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_the_best_passage),
        cmocka_unit_test(cuts_no_character),
        cmocka_unit_test(takes_many_matches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
