#include "engine/text/language.h"

#include "engine/base/hash.h"
#include "engine/base/utf8.h"
#include "engine/text/ascii_bytes.h"
#include "engine/text/fold.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>

/* ---- codes ---- */

/* ISO 639-1, 639-2 (terminology, bibliographic) and the name in English. */
static const struct {
    char code[3], t[4], b[4];
    const char *name;
} languages[] = {
    { "aa", "aar", "", "Afar" },          { "ab", "abk", "", "Abkhaz" },        { "af", "afr", "", "Afrikaans" },
    { "am", "amh", "", "Amharic" },       { "ar", "ara", "", "Arabic" },        { "as", "asm", "", "Assamese" },
    { "az", "aze", "", "Azerbaijani" },   { "ba", "bak", "", "Bashkir" },       { "be", "bel", "", "Belarusian" },
    { "bg", "bul", "", "Bulgarian" },     { "bn", "ben", "", "Bengali" },       { "bo", "bod", "tib", "Tibetan" },
    { "br", "bre", "", "Breton" },        { "bs", "bos", "", "Bosnian" },       { "ca", "cat", "", "Catalan" },
    { "ce", "che", "", "Chechen" },       { "cs", "ces", "cze", "Czech" },      { "cy", "cym", "wel", "Welsh" },
    { "da", "dan", "", "Danish" },        { "de", "deu", "ger", "German" },     { "el", "ell", "gre", "Greek" },
    { "en", "eng", "", "English" },       { "eo", "epo", "", "Esperanto" },     { "es", "spa", "", "Spanish" },
    { "et", "est", "", "Estonian" },      { "eu", "eus", "baq", "Basque" },     { "fa", "fas", "per", "Persian" },
    { "fi", "fin", "", "Finnish" },       { "fr", "fra", "fre", "French" },     { "ga", "gle", "", "Irish" },
    { "gl", "glg", "", "Galician" },      { "gu", "guj", "", "Gujarati" },      { "ha", "hau", "", "Hausa" },
    { "he", "heb", "", "Hebrew" },        { "hi", "hin", "", "Hindi" },         { "hr", "hrv", "", "Croatian" },
    { "hu", "hun", "", "Hungarian" },     { "hy", "hye", "arm", "Armenian" },   { "id", "ind", "", "Indonesian" },
    { "is", "isl", "ice", "Icelandic" },  { "it", "ita", "", "Italian" },       { "ja", "jpn", "", "Japanese" },
    { "ka", "kat", "geo", "Georgian" },   { "kk", "kaz", "", "Kazakh" },        { "km", "khm", "", "Khmer" },
    { "ko", "kor", "", "Korean" },        { "ku", "kur", "", "Kurdish" },       { "ky", "kir", "", "Kyrgyz" },
    { "la", "lat", "", "Latin" },         { "lb", "ltz", "", "Luxembourgish" }, { "lo", "lao", "", "Lao" },
    { "lt", "lit", "", "Lithuanian" },    { "lv", "lav", "", "Latvian" },       { "mk", "mkd", "mac", "Macedonian" },
    { "ml", "mal", "", "Malayalam" },     { "mn", "mon", "", "Mongolian" },     { "mr", "mar", "", "Marathi" },
    { "ms", "msa", "may", "Malay" },      { "mt", "mlt", "", "Maltese" },       { "my", "mya", "bur", "Burmese" },
    { "nb", "nob", "", "Norwegian" },     { "ne", "nep", "", "Nepali" },        { "nl", "nld", "dut", "Dutch" },
    { "nn", "nno", "", "Norwegian" },     { "no", "nor", "", "Norwegian" },     { "pa", "pan", "", "Punjabi" },
    { "pl", "pol", "", "Polish" },        { "ps", "pus", "", "Pashto" },        { "pt", "por", "", "Portuguese" },
    { "ro", "ron", "rum", "Romanian" },   { "ru", "rus", "", "Russian" },       { "sd", "snd", "", "Sindhi" },
    { "si", "sin", "", "Sinhala" },       { "sk", "slk", "slo", "Slovak" },     { "sl", "slv", "", "Slovene" },
    { "so", "som", "", "Somali" },        { "sq", "sqi", "alb", "Albanian" },   { "sr", "srp", "", "Serbian" },
    { "sv", "swe", "", "Swedish" },       { "sw", "swa", "", "Swahili" },       { "ta", "tam", "", "Tamil" },
    { "te", "tel", "", "Telugu" },        { "tg", "tgk", "", "Tajik" },         { "th", "tha", "", "Thai" },
    { "ti", "tir", "", "Tigrinya" },      { "tk", "tuk", "", "Turkmen" },       { "tl", "tgl", "", "Tagalog" },
    { "tr", "tur", "", "Turkish" },       { "tt", "tat", "", "Tatar" },         { "ug", "uig", "", "Uyghur" },
    { "uk", "ukr", "", "Ukrainian" },     { "ur", "urd", "", "Urdu" },          { "uz", "uzb", "", "Uzbek" },
    { "vi", "vie", "", "Vietnamese" },    { "yi", "yid", "", "Yiddish" },       { "yo", "yor", "", "Yoruba" },
    { "zh", "zho", "chi", "Chinese" },    { "zu", "zul", "", "Zulu" },
};

