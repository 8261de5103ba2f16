#include "indexer/cues.h"

#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "indexer/cue_lists.h"

#include <stdlib.h>

struct cue_words {
    struct strmap words;
    uint32_t *kinds;            /* by number */
    size_t capacity;
};

/* Whether a form begins with one of the list's words. */
static bool begins(const struct cue_list *list, struct str form)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_starts(form, str_of(list->words[i])))
            return true;
    return false;
}

static bool ends_with_any(struct str form, const char *const *endings, size_t n, size_t stem_least)
{
    for (size_t i = 0; i < n; i++) {
        struct str ending = str_of(endings[i]);
        if (form.n >= ending.n + stem_least && str_ends(form, ending))
            return true;
    }
    return false;
}

/* Two bytes a letter: endings of adjectives; of surnames in all cases, but those which towns and common words share. */
static uint32_t cyrillic_kinds(struct str form)
{
    static const char *const adjective[] = {
        "ая", "яя", "ую", "юю", "ой", "ей", "ый", "ий", "ого", "его", "ому", "ему", "ым", "им", "ом", "ые", "ие", "ых", "их", "ыми", "ими", "ое",
        "ее",
        "ська", "ське", "ський", "ського", "ської", "ському", "ським", "ською",
    };
    static const char *const surname[] = {
        "ов", "ова", "ову", "овым", "ове", "овой", "овых", "ев", "ева", "еву", "евым", "еве", "евой", "ин", "ина", "ину", "иным", "иной",
        "енко", "енка", "енку", "енком", "чук", "чука", "чуку", "чуком", "ян", "яна", "яну", "яном", "яне", "янц", "дзе", "швили", "ский", "ского",
        "скому",
        "ским", "ском", "цкий", "цкого", "цкому", "цким", "ович", "овича", "овичу", "овичем", "евич", "евича", "евичу", "евичем", "цький", "ського",
        "ський", "ському", "ським", "ова", "ових",
    };
    uint32_t kinds = 0;
    if (ends_with_any(form, adjective, sizeof adjective / sizeof *adjective, 6))
        kinds |= CUE_ADJECTIVE;
    if (ends_with_any(form, surname, sizeof surname / sizeof *surname, 4))
        kinds |= CUE_SURNAME;
    if (begins(&cue_cyrillic_titles, form))
        kinds |= CUE_TITLE;
    if (!(kinds & CUE_SURNAME) && begins(&cue_russian_common, form))
        kinds |= CUE_COMMON;
    return kinds;
}

static uint32_t armenian_kinds(struct str form)
{
    static const char *const abstract[] = { "ության", "ությանը", "ությանն", "ությանից", "ությանի" };
    if (ends_with_any(form, abstract, sizeof abstract / sizeof *abstract, 2))
        return 0;
    static const char *const surname[] = { "յան", "յանի", "յանը", "յանն", "յանին", "յանից", "յանով", "յանց", "եան", "եանի", "եանը" };
    return ends_with_any(form, surname, sizeof surname / sizeof *surname, 4) ? CUE_SURNAME : 0;
}

static void add_list(struct cue_words *w, const struct cue_list *list, uint32_t kinds)
{
    for (size_t i = 0; i < list->n; i++) {
        bool is_new;
        uint32_t number = strmap_intern(&w->words, str_of(list->words[i]), &is_new);
        GROW(w->kinds, number, w->capacity);
        w->kinds[number] = (is_new ? 0 : w->kinds[number]) | kinds;
    }
}

struct cue_words *cue_words_new(void)
{
    static const struct {
        const struct cue_list *list;
        uint32_t kinds;
    } lists[] = {
        { &cue_sayings, CUE_SAYING }, { &cue_titles, CUE_TITLE }, { &cue_short_titles, CUE_SHORT_TITLE | CUE_TITLE }, { &cue_appositions,
        CUE_APPOSITION },
        { &cue_institutions, CUE_INSTITUTION }, { &cue_particles, CUE_PARTICLE }, { &cue_given_names, CUE_GIVEN_NAME | CUE_LISTED_NAME },
        { &cue_org_nouns, CUE_ORG_NOUN }, { &cue_orgs_nouns, CUE_ORGS_NOUN }, { &cue_share_verbs, CUE_SHARE_VERB }, { &cue_works_at, CUE_EMPLOYED },
        { &cue_works_for, CUE_EMPLOYED }, { &cue_owners, CUE_EMPLOYED }, { &cue_sites, CUE_SITE }, { &cue_surname_sites, CUE_SITE },
        { &cue_lands, CUE_LAND },
        { &cue_ordinary, CUE_ORDINARY }, { &cue_russian_ordinary, CUE_ORDINARY }, { &cue_common, CUE_COMMON }, { &cue_org_heads, CUE_ORG_HEAD }, { &cue_org_heads_of, CUE_ORG_OF },
        { &cue_state_heads, CUE_STATE }, { &cue_companies, CUE_COMPANY }, { &cue_no_acronym, CUE_NO_ACRONYM }, { &cue_place_words, CUE_PLACE_WORD },
        { &cue_office_starts, CUE_OFFICE }, { &cue_state_names, CUE_STATE_NAME },
        { &cue_surnames_first, CUE_SURNAME_FIRST }, { &cue_club_starts, CUE_CLUB }, { &cue_nicknames, CUE_NICKNAME },
        { &cue_city_nicknames, CUE_NICKNAME }, { &cue_things, CUE_THING },
    };
    struct cue_words *w = xcalloc(1, sizeof *w);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        add_list(w, lists[i].list, lists[i].kinds);
    return w;
}

void cue_words_free(struct cue_words *w)
{
    if (!w)
        return;
    strmap_release(&w->words);
    free(w->kinds);
    free(w);
}

uint32_t cue_kinds(const struct cue_words *w, struct str form)
{
    unsigned char lead = form.n ? (unsigned char)form.p[0] : 0;
    uint32_t number = strmap_find(&w->words, form), kinds = number == STRMAP_NONE ? 0 : w->kinds[number];
    if (lead == 0xD0 || lead == 0xD1 || lead == 0xD2)
        return kinds | cyrillic_kinds(form);
    return lead == 0xD4 || lead == 0xD5 || lead == 0xD6 ? kinds | armenian_kinds(form) : kinds;
}
