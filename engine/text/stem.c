#include "engine/text/stem.h"

#include <libstemmer.h>

static const struct {
    char code[3];
    const char *name;
} languages[STEM_LANGUAGES] = {
    { "ar", "arabic" },     { "ca", "catalan" },    { "da", "danish" },  { "de", "german" },     { "el", "greek" },   { "en", "english" },
    { "es", "spanish" },    { "eu", "basque" },     { "fi", "finnish" }, { "fr", "french" },     { "ga", "irish" },   { "hi", "hindi" },
    { "hu", "hungarian" },  { "hy", "armenian" },   { "id", "indonesian" }, { "it", "italian" }, { "lt", "lithuanian" }, { "ne", "nepali" },
    { "nl", "dutch" },      { "no", "norwegian" },  { "pt", "portuguese" }, { "ro", "romanian" }, { "ru", "russian" }, { "sr", "serbian" },
    { "sv", "swedish" },    { "ta", "tamil" },      { "tr", "turkish" }, { "yi", "yiddish" },
};

int stem_language(const char *lang)
{
    for (int i = 0; i < STEM_LANGUAGES; i++)
        if (strcmp(languages[i].code, lang) == 0)
            return i;
    return STEM_NONE;
}

const char *stem_code(int language)
{
    return languages[language].code;
}

/*
 * The English stemmer makes one stem of quixotic and quixotically, basic and basically, critic and critically. Who asks for such an adverb means it:
 * it stays as it is.
 */
static bool is_adverb_of_its_own(int language, struct str form)
{
    return strcmp(languages[language].code, "en") == 0 && str_ends(form, STR("ically"));
}

struct str stem_form(struct stemmers *s, int language, struct str form)
{
    if (!s->of[language])
        s->of[language] = sb_stemmer_new(languages[language].name, "UTF_8");
    if (!s->of[language] || is_adverb_of_its_own(language, form))
        return form;    /* or a libstemmer without this language */
    const sb_symbol *stem = sb_stemmer_stem(s->of[language], (const sb_symbol *)form.p, (int)form.n);
    int n = stem ? sb_stemmer_length(s->of[language]) : 0;
    return n > 0 ? (struct str){ (const char *)stem, (size_t)n } : form;
}

void stemmers_release(struct stemmers *s)
{
    for (int i = 0; i < STEM_LANGUAGES; i++) {
        if (s->of[i])
            sb_stemmer_delete(s->of[i]);
        s->of[i] = NULL;
    }
}
