#include "indexer/cue_lists.h"
#include "indexer/cues.h"

#include <stdlib.h>

#include <pthread.h>

/*
 * Words of the text, and the general name of the office as the registry has it. By first word, the longest of it first. Offices that the registry
 * does not know are there so that "deputy prime minister" is not found as "prime minister".
 */
static const struct {
    const char *words, *office;
} offices[] = {
    { "ambassador", "ambassador" }, { "attorney general", "attorney general" }, { "catholicos", "catholicos" },
    { "central bank chairman", "central bank governor" }, { "central bank chief", "central bank governor" },
    { "central bank governor", "central bank governor" }, { "chair", "chair" },
    { "chairman of the joint chiefs of staff", "chairman of the joint chiefs of staff" }, { "chairman", "chair" }, { "chairwoman", "chair" },
    { "chancellor of the exchequer", "finance minister" }, { "chancellor", "chancellor" },
    { "chief of the general staff", "chief of general staff" }, { "chief of general staff", "chief of general staff" },
    { "chief of police", "chief of police" }, { "chief of staff", "chief of staff" }, { "chief executive", "chief executive" },
    { "chief justice", "chief justice" }, { "chief negotiator", "chief negotiator" }, { "chief prosecutor", "prosecutor general" },
    { "chief", "head" }, { "commander in chief", "commander-in-chief" }, { "commerce secretary", "secretary of commerce" },
    { "crown prince", "crown prince" }, { "culture minister", "culture minister" }, { "defence minister", "defence minister" },
    { "defence secretary", "defence minister" }, { "defense minister", "defence minister" }, { "defense secretary", "defence minister" },
    { "deputy chairman of the security council", "deputy chairman of the security council" }, { "deputy chief of staff", "deputy chief of staff" },
    { "deputy national security adviser", "deputy national security adviser" }, { "deputy secretary of state", "deputy secretary of state" },
    { "deputy speaker of parliament", "deputy speaker of parliament" }, { "deputy attorney general", "deputy attorney general" },
    { "deputy foreign minister", "deputy foreign minister" }, { "deputy prime minister", "deputy prime minister" },
    { "deputy secretary general", "deputy secretary-general" }, { "deputy chairman", "deputy chair" }, { "deputy director", "deputy director" },
    { "deputy governor", "deputy governor" }, { "deputy mayor", "deputy mayor" }, { "deputy minister", "deputy minister" },
    { "deputy premier", "deputy prime minister" }, { "deputy president", "deputy president" }, { "deputy speaker", "deputy speaker of parliament" },
    { "director of national intelligence", "director of national intelligence" }, { "director general", "director general" },
    { "director", "director" }, { "economic minister", "economy minister" }, { "economics minister", "economy minister" },
    { "economy minister", "economy minister" }, { "education minister", "education minister" }, { "emergencies minister", "emergency minister" },
    { "emergency situations minister", "emergency minister" }, { "emergency minister", "emergency minister" }, { "emir", "monarch" },
    { "emperor", "monarch" }, { "energy minister", "energy minister" }, { "environment minister", "environment minister" },
    { "exchequer chief", "finance minister" }, { "external affairs minister", "foreign minister" }, { "finance minister", "finance minister" },
    { "first deputy prime minister", "first deputy prime minister" }, { "first vice president", "first vice president" },
    { "first minister", "first minister" }, { "foreign affairs minister", "foreign minister" }, { "foreign minister", "foreign minister" },
    { "foreign secretary", "foreign minister" }, { "general secretary", "general secretary" }, { "governor general", "governor-general" },
    { "governor", "governor" }, { "head of the presidential office", "head of the presidential office" }, { "head of state", "head of state" },
    { "head", "head" }, { "health minister", "health minister" }, { "high representative", "high representative" },
    { "home minister", "interior minister" }, { "home secretary", "interior minister" },
    { "homeland security secretary", "secretary of homeland security" }, { "house majority leader", "house majority leader" },
    { "house minority leader", "house minority leader" }, { "house speaker", "speaker of parliament" },
    { "intelligence chief", "intelligence chief" }, { "interior minister", "interior minister" },
    { "internal affairs minister", "interior minister" }, { "joint chiefs chairman", "chairman of the joint chiefs of staff" },
    { "justice minister", "justice minister" }, { "king", "monarch" }, { "labor minister", "labour minister" },
    { "labour minister", "labour minister" }, { "lawmaker", "member of parliament" }, { "leader of the opposition", "leader of the opposition" },
    { "leader", "leader" }, { "lieutenant governor", "lieutenant governor" }, { "majority leader", "senate majority leader" },
    { "managing director", "managing director" }, { "mayor", "mayor" }, { "member of parliament", "member of parliament" },
    { "minister for foreign affairs", "foreign minister" }, { "minister of external affairs", "foreign minister" },
    { "minister of foreign affairs", "foreign minister" }, { "minister of national security", "minister of national security" },
    { "minister of the interior", "interior minister" }, { "minister for reconciliation", "minister for reconciliation" },
    { "minister of defence", "defence minister" }, { "minister of defense", "defence minister" }, { "minister of finance", "finance minister" },
    { "minister of justice", "justice minister" }, { "minister of state", "minister of state" }, { "minister", "minister" },
    { "minority leader", "senate minority leader" }, { "monarch", "monarch" },
    { "national intelligence director", "director of national intelligence" }, { "national security adviser", "national security adviser" },
    { "national security advisor", "national security adviser" }, { "ombudsman", "ombudsman" }, { "opposition leader", "leader of the opposition" },
    { "parliament speaker", "speaker of parliament" }, { "parliamentary speaker", "speaker of parliament" }, { "party chairman", "party leader" },
    { "party chief", "party leader" }, { "party leader", "party leader" }, { "patriarch", "patriarch" }, { "police chief", "chief of police" },
    { "pope", "pope" }, { "premier", "prime minister" }, { "president elect", "president-elect" }, { "president", "president" },
    { "press secretary", "press secretary" }, { "prime minister designate", "prime minister-designate" }, { "prime minister", "prime minister" },
    { "prosecutor general", "prosecutor general" }, { "queen", "monarch" },
    { "secretary of the supreme national security council", "secretary of the supreme national security council" },
    { "secretary of the security council", "security council secretary" }, { "secretary of homeland security", "secretary of homeland security" },
    { "secretary of the treasury", "finance minister" }, { "secretary of commerce", "secretary of commerce" },
    { "secretary of defense", "defence minister" }, { "secretary of state", "secretary of state" }, { "secretary of war", "secretary of war" },
    { "secretary general", "secretary-general" }, { "security council secretary", "security council secretary" },
    { "security service chief", "security service chief" }, { "senate majority leader", "senate majority leader" },
    { "senate minority leader", "senate minority leader" }, { "senator", "senator" },
    { "speaker of the upper house", "speaker of the upper house" }, { "speaker of the house", "speaker of parliament" },
    { "speaker of parliament", "speaker of parliament" }, { "speaker", "speaker of parliament" }, { "spokesperson", "spokesperson" },
    { "spy chief", "intelligence chief" }, { "sultan", "monarch" }, { "supreme court justice", "supreme court justice" },
    { "supreme leader", "supreme leader" }, { "taoiseach", "prime minister" }, { "treasury secretary", "finance minister" },
    { "vice chancellor", "vice chancellor" }, { "vice minister", "deputy minister" }, { "vice president", "vice president" },
};