enum { LANGUAGES = sizeof languages / sizeof *languages };

static bool same_name(const char *name, const char *low)
{
    for (; *name && *low; name++, low++)
        if ((*name >= 'A' && *name <= 'Z' ? *name + 32 : *name) != *low)
            return false;
    return !*name && !*low;
}

/* Both kinds of written Norwegian are one here: libstemmer has one stemmer for them. */
static const char *merged(const char *code)
{
    return strcmp(code, "nb") == 0 || strcmp(code, "nn") == 0 ? "no" : code;
}

void language_code(struct str value, char ret[LANGUAGE_BYTES])
{
    char low[24];
    size_t n = 0;
    value = str_trim(value);
    ret[0] = '\0';
    if (value.n >= sizeof low)
        return;
    for (; n < value.n; n++)
        low[n] = value.p[n] >= 'A' && value.p[n] <= 'Z' ? (char)(value.p[n] + 32) : value.p[n];
    low[n] = '\0';
    for (int i = 0; n == 2 && i < LANGUAGES; i++)     /* what most articles say */
        if (low[0] == languages[i].code[0] && low[1] == languages[i].code[1]) {
            strcpy(ret, merged(languages[i].code));
            return;
        }
    for (int whole = 1; whole >= 0; whole--) {
        for (int i = 0; i < LANGUAGES; i++)
            if (strcmp(low, languages[i].code) == 0 || strcmp(low, languages[i].t) == 0 ||
                (*languages[i].b && strcmp(low, languages[i].b) == 0) || same_name(languages[i].name, low)) {
                if (*low)
                    strcpy(ret, merged(languages[i].code));
                return;
            }
        low[strcspn(low, "-_ ")] = '\0';    /* en-US */
    }
}

const char *language_name(const char *code)
{
    for (int i = 0; i < LANGUAGES; i++)
        if (strcmp(code, languages[i].code) == 0)
            return languages[i].name;
    return NULL;
}

/* ---- detection ---- */

enum { SAMPLE_BYTES = 3000, WORD_BYTES = 24 };

enum script { LATIN, CYRILLIC, ARABIC, GREEK, ARMENIAN, GEORGIAN, HEBREW, DEVANAGARI, BENGALI, TAMIL, THAI, HANGUL, KANA, HAN, ETHIOPIC, SCRIPTS };

