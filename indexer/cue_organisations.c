/* Words that end or begin an organisation's name; in byte order. */
#include "indexer/cue_lists.h"

static const char *const heads[] = {
    "ab", "academy", "administration", "aerospace", "ag", "agency", "airforce", "airlines", "airways", "alliance", "army", "asa", "assembly",
    "association", "authority", "aviation", "bancorp", "bancorporation", "bancshares", "bank", "bhd", "board", "breweries", "brewery", "brigade",
    "brigades", "broadcasting", "brothers", "bulletin", "bureau", "bv", "center", "centers", "centre", "centres", "chamber", "chemicals", "chronicle",
    "club", "co", "coalition", "college", "commission", "committee", "communications", "company", "confederation", "congress", "conservatory",
    "consortium", "corp", "corporation", "corps", "cos", "cosmetics", "council", "court", "department", "directorate", "electronics", "enterprises",
    "entertainment", "exchange", "faction", "federation", "financial", "foods", "forces", "forum", "foundation", "fraternity", "front", "fund",
    "gazette", "gmbh", "group", "guard", "guards", "herald", "holding", "holdings", "hospital", "inc", "incorporated", "industries", "inspectorate",
    "institute", "institutes", "institution", "insurance", "journal", "junta", "kg", "laboratories", "laboratory", "league", "legion", "library",
    "llc", "llp", "ltd", "magazine", "mail", "militia", "mines", "ministry", "motors", "movement", "museum", "navy", "news", "newspaper", "newsroom",
    "nv", "observatory", "observer", "office", "oilfields", "orchestra", "organisation", "organization", "oy", "oyj", "parliament", "partners",
    "partnership", "party", "petroleum", "pharmaceuticals", "pictures", "plc", "polytechnic", "post", "press", "productions", "pty", "quartet",
    "radio", "railways", "refineries", "regiment", "rovers", "sa", "savings", "school", "secretariat", "securities", "semiconductor",
    "semiconductors", "senate", "service", "services", "shipyard", "shipyards", "society", "software", "soviet", "spa", "stores", "studios",
    "supermarkets", "syndicate", "systems", "technologies", "telegraph", "television", "times", "treasury", "tribunal", "tribune", "trust", "union",
    "university", "wanderers", "weekly",
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
    "ab", "ag", "airlines", "airways", "asa", "bancorp", "bancshares", "bhd", "brothers", "bv", "co", "communications", "company", "corp",
    "corporation", "cos", "electronics", "enterprises", "gmbh", "group", "holding", "holdings", "inc", "incorporated", "industries", "kg", "llc",
    "llp", "ltd", "motors", "nv", "oy", "oyj", "petroleum", "pharmaceuticals", "plc", "pty", "sa", "spa", "stores", "systems", "technologies",
};

const struct cue_list cue_org_heads = { heads, sizeof heads / sizeof *heads };
const struct cue_list cue_org_heads_of = { heads_of, sizeof heads_of / sizeof *heads_of };
const struct cue_list cue_state_heads = { of_state, sizeof of_state / sizeof *of_state };
const struct cue_list cue_companies = { companies, sizeof companies / sizeof *companies };
