#include "corpus/html_text.h"

#include "tests/unit/check.h"

static void plain(struct str html, const char *expected)
{
    struct strbuf out = STRBUF_INIT;
    strbuf_string(&out, "before");
    html_to_text(&out, html);
    assert_str(str_slice(strbuf_view(&out), 6, out.n), expected);
    strbuf_release(&out);
}

static void what_the_text_is(void **state)
{
    (void)state;
    const struct { const char *in, *out; } rows[] = {
        { "", "" },
        { "plain text", "plain text" },
        { "<p>One.</p><p>Two.</p>", "One.\n\nTwo." },
        { "<p>One.</p>\n  <p>Two\nlines.</p>\n", "One.\n\nTwo lines." },
        { "<P CLASS='x'>One<BR>two<br/>three</P>", "One\ntwo\nthree" },
        { "a<br><br>b<br><br><br>c", "a\n\nb\n\nc" },
        { "<div><h1>Head</h1><ul><li>a</li><li>b</li></ul></div>", "Head\n\na\n\nb" },
        { "<p>a <b>bold</b> and <a href=\"x>y\">linked</a> word</p>", "a bold and linked word" },
        { "<p>a<b>b</b>c</p>", "abc" },
        { "<p>a</p><script>if (a < b) document.write('<p>x</p>');</script><p>b</p>", "a\n\nb" },
        { "<style>p { x: y }</style><p>b</p>", "b" },
        { "<p>a<!-- no <p> here -->b</p>", "ab" },
        { "<p>a<!-- never closed</p>", "a" },
        { "<p>5 < 6 & 7 > 4</p>", "5 < 6 & 7 > 4" },
        { "<p>I <3 you</p>", "I <3 you" },
        { "<p>AT&amp;T &lt;b&gt; &quot;x&quot; &rsquo;&#8217;&#x2019;&#X2019;</p>", "AT&T <b> \"x\" ’’’’" },
        { "<p>a&nbsp;b &eacute;&Eacute;</p>", "a b éÉ" },
        { "<p>&nope; &amp &#; &#x; &#12x;</p>", "&nope; &amp &#; &#x; &#12x;" },
        { "<p>&#0;&#xD800;&#1114112;&#150;&#129;</p>", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD–\xEF\xBF\xBD" },
        { "first\n\nsecond <i>word</i>\n\nthird", "first\n\nsecond word\n\nthird" },
        { "see <a href=\"u\">this</a>.\n\nNext", "see this.\n\nNext" },
        { "<tweet id=\"1\">x</tweet> <p>y</p>", "x\n\ny" },
        { "<p>unclosed <b", "unclosed <b" },
        { "<p title=\"never closed>text</p>", "text" },
        { "<p>a</p><script>never closed", "a\n\nnever closed" },
        { "<!DOCTYPE html><html><head><title>T</title></head><body><p>x</p></body></html>", "x" },
        { "<?xml version=\"1.0\"?><p>x</p>", "x" },
        { "<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb" },
        { "  <p>  spaces   run \t together  </p>  ", "spaces run together" },
        { "<p>Ես</p><p>Դու</p>", "Ես\n\nԴու" },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        plain(str_of(rows[i].in), rows[i].out);
}

static void what_is_markup(void **state)
{
    (void)state;
    const struct { const char *in; bool markup; } rows[] = {
        { "<p>x", true },
        { "<P >x", true },
        { "a<br>b", true },
        { "a<br/>b", true },
        { "x</div>", true },
        { "x</a>", true },
        { "x</EM>", true },
        { "", false },
        { "plain", false },
        { "a < b", false },
        { "<3", false },
        { "x</tweet>", false },
        { "<pre", false },
        { "<person>", false },
        { "</", false },
        { "<p", false },
        { "5</6", false },
        { "<brown>", false },
        { "&amp;", false },
        { "<div>x", false },
        { "</blockquotes>", false },
        { "</blockquote>", true },
        { "</blockquote", false },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (html_is_markup(str_of(rows[i].in)) != rows[i].markup)
            fail_msg("%s", rows[i].in);
    assert_true(html_has_reference(STR("a & b &amp; c")));
    assert_true(html_has_reference(STR("&#8217;")));
    assert_false(html_has_reference(STR("a & b; c &nope; &")));
}

/* Inputs that are made to be slow: each is done in a moment, or the test runs into its time limit. */
static void hostile(void **state)
{
    (void)state;
    const char *const parts[] = { "<",    "<a ",      "<a =\"",       "<a =\">\"", "<a ='>' ",
                                  "<!--", "<script>", "<script></x>", "</",        "&",
                                  "&#",   "&#x",      "<p><",         "<a>=\"",    "<style></script>" };
    for (size_t i = 0; i < COUNT(parts); i++) {
        struct strbuf in = STRBUF_INIT, out = STRBUF_INIT;
        while (in.n < 500000)
            strbuf_string(&in, parts[i]);
        html_to_text(&out, strbuf_view(&in));
        html_is_markup(strbuf_view(&in));
        html_has_reference(strbuf_view(&in));
        strbuf_byte(&in, '>');
        html_to_text(&out, strbuf_view(&in));
        assert_true(out.n <= 2 * in.n);
        strbuf_release(&in);
        strbuf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_text_is),
        cmocka_unit_test(what_is_markup),
        cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