static enum script script_of(uint32_t cp)
{
    if (cp < 0x80)
        return (cp | 32) >= 'a' && (cp | 32) <= 'z' ? LATIN : SCRIPTS;
    static const struct {
        uint32_t from, to;
        enum script script;
    } ranges[] = {
        { 0xC0, 0x24F, LATIN },          { 0x370, 0x3FF, GREEK },
        { 0x400, 0x52F, CYRILLIC },      { 0x531, 0x58F, ARMENIAN },      { 0x590, 0x5FF, HEBREW },        { 0x600, 0x6FF, ARABIC },
        { 0x900, 0x97F, DEVANAGARI },    { 0x980, 0x9FF, BENGALI },       { 0xB80, 0xBFF, TAMIL },         { 0xE00, 0xE7F, THAI },
        { 0x10A0, 0x10FF, GEORGIAN },    { 0x1100, 0x11FF, HANGUL },      { 0x1200, 0x139F, ETHIOPIC },    { 0x1C90, 0x1CBF, GEORGIAN },
        { 0x1E00, 0x1EFF, LATIN },       { 0x1F00, 0x1FFF, GREEK },       { 0x3041, 0x30FF, KANA },        { 0x3400, 0x9FFF, HAN },
        { 0xAC00, 0xD7AF, HANGUL },      { 0xFB50, 0xFDFF, ARABIC },      { 0x20000, 0x3FFFF, HAN },
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (cp >= ranges[i].from && cp <= ranges[i].to)
            return ranges[i].script;
    return SCRIPTS;
}

/*
 * Words that are frequent in a language, as they are written in lower case, a space before and behind each; and letters that only it has among
 * those of its script. Words shared by several languages count for each: the sums decide.
 */
struct profile {
    const char *code;
    const char *words;
    const char *letters;
};

static const struct profile latin[] = {
    { "en", " the of and to in a is that for it was on with as at by he from his be are have this has had not they but which will said were their an or been who would more its about after ", "" },
    { "de", " der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über wir ich und ", "ß" },
    { "fr", " le la les de des du et en un une que est pour qui dans par sur au plus pas ce il ne se sont avec son cette aux ses ont été mais nous leur être d'un d'une c'est était elle ", "œ" },
    { "es", " el la los las de del y en un una que es por con para no se su al lo como más o pero sus le ha me este esta son también fue sobre entre cuando muy sin ya porque qué ", "ñ¿¡" },
    { "it", " il la le di del della dei che e è in un una per non con si da sono al come anche alla più ha nel nella delle gli ma lo dal questo dalla degli su essere stato ", "" },
    { "pt", " o a os as de do da dos das e em um uma que é não para com por se no na mais ao como foi são mas pelo pela à também ou seu sua já nos tem entre você ", "ãõ" },
    { "nl", " de het een van en in is dat op te zijn voor met die niet aan er om ook als maar bij was nog uit naar door worden heeft over wordt ze hij dit deze hun kan ", "" },
    { "sv", " och i att det som en på är av för med den till inte har de ett om han var sig men från vi så kan när år under också efter eller nu sin där vid mot ska skulle ", "å" },
    { "da", " og i at det som en på er af for med den til ikke har de et om han var sig men fra vi så kan når år også efter eller nu sin der ved mod skal ville blev være ", "æø" },
    { "no", " og i at det som en på er av for med den til ikke har de et om han var seg men fra vi så kan når år også etter eller nå sin der ved mot skal ville ble være ", "æø" },
    { "fi", " ja on ei että se hän oli ovat ole myös mutta kun niin kuin tai sen joka jos vain mukaan ovat hänen sekä jo vielä nyt mitä tämä kanssa voi olisi ", "" },
    { "pl", " i w na z do nie się że to jest o jak za od po przez dla są był co ale tym ten oraz czy jego już tylko może jej być został przed które który która ", "łąęśżźćń" },
    { "cs", " a v na se je že s z do o to i ve pro za by jsou ale jako po od k jeho byl který také podle však při jen která nebo bude až které už své už ", "řěůč" },
    { "sk", " a v na sa je že s z do o to aj vo pre za by sú ale ako po od k jeho bol ktorý tiež podľa však pri len ktorá alebo bude až ktoré už svoje ", "ľĺŕô" },
    { "sl", " in je v na se da za so z ki ne tudi pa bo po kot od do ali pri bi še že o kar s iz ter bil njegov ", "" },
    { "hr", " i je u na se da su za od s a koji ne što kao će o bi ili nije bio iz do po te sve samo koje nakon već kako ", "đ" },
    { "hu", " a az és hogy nem is egy ez meg de csak már volt azt mint még ha el van után szerint vagy lesz között aki minden ", "őű" },
    { "ro", " și de la în a cu nu pe care din un o este mai că pentru să au fost ce fi prin sau al după lui dar ca sunt iar această ", "țșă" },
    { "tr", " ve bir bu da de için ile olarak çok daha olan gibi en ne var kadar sonra değil ancak ya mi türkiye ise o olduğunu dedi her tarafından ki göre ", "ğış" },
    { "az", " və bir bu da də üçün ilə olan daha olaraq kimi edib ki ən sonra isə onun azərbaycan deyil var çox həm edilib görə bildirib ", "əğı" },
    { "vi", " và của là có không được cho các trong một những với người này đã để ở khi đến từ ra về cũng như ", "ươđạảấầậếềệ" },
    { "id", " yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada mereka oleh telah bisa kata sebagai adalah tersebut kepada ", "" },
    { "lv", " un ir ar no uz ka par tas lai kas pie bet arī nav kā gada tika pēc tā ", "āēīūģķļņ" },
    { "lt", " ir yra kad su į iš tai jis bet kaip už buvo ne ar apie po dėl tik jau savo prie nuo ", "ėųįų" },
    { "et", " ja on ei et see oli ta ka kui mis ning aga või oma selle nii kes tema pole välja ", "õ" },
    { "sq", " dhe në të e i për me një që nuk është nga se si u ka më kjo do por ", "ë" },
    { "ca", " el la els les de del i en un una que és per amb no es al com més o però seu ha aquest aquesta són també dels ", "ŀ" },
};

static const struct profile cyrillic[] = {
    { "ru", " и в не на что с по он как это к но из у за от о для же так его то все был бы также чтобы или только при году уже до может которые ", "ыэё" },
    { "uk", " і в не на що з та до у за від це як про для й але його він є були буде також або під який яка які року після щоб ще ", "їєґі" },
    { "be", " і ў не на што з да па за ад гэта як пра для але яго ён былі таксама або які якая якія года пасля каб яшчэ ", "ўі" },
    { "bg", " и на да се в за от не с че по са е като ще но до към си той тази бе има през след беше които който това ", "ъ" },
    { "sr", " и је у на се да су за од са а који не што као ће о би или није био из до по те све само које након ", "ђћљњџј" },
    { "mk", " и на да се во за од не со дека по ќе го е што но до ги тој оваа има преку бил кои кој ова ", "ѓќѕ" },
    { "kk", " және бір бұл да де мен үшін деп осы бар оның еді болып ", "әғқңөұүһ" },
};

static const struct profile arabic[] = {
    { "ar", " في من على أن إلى عن مع التي هذا الذي كان ما لا بعد هذه بين قال ذلك كما أو قد و ", "ةأإىؤئ" },
    { "fa", " و در به از که این را با است برای آن یک خود تا بر هم نیز شد می ها های بود شده وی اما ", "پچژگ" },
    { "ur", " کے کی میں ہے اور سے کا کو پر یہ نے کہ ہیں اس نہیں ایک بھی تو جو وہ گیا تھا ", "ٹڈڑںےہ" },
};

struct sample {
    const char *text;
    size_t n;
    size_t scripts[SCRIPTS], letters;
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The profiles of one script as tables: which languages have a word, which a letter; a bit each. Made once, read-only then. */
enum { WORD_SLOTS = 2048, LETTER_CODES = 0x2000 };

/* A word in lower case, filled up with NULs. */
struct word {
    uint64_t part[WORD_BYTES / 8];
};

struct tables {
    const struct profile *profiles;
    size_t count;
    struct word_slot {
        struct word word;
        uint32_t bits;          /* 0: a free slot */
    } words[WORD_SLOTS];
    uint32_t letter_bits[LETTER_CODES];
};

static struct tables latin_tables = { .profiles = latin, .count = COUNT(latin) };
static struct tables cyrillic_tables = { .profiles = cyrillic, .count = COUNT(cyrillic) };
static struct tables arabic_tables = { .profiles = arabic, .count = COUNT(arabic) };

static struct word word_of(const char *p, size_t n)
{
    struct word w = { { 0 } };
    for (size_t i = 0; i < n; i += 8)
        w.part[i / 8] = hash_load(p + i, n - i < 8 ? n - i : 8);
    return w;
}

static size_t slot_of(const struct tables *t, const struct word *w)
{
    size_t at = hash_two(w->part[0], w->part[1] ^ w->part[2]) % WORD_SLOTS;
    while (t->words[at].bits && memcmp(&t->words[at].word, w, sizeof *w) != 0)
        at = (at + 1) % WORD_SLOTS;
    return at;
}

static void make_tables(struct tables *t)
{
    for (size_t i = 0; i < t->count; i++) {
        struct str rest = str_of(t->profiles[i].words);
        while (rest.n) {
            size_t space = str_find(rest, ' ');
            struct str word = str_slice(rest, 0, space);
            rest = space < rest.n ? str_slice(rest, space + 1, rest.n) : (struct str){ NULL, 0 };
            assert(word.n <= WORD_BYTES);
            if (!word.n)
                continue;
            struct word w = word_of(word.p, word.n);
            struct word_slot *slot = &t->words[slot_of(t, &w)];
            slot->word = w;
            slot->bits |= 1u << i;
        }
        for (const char *p = t->profiles[i].letters, *end = p + strlen(p); p < end;) {
            uint32_t cp;
            p += utf8_decode(p, end, &cp);
            if (cp < LETTER_CODES)
                t->letter_bits[cp] |= 1u << i;
        }
    }
}

static void make_all_tables(void)
{
    make_tables(&latin_tables);
    make_tables(&cyrillic_tables);
    make_tables(&arabic_tables);
}

static void add_bits(unsigned scores[32], uint32_t bits, unsigned worth)
{
    for (; bits; bits &= bits - 1)
        scores[__builtin_ctz(bits)] += worth;
}

/* A word is worth its length: "o" and "a" tell little. */
static unsigned word_worth(size_t n)
{
    return n < 2 ? 1 : n < 3 ? 2 : 3;
}

/* One letter in lower case: of Latin-1 and basic Cyrillic; others as they are. */
static uint32_t lower(uint32_t cp)
{
    if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) || (cp >= 0x410 && cp <= 0x42F))
        return cp + 32;
    return cp >= 0x400 && cp <= 0x40F ? cp + 80 : cp == 0x2019 ? '\'' : cp;
}

