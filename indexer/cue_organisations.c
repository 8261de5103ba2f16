/* Words that end or begin an organisation's name; in byte order. */
#include "indexer/cue_lists.h"

static const char *const heads[] = {
    "ab", "academy", "administration", "ag", "agency", "airforce", "airlines", "airways", "alliance", "army", "asa", "assembly", "association",
    "authority", "bancorp", "bancshares", "bank", "bhd", "board", "brewery", "brigade", "brigades", "broadcasting", "bulletin", "bureau", "bv",
    "center", "centers", "centre", "centres", "chamber", "chronicle", "club", "co", "coalition", "college", "commission", "committee",
    "communications", "company", "confederation", "congress", "consortium", "corp", "corporation", "corps", "council", "court", "department",
    "enterprises", "entertainment", "exchange", "faction", "federation", "forces", "forum", "foundation", "fraternity", "front", "fund", "gazette",
    "gmbh", "group", "guard", "guards", "herald", "holding", "holdings", "hospital", "inc", "incorporated", "industries", "institute", "institutes",
    "institution", "journal", "kg", "laboratories", "laboratory", "league", "legion", "library", "llc", "llp", "ltd", "magazine", "mail", "militia",
    "ministry", "movement", "museum", "navy", "news", "newspaper", "newsroom", "nv", "observatory", "observer", "office", "orchestra",
    "organisation", "organization", "oy", "oyj", "parliament", "partners", "partnership", "party", "petroleum", "pictures", "plc", "post", "press",
    "productions", "pty", "quartet", "radio", "railways", "regiment", "sa", "school", "secretariat", "securities", "senate", "service", "services",
    "society", "spa", "studios", "syndicate", "systems", "telegraph", "television", "times", "treasury", "tribunal", "tribune", "trust", "union",
    "university", "weekly",
};

/* "Ministry of", "Bank of", "Institute for": more may follow. */
static const char *const heads_of[] = {
    "academy", "administration", "agency", "alliance", "assembly", "association", "authority", "bank", "board", "bureau", "center", "centers",
    "centre", "centres", "chamber", "club", "coalition", "college", "commission", "committee", "confederation", "congress", "consortium", "council",
    "court", "department", "federation", "forum", "foundation", "front", "fund", "institute", "institutes", "institution", "league", "legion",
    "library", "ministry", "movement", "museum", "office", "organisation", "organization", "parliament", "party", "railways", "school",
    "secretariat", "senate", "society", "syndicate", "treasury", "tribunal", "trust", "union", "university",
};

/* A state has one: the country before it is no part of the name. */
static const char *const of_state[] = {
    "administration", "army", "assembly", "cabinet", "command", "commission", "court", "department", "embassy", "forces", "government", "guard",
    "ministry", "navy", "office", "parliament", "police", "secretariat", "senate", "treasury",
};

static const char *const companies[] = {
    "ab", "ag", "asa", "bancorp", "bancshares", "bhd", "bv", "co", "company", "corp", "corporation", "gmbh", "holding", "holdings", "inc",
    "incorporated", "industries", "kg", "llc", "llp", "ltd", "nv", "oy", "oyj", "plc", "pty", "sa", "spa",
};

const struct cue_list cue_org_heads = { heads, sizeof heads / sizeof *heads };
const struct cue_list cue_org_heads_of = { heads_of, sizeof heads_of / sizeof *heads_of };
const struct cue_list cue_state_heads = { of_state, sizeof of_state / sizeof *of_state };
const struct cue_list cue_companies = { companies, sizeof companies / sizeof *companies };
