#include "indexer/cues.h"

#include <stdlib.h>

/* Every list is in byte order: looked up by halves. */
static int compare(const void *key, const void *element)
{
    const struct str *s = key;
    return str_compare(*s, str_of(*(const char *const *)element));
}

#define FIND(list, form) (bsearch(&(form), (list), sizeof(list) / sizeof *(list), sizeof *(list), compare) != NULL)

bool cue_is_saying(struct str form)
{
    static const char *const words[] = {
        "accused", "acknowledged", "added", "admitted", "announced", "argued", "asked", "asserted", "called",
        "charged", "cited", "claimed", "commented", "complained", "conceded", "concluded", "confirmed",
        "countered", "criticised", "criticized", "declared", "defended", "demanded", "denied", "described",
        "dijo", "emphasised", "emphasized", "erklarte", "explained", "hoped", "insisted", "insists",
        "mentioned", "noted", "notes", "pledged", "predicted", "proclaimed", "promised", "quipped", "recalled",
        "replied", "reported", "responded", "retorted", "revealed", "sagte", "said", "says", "stated",
        "stressed", "suggested", "testified", "told", "tweeted", "urged", "vowed", "warned", "warns", "wrote",
    };
    static const char *const cyrillic[] = {
        "заявил", "заявила", "отметил", "отметила", "подчеркнул", "сказал", "сказала", "сообщил", "сообщила",
    };
    if (form.n && (unsigned char)form.p[0] >= 0x80)
        return FIND(cyrillic, form);
    return FIND(words, form);
}

bool cue_is_title(struct str form)
{
    static const char *const words[] = {
        "activist", "adviser", "advisor", "aide", "ambassador", "analyst", "archbishop", "archimandrite",
        "attorney", "author", "ayatollah", "bishop", "candidate", "captain", "chairman", "chairwoman",
        "chancellor", "chief", "coach", "colonel", "commander", "commissioner", "congressman", "congresswoman",
        "coordinator", "counselor", "delegate", "deputy", "diplomat", "director", "dr", "economist", "editor",
        "emir", "envoy", "executive", "expert", "father", "founder", "gen", "general", "gov", "governor",
        "historian", "imam", "investigator", "journalist", "judge", "justice", "king", "lawmaker", "lawyer",
        "leader", "lieutenant", "lord", "lt", "maj", "major", "mayor", "minister", "mp", "mr", "mrs", "ms",
        "negotiator", "officer", "official", "ombudsman", "parliamentarian", "patriarch", "pm", "politician",
        "pope", "premier", "president", "prince", "princess", "prof", "professor", "prosecutor", "queen",
        "rabbi", "rep", "reporter", "representative", "researcher", "rev", "scientist", "sec", "secretary",
        "sen", "senator", "sergeant", "sheikh", "sheriff", "sir", "speaker", "spokesman", "spokesperson",
        "spokeswoman", "strategist", "sultan", "surgeon", "vice", "writer",
    };
    static const char *const titles[] = {
        "бундесканцлер", "вице", "глава", "депутат", "канцлер", "лидер", "министр", "посол", "президент",
        "премьер", "секретарь", "спикер",
    };
    if (form.n && (unsigned char)form.p[0] >= 0x80)
        return FIND(titles, form);
    return FIND(words, form);
}

bool cue_is_apposition(struct str form)
{
    static const char *const words[] = {
        "a", "an", "chief", "current", "deputy", "director", "ex", "former", "head", "his", "leader", "member",
        "minister", "one", "president", "senior", "spokesman", "spokesperson", "spokeswoman", "the", "then",
        "who", "whose",
    };
    return FIND(words, form);
}

