/* Clubs and teams of sport: the news is full of them, and their names are towns, animals, the weather. In byte order, folded. */
#include "indexer/cue_lists.h"
#include "indexer/cues.h"

/* A club, wherever its words stand with their capitals. */
static const char *const clubs[] = {
    "1860 munich", "ac milan", "aek athens", "aik stockholm", "airdrieonians", "ajax", "ajax amsterdam", "al ahly", "al hilal", "al nassr",
    "alania vladikavkaz", "alianza lima", "all blacks", "america cali", "anderlecht", "apoel nicosia", "apollon", "ararat yerevan",
    "argentinos juniors", "aris salonika", "arminia bielefeld", "arsenal", "as monaco", "as roma", "asante kotoko", "aston villa", "atalanta",
    "athletic bilbao", "atletico madrid", "atletico mineiro", "atletico nacional", "auckland warriors", "austria vienna", "barcelona guayaquil",
    "bath rugby", "bayer leverkusen", "bayern", "bayern munich", "beitar jerusalem", "belenenses", "benetton", "benfica", "besiktas",
    "blackburn rovers", "blue devils", "blue jays", "boavista", "boca juniors", "bolton wanderers", "borussia dortmund", "borussia moenchengladbach",
    "borussia monchengladbach", "boston red sox", "botafogo", "bradford bulls", "bradford city", "brann", "brann bergen", "brisbane broncos",
    "bristol city", "bristol rovers", "brondby", "canberra raiders", "canon yaounde", "cardiff city", "casino salzburg", "castleford tigers",
    "celta vigo", "cercle brugge", "cerro porteno", "charlton athletic", "chelsea", "club africain", "club brugge", "colo colo", "corinthians",
    "coventry city", "crewe alexandra", "croatia zagreb", "cruz azul", "cruzeiro", "crystal palace", "cska moscow", "cska sofia", "deportivo cali",
    "deportivo coruna", "deportivo la coruna", "derby county", "dinamo bucharest", "dinamo kiev", "dinamo minsk", "dinamo moscow", "dinamo tbilisi",
    "dinamo zagreb", "djurgarden", "dundee united", "dunfermline", "dynamo kiev", "dynamo kyiv", "dynamo moscow", "dynamo tbilisi",
    "eintracht frankfurt", "emelec", "espanyol", "estrela amadora", "everton", "fc basel", "fc cologne", "fc copenhagen", "fc kaiserslautern",
    "fc porto", "fc sion", "fc zurich", "fenerbahce", "ferencvaros", "ferrari", "feyenoord", "fiorentina", "flamengo", "fluminense",
    "fortuna duesseldorf", "fortuna dusseldorf", "fortuna sittard", "galatasaray", "germinal ekeren", "girondins bordeaux", "golden bears",
    "gornik zabrze", "grasshopper", "grasshoppers", "greenock morton", "gremio", "grimsby town", "hajduk split", "halifax blue sox", "hamburger sv",
    "hansa rostock", "hapoel tel aviv", "harlequins", "heart of midlothian", "hearts of oak", "helsingborg", "hertha berlin", "hertha bsc",
    "hibernian", "hjk helsinki", "huddersfield town", "hull city", "ifk gothenburg", "inter milan", "internazionale", "ipswich town", "iraklis",
    "jubilo iwata", "juventus", "kairat", "kaizer chiefs", "karlsruhe sc", "kashima antlers", "kispest honved", "lazio", "lech poznan",
    "leeds rhinos", "leeds united", "legia warsaw", "leicester city", "levski sofia", "leyton orient", "lierse", "ligier", "lokomotiv moscow",
    "london irish", "luton town", "maccabi haifa", "maccabi tel aviv", "malmo ff", "mamelodi sundowns", "manchester city", "manchester united",
    "manly warringah", "maple leafs", "maritimo", "mclaren", "mighty ducks", "millonarios", "minardi", "msv duisburg", "nac breda",
    "nagoya grampus eight", "necaxa", "neftchi", "neuchatel xamax", "newcastle united", "newell's old boys", "north queensland cowboys",
    "norwich city", "nottingham forest", "notts county", "oldham athletic", "olimpija ljubljana", "olympiacos", "olympiakos", "olympique lyon",
    "olympique lyonnais", "olympique marseille", "omonia nicosia", "orlando pirates", "oxford united", "palmeiras", "panathinaikos", "panionios",
    "paris saint germain", "paris st germain", "partick thistle", "partizan belgrade", "penarol", "plymouth argyle", "port vale", "preston north end",
    "psg", "psv eindhoven", "pyunik", "queen's park rangers", "queens park rangers", "racing club", "racing genk", "racing santander", "raith rovers",
    "raja casablanca", "rapid bucharest", "rapid vienna", "rayo vallecano", "real betis", "real madrid", "real oviedo", "real sociedad",
    "real zaragoza", "red sox", "red star belgrade", "red wings", "reggiana", "river plate", "roda jc", "rosario central", "rosenborg",
    "rosenborg trondheim", "rotor volgograd", "ruch chorzow", "sampdoria", "san lorenzo", "sao paulo fc", "saracens", "sauber", "schalke",
    "schalke 04", "servette", "shakhtar donetsk", "sheffield united", "sheffield wednesday", "sigma olomouc", "slavia prague", "slavia sofia",
    "slovan bratislava", "sparta prague", "sparta rotterdam", "spartak moscow", "spartak vladikavkaz", "sporting braga", "sporting gijon",
    "sporting lisbon", "springboks", "st helens", "st johnstone", "st pauli", "stade francais", "standard liege", "steaua bucharest",
    "stockport county", "stoke city", "sturm graz", "sv hamburg", "swansea city", "swindon town", "sydney swans", "torpedo moscow", "tottenham",
    "tottenham hotspur", "tottenham hotspurs", "toulouse", "trabzonspor", "trail blazers", "tranmere rovers", "tyrrell", "udinese", "ujpest",
    "universidad catolica", "urawa reds", "utrecht fc", "vasco da gama", "velez sarsfield", "verdy kawasaki", "vfb stuttgart", "vfl bochum",
    "viking stavanger", "vitesse", "vitoria guimaraes", "vitoria setubal", "warrington wolves", "wasps", "werder bremen", "west bromwich albion",
    "west ham", "west ham united", "white sox", "widzew lodz", "wigan athletic", "wigan rl", "wigan warriors", "willem ii", "wisla krakow",
    "wolverhampton wanderers", "wycombe wanderers", "wydad casablanca", "yokohama marinos", "york city", "young boys", "zamalek",
};

