#include "indexer/enricher.h"

#include "engine/base/memory.h"
#include "engine/text/name_key.h"
#include "indexer/cues.h"

struct str form_of(const struct enricher *e, const struct token *t)
{
    return analyser_string(e->analyser, t->form);
}

enum { CUES_KNOWN = 1 << 15 };

/* Room for the cues of all forms that there are. */
void words_make_room(struct enricher *e)
{
    size_t need = analyser_count(e->analyser);
    if (need <= e->cue_capacity)
        return;
    e->cues = xrealloc(e->cues, need * 2 * sizeof *e->cues);
    memset(e->cues + e->cue_capacity, 0, (need * 2 - e->cue_capacity) * sizeof *e->cues);
    e->cue_capacity = need * 2;
}

bool is_cue(const struct enricher *e, const struct token *t, unsigned kinds)
{
    uint16_t *cues = &e->cues[t->form];
    if (!*cues)
        *cues = (uint16_t)(cue_kinds(form_of(e, t)) | CUES_KNOWN);
    return *cues & kinds;
}

/* Case endings of names in languages that decline them; the longest first. */
static const char *const endings[] = {
    "ների", "ների", "ական", "ովի", "ыми", "ого", "ому", "ами", "ями", "овi", "еві", "ому", "ին", "ից", "ով", "ի", "ը", "ն", "ом", "ем", "ым", "им", "ой", "ою", "ею", "ах", "ів",
    "а", "я", "у", "ю", "е", "ы", "и", "і",
};

/* The key of a form, or of it without a case ending where it is in a script whose names are declined. */
static uint32_t make_key(struct enricher *e, struct str form)
{
    strbuf_clear(&e->scratch);
    name_key_token(e->keyer, form, &e->scratch);
    uint32_t key = gazetteer_key(e->g, strbuf_view(&e->scratch));
    unsigned char lead = form.n ? (unsigned char)form.p[0] : 0;
    bool declined = lead == 0xD0 || lead == 0xD1 || lead == 0xD4 || lead == 0xD5 || lead == 0xD6;
    for (size_t i = 0; key == GAZETTEER_NONE && declined && i < sizeof endings / sizeof *endings; i++) {
        struct str ending = str_of(endings[i]);
        const size_t stem_least = 6;    /* three letters of two bytes each */
        if (!str_ends(form, ending) || form.n < ending.n + stem_least)
            continue;
        strbuf_clear(&e->scratch);
        name_key_token(e->keyer, str_slice(form, 0, form.n - ending.n), &e->scratch);
        key = gazetteer_key(e->g, strbuf_view(&e->scratch));
    }
    return key == GAZETTEER_NONE ? KEY_NONE : key + KEY_FIRST;
}

uint32_t key_of(struct enricher *e, const struct token *t)
{
    if (t->form >= e->key_capacity) {
        size_t more = (size_t)t->form * 2 + 1024;
        e->keys = xrealloc(e->keys, more * sizeof *e->keys);
        memset(e->keys + e->key_capacity, 0, (more - e->key_capacity) * sizeof *e->keys);
        e->key_capacity = more;
    }
    if (e->keys[t->form] == KEY_UNKNOWN)
        e->keys[t->form] = make_key(e, form_of(e, t));
    return e->keys[t->form];
}

bool capital(const struct token *t)
{
    return (t->flags & (TOKEN_CAPITAL | TOKEN_UNCASED | TOKEN_BIGRAM)) != 0;
}
