#include "indexer/enricher.h"

/* Endings of surnames and the first case of each, for men and women; the longest first. */
static const struct {
    const char *ending, *man, *woman;
} surnames[] = {
    { "ского", "ский", "ская" }, { "скому", "ский", "ская" }, { "ським", "ський", "ська" }, { "ського", "ський", "ська" }, { "ському", "ський",
    "ська" },
    { "цького", "цький", "цька" }, { "цькому", "цький", "цька" }, { "ским", "ский", "ская" },  { "ском", "ский", "ская" }, { "ской", "ский", "ская" },
    { "скую", "ский", "ская" },  { "ская", "ский", "ская" }, { "цкого", "цкий", "цкая" }, { "цкому", "цкий", "цкая" }, { "цким", "цкий", "цкая" },
    { "овой", "ов", "ова" },     { "овым", "ов", "ова" },    { "ова", "ов", "ова" },      { "ову", "ов", "ова" },      { "ове", "ов", "ова" },
    { "евой", "ев", "ева" },     { "евым", "ев", "ева" },    { "ева", "ев", "ева" },      { "еву", "ев", "ева" },      { "еве", "ев", "ева" },
    { "иной", "ин", "ина" },     { "иным", "ин", "ина" },    { "ина", "ин", "ина" },      { "ину", "ин", "ина" },      { "ине", "ин", "ина" },
    { "яном", "ян", "ян" },      { "яна", "ян", "ян" },      { "яну", "ян", "ян" },       { "яне", "ян", "ян" },
    { "чуком", "чук", "чук" },   { "чука", "чук", "чук" },   { "чуку", "чук", "чук" },    { "ичем", "ич", "ич" },      { "ича", "ич", "ич" },
    { "ичу", "ич", "ич" },
    { "յանին", "յան", "յան" },   { "յանից", "յան", "յան" },  { "յանով", "յան", "յան" },   { "յանի", "յան", "յան" },    { "յանը", "յան", "յան" },
    { "յանն", "յան", "յան" },
};

static bool is_cyrillic(struct str form)
{
    return form.n && ((unsigned char)form.p[0] == 0xD0 || (unsigned char)form.p[0] == 0xD1);
}

static struct str with_ending(struct enricher *e, struct str form, size_t keep, const char *ending)
{
    strbuf_clear(&e->scratch);
    strbuf_bytes(&e->scratch, form.p, keep);
    strbuf_string(&e->scratch, ending);
    return arena_str(e->arena, strbuf_view(&e->scratch));
}

/* Surnames of no Slavic making: the last vowel of a case goes (Мольера, Бушу). */
static struct str cut_case(struct str form)
{
    static const char *const endings[] = { "ом", "ем", "ой", "а", "у", "ы", "е" };
    static const char *const vowels[] = { "а", "е", "и", "о", "у", "ы", "э", "ю", "я", "ь", "й", "і" };
    const size_t stem_least = 6;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct str ending = str_of(endings[i]), stem = form;
        if (!str_ends(form, ending) || form.n < ending.n + stem_least)
            continue;
        stem.n -= ending.n;
        for (size_t k = 0; k < sizeof vowels / sizeof *vowels; k++)
            if (str_ends(stem, str_of(vowels[k])))
                return form;
        return stem;
    }
    return form;
}

static struct str first_case_of_surname(struct enricher *e, struct str form, bool woman)
{
    for (size_t i = 0; i < sizeof surnames / sizeof *surnames; i++) {
        struct str ending = str_of(surnames[i].ending);
        if (str_ends(form, ending) && form.n >= ending.n + 2)
            return with_ending(e, form, form.n - ending.n, woman ? surnames[i].woman : surnames[i].man);
    }
    return is_cyrillic(form) ? cut_case(form) : form;
}

struct str surname_key(struct enricher *e, struct str form)
{
    size_t apostrophe = str_find(form, '\'');
    if (form.n && (unsigned char)form.p[0] < 0x80)
        return apostrophe >= 3 ? str_slice(form, 0, apostrophe) : form;
    return first_case_of_surname(e, form, false);
}

/* A given name's first case, among those that the registry's persons have. */
static struct str first_case_of_given_name(struct enricher *e, struct str form)
{
    static const char *const endings[] = { "ем", "ом", "ой", "ей", "ею", "ою", "а", "я", "у", "ю", "е", "ы", "и", "і", "ին", "ի", "ը", "ն" };
    static const char *const firsts[] = { "", "й", "ь", "а", "я", "о" };
    if (gazetteer_is_given_name(e->g, form))
        return form;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct str ending = str_of(endings[i]);
        if (!str_ends(form, ending) || form.n < ending.n + 4)
            continue;
        for (size_t k = 0; k < sizeof firsts / sizeof *firsts; k++) {
            struct str first = with_ending(e, form, form.n - ending.n, firsts[k]);
            if (gazetteer_is_given_name(e->g, first))
                return first;
        }
    }
    return form;
}

static bool is_woman(struct str given)
{
    static const char *const men[] = { "никита", "илья", "фома", "лука", "савва", "данила", "кузьма", "мустафа", "миша", "саша", "дима" };
    for (size_t i = 0; i < sizeof men / sizeof *men; i++)
        if (str_is(given, men[i]))
            return false;
    return str_ends(given, STR("а")) || str_ends(given, STR("я"));
}

struct str person_word(struct enricher *e, uint32_t part, size_t i, size_t n, size_t k)
{
    const struct token *v = e->tokens[part]->v;
    struct str form = form_of(e, &v[i + k]);
    if (form.n && (unsigned char)form.p[0] < 0x80)
        return surname_key(e, form);
    if (k + 1 < n)
        return first_case_of_given_name(e, form);
    return first_case_of_surname(e, form, n > 1 && is_woman(first_case_of_given_name(e, form_of(e, &v[i]))));
}