bool cue_is_institution(struct str form)
{
    static const char *const words[] = {
        "academy", "act", "affairs", "agency", "agreement", "airlines", "airport", "alliance", "america",
        "army", "assembly", "association", "avenue", "bank", "bay", "beach", "bloc", "board", "bridge",
        "broadcasting", "bureau", "business", "cabinet", "campaign", "center", "centre", "chamber", "church",
        "city", "club", "coalition", "college", "commission", "committee", "company", "conference", "congress",
        "convention", "corporation", "council", "county", "court", "day", "declaration", "democratic",
        "democrats", "department", "district", "east", "empire", "express", "federation", "festival", "force",
        "forces", "foundation", "front", "fund", "gazette", "government", "group", "hall", "herald", "hill",
        "hospital", "hotel", "house", "inc", "initiative", "institute", "international", "island", "islands",
        "journal", "lake", "law", "league", "library", "ltd", "magazine", "ministry", "movement", "museum",
        "national", "nations", "network", "news", "north", "office", "organisation", "organization", "pact",
        "palace", "park", "parliament", "party", "plan", "police", "post", "prize", "program", "project",
        "radio", "regime", "republic", "republican", "republicans", "review", "river", "road", "school", "sea",
        "senate", "service", "society", "south", "square", "state", "states", "station", "street", "summit",
        "supreme", "team", "television", "times", "tower", "trade", "treaty", "tribune", "union", "united",
        "university", "valley", "war", "watch", "week", "west", "white", "wing", "world",
    };
    return FIND(words, form);
}

bool cue_is_particle(struct str form)
{
    static const char *const words[] = {
        "abu", "al", "ben", "bin", "da", "de", "del", "della", "der", "di", "dos", "du", "el", "ibn", "la",
        "le", "ter", "van", "von",
    };
    return FIND(words, form);
}

bool cue_is_given_name(struct str form)
{
    static const char *const words[] = {
        "aaron", "abdul", "abdullah", "adam", "ahmad", "ahmed", "alan", "albert", "alejandro", "aleksandr",
        "alex", "alexander", "alexei", "alexey", "alexis", "ali", "alice", "amanda", "amy", "ana", "anatoly",
        "andre", "andrea", "andrei", "andres", "andrew", "andrey", "angela", "ann", "anna", "anne", "anthony",
        "antonio", "ara", "aram", "ariel", "armen", "arsen", "arthur", "artur", "ashot", "barack", "barbara",
        "ben", "benjamin", "bernard", "bernie", "bill", "bob", "boris", "brian", "bruce", "carl", "carlos",
        "carol", "caroline", "catherine", "chad", "charles", "chris", "christian", "christine", "christopher",
        "chuck", "claire", "claudia", "craig", "cynthia", "dan", "daniel", "david", "davit", "dean", "deborah",
        "dennis", "diana", "diane", "dick", "diego", "dmitri", "dmitriy", "dmitry", "don", "donald", "donna",
        "doug", "douglas", "eduard", "edward", "elena", "elizabeth", "ellen", "emma", "emmanuel", "eric",
        "erik", "ernest", "eugene", "eva", "evan", "fernando", "francis", "francisco", "frank", "franz",
        "fred", "frederick", "gagik", "gary", "george", "gerald", "gerard", "giorgi", "giorgio", "giuseppe",
        "glenn", "gordon", "greg", "gregory", "guy", "hans", "harold", "harry", "hassan", "hayk", "heather",
        "heiko", "helen", "henri", "henry", "hillary", "howard", "hugh", "hugo", "hussein", "ian", "ibrahim",
        "igor", "ilham", "ilya", "irina", "ivan", "jack", "jacob", "jacques", "jake", "james", "jan", "jane",
        "janet", "jason", "javier", "jay", "jean", "jeff", "jeffrey", "jennifer", "jeremy", "jerry", "jessica",
        "jim", "jimmy", "joan", "joe", "joel", "johann", "john", "jonathan", "jordan", "jorge", "jose",
        "josef", "joseph", "josh", "joshua", "juan", "judith", "judy", "julia", "julian", "julie", "justin",
        "karen", "karl", "kate", "katherine", "kathleen", "kathy", "keith", "kelly", "ken", "kenneth", "kevin",
        "kim", "konstantin", "larry", "laura", "laurent", "lawrence", "lee", "leon", "leonid", "leslie",
        "levon", "lewis", "linda", "lindsey", "lisa", "louis", "luis", "luke", "mahmoud", "manuel", "marc",
        "marco", "marcus", "margaret", "maria", "marie", "mario", "mark", "martha", "martin", "mary", "matt",
        "matthew", "max", "maxim", "megan", "mehmet", "melissa", "michael", "michel", "michelle", "miguel",
        "mikael", "mike", "mikhail", "mitch", "mohamed", "mohammad", "mohammed", "muhammad", "mustafa",
        "nancy", "natalia", "nathan", "neil", "nicholas", "nick", "nicola", "nicolas", "nigel", "nikol",
        "nikolai", "nina", "oleg", "oleksandr", "olga", "oliver", "omar", "oscar", "otto", "pablo", "pamela",
        "patricia", "patrick", "paul", "paula", "pavel", "pedro", "peter", "petr", "petro", "phil", "philip",
        "philippe", "pierre", "rachel", "rafael", "ralph", "rand", "randy", "raymond", "rebecca", "recep",
        "ricardo", "richard", "rick", "rob", "robert", "roberto", "robin", "roger", "roman", "ron", "ronald",
        "rosa", "ross", "roy", "ruben", "rudolf", "russell", "ruth", "ryan", "sally", "sam", "samuel",
        "samvel", "sandra", "sara", "sarah", "scott", "sean", "sebastian", "serge", "sergei", "sergey",
        "sergio", "serhiy", "serzh", "shaun", "simon", "sofia", "sophie", "stanislav", "stefan", "stephanie",
        "stephen", "steve", "steven", "stuart", "susan", "suzanne", "tatiana", "ted", "teresa", "terry",
        "theresa", "thomas", "tigran", "tim", "timothy", "todd", "tom", "tommy", "tony", "vadim", "vahagn",
        "valentina", "valery", "vartan", "vasily", "vazgen", "veronica", "victor", "victoria", "viktor",
        "vincent", "vitali", "vladimir", "volodymyr", "walter", "warren", "wayne", "wendy", "william",
        "wolfgang", "xavier", "yuri", "yury", "yusuf", "zaven",
    };
    return FIND(words, form);
}

