#include "query/language/fields.h"

#include "config/suggest.h"

/* The first name of a field is its own; the others are aliases. */
static const struct field_row rows[] = {
    { "actor", FIELD_ACTOR, VALUE_ACTOR },
    { "person", FIELD_ACTOR, VALUE_ACTOR },
    { "who", FIELD_ACTOR, VALUE_ACTOR },
    { "about", FIELD_ABOUT, VALUE_ACTOR },
    { "org", FIELD_ORG, VALUE_ACTOR },
    { "party", FIELD_PARTY, VALUE_ACTOR },
    { "country", FIELD_COUNTRY, VALUE_ACTOR },
    { "place", FIELD_PLACE, VALUE_ACTOR },
    { "role", FIELD_ROLE, VALUE_ROLE },
    { "speaker", FIELD_SPEAKER, VALUE_SPEAKER },
    { "said", FIELD_SPEAKER, VALUE_SPEAKER },
    { "quote", FIELD_QUOTE, VALUE_TEXT },
    { "source", FIELD_SOURCE, VALUE_LABEL },
    { "site", FIELD_SOURCE, VALUE_LABEL },
    { "domain", FIELD_SOURCE, VALUE_LABEL },
    { "sourcecountry", FIELD_SOURCECOUNTRY, VALUE_LABEL },
    { "title", FIELD_TITLE, VALUE_TEXT },
    { "intitle", FIELD_TITLE, VALUE_TEXT },
    { "lead", FIELD_LEAD, VALUE_TEXT },
    { "body", FIELD_BODY, VALUE_TEXT },
    { "author", FIELD_AUTHOR, VALUE_LABEL },
    { "byline", FIELD_AUTHOR, VALUE_LABEL },
    { "topic", FIELD_TOPIC, VALUE_LABEL },
    { "subject", FIELD_TOPIC, VALUE_LABEL },
    { "section", FIELD_TOPIC, VALUE_LABEL },
    { "lang", FIELD_LANG, VALUE_LABEL },
    { "url", FIELD_URL, VALUE_LABEL },
    { "id", FIELD_ID, VALUE_LABEL },
    { "date", FIELD_DATE, VALUE_DATE },
    { "published", FIELD_DATE, VALUE_DATE },
    { "when", FIELD_DATE, VALUE_DATE },
    { "after", FIELD_DATE, VALUE_AFTER },
    { "before", FIELD_DATE, VALUE_BEFORE },
    { "seen", FIELD_SEEN, VALUE_DATE },
    { "words", FIELD_WORDS, VALUE_NUMBER },
    { "is", FIELD_IS, VALUE_FLAG },
    { "saved", FIELD_SAVED, VALUE_SAVED },
};

enum { ROWS = sizeof rows / sizeof *rows };

const struct field_row *field_find(struct str name)
{
    for (int i = 0; i < ROWS; i++)
        if (str_is(name, rows[i].name))
            return &rows[i];
    return NULL;
}

const char *field_name(enum field f)
{
    for (int i = 0; i < ROWS; i++)
        if (rows[i].field == f)
            return rows[i].name;
    return "";
}

const char *field_suggest(struct str name)
{
    const char *names[ROWS + 1];
    char word[32];
    if (name.n >= sizeof word)
        return NULL;
    for (int i = 0; i < ROWS; i++)
        names[i] = rows[i].name;
    names[ROWS] = NULL;
    memcpy(word, name.p, name.n);
    word[name.n] = '\0';
    return suggest(word, names);
}