static const char *const starts[] = {
    "ambassador", "attorney", "catholicos", "central", "chair", "chairman", "chairwoman", "chancellor", "chief", "commander", "commerce", "crown",
    "culture", "defence", "defense", "deputy", "director", "economic", "economics", "economy", "education", "emergencies", "emergency", "emir",
    "emperor", "energy", "environment", "exchequer", "external", "finance", "first", "foreign", "general", "governor", "head", "health", "high",
    "home", "homeland", "house", "intelligence", "interior", "internal", "joint", "justice", "king", "labor", "labour", "lawmaker", "leader",
    "lieutenant", "majority", "managing", "mayor", "member", "minister", "minority", "monarch", "national", "ombudsman", "opposition", "parliament",
    "parliamentary", "party", "patriarch", "police", "pope", "premier", "president", "press", "prime", "prosecutor", "queen", "secretary",
    "security", "senate", "senator", "speaker", "spokesperson", "spy", "sultan", "supreme", "taoiseach", "treasury", "vice",
};
const struct cue_list cue_office_starts = { starts, sizeof starts / sizeof *starts };

/* How many of the given words an office's words are; 0 where they are others. */
static size_t fits(const char *office, const struct str *words, size_t n)
{
    size_t k = 0;
    for (struct str rest = str_of(office); rest.n; k++) {
        size_t space = str_find(rest, ' ');
        if (k >= n || !str_equal(words[k], str_slice(rest, 0, space < rest.n ? space : rest.n)))
            return 0;
        rest = space < rest.n ? str_slice(rest, space + 1, rest.n) : (struct str){ NULL, 0 };
    }
    return k;
}

/* Offices by the byte that they begin with, in their order: number + 1 of the first, and of the next of each. */
enum { OFFICES = sizeof offices / sizeof *offices };
static uint16_t first_office[256], next_office[OFFICES];

static void index_offices(void)
{
    for (size_t i = OFFICES; i-- > 0;) {
        uint16_t *first = &first_office[(unsigned char)offices[i].words[0]];
        next_office[i] = *first;
        *first = (uint16_t)(i + 1);
    }
}

const char *cue_office(const struct str *words, size_t n, size_t *ret_words)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, index_offices);
    for (size_t i = n ? first_office[(unsigned char)words[0].p[0]] : 0; i; i = next_office[i - 1]) {
        size_t k = fits(offices[i - 1].words, words, n);
        if (k) {
            *ret_words = k;
            return offices[i - 1].office;
        }
    }
    return NULL;
}
