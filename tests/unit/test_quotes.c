/* Who said what: every speaker here is made up. */
#include "corpus/registry_yaml.h"
#include "indexer/quotes.h"

#include "tests/unit/check.h"

static const char registry[] =
    "actors:\n"
    "  - {id: FL, kind: country, name: Florin, demonyms: [Florinian]}\n"
    "  - {id: unity, kind: party, name: Unity Party of Florin, names: [Unity Party]}\n"
    "  - {id: orlova, kind: person, name: Anna Orlova, names: [Orlova, Анна Орлова, Орлова, Анни Орлової]}\n"
    "  - {id: berg, kind: person, name: Martin Berg, names: [Berg, Мартин Берг, Берг]}\n";

struct fixture {
    struct arena arena;
    struct gazetteer *g;
    struct analyser *analyser;
    struct enricher *e;
    struct quoter *quoter;
};

static void begin(struct fixture *f)
{
    struct actor *actors;
    size_t n;
    struct error err = { 0 };
    *f = (struct fixture){ .arena = ARENA_INIT };
    if (!registry_yaml_read(str_of(registry), "test.yaml", &f->arena, &actors, &n, &err) || !gazetteer_make(actors, n, &f->g, &err))
        fail_msg("%s", err.text);
    f->analyser = analyser_new();
    f->e = enricher_new(f->g, f->analyser);
    f->quoter = quoter_new(f->analyser);
}

static void end(struct fixture *f)
{
    quoter_free(f->quoter);
    enricher_free(f->e);
    gazetteer_free(f->g);
    analyser_free(f->analyser);
    arena_release(&f->arena);
}

/* "words = speaker; words = speaker": an actor's id, else the words that name the speaker, "-" none. */
static void put(const struct quotes *quotes, const struct enriched *found, struct str text, struct strbuf *out)
{
    for (size_t i = 0; i < quotes->n; i++) {
        const struct quote *q = &quotes->v[i];
        struct str name = q->actor != QUOTE_NO_ACTOR ? found->actors[q->actor].id : q->speaker == SPEAKER_NONE ? STR("-") : q->name;
        strbuf_format(out, "%s%.*s = %.*s", i ? "; " : "", STR_ARG(str_slice(text, q->start, q->end)), STR_ARG(name));
    }
}

static void quotes_of(struct fixture *f, struct str text, const char *lang, struct strbuf *out)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct token_list title = { 0 }, tokens = { 0 };
    struct enriched found;
    analyser_run(f->analyser, text, lang, &tokens);
    struct enrich_input in = { STR(""), text, &title, &tokens, lang, CIVIL_NONE };
    enrich(f->e, &in, &arena, &found);
    struct quotes quotes = quotes_find(f->quoter, &in, &found, &arena);
    put(&quotes, &found, text, out);
    token_list_release(&tokens);
    token_list_release(&title);
}

