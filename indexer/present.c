#include "indexer/enricher.h"

#include "engine/base/memory.h"
#include "engine/text/name_key.h"

uint32_t present_registered(struct enricher *e, uint32_t actor)
{
    if (!e->present_of[actor]) {
        GROW(e->present, e->present_n, e->present_capacity);
        e->present[e->present_n] = (struct present){ .actor = actor, .kind = e->g->actors[actor].kind };
        e->present_of[actor] = (uint32_t)++e->present_n;
    }
    return e->present_of[actor] - 1;
}

static void put_slug(struct enricher *e, struct str form)
{
    bool ascii = true;
    for (size_t b = 0; b < form.n; b++)
        ascii = ascii && (unsigned char)form.p[b] < 0x80 && form.p[b] != '\'' && form.p[b] != '.';
    if (ascii)
        strbuf_str(&e->scratch, form);
    else
        name_key_token(e->keyer, form, &e->scratch);
}

/* "local-artur-khachatrian": the same for the same name in every article. */
static struct str local_id(struct enricher *e, enum actor_kind kind, uint32_t part, size_t i, size_t n)
{
    struct str *words = arena_array(e->arena, struct str, n);
    for (size_t k = 0; k < n; k++)
        words[k] = kind == ACTOR_PERSON ? person_word(e, part, i, n, k) : form_of(e, &e->tokens[part]->v[i + k]);
    strbuf_clear(&e->scratch);
    strbuf_string(&e->scratch, "local");
    for (size_t k = 0; k < n; k++) {
        strbuf_byte(&e->scratch, '-');
        put_slug(e, words[k]);
    }
    return strbuf_view(&e->scratch);
}

/* The name as it is written, in one line. */
static struct str name_of(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    struct str name = arena_str(e->arena, written(e, part, i, i + n - 1));
    for (size_t k = 0; k < name.n; k++)
        if (name.p[k] == '\n' || name.p[k] == '\t' || name.p[k] == '\r')
            ((char *)(uintptr_t)name.p)[k] = ' ';
    return name;
}

uint32_t present_local(struct enricher *e, enum actor_kind kind, uint32_t part, size_t i, size_t n)
{
    bool is_new;
    uint32_t number = strmap_intern(&e->locals, local_id(e, kind, part, i, n), &is_new);
    GROW(e->local_of, number, e->local_capacity);
    if (is_new) {
        GROW(e->present, e->present_n, e->present_capacity);
        e->present[e->present_n] = (struct present){
            .actor = GAZETTEER_NONE, .kind = kind, .id = arena_str(e->arena, strmap_key(&e->locals, number)), .name = name_of(e, part, i, n),
        };
        e->local_of[number] = (uint32_t)e->present_n++;
    }
    return e->local_of[number];
}

bool is_local(struct enricher *e, enum actor_kind kind, uint32_t part, size_t i, size_t n)
{
    return strmap_find(&e->locals, local_id(e, kind, part, i, n)) != STRMAP_NONE;
}

/* Whether the dot behind a word is an abbreviation's (Calif., Co., Jr.) and ends no sentence. */
static bool is_cut_short(const struct enricher *e, uint32_t part, size_t i)
{
    static const char *const words[] = { "bros", "co", "corp", "inc", "jr", "ltd", "sr" };
    const struct token_list *list = e->tokens[part];
    struct str form = form_of(e, &list->v[i]), whole = e->whole[part];
    bool state = is_cue(e, &list->v[i], CUE_STATE_NAME) && is_state_cut_short(form) &&
                 (gap_before(e, part, i) == GAP_COMMA || gap_before(e, part, i) == GAP_HYPHEN);
    bool ends = i + 1 >= list->n || list->v[i].end + 1 >= whole.n || whole.p[list->v[i].end + 1] == '\n' || list->v[i + 1].flags & TOKEN_SENTENCE;
    return state || (!ends && is_any(form, words, sizeof words / sizeof *words));
}

/* Where the last word ends: with its dot, if it is of the word (U.S., D.C., Co.). */
static uint32_t end_of(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token *t = &e->tokens[part]->v[i];
    struct str whole = e->whole[part];
    bool dot = t->end < whole.n && whole.p[t->end] == '.';
    return t->end + (dot && (memchr(whole.p + t->start, '.', t->end - t->start) || is_cut_short(e, part, i)));
}

/* Whether some of the tokens are a name or a demonym of the country. */
static bool has_country(struct enricher *e, uint32_t part, size_t first, size_t last, uint32_t country)
{
    for (size_t i = first; i <= last; i++) {
        uint32_t node = GAZETTEER_ROOT;
        for (size_t k = i; k <= last; k++) {
            uint32_t key = key_of(e, &e->tokens[part]->v[k])->key[0];
            node = key < KEY_FIRST ? GAZETTEER_NONE : gazetteer_step(e->g, node, key - KEY_FIRST);
            if (node == GAZETTEER_NONE)
                break;
            for (uint32_t x = e->g->first[node]; x != GAZETTEER_NONE; x = e->g->entries[x].next)
                if (e->g->entries[x].actor == country)
                    return true;
        }
    }
    return false;
}

