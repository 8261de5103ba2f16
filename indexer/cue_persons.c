/* Words around a person's name; in byte order. */
#include "indexer/cue_lists.h"

static const char *const saying[] = {
    "accused", "acknowledged", "added", "adds", "admitted", "affirmed", "alleged", "announced", "announces", "argued", "asked", "asks", "asserted",
    "asserts", "believes", "called", "cautioned", "charged", "cited", "claimed", "commented", "complained", "conceded", "conceding", "concluded",
    "confirmed", "contended", "countered", "criticised", "criticized", "declared", "declined", "defended", "demanded", "denied", "described",
    "dijo", "emphasised", "emphasized", "erklarte", "estimated", "expects", "explained", "feels", "hinted", "hoped", "indicated", "informed",
    "insisted", "insists", "joked", "maintained", "mentioned", "noted", "notes", "pledged", "predicted", "proclaimed", "promised", "quipped",
    "recalled", "reiterated", "remarked", "replied", "reported", "responded", "retorted", "revealed", "sagte", "said", "says", "signaled",
    "signalled", "speculated", "stated", "stressed", "stresses", "suggested", "tells", "testified", "thinks", "told", "tweeted", "tweets",
    "underlined", "urged", "vowed", "warned", "warns", "writes", "wrote", "говорил", "говорила", "говорит", "добавил",
    "добавила", "заявил", "заявила", "заявили", "напомнил", "напомнила", "объявил",
    "объявила", "ответил", "отметил", "отметила", "подчеркнул", "подчеркнула",
    "потребовал", "пояснил", "пояснила", "предложил", "признал", "приказал", "рассказал",
    "рассказала", "сказал", "сказала", "сообщил", "сообщила", "считает", "уверен",
    "уверена",
};

static const char *const titles[] = {
    "abgeordnete", "abgeordneten", "abgeordneter", "activist", "admiral", "adviser", "advisers", "advisor", "aide", "aides", "ambassador",
    "ambassadors", "analyst", "anchor", "archbishop", "archimandrite", "architect", "artist", "astronaut", "attorney", "aussenminister",
    "aussenministerin", "author", "ayatollah", "baron", "baroness", "bassist", "batsman", "billionaire", "biographer", "biologist", "bishop",
    "bowler", "boxer", "brigadier", "bundesjustizminister", "bundeskanzler", "bundeskanzlerin", "bundesminister", "bundesministerin",
    "bundesprasident", "burgermeister", "businessman", "cabbie", "candidate", "captain", "cardinal", "cartoonist", "ceo", "chair", "chairman",
    "chairmen", "chairperson", "chairwoman", "champion", "chancellor", "chancellors", "cheerleader", "chef", "chemist", "chief", "coach",
    "colleagues", "colonel", "columnist", "comedian", "commander", "commissioner", "comptroller", "conductor", "congressman", "congressmen",
    "congresswoman", "consultant", "contender", "controller", "coordinator", "cornerback", "correspondent", "counsel", "counselor", "counterpart",
    "counterparts", "countess", "critic", "curator", "damen", "dean", "defendant", "defender", "delegate", "depute", "deputies", "deputy",
    "designer", "detective", "developer", "diplomat", "diputada", "diputado", "director", "dissident", "doctor", "doktor", "dr", "driver",
    "duchess", "duke", "economist", "editor", "emir", "emperor", "engineer", "entrepreneur", "envoy", "envoys", "executive", "expert", "father",
    "fellow", "filmmaker", "financier", "finanzminister", "firefighter", "footballer", "founder", "gen", "general", "generals", "generalsekretar",
    "gesundheitsminister", "goalkeeper", "gobernador", "gobernadora", "golfer", "gov", "governor", "governors", "guitarist", "guru", "halfback",
    "heiress", "herren", "historian", "hooker", "hurdler", "illustrator", "imam", "innenminister", "innenministerin", "inspector", "instructor",
    "investigator", "jockey", "journalist", "judge", "justice", "justizminister", "kanzler", "kanzlerin", "king", "kollege", "kollegen", "kollegin",
    "kolleginnen", "lawmaker", "lawmakers", "lawyer", "leader", "leaders", "licenciada", "licenciado", "lieutenant", "linebacker", "lobbyist",
    "lord", "lt", "maestra", "maestro", "maj", "major", "manager", "marshal", "mathematician", "mayor", "midfielder", "minister", "ministerin",
    "ministerprasident", "ministerprasidentin", "ministers", "ministra", "ministre", "ministro", "missionary", "moderador", "moderator", "mogul",
    "monsignor", "mp", "mr", "mrs", "ms", "mullah", "musician", "negotiator", "nominee", "novelist", "nurse", "oberburgermeister", "officer",
    "official", "officials", "ombudsman", "opener", "painter", "parliamentarian", "pastor", "pathologist", "patriarch", "philosopher",
    "photographer", "physicist", "pianist", "pilot", "pitcher", "playmaker", "pm", "poet", "politician", "pollster", "pope", "praesident",
    "prasident", "prasidentin", "premier", "premiers", "presenter", "president", "presidenta", "presidente", "presidents", "prince", "princess",
    "principal", "producer", "prof", "professor", "programmer", "prosecutor", "psychologist", "pundit", "quarterback", "queen", "rabbi",
    "regierungschef", "rep", "reporter", "representative", "representatives", "researcher", "rev", "reverend", "rider", "scientist", "sculptor",
    "sec", "secretaria", "secretaries", "secretario", "secretary", "sen", "senador", "senadora", "senateur", "senator", "senators", "sergeant",
    "sheikh", "sheriff", "shortstop", "singer", "sir", "skier", "skipper", "sociologist", "soldier", "speaker", "spinner", "spokesman", "spokesmen",
    "spokesperson", "spokeswoman", "sprecher", "sprecherin", "sprinter", "staatschef", "staatssekretar", "staatssekretarin", "strategist",
    "striker", "subsecretaria", "subsecretario", "sultan", "superintendent", "surgeon", "swimmer", "teacher", "therapist", "trainer", "treasurer",
    "trustee", "tycoon", "undersecretary", "verteidigungsminister", "vet", "veterinarian", "vicar", "vice", "viscount", "vocera", "vocero",
    "volunteer", "vorsitzende", "vorsitzenden", "vorsitzender", "widow", "winger", "winner", "wirtschaftsminister", "witness", "wrestler", "writer",
};