static void who_said_what(void **state)
{
    (void)state;
    const struct { const char *lang, *text, *quotes; } rows[] = {
        /* behind, before, inverted */
        { "en", "“We will wait for the vote,” Orlova said on Monday.", "We will wait for the vote, = orlova" },
        { "en", "\"We will wait for the vote,\" said Martin Berg, a senior lawmaker from Florin.", "We will wait for the vote, = berg" },
        { "en", "Berg told reporters: “The treaty is dead.”", "The treaty is dead. = berg" },
        { "en", "The treaty is “dead and buried now,” according to Anna Orlova.", "dead and buried now, = orlova" },
        { "en", "“Is that all there is?” asked Berg.", "Is that all there is? = berg" },
        /* around, and going on */
        { "en", "“The treaty,” Orlova said, “is dead.” The hall was silent. “And buried for good.”",
          "The treaty, = orlova; is dead. = orlova; And buried for good. = orlova" },
        { "en", "“It is the first paragraph of it.\n\n“It is the second paragraph of it,” Berg said.",
          "It is the first paragraph of it. = berg; It is the second paragraph of it, = berg" },
        { "en", "Orlova warned of delays.\n\n“There is no money left at all.”", "There is no money left at all. = orlova" },
        /* an apposition between */
        { "en", "“There is no hurry,” Berg, who leads the committee on trade, told the paper.", "There is no hurry, = berg" },
        { "en", "“There is no hurry,” Orlova, the head of the Unity Party, said.", "There is no hurry, = orlova" },
        { "en", "“There is no hurry,” Sen. Walter Pym (North) said.", "There is no hurry, = local-walter-pym" },
        /* other words */
        { "en", "“There is no hurry,” a spokesman for Orlova said.", "There is no hurry, = a spokesman for Orlova" },
        { "en", "“There is no hurry,” the ministry said in a report.", "There is no hurry, = the ministry" },
        { "en", "The Unity Party issued a statement late on Monday.\n\n“There is no hurry at all,” the statement said.", "There is no hurry at all, = unity" },
        /* pronouns */
        { "en", "Anna Orlova came late. She called the plan “a very bad joke.”", "a very bad joke. = orlova" },
        { "en", "Anna Orlova met Martin Berg. “We agree on nothing at all,” he said.", "We agree on nothing at all, = berg" },
        { "en", "Anna Orlova met Martin Berg. “We agree on nothing at all,” she said.", "We agree on nothing at all, = orlova" },
        /* of two verbs the one that tells */
        { "en", "During their phone call, Berg’s aides “agreed on no point at all,” the ministry said.", "agreed on no point at all, = the ministry" },
        { "en", "His help will carry “a great deal of weight” and bring “all the power” they need, Orlova said.", "a great deal of weight = orlova; all the power = orlova" },
        { "en", "“It is a sad day.” Martin Berg said he would have left, Orlova told “all the papers” later.", "It is a sad day. = -; all the papers = orlova" },
        { "en", "Orlova then defended the remark, saying, “I do not think it was wrong.”", "I do not think it was wrong. = orlova" },
        { "en", "“He can assert it” that Orlova will win, said Martin Berg, a lawyer.", "He can assert it = berg" },
        { "en", "“I will certainly look into it.”\n\n- Anna Orlova.\n\nBerg looked.", "I will certainly look into it. = orlova" },
        { "en", "Trade Minister Martin Berg met Anna Orlova, a senator. “There is no hurry,” the minister said. “There is,” the senator said. “None,” an aide said.",
          "There is no hurry, = berg; There is, = orlova; None, = an aide" },
        { "hy", "Նախարար Martin Berg-ը եկավ։ «Մենք դեռ կսպասենք քվեարկությանը»,- ասել է նախարարը։", "Մենք դեռ կսպասենք քվեարկությանը = berg" },
        /* whom pronouns mean */
        { "en", "Secretary of State Martin Berg met the allies of Peter Holm. “We agree on nothing at all,” he said.", "We agree on nothing at all, = berg" },
        { "en", "Peter Holm’s aide Martin Berg came. Berg went to the table with Peter Holm. “We agree on nothing at all,” he said.", "We agree on nothing at all, = berg" },
        { "en", "Talks failed, noted Martin Berg. “We agree on nothing at all,” he said.", "We agree on nothing at all, = berg" },
        /* parts of sentences */
        { "en", "Berg said that the two states had a “character of their own” now.", "character of their own = berg" },
        { "en", "Orlova accused him, saying the plan “cost us ten years.”", "cost us ten years. = orlova" },
        { "en", "Nobody believed Berg’s claim that there had been “thousands of letters” to him.", "thousands of letters = berg" },
        /* lines of a transcript, and signatures */
        { "en", "“ORLOVA: What did you say to him then?\n\n“BERG: I said nothing to him at all.”",
          "ORLOVA: What did you say to him then? = orlova; BERG: I said nothing to him at all. = berg" },
        { "en", "“I have never seen such a thing in my life.” ― Anna Orlova", "I have never seen such a thing in my life. = orlova" },
        /* no speech */
        { "en", "Berg wrote “The Long Road Home” in ten years.", "" },
        { "en", "The so-called “hawks” left.", "" },
        { "en", "A board of 6\" by 4\" was found.", "" },
        /* marks of other languages */
        { "de", "„Es ist zu spät für uns“, so Martin Berg. „Das ist falsch“, so fies ist keiner.", "Es ist zu spät für uns = berg" },
        { "de", "Laut Anna Orlova ist „das alles noch lange nicht“ vorbei.", "das alles noch lange nicht = orlova" },
        { "fr", "Selon Anna Orlova, « le vote aura lieu demain ».", "le vote aura lieu demain = orlova" },
        { "es", "«No vamos a esperar», respondió Martin Berg.", "No vamos a esperar = berg" },
        { "it", "«Non aspetteremo il voto», ha detto Martin Berg.", "Non aspetteremo il voto = berg" },
        { "tr", "Martin Berg, \"Oylamayı bekleyeceğiz hepimiz\" diye konuştu.", "Oylamayı bekleyeceğiz hepimiz = berg" },
        { "hy", "«Մենք կսպասենք քվեարկությանը»,- ասաց Martin Berg։", "Մենք կսպասենք քվեարկությանը = berg" },
        { "hy", "Martin Berg հայտարարեց. «Մենք կսպասենք քվեարկությանը»։", "Մենք կսպասենք քվեարկությանը = berg" },
        { "ru", "По словам Анны Орловой, «закон будет принят». Президент заявил: «Это ошибка».", "закон будет принят = orlova; Это ошибка = Президент" },
        { "ru", "На вопрос о\u00A0законе он\u00A0сказал: «Мы ещё подождём решения суда».", "Мы ещё подождём решения суда = он" },
        { "ru", "Президент говорил об этом; Мартин Берг: «Мы ещё подождём решения».", "Мы ещё подождём решения = berg" },
        { "ru", "Кричать надо, считают все, кто пришёл сегодня на трибуны, «шайбу».", "" },
        { "hy", "«Մենք կսպասենք քվեարկությանը»,- այսօր ասաց Martin Berg։", "Մենք կսպասենք քվեարկությանը = berg" },
        { "de", "Der Sprecher der Partei Unity, Martin Berg, sagte: „Wir warten noch ab.“", "Wir warten noch ab. = berg" },
        { "ru", "Завод «Красный треугольник» стоит.", "" },
        /* names between marks are no speech */
        { "hy", "Նա գրում է «Երևանի ուղղիչ տնից» արձակ ստեղծագործությունը։", "" },
        { "hy", "«Լավ օր» խմբակցության քարտուղար Martin Berg-ը հայտարարել է, որ «Հայ ազգային կոնգրես» կուսակցությունը չի գա։", "" },
        { "ru", "Мартин Берг заявил, что партия «Новая Флорина Вместе» не придёт.", "" },
        { "ru", "Газета «Вечерний Флорин» сообщила о продаже завода «Красный маяк».", "" },
        { "de", "Wer also „die Migration“ zum Problem erklärt, der trifft uns alle.", "" },
        { "fr", "Martin Berg a déclaré que l’émission « La Grande Librairie » serait supprimée.", "" },
        { "es", "Martin Berg dijo que el programa «Sembrando Vida Nueva» seguirá.", "" },
        /* whose paper it is, far verbs, subjects that are none */
        { "ru", "Как говорится в специальном заявлении министерства, «нас не может не беспокоить такой шаг».", "нас не может не беспокоить такой шаг = специальном заявлении министерства" },
        { "ru", "«Мы подождём решения суда», — говорится в заявлении Анны Орловой.", "Мы подождём решения суда = orlova" },
        { "hy", "Martin Berg-ի հաղորդագրության մեջ ասվում է. «Մենք կսպասենք քվեարկությանը»։", "Մենք կսպասենք քվեարկությանը = berg" },
        { "hy", "«Մենք կսպասենք քվեարկությանը»,- «Լուր» կայքի հետ զրույցում ասաց Martin Berg։", "Մենք կսպասենք քվեարկությանը = berg" },
        { "hy", "«Մենք կսպասենք քվեարկությանը»,- նշել է «Դնես» օրաթերթի լրագրող Martin Berg։", "Մենք կսպասենք քվեարկությանը = berg" },
        { "ru", "В 6:30 утра он позвонил в газету и сообщил, что «уже почти дошёл».", "уже почти дошёл = он" },
        { "ru", "Все дома пусты, сообщила дипломат, добавив, что «по всей видимости так».", "по всей видимости так = дипломат" },
        { "de", "„Wir stehen vor einer Katastrophe“, mahnen Martin Berg und Anna Orlova.", "Wir stehen vor einer Katastrophe = berg" },
        { "de", "In der Mitteilung der Unity Party heißt es: „Wir warten noch ab.“", "Wir warten noch ab. = unity" },
        { "de", "„Wir warten noch länger ab“, heißt es in der Mitteilung der Unity Party.", "Wir warten noch länger ab = unity" },
        { "es", "MARTIN BERG, GOBERNADOR DEL ESTADO DE LA FLORINA DEL SUR Y DEL NORTE: Buenos días.\nPREGUNTA: ¿Cuándo?\nMARTIN BERG: Mañana.\nINTERLOCUTOR: ¿Y hoy?\nMARTIN BERG: No.",
          "Buenos días. = berg; Mañana. = berg; No. = berg" },
        { "ru", "Мартин Берг заявил, что считает такие слова недопустимыми: «Мы ожидаем, что все будут следовать законам».", "Мы ожидаем, что все будут следовать законам = berg" },
        { "ru", "Глава МВД объяснил это тем, что намерен «полностью посвятить себя кампании».", "полностью посвятить себя кампании = Глава МВД" },
        { "ru", "К рабочим обратился губернатор Мартин Берг: «Мы ещё подождём решения суда».", "Мы ещё подождём решения суда = berg" },
        { "hy", "Դա, կարելի է ասել՝ «գեղեցիկ ավանդույթ» էր։", "" },
        { "hy", "Նա եկավ Martin Berg-ի հետ: «Մենք դեռ կսպասենք երկար քվեարկությանը», - ասել է տնօրենը:", "Մենք դեռ կսպասենք երկար քվեարկությանը = տնօրենը" },
        { "hy", "Նա նշեց, որ գնում է, սակայն նաև կոչ է անում «մտածել այս ուղղությամբ»:", "մտածել այս ուղղությամբ = Նա" },
        { "hy", "«Մենք կսպասենք քվեարկությանը»,- ասաց ՀՀ վարչապետը:", "Մենք կսպասենք քվեարկությանը = ՀՀ վարչապետը" },
        { "ru", "«Мы ещё подождём решения суда.\n\nНе раньше осени.\n\nА там посмотрим все вместе», — сказала Анна Орлова.",
          "Мы ещё подождём решения суда. = orlova; Не раньше осени. = orlova; А там посмотрим все вместе = orlova" },
        { "hy", "«Առաջին պարբերությունը սա է:\n\nԵրկրորդ պարբերությունը սա է»,- ասել է Martin Berg։", "Առաջին պարբերությունը սա է: = berg; Երկրորդ պարբերությունը սա է = berg" },
        { "de", "Aber als ich das gefordert habe, hat die Unity Party gesagt: „Das ist Teufelszeug“.", "Das ist Teufelszeug = unity" },
        { "de", "Wir haben gesprochen. „Familie“, sagen die einen, „ist dort, wo Menschen sind“.", "" },
        { "de", "Ich will aus der Zeitung zitieren: „Sollte sich die Lage nicht verbessern, droht ein Verstoß.“", "Sollte sich die Lage nicht verbessern, droht ein Verstoß. = -" },
        { "ru", "Анна Орлова пришла. По её словам, суд «не имеет привычки спешить».", "не имеет привычки спешить = orlova" },
        { "ru", "Вечером показали «Иронию моря, или с лёгким ветром».", "" },
        { "ru", "Мартин Берг предупредил о последствиях, если появится так называемое «абхазское правительство в изгнании».", "" },
        { "hy", "Martin Berg-ը գնաց։ «Ազերսուն» ընկերությունն էլ հայտարարել է, թե «կեղծ տվյալներ չենք մեկնաբանում»։", "կեղծ տվյալներ չենք մեկնաբանում = «Ազերսուն» ընկերությունն" },
        { "hy", "«Լավ է մեռնել, քան ծնկի իջնել»,- ասում է հայ բռնցքամարտիկ, աշխարհի չեմպիոն Martin Berg-ը։", "Լավ է մեռնել, քան ծնկի իջնել = berg" },
        { "de", "Am 14. März titelte „Die Zeit“: „Stimmung im Wohnungsbau sinkt weiter“.", "Stimmung im Wohnungsbau sinkt weiter = Die Zeit" },
        { "de", "„Wohnen wird deutlich teurer als früher“, titelt etwa die „Kleine Zeitung“ aus Graz.", "Wohnen wird deutlich teurer als früher = etwa die „Kleine Zeitung“" },
        { "de", "Das Motto lautet: „Wir haben den Stein der Weisen gefressen.“ – Das ist das Ziel jenseits des Inhaltes.", "Wir haben den Stein der Weisen gefressen. = -" },
        { "de", "Mirjam Holm, die Geschäftsführerin des Verbands der Genossenschaften: „Der Neubau um jeden Preis gefährdet das Wohnen.“", "Der Neubau um jeden Preis gefährdet das Wohnen. = Mirjam Holm" },
        { "de", "– Ich rede von gestern! – schreibt ihr, dass es besser wird.", "" },
        { "de", "Der Präsident der Unity Party hat ausgeführt: „Wir brauchen das dringend.“", "Wir brauchen das dringend. = Der Präsident der Unity Party" },
        { "hy", "Unity Party-ի կայքում հրապարակված ուղերձում ասված է.\n\n«Անհամբեր սպասում ենք աշխատել միասին»:", "Անհամբեր սպասում ենք աշխատել միասին = unity" },
        { "hy", "Մի խոսքով, երեկ տեղի ունեցած «ծրագրի մեկնարկը» լավ էր։", "" },
        { "hy", "Նոր հայտարարության մեջ նրանք կոչ են արել «չձեռնարկել այնպիսի քայլեր»։", "չձեռնարկել այնպիսի քայլեր = նրանք" },
        { "hy", "«Աջակցությունը կարևորվում է բոլորի համար»,- ասվում է որոշման նախագծում։", "Աջակցությունը կարևորվում է բոլորի համար = որոշման նախագծում" },
        { "hy", "«Դուք արդեն մի քանի անգամ եք այստեղ եկել» թղթակցի հարցին Martin Berg-ը պատասխանեց. «Ես սիրում եմ մարդկանց»:", "Ես սիրում եմ մարդկանց = berg" },
        { "ru", "В 1979 году эту операцию во Флорине назвали «вводом ограниченного контингента».", "" },
        { "hy", "Դա նրա արդյունքն է, ասում է Anna Orlova-ի մարզիչ Martin Berg-ը: «Մենամարտը շատ բարդ էր բոլորի համար»,- ասաց Anna Orlova-ն:", "Մենամարտը շատ բարդ էր բոլորի համար = orlova" },
        { "hy", "Հայկական «.am» տիրույթում գործում է 23 կայք։", "" },
        { "hy", "«Կրթված մարդիկ կարող են ամեն ինչ»,- ասաց Anna Orlova-ի հիմնադրամի ղեկավար Martin Berg-ը:", "Կրթված մարդիկ կարող են ամեն ինչ = berg" },
        { "hy", "«Ոչ մի բանակցություն չկա բնավ», - հայտարարել է Անի Օրլովայի հաշտեցման և իրավունքի հարցերի նախարար Martin Berg-ը։", "Ոչ մի բանակցություն չկա բնավ = berg" },
        { "hy", "Anna Orlova-ն եկավ։ «Մենք դեռ կսպասենք քվեարկությանը», - լրագրողներին ասել է նա։", "Մենք դեռ կսպասենք քվեարկությանը = orlova" },
        { "hy", "Unity Party-ն գնաց։ «Մենք դեռ կսպասենք քվեարկությանը»,- ասել է Ֆլորինի պապը։ «Գնում ենք մենք բոլորս»,- իր խոսքը եզրափակել է Ֆլորինի պապը։",
          "Մենք դեռ կսպասենք քվեարկությանը = Ֆլորինի պապը; Գնում ենք մենք բոլորս = Ֆլորինի պապը" },
        { "hy", "Martin Berg-ն ավելի վաղ Lur.am-ին ասել էր՝ «որ ստորագրենք՝ կիմանաք»։", "որ ստորագրենք՝ կիմանաք = berg" },
        { "hy", "«Ես երեկ անցել եմ Ֆլորինի սահմանով»:\n\nԱյդ մասին երեկ ամբիոնից հայտարարել է խմբակցության քարտուղար Martin Berg-ը։", "Ես երեկ անցել եմ Ֆլորինի սահմանով = berg" },
        { "ru", "«Договор вступит в силу уже осенью». Об этом сегодня заявила Анна Орлова.", "Договор вступит в силу уже осенью = orlova" },
        { "hy", "Anna Orlova-ն եկավ։ Նրա խոսքով, վարկը «շատ մեղմ կլինի»։", "շատ մեղմ կլինի = orlova" },
        /* French */
        { "fr", "« Le texte sera voté demain », a-t-il déclaré.", "Le texte sera voté demain = il" },
        { "fr", "Martin Berg a pris la parole. « Le texte, a-t-il ajouté, sera voté demain. »", "Le texte, a-t-il ajouté, sera voté demain. = berg" },
        { "fr", "« Nous ne céderons pas », a assuré mardi Anna Orlova devant la presse.", "Nous ne céderons pas = orlova" },
        { "fr", "Pour Martin Berg, le texte est « une faute politique grave ».", "une faute politique grave = berg" },
        { "fr", "Anna Orlova a dénoncé « une faute politique grave » du gouvernement.", "une faute politique grave = orlova" },
        { "fr", "Le ministre, qui s’exprimait lundi, a jugé la situation « très préoccupante pour tous ».", "très préoccupante pour tous = Le ministre" },
        { "fr", "« C’est trop tard », regrette la députée. « Il fallait voter avant. »", "C’est trop tard = la députée; Il fallait voter avant. = la députée" },
        { "fr", "« Nous attendons », indique le communiqué de la Unity Party.", "Nous attendons = unity" },
        /* Turkish */
        { "tr", "Martin Berg, “Bu yasa yarın oylanacak” dedi.", "Bu yasa yarın oylanacak = berg" },
        { "tr", "Orlova ise \"Biz beklemeyeceğiz artık\" ifadelerini kullandı.", "Biz beklemeyeceğiz artık = orlova" },
        { "tr", "Berg şunları söyledi: “Bu yasa yarın oylanacak.”", "Bu yasa yarın oylanacak. = berg" },
        { "tr", "Anna Orlova'ya göre yasa \"çok geç kalmış bir adım\" oldu.", "çok geç kalmış bir adım = orlova" },
        { "tr", "Martin Berg, “Yeni Yol” adlı kitabını tanıttı.", "" },
        { "tr", "Bakan, \"Biz beklemeyeceğiz artık\" diyerek salondan ayrıldı.", "Biz beklemeyeceğiz artık = Bakan" },
        /* Ukrainian */
        { "uk", "«Ми чекатимемо на рішення суду», — сказала Анна Орлова.", "Ми чекатимемо на рішення суду = orlova" },
        { "uk", "За словами Анни Орлової, «закон буде ухвалено».", "закон буде ухвалено = orlova" },
        { "uk", "Як зазначив прем’єр, «гроші вже закінчилися».", "гроші вже закінчилися = прем’єр" },
        { "uk", "Партія «Новий шлях Флорину» не прийшла на засідання.", "" },
        /* Spanish */
        { "es", "“No vamos a esperar más”, aseguró Anna Orlova en rueda de prensa.", "No vamos a esperar más = orlova" },
        { "es", "Según ha explicado Martin Berg, “no queda dinero en la caja”.", "no queda dinero en la caja = berg" },
        { "es", "El ministro ha calificado la ley de “error político muy grave”.", "error político muy grave = El ministro" },
        { "es", "La diputada, en declaraciones a la radio, ha sostenido que “no queda dinero”.", "no queda dinero = La diputada" },
        { "es", "“No queda dinero en la caja”, se lee en el comunicado de la Unity Party.", "No queda dinero en la caja = unity" },
        { "ru", "Мартин Берг написал в письме Анне Орловой такие слова: «Я верю, что ещё вернусь».", "Я верю, что ещё вернусь = berg" },
        /* short articles */
        { "de", "Die Abgeordnete Anna Orlova hat den Plan kritisiert. „Das ist ein Fehler“, sagte sie am Montag im Sender. Der Plan sei „unausgegoren und teuer“, so Orlova weiter. "
                "Martin Berg wies das zurück: Orlova habe „keine Ahnung vom Haushalt“. Man werde, betonte der Minister, „den Weg weitergehen“.",
          "Das ist ein Fehler = orlova; unausgegoren und teuer = orlova; keine Ahnung vom Haushalt = berg; den Weg weitergehen = der Minister" },
        { "fr", "« C’est une erreur », a déclaré lundi Anna Orlova. Selon elle, le texte est « mal préparé et trop cher ». Interrogé par la presse, Martin Berg a répondu : "
                "« Nous irons jusqu’au bout. » Il a par ailleurs estimé que l’opposition « n’a aucune idée du budget ».",
          "C’est une erreur = orlova; mal préparé et trop cher = orlova; Nous irons jusqu’au bout. = berg; n’a aucune idée du budget = berg" },
        { "es", "«Es un error», ha dicho este lunes Anna Orlova, que ha tildado el plan de «caro y mal preparado». Martin Berg, por su parte, ha respondido: "
                "«Llegaremos hasta el final». Según el ministro, la oposición «no tiene ni idea del presupuesto».",
          "Es un error = orlova; caro y mal preparado = orlova; Llegaremos hasta el final = berg; no tiene ni idea del presupuesto = el ministro" },
        { "tr", "Anna Orlova, pazartesi günü yaptığı açıklamada, \"Bu plan bir hatadır\" dedi. Orlova, planın \"pahalı ve hazırlıksız\" olduğunu söyledi. "
                "Martin Berg ise şu ifadeleri kullandı: \"Sonuna kadar gideceğiz.\" Bakan, muhalefetin \"bütçeden haberi olmadığını\" savundu.",
          "Bu plan bir hatadır = orlova; pahalı ve hazırlıksız = orlova; Sonuna kadar gideceğiz. = berg; bütçeden haberi olmadığını = Bakan" },
        { "uk", "«Це помилка», — сказала в понеділок Анна Орлова. За її словами, план «дорогий і зовсім не готовий». Мартин Берг відповів: «Ми підемо до кінця». "
                "Він також наголосив, що опозиція «нічого не знає про бюджет».",
          "Це помилка = orlova; дорогий і зовсім не готовий = orlova; Ми підемо до кінця = berg; нічого не знає про бюджет = berg" },
        { "ru", "«Мы пойдём до конца», — подчеркнул, в свою очередь, Мартин Берг. По мнению министра, оппозиция «ничего не знает о бюджете». Как отметила Анна Орлова, выступая "
                "в парламенте, «денег больше нет». Она назвала план «дорогим и неготовым».",
          "Мы пойдём до конца = berg; ничего не знает о бюджете = министра; денег больше нет = orlova; дорогим и неготовым = orlova" },
        { "it", "«È un errore», ha detto lunedì Anna Orlova. Secondo lei, il piano è «caro e mal preparato». Martin Berg ha replicato: «Andremo fino in fondo». Per il ministro l’opposizione "
                "«non sa nulla del bilancio».",
          "È un errore = orlova; caro e mal preparato = orlova; Andremo fino in fondo = berg" },
        { "pl", "„To błąd” – powiedziała w poniedziałek Anna Orlova. Jej zdaniem plan jest „drogi i niegotowy”. Martin Berg odpowiedział: „Pójdziemy do końca”.",
          "To błąd = orlova; drogi i niegotowy = orlova; Pójdziemy do końca = berg" },
        { "de", "Wie Martin Berg der Zeitung sagte, sei das „ein schwerer Fehler gewesen“. „Wir haben“, erklärte Anna Orlova, „nichts davon gewusst.“ Nach Angaben von Anna Orlova war "
                "der Plan „nie ernst gemeint gewesen“. In einem Interview mit der Zeitung sprach Berg von einer „Zumutung für alle“. Die Zeitschrift „Neue Woche“ berichtete darüber.",
          "ein schwerer Fehler gewesen = berg; Wir haben = orlova; nichts davon gewusst. = orlova; nie ernst gemeint gewesen = orlova; Zumutung für alle = berg" },
        { "fr", "« Nous n’avons rien su », s’est défendue Anna Orlova dans un entretien au journal « Le Matin ». D’après la députée, « rien n’est vraiment prêt ». "
                "« Et pourtant il faut voter », soupire-t-elle.",
          "Nous n’avons rien su = orlova; rien n’est vraiment prêt = la députée; Et pourtant il faut voter = orlova" },
        { "es", "“No sabíamos nada”, se defendió Anna Orlova en una entrevista con “El Diario”. “El texto”, explica Martin Berg, “se votará mañana”. A juicio de la diputada, "
                "“nada está listo todavía”.",
          "No sabíamos nada = orlova; El texto = berg; se votará mañana = berg; nada está listo todavía = la diputada" },
        { "tr", "Bakan Martin Berg, gazetecilere yaptığı açıklamada şunları söyledi: \"Hiçbir şey bilmiyorduk.\" \"Yarın oylanacak yasa\" diyen Anna Orlova, sözlerini şöyle sürdürdü: "
                "\"Hepimiz artık hazırız.\"",
          "Hiçbir şey bilmiyorduk. = berg; Yarın oylanacak yasa = orlova; Hepimiz artık hazırız. = orlova" },
        { "ru", "Мартин Берг в интервью газете «Вечерний Флорин» сказал: «Мы ничего не знали». «Завтра, — пояснила Анна Орлова, — будет голосование». Берг назвал это «позором». "
                "Журнал «Новая неделя» об этом писал.",
          "Мы ничего не знали = berg; Завтра, — пояснила Анна Орлова, — будет голосование = orlova; позором = berg" },
        /* without marks */
        { "ru", "— Когда будет принят закон? — Осенью, — ответил Мартин Берг. — Не раньше осени.", "Осенью = berg; Не раньше осени. = berg" },
        { "es", "—No lo creo —respondió Martin Berg—. Es falso.", "No lo creo = berg; Es falso. = berg" },
        { "fr", "— Nous voterons contre, répond Martin Berg.", "Nous voterons contre = berg" },
        { "en", "— the first item\n— the second item, said to be long", "" },
        { "en", "ANNA ORLOVA: We will not wait.\nQ: Why?\nANNA ORLOVA: There is no time.\nMore of it.\nMINISTER: Thank you.",
          "We will not wait. = orlova; There is no time. = orlova; More of it. = orlova; Thank you. = MINISTER" },
        { "en", "Orlova: 'We can do it'\n\nThe vote is “not so far away,” Berg said.", "We can do it = orlova; not so far away, = berg" },
        { "en", "Berg's party's vote\n\nThe vote is “not so far away,” Berg said.", "not so far away, = berg" },
        { "en", "WHO: Anna Orlova\nWHAT: A talk\nWHERE: The hall", "" },
        { "en", "Martin Berg spoke: “There is no money left at all”. Anna Orlova said it was late.", "There is no money left at all = berg" },
        { "de", "„Wir warten auf die Abstimmung“, sagte Anna Orlova.", "Wir warten auf die Abstimmung = orlova" },
        { "ru", "«Мы подождём решения суда», — заявила Анна Орлова.", "Мы подождём решения суда = orlova" },
        { "fr", "« Nous attendons le vote demain », a déclaré Anna Orlova.", "Nous attendons le vote demain = orlova" },
        { "en", "''We will wait for the vote,'' Orlova said.", "We will wait for the vote, = orlova" },
        { "en", "Orlova said: ‘We don’t wait for anybody’s vote.’", "We don’t wait for anybody’s vote. = orlova" },
        { "en", "He was <em class=\"x y z\">here</em>. “We will wait for it,” Berg said.", "We will wait for it, = berg" },
    };
    struct fixture f;
    int failures = 0;
    begin(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CLEANUP_STRBUF struct strbuf got = STRBUF_INIT;
        quotes_of(&f, str_of(rows[i].text), rows[i].lang, &got);
        if (!str_is(strbuf_view(&got), rows[i].quotes)) {
            print_error("%s\n  gives   %.*s\n  and not %s\n", rows[i].text, (int)got.n, got.p, rows[i].quotes);
            failures++;
        }
    }
    end(&f);
    assert_int_equal(failures, 0);
}

