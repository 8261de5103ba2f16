#include "engine/text/office.h"

/* Hyphens are spaces on the left. */
static const struct {
    const char *said, *office;
} names[] = {
    { "pm", "prime minister" },
    { "premier", "prime minister" },
    { "head of government", "prime minister" },
    { "king", "monarch" },
    { "queen", "monarch" },
    { "emperor", "monarch" },
    { "foreign secretary", "foreign minister" },
    { "defence secretary", "defence minister" },
    { "secretary of defence", "defence minister" },
    { "home secretary", "interior minister" },
    { "secretary general", "secretary-general" },
    { "sg", "secretary-general" },
    { "governor general", "governor-general" },
    { "attorney-general", "attorney general" },
    { "speaker", "speaker of parliament" },
    { "parliament speaker", "speaker of parliament" },
    { "parliamentary speaker", "speaker of parliament" },
    { "chairman of parliament", "speaker of parliament" },
    { "chairperson of parliament", "speaker of parliament" },
    { "leader of the party", "party leader" },
    { "mp", "member of parliament" },
    { "deputy", "member of parliament" },
    { "legislator", "member of parliament" },
    { "lawmaker", "member of parliament" },
    { "parliamentarian", "member of parliament" },
    { "us senator", "senator" },
    { "united states senator", "senator" },
    { "united states representative", "representative" },
    { "us representative", "representative" },
    { "congressman", "representative" },
    { "congresswoman", "representative" },
    { "vp", "vice president" },
    { "deputy pm", "deputy prime minister" },
    { "deputy premier", "deputy prime minister" },
    { "vice prime minister", "deputy prime minister" },
    { "national security advisor", "national security adviser" },
    { "white house chief of staff", "chief of staff" },
    { "president of the senate", "speaker of the upper house" },
    { "commander in chief", "commander-in-chief" },
};

/* Minister of what: "minister of finance", "finance minister". */
static const struct {
    const char *of, *office;
} ministries[] = {
    { "foreign affairs", "foreign minister" },    { "external affairs", "foreign minister" },  { "external relations", "foreign minister" },
    { "foreign relations", "foreign minister" },  { "defence", "defence minister" },           { "national defence", "defence minister" },
    { "finance", "finance minister" },            { "finances", "finance minister" },          { "the interior", "interior minister" },
    { "interior", "interior minister" },          { "internal affairs", "interior minister" }, { "home affairs", "interior minister" },
    { "justice", "justice minister" },            { "economy", "economy minister" },           { "the economy", "economy minister" },
    { "economic affairs", "economy minister" },   { "education", "education minister" },       { "health", "health minister" },
    { "public health", "health minister" },       { "energy", "energy minister" },             { "culture", "culture minister" },
    { "environment", "environment minister" },    { "the environment", "environment minister" }, { "labour", "labour minister" },
    { "agriculture", "agriculture minister" },    { "trade", "trade minister" },               { "transport", "transport minister" },
    { "emergency situations", "emergency minister" },
};

/* Lower case, white space, hyphens and underscores one space, "defense" and "labor" as the registry spells them. */
static void plain(struct str label, bool hyphens, struct strbuf *out)
{
    for (size_t i = 0; i < label.n; i++) {
        char c = label.p[i];
        bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '_' || (c == '-' && !hyphens);
        if (space && (!out->n || out->p[out->n - 1] == ' '))
            continue;
        strbuf_byte(out, space ? ' ' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    while (out->n && out->p[out->n - 1] == ' ')
        strbuf_truncate(out, out->n - 1);
    static const char *const spellings[][2] = { { "defense", "defence" }, { "labor ", "labour " } };
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
        const char *at = strstr(out->p, spellings[i][0]);
        if (!at)
            continue;
        strbuf_bytes(&b, out->p, (size_t)(at - out->p));
        strbuf_format(&b, "%s%s", spellings[i][1], at + strlen(spellings[i][0]));
        strbuf_clear(out);
        strbuf_str(out, strbuf_view(&b));
    }
}

static const char *known(struct str plainly)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(plainly, names[i].said))
            return names[i].office;
    struct str of = { NULL, 0 };
    static const char *const before[] = { "minister of ", "minister for ", "federal minister of ", "federal minister for ", "ministry of " };
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (str_starts(plainly, str_of(before[i])))
            of = str_slice(plainly, strlen(before[i]), plainly.n);
    for (size_t i = 0; of.n && i < sizeof ministries / sizeof *ministries; i++)
        if (str_is(of, ministries[i].of))
            return ministries[i].office;
    static const char *const bodies[] = { "member of the ", "member of ", "deputy of the ", "deputy of " };
    static const char *const chambers[] = { "parliament", "assembly", "house", "duma", "congress", "bundestag", "diet", "knesset", "chamber", "rada",
                                            "legislature", "sejm", "verkhovna", "council", "majlis", "riksdag", "storting", "folketing" };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (str_starts(plainly, str_of(bodies[i])))
            for (size_t k = 0; k < sizeof chambers / sizeof *chambers; k++)
                if (strstr(plainly.p, chambers[k]))
                    return "member of parliament";
    return NULL;
}

void office_general(struct str label, struct strbuf *out)
{
    CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
    plain(label, false, &b);
    const char *office = known(strbuf_view(&b));
    if (!office && b.n > 3 && b.p[b.n - 1] == 's' && b.p[b.n - 2] != 's') {     /* prime ministers */
        CLEANUP_STRBUF struct strbuf one = STRBUF_INIT;
        strbuf_bytes(&one, b.p, b.n - 1);
        office = known(strbuf_view(&one));
        if (!office && (strcmp(one.p, "president") == 0 || strcmp(one.p, "prime minister") == 0))
            office = strcmp(one.p, "president") == 0 ? "president" : "prime minister";
    }
    if (office)
        strbuf_string(out, office);
    else
        plain(label, true, out);
}
