/* Nouns in lower case, or at the end of a name, that tell what a name is; in byte order. */
#include "indexer/cue_lists.h"

/* What an organisation is; its name follows: the retailer Example. */
static const char *const org_nouns[] = {
    "agency", "airline", "automaker", "bank", "brewer", "broadcaster", "brokerage", "builder", "carmaker", "carrier", "chain", "channel", "charity",
    "chipmaker", "club", "company", "conglomerate", "consultancy", "consultants", "daily", "distiller", "firm", "giant", "group", "insurer", "label",
    "lender", "magazine", "maker", "manufacturer", "monopoly", "network", "newspaper", "operator", "outlet", "pharmacist", "refiner", "refinery",
    "retailer", "startup", "steelmaker", "studio", "subsidiary", "supplier", "thrift", "unit", "utility", "website", "weekly", "wholesaler",
};

/* What only an organisation has; its name stands before: Example shares. */
static const char *const orgs_nouns[] = {
    "daily", "executives", "managers", "newspaper", "plant", "plants", "shareholders", "shares", "spokesman", "spokeswoman", "stock", "stockholders",
    "subsidiary", "team", "unit", "workers",
};

/* What shares do. */
static const char *const share_verbs[] = {
    "climbed", "dipped", "dropped", "eased", "edged", "fell", "firmed", "gained", "jumped", "rose", "shed", "slid", "slipped", "slumped", "soared",
    "surged", "tumbled",
};

/* An analyst with Example. */
static const char *const works_at[] = {
    "analyst", "analysts", "broker", "brokers", "dealer", "dealers", "director", "economist", "economists", "editor", "engineer", "executive",
    "executives", "fellow", "manager", "managers", "partner", "president", "researcher", "salesman", "scientist", "strategist", "strategists",
    "trader", "traders",
};

/* A spokesman for Example. */
static const char *const works_for[] = {
    "played", "plays", "rides", "rode", "signed", "spokesman", "spokeswoman", "worked", "works",
};

/* The chairman of Example. */
static const char *const owners[] = {
    "chairman", "chairwoman", "founder", "owner", "owners", "subsidiary", "unit",
};

/* Heads of the names of buildings, waters, roads. */
static const char *const sites[] = {
    "airport", "avenue", "bay", "boulevard", "canal", "cathedral", "falls", "gorge", "gulf", "harbor", "harbour", "highway", "island", "islands",
    "mountains", "ocean", "palace", "peninsula", "plaza", "prison", "river", "rivers", "road", "sea", "square", "stadium", "strait", "straits",
    "street", "tunnel", "valley",
};

/* The same; but people are called so too. */
static const char *const surname_sites[] = {
    "arena", "beach", "bridge", "castle", "desert", "forest", "hills", "lake", "park", "tower",
};

/* Liaoning province. */
static const char *const lands[] = {
    "airport", "camp", "county", "district", "island", "islands", "peninsula", "province", "provinces", "region", "river", "suburb", "valley",
    "village",
};

/* Guinea pigs: behind a country, a thing (match_names.c). */
static const char *const things[] = {
    "almonds", "bread", "breast", "cabinet", "cat", "cheese", "cow", "cows", "dinner", "dinners", "doll", "fowl", "fries", "hat", "hats", "horn",
    "ink", "nut", "nuts", "pastries", "pastry", "pepper", "peppers", "pig", "pigs", "plates", "remover", "roulette", "rug", "rugs", "sandwich",
    "sandwiches", "shoot", "shop", "summer", "toast",
};

const struct cue_list cue_things = { things, sizeof things / sizeof *things };
const struct cue_list cue_org_nouns = { org_nouns, sizeof org_nouns / sizeof *org_nouns };
const struct cue_list cue_orgs_nouns = { orgs_nouns, sizeof orgs_nouns / sizeof *orgs_nouns };
const struct cue_list cue_share_verbs = { share_verbs, sizeof share_verbs / sizeof *share_verbs };
const struct cue_list cue_works_at = { works_at, sizeof works_at / sizeof *works_at };
const struct cue_list cue_works_for = { works_for, sizeof works_for / sizeof *works_for };
const struct cue_list cue_owners = { owners, sizeof owners / sizeof *owners };
const struct cue_list cue_sites = { sites, sizeof sites / sizeof *sites };
const struct cue_list cue_surname_sites = { surname_sites, sizeof surname_sites / sizeof *surname_sites };
const struct cue_list cue_lands = { lands, sizeof lands / sizeof *lands };