/* What is mentioned at a place in a country, or of an organisation with the country in its name: a weak word for it, without a mention of its own. */
static void imply_country(struct enricher *e, uint32_t part, size_t first, size_t last, uint32_t present)
{
    uint32_t actor = e->present[present].actor, country = actor == GAZETTEER_NONE ? GAZETTEER_NONE : e->g->country_of[actor];
    enum actor_kind kind = e->present[present].kind;
    bool org = (kind == ACTOR_ORG || kind == ACTOR_PARTY) && last > first;
    if (country == GAZETTEER_NONE || (kind != ACTOR_PLACE && !(org && has_country(e, part, first, last, country))))
        return;
    uint32_t implied = present_registered(e, country);      /* may move e->present */
    tally_imply(&e->present[implied].tally, &(struct tally_place){ part, e->tokens[part], first, e->dateline });
}

void add_mention(struct enricher *e, uint32_t part, size_t first, size_t last, uint32_t present, enum mention_how how, int confidence)
{
    const struct token_list *list = e->tokens[part];
    GROW(e->mentions, e->mention_n, e->mention_capacity);
    e->mentions[e->mention_n++] = (struct mention){
        list->v[first].start, end_of(e, part, last), present, (uint8_t)part, (uint8_t)how, (uint8_t)confidence,
    };
    for (size_t i = first; i <= last; i++)
        e->mention_at[part][i] = (uint32_t)e->mention_n;
    tally_add(&e->present[present].tally, &(struct tally_place){ part, list, first, e->dateline }, how);
    imply_country(e, part, first, last, present);
}

uint32_t actor_at(const struct enricher *e, uint32_t part, size_t i)
{
    uint32_t number = e->mention_at[part][i];
    return number ? e->present[e->mentions[number - 1].actor].actor : GAZETTEER_NONE;
}

uint32_t first_bearer(const struct enricher *e, struct str form)
{
    uint32_t number = strmap_find(&e->surnames, form);
    return number == STRMAP_NONE ? GAZETTEER_NONE : e->surname_of[number];
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Two ASCII letters have only their case folded, but for US ("u.s"). */
bool may_be_surname_of(const struct enricher *e, uint32_t part, const struct token *t)
{
    const char *p = e->whole[part].p + t->start;
    return t->flags & TOKEN_UPPER || t->end - t->start < 2 || !is_letter(p[0]) || !is_letter(p[1]) || e->surname_starts[p[0] & 31] >> (p[1] & 31) & 1;
}

void know_surname(struct enricher *e, struct str form, uint32_t present)
{
    const size_t bytes_least = 2;
    bool is_new;
    uint32_t last = GAZETTEER_NONE;
    if (form.n < bytes_least)
        return;
    uint32_t number = strmap_intern(&e->surnames, form, &is_new);
    e->surname_starts[form.p[0] & 31] |= 1u << (form.p[1] & 31);
    GROW(e->surname_of, number, e->surname_capacity);
    for (uint32_t b = is_new ? GAZETTEER_NONE : e->surname_of[number]; b != GAZETTEER_NONE; b = e->bearers[b].next) {
        if (e->bearers[b].present == present)
            return;
        last = b;
    }
    GROW(e->bearers, e->bearer_n, e->bearer_capacity);
    e->bearers[e->bearer_n] = (struct bearer){ present, GAZETTEER_NONE };
    *(last == GAZETTEER_NONE ? &e->surname_of[number] : &e->bearers[last].next) = (uint32_t)e->bearer_n++;
}

static struct str two_words(struct enricher *e, uint32_t part, size_t i)
{
    const struct token *v = e->tokens[part]->v;
    strbuf_clear(&e->scratch);
    strbuf_str(&e->scratch, form_of(e, &v[i]));
    strbuf_byte(&e->scratch, ' ');
    strbuf_str(&e->scratch, form_of(e, &v[i + 1]));
    return strbuf_view(&e->scratch);
}

void know_two_words(struct enricher *e, uint32_t part, size_t i, uint32_t present)
{
    e->two_words = true;
    know_surname(e, two_words(e, part, i), present);
}

uint32_t known_two_words(struct enricher *e, uint32_t part, size_t i)
{
    return e->two_words && i + 1 < e->tokens[part]->n ? known_surname(e, two_words(e, part, i)) : GAZETTEER_NONE;
}

uint32_t best_bearer(const struct enricher *e, uint32_t bearer)
{
    uint32_t best = GAZETTEER_NONE;
    for (uint32_t b = bearer; b != GAZETTEER_NONE; b = e->bearers[b].next) {
        const struct present *x = &e->present[e->bearers[b].present], *y = best == GAZETTEER_NONE ? NULL : &e->present[best];
        bool known = y && x->tally.weight == y->tally.weight && x->actor != GAZETTEER_NONE && y->actor == GAZETTEER_NONE;
        if (!y || x->tally.weight > y->tally.weight || known)
            best = e->bearers[b].present;
    }
    return best;
}

uint32_t known_surname(const struct enricher *e, struct str form)
{
    return best_bearer(e, first_bearer(e, form));
}