static void add_word(const struct tables *t, const struct word *w, size_t n, unsigned scores[32])
{
    add_bits(scores, t->words[slot_of(t, w)].bits, word_worth(n));
}

/* A word of at most 7 ASCII bytes at p, of which 8 can be read: gives how many it has, 0 where there is none or it goes on otherwise. */
static size_t short_word(const char *p, struct word *ret)
{
    const uint64_t small = ASCII_EACH * 0x20;
    uint64_t bytes = hash_load(p, 8);
    size_t n = ascii_run(ascii_letters(bytes) | ascii_between(bytes, '\'', '\''));
    if (n == 0 || n == 8 || (unsigned char)p[n] >= 0x80)
        return 0;
    *ret = (struct word){ { (bytes | small) & UINT64_MAX >> (64 - 8 * n) } };
    return n;
}

/* Reads the word at p into `low`; gives where it ends (p itself where there is none). Longer ones are no frequent words: *ret_n is 0 then. */
static const char *read_word(const struct tables *t, const char *p, const char *end, unsigned scores[32], char low[WORD_BYTES + 4], size_t *ret_n)
{
    size_t n = 0;
    bool fits = true;
    while (p < end) {
        char letter = *p | 32;
        if ((letter >= 'a' && letter <= 'z') || *p == '\'') {
            fits = fits && n < WORD_BYTES;
            if (fits)
                low[n++] = *p == '\'' ? *p : letter;
            p++;
            continue;
        }
        uint32_t cp;
        size_t length = utf8_decode(p, end, &cp);
        cp = lower(cp);
        if (!(cp < 0x80 ? cp == '\'' : fold_class(cp) == CHAR_LETTER || fold_class(cp) == CHAR_MARK))
            break;
        if (cp >= 0x80 && cp < LETTER_CODES)
            add_bits(scores, t->letter_bits[cp], 2);
        fits = fits && n < WORD_BYTES;
        if (fits)
            n += utf8_encode(cp, low + n);
        p += length;
    }
    *ret_n = fits && n <= WORD_BYTES ? n : 0;
    return p;
}

