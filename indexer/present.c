#include "indexer/enricher.h"

#include "engine/base/memory.h"
#include "engine/text/name_key.h"

uint32_t present_registered(struct enricher *e, uint32_t actor)
{
    if (!e->present_of[actor]) {
        GROW(e->present, e->present_n, e->present_capacity);
        e->present[e->present_n] = (struct present){ .actor = actor };
        e->present_of[actor] = (uint32_t)++e->present_n;
    }
    return e->present_of[actor] - 1;
}

/* "local-artur-khachatrian": the same for the same name in every article. */
static struct str local_id(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token_list *list = e->tokens[part];
    strbuf_clear(&e->scratch);
    strbuf_string(&e->scratch, "local");
    for (size_t k = 0; k < n; k++) {
        strbuf_byte(&e->scratch, '-');
        struct str form = form_of(e, &list->v[i + k]);
        bool ascii = true;
        for (size_t b = 0; b < form.n; b++)
            ascii = ascii && (unsigned char)form.p[b] < 0x80 && form.p[b] != '\'' && form.p[b] != '.';
        if (ascii)
            strbuf_str(&e->scratch, form);
        else
            name_key_token(e->keyer, form, &e->scratch);
    }
    return strbuf_view(&e->scratch);
}

uint32_t present_local(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token_list *list = e->tokens[part];
    struct str whole = part == PART_TITLE ? e->in->title : e->in->text;
    bool is_new;
    uint32_t number = strmap_intern(&e->locals, local_id(e, part, i, n), &is_new);
    GROW(e->local_of, number, e->local_capacity);
    if (is_new) {
        GROW(e->present, e->present_n, e->present_capacity);
        e->present[e->present_n] = (struct present){
            .actor = GAZETTEER_NONE, .id = arena_str(e->arena, strmap_key(&e->locals, number)),
            .name = arena_str(e->arena, str_slice(whole, list->v[i].start, list->v[i + n - 1].end)),
        };
        e->local_of[number] = (uint32_t)e->present_n++;
    }
    return e->local_of[number];
}

void add_mention(struct enricher *e, uint32_t part, size_t first, size_t last, uint32_t present, enum mention_how how, int confidence)
{
    const struct token_list *list = e->tokens[part];
    GROW(e->mentions, e->mention_n, e->mention_capacity);
    e->mentions[e->mention_n++] = (struct mention){
        list->v[first].start, list->v[last].end, present, (uint8_t)part, (uint8_t)how, (uint8_t)confidence,
    };
    tally_add(&e->present[present].tally, part, list, first, how);
}

/* The last name of a person stands for them in the rest of the article, unless two share it. */
void know_surname(struct enricher *e, struct str form, uint32_t present)
{
    bool is_new;
    if (form.n < 3)
        return;
    uint32_t number = strmap_intern(&e->surnames, form, &is_new);
    GROW(e->surname_of, number, e->surname_capacity);
    if (is_new)
        e->surname_of[number] = present;
    else if (e->surname_of[number] != present)
        e->surname_of[number] = GAZETTEER_NONE;
}