/* A team: the Orioles, Baltimore Orioles. */
static const char *const nicknames[] = {
    "astros", "blackhawks", "bruins", "canadiens", "canucks", "cavaliers", "celtics", "dodgers", "expos", "flyers", "jaguars", "knicks", "lakers",
    "mavericks", "mets", "orioles", "padres", "phillies", "raptors", "redskins", "rockies", "sabres", "seahawks", "sonics", "steelers", "supersonics",
    "timberwolves", "whalers", "yankees",
};

/* A team only behind its city: Chicago Bulls; else bears and kings. */
static const char *const city_nicknames[] = {
    "angels", "athletics", "avalanche", "bears", "bengals", "bills", "blazers", "blues", "braves", "brewers", "broncos", "browns", "buccaneers",
    "bucks", "bulls", "capitals", "cardinals", "chargers", "chiefs", "clippers", "colts", "cowboys", "coyotes", "cubs", "devils", "dolphins", "ducks",
    "eagles", "falcons", "flames", "generals", "giants", "grizzlies", "hawks", "heat", "hornets", "hurricanes", "indians", "islanders", "jazz",
    "jets", "kings", "lightning", "lions", "magic", "mariners", "marlins", "nets", "nuggets", "oilers", "pacers", "packers", "panthers", "patriots",
    "penguins", "pirates", "pistons", "predators", "raiders", "rams", "rangers", "ravens", "rays", "reds", "rockets", "royals", "saints", "senators",
    "sharks", "spurs", "stars", "suns", "texans", "tigers", "titans", "twins", "vikings", "warriors", "wizards",
};