static size_t highest(const unsigned scores[32], size_t count)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (scores[i] > scores[best])
            best = i;
    return best;
}

/* Whether the highest is so far above the others that more text would not change it. */
static bool is_clear(const unsigned scores[32], size_t count)
{
    enum { ENOUGH = 150 };
    size_t best = highest(scores, count);
    if (scores[best] < ENOUGH)
        return false;
    for (size_t i = 0; i < count; i++)
        if (i != best && scores[i] * 2 > scores[best])
            return false;
    return true;
}

static const char *best_profile(const struct sample *s, const struct tables *t)
{
    enum { STRETCH = 512 };
    unsigned scores[32] = { 0 };
    const char *p = s->text, *end = p + s->n, *look_again = p + STRETCH;
    while (p < end) {
        if (p >= look_again) {
            if (is_clear(scores, t->count))
                break;
            look_again += STRETCH;
        }
        char low[WORD_BYTES + 4];
        struct word w;
        size_t n = end - p >= 8 ? short_word(p, &w) : 0;
        uint32_t cp;
        if (n) {
            p += n;
        } else {
            p = read_word(t, p, end, scores, low, &n);
            w = word_of(low, n);
        }
        if (n)
            add_word(t, &w, n, scores);
        if (p < end)
            p += (unsigned char)*p < 0x80 ? 1 : utf8_decode(p, end, &cp);
    }
    size_t best = highest(scores, t->count);
    return scores[best] > 0 ? t->profiles[best].code : "";
}

