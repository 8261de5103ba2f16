#include "engine/text/full_name_key.h"

#include "engine/base/memory.h"
#include "engine/text/analyser.h"
#include "engine/text/name_key.h"

#include <stdlib.h>

struct full_name_keyer {
    struct analyser *analyser;
    struct name_keyer *words;
    struct strbuf folded;
};

struct full_name_keyer *full_name_keyer_new(void)
{
    struct full_name_keyer *k = xcalloc(1, sizeof *k);
    k->analyser = analyser_new();
    k->words = name_keyer_new();
    strbuf_init(&k->folded);
    return k;
}

void full_name_keyer_free(struct full_name_keyer *k)
{
    if (!k)
        return;
    analyser_free(k->analyser);
    name_keyer_free(k->words);
    strbuf_release(&k->folded);
    free(k);
}

enum { PLAIN_MAX = 128 };

/* Most names are ASCII words with spaces between, whose folding is but their lower case (not that of "US", which may be a country). Appends it, or gives false. */
static bool fold_plain(struct str name, struct strbuf *out)
{
    if (name.n > PLAIN_MAX)
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool upper = c >= 'A' && c <= 'Z';
        if (c == ' ' && (!out->n || out->p[out->n - 1] == ' '))
            continue;
        if (c != ' ' && !upper && (c < 'a' || c > 'z'))
            return false;
        if (c == 'U' && i + 1 < name.n && name.p[i + 1] == 'S')
            return false;
        strbuf_byte(out, upper ? (char)(c + 'a' - 'A') : c);
    }
    if (out->n && out->p[out->n - 1] == ' ')
        strbuf_truncate(out, out->n - 1);
    return true;
}

void full_name_key(void *keyer, struct str name, struct strbuf *out)
{
    struct full_name_keyer *k = keyer;
    strbuf_clear(&k->folded);
    if (!fold_plain(name, &k->folded)) {
        strbuf_clear(&k->folded);
        analyser_fold(k->analyser, name, &k->folded);
    }
    struct str all = strbuf_view(&k->folded);
    for (size_t i = 0; i < all.n;) {
        size_t space = i + str_find(str_slice(all, i, all.n), ' ');
        if (i)
            strbuf_byte(out, ' ');
        name_key_token(k->words, str_slice(all, i, space), out);
        i = space + 1;
    }
}