/* Quotations of a headline, printed as those of a text. */
static void headlines(void **state)
{
    (void)state;
    const struct { const char *lang, *title, *text, *quotes; } rows[] = {
        { "en", "Orlova: 'We can do it'", "The vote was close.", "We can do it = orlova" },
        { "en", "'We can do it,' says Orlova", "The vote was close.", "We can do it, = orlova" },
        { "en", "'We can do it': Anna Orlova", "The vote was close.", "We can do it = orlova" },
        { "en", "Berg calls vote “a bad joke”", "The vote was close.", "a bad joke = berg" },
        { "en", "Orlova: 'Workers' pay is a joke'", "The vote was close.", "Workers' pay is a joke = orlova" },
        { "en", "Berg's party's vote on workers' pay", "The vote was close.", "" },
        { "en", "Orlova Says 'We Can Do It'", "The vote was close.", "We Can Do It = orlova" },
        /* whose words they are, the text tells */
        { "en", "‘No money left’ for schools", "“There is no money left at all,” Berg said.", "No money left = berg" },
        { "en", "Who wrote ‘The Long Road’?", "The vote was close.", "" },
        { "de", "Orlova: „Wir schaffen das“", "Die Wahl war knapp.", "Wir schaffen das = orlova" },
        { "ru", "Мартин Берг: «Мы подождём»", "Суд молчит.", "Мы подождём = berg" },
        { "ru", "Партия «Новый путь» победила", "Суд молчит.", "" },
    };
    struct fixture f;
    int failures = 0;
    begin(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        CLEANUP_STRBUF struct strbuf got = STRBUF_INIT;
        struct str title = str_of(rows[i].title), text = str_of(rows[i].text);
        struct token_list title_tokens = { 0 }, tokens = { 0 };
        struct enriched found;
        analyser_run(f.analyser, title, rows[i].lang, &title_tokens);
        analyser_run(f.analyser, text, rows[i].lang, &tokens);
        struct enrich_input in = { title, text, &title_tokens, &tokens, rows[i].lang, CIVIL_NONE };
        enrich(f.e, &in, &arena, &found);
        struct quotes body = quotes_find(f.quoter, &in, &found, &arena), quotes = quotes_find_in_title(f.quoter, &in, &found, &body, &arena);
        put(&quotes, &found, title, &got);
        if (!str_is(strbuf_view(&got), rows[i].quotes)) {
            print_error("%s\n  gives   %.*s\n  and not %s\n", rows[i].title, (int)got.n, got.p, rows[i].quotes);
            failures++;
        }
        token_list_release(&tokens);
        token_list_release(&title_tokens);
    }
    end(&f);
    assert_int_equal(failures, 0);
}

/* What is hostile costs no more than what is long. */
static void many_marks(void **state)
{
    (void)state;
    const struct { const char *lang, *piece; int times; } pieces[] = {
        { "en", "“", 100000 }, { "en", "\" ", 100000 }, { "en", "« a ", 30000 }, { "en", "“a b c d” ", 30000 }, { "en", "said “x y z ", 30000 }, { "en", "<a ", 30000 },
        { "en", "he said, ", 30000 }, { "en", "“\n\n", 30000 }, { "en", "Anna Orlova ", 30000 }, { "ru", "«\n\n", 30000 }, { "ru", "«Aa» ", 30000 }, { "ru", "и сказал ", 30000 },
    };
    struct fixture f;
    begin(&f);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        CLEANUP_STRBUF struct strbuf text = STRBUF_INIT, got = STRBUF_INIT;
        for (int k = 0; k < pieces[i].times; k++)
            strbuf_string(&text, pieces[i].piece);
        quotes_of(&f, strbuf_view(&text), pieces[i].lang, &got);
    }
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(who_said_what), cmocka_unit_test(headlines), cmocka_unit_test(many_marks) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