static void look(struct str text, struct sample *s)
{
    *s = (struct sample){ .text = text.p, .n = text.n };
    if (s->n > SAMPLE_BYTES)
        s->n = utf8_start(text, SAMPLE_BYTES);
    unsigned ascii = 0;
    for (size_t i = 0; i < s->n; i++)
        ascii += (unsigned char)((s->text[i] | 32) - 'a') < 26;
    s->scripts[LATIN] = s->letters = ascii;
    for (const char *p = s->text, *end = p + s->n; p < end;) {
        if ((unsigned char)*p < 0x80) {
            p += end - p >= 8 && !(hash_load(p, 8) & ASCII_HIGH) ? 8 : 1;
            continue;
        }
        uint32_t cp;
        p += utf8_decode(p, end, &cp);
        enum script script = script_of(cp);
        if (script == SCRIPTS)
            continue;
        s->scripts[script]++;
        s->letters++;
    }
}

void language_detect(struct str text, char ret[LANGUAGE_BYTES])
{
    static const char *const by_script[SCRIPTS] = {
        [GREEK] = "el", [ARMENIAN] = "hy", [GEORGIAN] = "ka", [HEBREW] = "he", [DEVANAGARI] = "hi", [BENGALI] = "bn", [TAMIL] = "ta",
        [THAI] = "th", [HANGUL] = "ko", [KANA] = "ja", [HAN] = "zh", [ETHIOPIC] = "am",
    };
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct sample s;
    pthread_once(&once, make_all_tables);
    look(text, &s);
    size_t best = 0;
    ret[0] = '\0';
    if (!s.letters)
        return;
    for (size_t i = 1; i < SCRIPTS; i++)
        if (s.scripts[i] > s.scripts[best])
            best = i;
    if (best == HAN && s.scripts[KANA] * 20 > s.scripts[HAN])
        best = KANA;
    const char *code = best == LATIN ? best_profile(&s, &latin_tables)
                     : best == CYRILLIC ? best_profile(&s, &cyrillic_tables)
                     : best == ARABIC ? best_profile(&s, &arabic_tables) : by_script[best];
    strcpy(ret, code);
}