bool cue_is_ordinary(struct str form)
{
    static const char *const words[] = {
        "a", "after", "all", "although", "an", "and", "april", "as", "at", "august", "but", "by", "december",
        "earlier", "february", "for", "friday", "from", "he", "her", "his", "how", "however", "i", "if", "in",
        "it", "its", "january", "july", "june", "last", "later", "march", "may", "meanwhile", "monday", "my",
        "no", "not", "november", "now", "october", "of", "on", "one", "or", "our", "saturday", "september",
        "she", "since", "so", "some", "such", "sunday", "that", "the", "their", "then", "there", "these",
        "they", "this", "those", "thursday", "to", "today", "tuesday", "two", "under", "we", "wednesday",
        "what", "when", "where", "which", "while", "who", "why", "with", "yesterday", "you",
    };
    return FIND(words, form);
}

/* ---- offices ---- */

static const struct {
    struct str words[3];
    const char *office;
} offices[] = {
    { { STR("prime"), STR("minister") }, "prime minister" },
    { { STR("foreign"), STR("minister") }, "foreign minister" },
    { { STR("foreign"), STR("secretary") }, "foreign minister" },
    { { STR("defence"), STR("minister") }, "defence minister" },
    { { STR("defense"), STR("minister") }, "defence minister" },
    { { STR("finance"), STR("minister") }, "finance minister" },
    { { STR("interior"), STR("minister") }, "interior minister" },
    { { STR("parliament"), STR("speaker") }, "speaker of parliament" },
    { { STR("supreme"), STR("leader") }, "supreme leader" },
    { { STR("secretary"), STR("of"), STR("state") }, "secretary of state" },
    { { STR("secretary"), STR("general") }, "secretary-general" },
    { { STR("vice"), STR("president") }, "vice president" },
    { { STR("president") }, "president" },
    { { STR("premier") }, "prime minister" },
    { { STR("chancellor") }, "chancellor" },
};

unsigned cue_kinds(struct str form)
{
    unsigned kinds = (cue_is_saying(form) ? CUE_SAYING : 0) | (cue_is_title(form) ? CUE_TITLE : 0) | (cue_is_apposition(form) ? CUE_APPOSITION : 0) |
                     (cue_is_institution(form) ? CUE_INSTITUTION : 0) | (cue_is_particle(form) ? CUE_PARTICLE : 0) |
                     (cue_is_given_name(form) ? CUE_GIVEN_NAME : 0) | (cue_is_ordinary(form) ? CUE_ORDINARY : 0);
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
        if (str_equal(form, offices[i].words[0]))
            kinds |= CUE_OFFICE;
    return kinds;
}

const char *cue_office(const struct str *words, size_t n, size_t *ret_words)
{
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
        size_t k = 0;
        while (k < 3 && offices[i].words[k].n && k < n && str_equal(words[k], offices[i].words[k]))
            k++;
        if (k == 3 || !offices[i].words[k].n) {
            *ret_words = k;
            return offices[i].office;
        }
    }
    return NULL;
}
