#include "corpus/importers/row.h"

static const struct {
    const char *column;     /* lower case, letters only */
    enum row_field field;
} columns[] = {
    { "id", ROW_ID },               { "personid", ROW_ID },         { "wikidata", ROW_ID },         { "wikidataid", ROW_ID },
    { "qid", ROW_ID },              { "person", ROW_ID },           { "item", ROW_ID },             { "human", ROW_ID },
    { "officeholder", ROW_ID },     { "name", ROW_NAME },           { "personlabel", ROW_NAME },    { "itemlabel", ROW_NAME },
    { "humanlabel", ROW_NAME },     { "label", ROW_NAME },          { "officeholderlabel", ROW_NAME },
    { "names", ROW_ALIASES },       { "alias", ROW_ALIASES },       { "aliases", ROW_ALIASES },     { "othernames", ROW_ALIASES },
    { "altlabel", ROW_ALIASES },    { "itemaltlabel", ROW_ALIASES }, { "personaltlabel", ROW_ALIASES }, { "enwiki", ROW_ALIASES },
    { "kind", ROW_KIND },           { "type", ROW_KIND },           { "country", ROW_COUNTRY },     { "countrylabel", ROW_COUNTRY },
    { "countrycode", ROW_COUNTRY }, { "party", ROW_PARTY },         { "partylabel", ROW_PARTY },    { "partyid", ROW_PARTY },
    { "office", ROW_OFFICE },       { "officelabel", ROW_OFFICE },  { "position", ROW_OFFICE },     { "positionlabel", ROW_OFFICE },
    { "role", ROW_OFFICE },         { "of", ROW_OF },               { "oflabel", ROW_OF },          { "organization", ROW_OF },
    { "organisation", ROW_OF },     { "jurisdiction", ROW_OF },     { "jurisdictionlabel", ROW_OF }, { "start", ROW_FROM },
    { "from", ROW_FROM },           { "starttime", ROW_FROM },      { "startdate", ROW_FROM },      { "to", ROW_TO },
    { "end", ROW_TO },              { "endtime", ROW_TO },          { "enddate", ROW_TO },          { "acting", ROW_ACTING },
    { "note", ROW_NOTE },           { "description", ROW_NOTE },    { "itemdescription", ROW_NOTE },
};

enum row_field row_field_of(struct str column)
{
    char plain[32];
    size_t n = 0;
    for (size_t i = 0; i < column.n && n < sizeof plain - 1; i++) {
        char c = column.p[i] >= 'A' && column.p[i] <= 'Z' ? (char)(column.p[i] + 32) : column.p[i];
        if (c >= 'a' && c <= 'z')
            plain[n++] = c;
    }
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (str_is((struct str){ plain, n }, columns[i].column))
            return columns[i].field;
    return ROW_FIELDS;
}

static void put_aliases(struct build *b, uint32_t who, struct str list)
{
    while (list.n) {
        size_t end = str_find(list, '|'), semicolon = str_find(list, ';');
        end = semicolon < end ? semicolon : end;
        build_name(b, who, str_slice(list, 0, end), 0);
        list = str_slice(list, end < list.n ? end + 1 : end, list.n);
    }
}

static bool is_true(struct str s)
{
    return str_is(s, "true") || str_is(s, "1") || str_is(s, "yes");
}

/* A party by its id, or by a name that is known; else one of that name is made. */
static struct str party_of(struct build *b, struct str text)
{
    struct str item = build_wikidata_id(text), id = item.n ? item : build_find_actor(b, text);
    if (id.n)
        return id;
    struct str slug = build_slug(b, text);
    build_name(b, build_actor(b, slug, ACTOR_PARTY), text, 0);
    return slug;
}

static struct str id_of(struct build *b, struct str id, struct str name)
{
    const struct actor_import_options *o = b->options;
    if (!id.n)
        return build_slug(b, name);
    return o->knows && o->knows(o->ctx, id) ? id : build_id(b, id);
}

void row_take(struct build *b, const struct str values[ROW_FIELDS], const char *place)
{
    enum actor_kind kind = b->options->kind;
    struct str id = values[ROW_ID], name = values[ROW_NAME];
    /* A column "person" may hold the name, and "personID" the id: the caller gives the last; a text with a space is a name. */
    if (!name.n && id.n && !build_wikidata_id(id).n && str_find(id, ' ') < id.n) {
        name = id;
        id = (struct str){ NULL, 0 };
    }
    if (values[ROW_KIND].n && !actor_kind_of(values[ROW_KIND], &kind)) {
        build_skip(b, "%s: '%.*s' is no kind (person, org, party, country, place or office)", place, STR_ARG(values[ROW_KIND]));
        return;
    }
    if (!name.n || (build_wikidata_id(name).n && str_equal(build_wikidata_id(name), name))) {     /* a label that Wikidata does not have is its id */
        build_skip(b, "%s: no name", place);
        return;
    }
    uint32_t who = build_actor(b, id_of(b, id, name), kind);
    build_name(b, who, name, 0);
    put_aliases(b, who, values[ROW_ALIASES]);
    struct str country = build_country(b, values[ROW_COUNTRY]);
    struct str party = kind == ACTOR_PERSON && values[ROW_PARTY].n ? party_of(b, values[ROW_PARTY]) : (struct str){ NULL, 0 };
    struct actor *x = &build_draft(b, who)->actor;
    build_text(b, &x->country, country.n ? country : b->options->country);
    build_text(b, &x->party, party);
    build_text(b, &x->note, values[ROW_NOTE]);
    int32_t from = build_date(b, values[ROW_FROM], false), to = build_date(b, values[ROW_TO], true);
    if (!values[ROW_OFFICE].n) {
        if (kind != ACTOR_PERSON && x->founded == CIVIL_NONE)
            x->founded = from;
        if (kind != ACTOR_PERSON && x->dissolved == CIVIL_NONE)
            x->dissolved = to;
        return;
    }
    struct str of = build_country(b, values[ROW_OF]);
    if (!of.n && values[ROW_OF].n)
        of = build_wikidata_id(values[ROW_OF]);
    CLEANUP_STRBUF struct strbuf office = STRBUF_INIT;
    strbuf_string(&office, is_true(values[ROW_ACTING]) ? "acting " : "");
    strbuf_str(&office, values[ROW_OFFICE]);
    build_role(b, who, strbuf_view(&office), of.n ? of : country, from, to);
}