/* Behind these a surname stands alone: President Mugabe, Mrs May. */
static const char *const short_titles[] = {
    "adm", "admiral", "archbishop", "ayatollah", "bishop", "capt", "cardinal", "chancellor", "col", "colonel", "congressman", "congresswoman",
    "dame", "dr", "emir", "frau", "gen", "gov", "governor", "herr", "imam", "judge", "justice", "king", "lady", "lord", "lt", "madame", "maj",
    "minister", "miss", "monsieur", "mr", "mrs", "ms", "pm", "pope", "premier", "pres", "president", "prince", "princess", "prof", "professor",
    "queen", "rabbi", "rep", "secretary", "sen", "senator", "senor", "sgt", "sheik", "sheikh", "sheriff", "sir", "sultan",
};

static const char *const apposition[] = {
    "a", "an", "chief", "current", "deputy", "director", "ex", "former", "head", "his", "leader", "member", "minister", "one", "president",
    "senior", "spokesman", "spokesperson", "spokeswoman", "the", "then", "who", "whose",
};

static const char *const particles[] = {
    "abu", "af", "al", "av", "ben", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "mac",
    "ould", "st", "ten", "ter", "van", "von", "zu", "zur",
};

static const char *const place_words[] = {
    "across", "around", "at", "beyond", "from", "in", "inside", "into", "near", "of", "off", "outside", "through", "to", "toward", "towards", "via",
    "в", "во", "до", "из", "к", "на", "над", "от", "по", "под",
};

/* States as they stand behind a city's name: Ind., N.Y., Calif. */
static const char *const state_names[] = {
    "ala", "alabama", "alaska", "ariz", "arizona", "ark", "arkansas", "calif", "california", "colo", "colorado", "conn", "connecticut", "dc", "del",
    "delaware", "fla", "florida", "ga", "hawaii", "idaho", "ill", "illinois", "ind", "indiana", "iowa", "kan", "kans", "kansas", "kentucky", "ky",
    "la", "louisiana", "maine", "maryland", "mass", "massachusetts", "md", "me", "mich", "michigan", "minn", "minnesota", "miss", "mississippi",
    "missouri", "mo", "mont", "montana", "nc", "nd", "ne", "neb", "nebraska", "nev", "nevada", "nh", "nj", "nm", "ny", "oh", "ohio", "okla",
    "oklahoma", "ore", "oreg", "oregon", "pa", "pennsylvania", "ri", "sc", "sd", "tenn", "tennessee", "tex", "texas", "utah", "va", "vermont",
    "virginia", "vt", "wash", "washington", "wis", "wisc", "wisconsin", "wva", "wyo", "wyoming",
};

/* How titles begin in Russian, Ukrainian: their endings tell the case. */
static const char *const cyrillic_titles[] = {
    "адвокат", "академик", "актер", "актрис", "актриса", "архиепископ", "архитектор",
    "бизнесмен", "блогер", "боксер", "бундесканцлер", "вице", "вице-президент", "вратар",
    "врио", "гендиректор", "генерал", "глава", "главе", "главой", "главу", "главы",
    "губернатор", "депутат", "диктор", "дипломат", "директор", "журналист", "замглав",
    "защитник", "император", "канцлер", "капитан", "кардинал", "комментатор",
    "композитор", "корол", "корреспондент", "космонавт", "лидер", "маршал", "министр",
    "митрополит", "музыкант", "мэр", "нападающ", "наставник", "олигарх", "омбудсмен",
    "основател", "папа", "патриарх", "певец", "певиц", "певц", "писател", "политик",
    "политолог", "полковник", "полузащитник", "посла", "послом", "послу", "посол", "поэт",
    "правозащитник", "председател", "представител", "прези", "президент", "премьер",
    "принц", "продюсер", "прокурор", "профессор", "режиссер", "ректор", "секретар",
    "сенатор", "следовател", "спикер", "спортсмен", "судья", "тренер", "ученый",
    "фигурист", "футболист", "хоккеист", "художник", "царь", "чемпион", "шахматист",
    "экономист", "эксперт",
};

const struct cue_list cue_sayings = { saying, sizeof saying / sizeof *saying };
const struct cue_list cue_titles = { titles, sizeof titles / sizeof *titles };
const struct cue_list cue_short_titles = { short_titles, sizeof short_titles / sizeof *short_titles };
const struct cue_list cue_appositions = { apposition, sizeof apposition / sizeof *apposition };
const struct cue_list cue_particles = { particles, sizeof particles / sizeof *particles };
const struct cue_list cue_place_words = { place_words, sizeof place_words / sizeof *place_words };
const struct cue_list cue_state_names = { state_names, sizeof state_names / sizeof *state_names };
const struct cue_list cue_cyrillic_titles = { cyrillic_titles, sizeof cyrillic_titles / sizeof *cyrillic_titles };