static const char *const starts[] = {
    "1860", "ac", "aek", "aik", "airdrieonians", "ajax", "al", "alania", "alianza", "all", "america", "anderlecht", "apoel", "apollon", "ararat",
    "argentinos", "aris", "arminia", "arsenal", "as", "asante", "aston", "atalanta", "athletic", "atletico", "auckland", "austria", "barcelona",
    "bath", "bayer", "bayern", "beitar", "belenenses", "benetton", "benfica", "besiktas", "blackburn", "blue", "boavista", "boca", "bolton",
    "borussia", "boston", "botafogo", "bradford", "brann", "brisbane", "bristol", "brondby", "canberra", "canon", "cardiff", "casino", "castleford",
    "celta", "cercle", "cerro", "charlton", "chelsea", "club", "colo", "corinthians", "coventry", "crewe", "croatia", "cruz", "cruzeiro", "crystal",
    "cska", "deportivo", "derby", "dinamo", "djurgarden", "dundee", "dunfermline", "dynamo", "eintracht", "emelec", "espanyol", "estrela", "everton",
    "fc", "fenerbahce", "ferencvaros", "ferrari", "feyenoord", "fiorentina", "fk", "flamengo", "fluminense", "fortuna", "galatasaray", "germinal",
    "girondins", "golden", "gornik", "grasshopper", "grasshoppers", "greenock", "gremio", "grimsby", "hajduk", "halifax", "hamburger", "hansa",
    "hapoel", "harlequins", "heart", "hearts", "helsingborg", "hertha", "hibernian", "hjk", "huddersfield", "hull", "ifk", "inter", "internazionale",
    "ipswich", "iraklis", "jubilo", "juventus", "kairat", "kaizer", "karlsruhe", "kashima", "kispest", "lazio", "lech", "leeds", "legia", "leicester",
    "levski", "leyton", "lierse", "ligier", "lokomotiv", "london", "luton", "maccabi", "malmo", "mamelodi", "manchester", "manly", "maple",
    "maritimo", "mclaren", "mighty", "millonarios", "minardi", "msv", "nac", "nagoya", "necaxa", "neftchi", "neuchatel", "newcastle", "newell's",
    "north", "norwich", "nottingham", "notts", "oldham", "olimpija", "olympiacos", "olympiakos", "olympique", "omonia", "orlando", "oxford",
    "palmeiras", "panathinaikos", "panionios", "paris", "partick", "partizan", "penarol", "plymouth", "port", "preston", "psg", "psv", "pyunik",
    "queen's", "queens", "racing", "raith", "raja", "rapid", "rayo", "real", "red", "reggiana", "river", "roda", "rosario", "rosenborg", "rotor",
    "ruch", "sampdoria", "san", "sao", "saracens", "sauber", "sc", "schalke", "servette", "shakhtar", "sheffield", "sigma", "slavia", "slovan",
    "sparta", "spartak", "sporting", "springboks", "st", "stade", "standard", "steaua", "stockport", "stoke", "sturm", "sv", "swansea", "swindon",
    "sydney", "torpedo", "tottenham", "toulouse", "trabzonspor", "trail", "tranmere", "tyrrell", "udinese", "ujpest", "universidad", "urawa",
    "utrecht", "vasco", "velez", "verdy", "vfb", "vfl", "viking", "vitesse", "vitoria", "warrington", "wasps", "werder", "west", "white", "widzew",
    "wigan", "willem", "wisla", "wolverhampton", "wycombe", "wydad", "yokohama", "york", "young", "zamalek",
};

const struct cue_list cue_nicknames = { nicknames, sizeof nicknames / sizeof *nicknames };
const struct cue_list cue_city_nicknames = { city_nicknames, sizeof city_nicknames / sizeof *city_nicknames };
const struct cue_list cue_club_starts = { starts, sizeof starts / sizeof *starts };

/* How many of the given words the name has, where it is the first of them; else 0. */
static size_t fits(const char *name, const struct str *words, size_t n)
{
    size_t k = 0;
    for (struct str rest = str_of(name); rest.n; k++) {
        size_t space = str_find(rest, ' ');
        if (k >= n || !str_equal(words[k], str_slice(rest, 0, space)))
            return 0;
        rest = str_slice(rest, space < rest.n ? space + 1 : rest.n, rest.n);
    }
    return k;
}

size_t cue_club(const struct str *words, size_t n)
{
    size_t longest = 0, low = 0, high = sizeof clubs / sizeof *clubs;
    while (n && low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(str_of(clubs[middle]), words[0]) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; n && low < sizeof clubs / sizeof *clubs && str_starts(str_of(clubs[low]), words[0]); low++) {
        size_t k = fits(clubs[low], words, n);
        longest = k > longest ? k : longest;
    }
    return longest;
}
