/* The analyser: offsets ascend within the text, forms are well-formed, and the same text gives the same forms however it is composed. */
#include "engine/base/utf8.h"
#include "engine/text/analyser.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const langs[] = { "", "en", "fr", "tr", "ru", "zh" };
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    struct token_list list = { 0 };
    if (n < 1)
        return 0;
    utf8_repair(&text, (struct str){ (const char *)data + 1, n - 1 });
    struct analyser *a = analyser_new();
    analyser_run(a, strbuf_view(&text), langs[data[0] % 6], &list);
    uint32_t last = 0;
    for (size_t i = 0; i < list.n; i++) {
        const struct token *t = &list.v[i];
        require(t->start < t->end && t->end <= text.n && t->start >= last);
        require(utf8_start(strbuf_view(&text), t->start) == t->start);
        last = t->start;
        const uint32_t numbers[] = { t->form, t->exact, t->term };
        for (int k = 0; k < 3; k++) {
            struct str s = analyser_string(a, numbers[k]);
            require(s.n > 0 && utf8_valid(s) && !memchr(s.p, ' ', s.n) && !memchr(s.p, '|', s.n) && s.p[0] != ANALYSER_MARK);
        }
    }
    token_list_release(&list);
    analyser_free(a);
    return 0;
}
