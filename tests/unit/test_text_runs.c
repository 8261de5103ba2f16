#include "engine/store/text_runs.h"

#include "tests/unit/check.h"

/* Runs between bars; a plus before a run that is joined to the word before. */
static void cuts(void **state)
{
    (void)state;
    static const struct { const char *text, *runs; } cases[] = {
        { "the treaty", "the|treaty|" },
        { "the  treaty", "the| | |treaty|" },
        { " the ", " |the| |" },
        { "In 1900, the", "In|1900|, |the|" },
        { "1900th", "1900|+th|" },
        { "190019", "1900|+19|" },
        { "wait......... no", "wait|......|... |no|" },
        { "\xE2\x80\x9CYes,\xE2\x80\x9D", "\xE2\x80\x9C|Yes|,\xE2\x80\x9D|" },
        { "\xD0\xBC\xD0\xB8\xD1\x80 1", "\xD0\xBC\xD0\xB8\xD1\x80|1|" },
        { "5\xE2\x82\xAC", "5|+\xE2\x82\xAC|" },
        { "a\xE2\x80", "a\xE2\x80|" },
        /* Words are looked at eight bytes at a time. */
        { "Zebra[Az`az{zebra@", "Zebra|[|Az|`|az|{|zebra|@|" },
        { "seventeenth day", "seventeenth|day|" },
        { "seventee\xE2\x80\x99s", "seventee|\xE2\x80\x99|s|" },
        { "sev\xE2\x82\xACteen\xE2\x80\x94" "a", "sev\xE2\x82\xACteen|\xE2\x80\x94|a|" },
        { "treaties\xC3\xA9t\xC3\xA9 9x", "treaties\xC3\xA9t\xC3\xA9|9|+x|" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text_cutting cutting = { str_of(cases[i].text), false };
        char runs[100];
        size_t n = 0;
        while (cutting.left.n) {
            bool joined;
            struct str run = text_next_run(&cutting, &joined);
            if (joined)
                runs[n++] = '+';
            memcpy(runs + n, run.p, run.n);
            n += run.n;
            runs[n++] = '|';
        }
        assert_str(((struct str){ runs, n }), cases[i].runs);
    }
}

static void long_runs(void **state)
{
    (void)state;
    char text[150];
    bool word;
    memset(text, 'a', sizeof text);
    assert_int_equal(text_run((struct str){ text, sizeof text }, &word), 64);
    assert_true(word);
    assert_int_equal(text_run((struct str){ text, 63 }, &word), 63);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts),
        cmocka_unit_test(long_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
