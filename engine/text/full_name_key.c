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

void full_name_key(void *keyer, struct str name, struct strbuf *out)
{
    struct full_name_keyer *k = keyer;
    strbuf_clear(&k->folded);
    analyser_fold(k->analyser, name, &k->folded);
    struct str all = strbuf_view(&k->folded);
    for (size_t i = 0; i < all.n;) {
        size_t space = i + str_find(str_slice(all, i, all.n), ' ');
        if (i)
            strbuf_byte(out, ' ');
        name_key_token(k->words, str_slice(all, i, space), out);
        i = space + 1;
    }
}
