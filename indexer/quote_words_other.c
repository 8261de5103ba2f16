/* What quote_words.h tells, for other languages than English: words of a language count in its texts alone. Forms are folded. */
#include "indexer/quote_words.h"

#include <string.h>

const struct speech_list speech_lists[] = {
    { "fr", WORD_SAYS,
      "affirme affirmait affirment ajoute ajoutait annonce annoncait argue assure assurait assurent avance averti avertit commente concede conclu conclut "
      "confirme confie constate conteste critique declare declarait declarent demande demandait denonce deplore detaille dit disait disent "
      "ecrit ecrivait estime estimait estiment explique expliquait expliquent explose exprime fustige glisse indique indiquait indiquent "
      "insiste insistait interroge interrogeait ironise juge jugeait lance lancait lancent martele martelait note notait nuance observe "
      "plaide plaidait poursuit poursuivi poursuivait precise precisait precisent pretend previent prevenu promet promis proteste raconte "
      "racontait rappelle rappele rappelait reagi reagit recapitule reclame reconnait reconnu regrette regrettait releve relevait remarque repete "
      "repetait replique repliquait repond repondu repondait resume resumait retorque revele revendique s'exclame s'insurge s'interroge salue "
      "saluait soulignait souligne soulignent soupire souhaite soutient soutenu soutenait suggere temoigne tranche tweete "
      "exclame insurge defendu defendue defendus defend emporte emportee indigne indignee felicite felicitee rejoui rejouie inquiete inquietee etonne etonnee agace agacee insurgee "
      "justifie justifiee exclamee interrogee alarme alarmee plaint moque moquee conclue reagissait" },
    { "fr", WORD_READS, "lire lit" },
    { "fr", WORD_CALLS, "appele appelle baptise decrit denonce evoque evoquait parle parlait promis promet qualifie qualifiait traite vante accuse" },
    { "fr", WORD_HELPS, "est sont s etait etaient se a ont avait avaient aussi deja egalement encore enfin ensuite t hier lundi mardi mercredi jeudi vendredi samedi dimanche notamment recemment toutefois" },
    { "fr", WORD_DETERMINER, "le la les l un une des ce cet cette ces son sa ses leur leurs plusieurs" },
    { "fr", WORD_PREPOSITION, "de du d au aux dans en par pour sur avec sans sous chez vers contre depuis devant apres avant entre lors" },
    { "fr", WORD_CLAUSE, "que qu qui dont ou quand lorsque parce car mais si comme tandis" },
    { "fr", WORD_PRONOUN | WORD_THEY, "ils elles on nous vous" },
    { "de", WORD_SAYS,
      "antwortet antwortete anmerkt argumentiert argumentierte aussert ausserte bedauert bedauerte befand begrundet begrundete behauptet behauptete bekraftigt "
      "bekraftigte bemangelt bemangelte bemerkt bemerkte berichtet berichtete bestatigt bestatigte betont betonte bilanziert erganzt erganzte erinnert "
      "erinnerte erklart erklarte erlautert erlauterte erwidert erwiderte erzahlt erzahlte findet fordert forderte fragt fragte fugt fugte hofft "
      "kommentiert kommentierte konstatiert konstatierte kritisiert kritisierte kundigt kundigte lobt lobte mahnt mahnte meint meinte mitgeteilt moniert "
      "monierte rief ruft sagen sagt sagte sagten gesagt erklarten schimpft schreibt schrieb spottet spottete stellte teilte unterstreicht unterstrich "
      "urteilt urteilte versichert versicherte verspricht versprach verteidigt verteidigte warnt warnte weist wies wirft zitiert zitierte titelt titelte "
      "betonen betonten fordern forderten kritisieren kritisierten mahnen mahnten meinen meinten warnen warnten schreiben schrieben bestatigen bestatigten "
      "erganzen erganzten entgegnet entgegnete resumiert resumierte prophezeit prophezeite beteuert beteuerte gesteht gestand "
      "angekundigt geantwortet gefordert gefragt gemeint gerufen geschrieben gewarnt hinzugefugt verkundet versprochen anmerkte ausgefuhrt hervorgehoben unterstrichen" },
    { "de", WORD_READS, "heisst hiess steht stand" },
    { "de", WORD_MODAL, "man" },
    { "de", WORD_CALLS, "bezeichnet bezeichnete nannte nennt genannt sprach spricht lobte" },
    { "de", WORD_THUS | WORD_HELPS, "so" },
    { "de", WORD_HELPS, "es hat haben habe hatte hatten wird auch weiter noch dann zudem am montag dienstag mittwoch donnerstag freitag samstag sonntag bereits zuvor spater" },
    { "de", WORD_DETERMINER, "der die das des dem den ein eine einer eines sein seine ihr ihre mehrere" },
    { "de", WORD_PREPOSITION, "von vom zu zum zur in im an auf bei beim mit nach vor uber unter fur gegen durch aus seit wegen" },
    { "de", WORD_CLAUSE, "dass weil aber und wenn als ob wie oder doch denn wahrend sondern" },
    { "de", WORD_PRONOUN | WORD_SHE | WORD_THEY, "sie" },
    { "de", WORD_PRONOUN | WORD_THEY, "ich du ihr wir" },
    { "es", WORD_SAYS,
      "aclara aclaro admite admitio advierte advirtio afirma afirmaba afirmado afirman afirmo agrega agrego anade anadio anuncia anuncio apunta apunto argumenta "
      "argumento asegura aseguraba asegurado aseguran aseguro asevero cito comenta comento concluye concluyo confeso confirmo considera considero contesta contesto "
      "critico cuenta conto declara declarado declararon declaro defiende defendio denuncia denuncio destaca destaco dice dicen dicho decia dijeron dijo "
      "enfatizo escribe escribio exclamo exige exigio explica explicaba explicado explico expreso indica indico insiste insistia insistio lamenta lamento manifesto "
      "matizo opina opino pidio pregunta pregunto preciso prometio puntualizo reclamo reconoce reconocio recordo recuerda reitera reitero remarco replico respondio "
      "responde resumio revelo senala senalo sentencio sostiene sostuvo subrayo subraya tuiteo zanjo "
      "aclarado admitido advertido agregado anadido anunciado apuntado argumentado comentado concluido confesado confirmado considerado contestado criticado "
      "defendido denunciado destacado exigido expresado indicado insistido lamentado manifestado opinado precisado preguntado prometido reclamado reconocido "
      "recordado reiterado replicado respondido resumido revelado senalado sentenciado sostenido subrayado asegurando diciendo afirmaron aseguraron senalaron" },
    { "es", WORD_READS, "lee" },
    { "es", WORD_CALLS, "acusado acuso califica calificado califico describio descrito llamado tachado tildado hablo llama llamo tacho tilda tildo" },
    { "es", WORD_HELPS, "ha han habia habian tambien ademas ayer hoy luego despues ya lunes martes miercoles jueves viernes sabado domingo" },
    { "es", WORD_DETERMINER, "el la los las un una unos unas su sus este esta estos varios varias" },
    { "es", WORD_PREPOSITION, "de del a al en por para con sin sobre desde hasta contra ante entre tras durante" },
    { "es", WORD_CLAUSE, "que quien quienes cuando porque pero y e si como aunque donde cuyo" },
    { "es", WORD_PRONOUN | WORD_THEY, "ellos ellas nosotros" },
    { "it", WORD_SAYS,
      "afferma affermato aggiunge aggiunto ammette ammesso annuncia annunciato assicura assicurato attacca chiarisce chiarito chiede chiesto commenta commentato "
      "conclude concluso conferma confermato dice detto diceva dichiara dichiarato disse esclama evidenzia garantisce incalza insiste nota osserva osservato "
      "precisa precisato prosegue racconta raccontato replica replicato ribadisce ribadito ricorda ricordato riferisce riferito risponde risposto rispose "
      "rivela rivendica sbotta scrive scritto sostiene sostenuto sottolinea sottolineato spiega spiegato tuona twitta" },
    { "it", WORD_CALLS, "bollato chiama chiamato chiamo defini definisce definito parla parlato" },
    { "it", WORD_HELPS, "ha hanno aveva e anche poi ieri oggi infine inoltre" },
    { "it", WORD_DETERMINER, "il lo la i gli le l un uno una suo sua" },
    { "it", WORD_PREPOSITION, "di del della dello dei degli delle a al alla da dal dalla in nel nella con su sul per tra fra" },
    { "it", WORD_CLAUSE, "che chi quando perche ma se come mentre" },
    { "it", WORD_HE | WORD_PRONOUN, "lui egli" },
    { "it", WORD_SHE | WORD_PRONOUN, "lei ella" },
    { "pt", WORD_SAYS,
      "acrescenta acrescentou adverte advertiu afirma afirmaram afirmou alegou alertou anunciou argumenta argumentou assegurou avalia avaliou comentou concluiu "
      "confirmou considera considerou contou criticou declara declarou defende defendeu destaca destacou diz dizem disse disseram enfatizou escreveu explica "
      "explicou frisou garantiu indagou informou insistiu lamentou lembrou observou perguntou pondera ponderou pontuou prometeu questionou reafirmou reconheceu "
      "reforcou relatou respondeu ressaltou revelou salientou sublinhou sustentou" },
    { "pt", WORD_CALLS, "acusou chama chamou classificou definiu descreveu falou qualificou" },
    { "pt", WORD_DETERMINER, "o a os as um uma seu sua" },
    { "pt", WORD_PREPOSITION, "de do da dos das em no na nos nas por para pelo pela com sem sobre ao aos" },
    { "pt", WORD_CLAUSE, "que quem quando porque mas e se como" },
    { "pt", WORD_HE | WORD_PRONOUN, "ele" },
    { "pt", WORD_SHE | WORD_PRONOUN, "ela" },
    { "ru", WORD_SAYS,
      "говорил говорила говорили говорят добавляет добавили заверил заверила заключил заключила заметил заметила замечает заявляли заявлял заявив "
      "констатировал констатировала комментирует настаивает обещал обещала обратил обратила обвинил объявил объявила объясняет одобрил опроверг отвечает ответили "
      "отмечали отметив отреагировал охарактеризовал парировал парировала передал передает передали пишет писал писала подтвердил подтвердила подтверждает подчеркивает "
      "подытожил подытожила пообещал пообещала попросил посетовал потребовал потребовала поинтересовался поясняет предложил предложила предположил предположила "
      "предупредил предупредила приветствовал призвала призвали признает признался прокомментировал прокомментировала процитировал рассказывает рассуждает резюмировал "
      "сетует согласился сообщает сообщают спрашивает спросила спросили считают убежден уверен уверена уверяет указал указала указывает упомянул утверждал "
      "советует посоветовал посоветовала просит просил просила пообещали обещает пишут уверяют жалуется восклицает воскликнул воскликнула вспоминает вспомнил вспомнила отмечают "
      "полагает полагают надеется рассказывают рассказали объявляет продолжил продолжила продолжает пошутил пошутила прокричал обратился обратилась выразил выразила призывает "
      "требует требуют возразил возразила возмутился возмутилась удивился посетовала похвалил пожаловался поделился поделилась предупреждает предостерег констатирует уточняет "
      "оценил оценила поблагодарил сформулировал намекнул напоминает выступил выступила говоря сказав заключает резюмирует вторит убеждены уверены думает думают "
      "утверждала цитирует цитируют" },
    { "ru", WORD_HELPS | WORD_HE, "его" },
    { "ru", WORD_HELPS | WORD_SHE, "ее" },
    { "ru", WORD_READS, "говорится сказано отмечается подчеркивается сообщается указывается указано уточняется поясняется" },
    { "ru", WORD_MODAL, "можно нужно надо нельзя следует трудно сложно хочется" },
    { "ru", WORD_CALLS, "назвал назвала назвали называет охарактеризовал описал окрестил" },
    { "ru", WORD_HELPS, "теперь также ранее затем уже при позже тоже накануне так их еще здесь там вот потом сегодня вчера" },
    { "ru", WORD_PREPOSITION, "в во на с со к ко о об обо от из у за по для до после через перед между над под без против" },
    { "ru", WORD_CLAUSE, "что кто те это эту этого который которая которое которые как когда если но и а чтобы потому где" },
    { "ru", WORD_PRONOUN | WORD_THEY, "мы вы" },
    { "uk", WORD_SAYS,
      "сказав сказала сказали каже кажуть заявив заявила заявили заявляє повідомив повідомила повідомили повідомляє додав додала додали зазначив зазначила зазначили "
      "зазначає наголосив наголосила підкреслив підкреслила відповів відповіла пояснив пояснила розповів розповіла написав написала пише вважає нагадав нагадала "
      "уточнив уточнила попередив попередила закликав закликала запитав запитала визнав визнала запевнив запевнила стверджує переконаний переконана" },
    { "uk", WORD_HELPS | WORD_HE, "його" },
    { "uk", WORD_HELPS | WORD_SHE, "її" },
    { "uk", WORD_READS, "йдеться сказано зазначається наголошується повідомляється" },
    { "uk", WORD_MODAL, "можна треба потрібно варто важко" },
    { "uk", WORD_CALLS, "назвав назвала назвали називає" },
    { "uk", WORD_HE | WORD_PRONOUN, "він" },
    { "uk", WORD_SHE | WORD_PRONOUN, "вона" },
    { "uk", WORD_THEY | WORD_PRONOUN, "вони ми" },
    { "uk", WORD_CLAUSE, "що який яка які як коли якщо але і та щоб" },
    { "uk", WORD_PREPOSITION, "в у на з із зі до від за по для про під над між через після перед" },
    { "hy", WORD_SAYS,
      "ասացին ասել ասաց ասում հայտարարեցին հայտարարում հայտնեց հայտնել հայտնում հայտնեցին նշեցին նշել ընդգծում շեշտել շեշտում պնդում պնդեց ավելացրեց "
      "ավելացրել ավելացնում պարզաբանեց բացատրեց բացատրել մեկնաբանեց հիշեցրեց մտածում վերհիշեց վերհիշել պատմեց պատմել պատասխանում հավաստիացրեց կարծում համարում զգուշացրեց կոչ գրում գրառել խոստացավ խոստովանեց "
      "հարցրեց հավաստել վստահեցրեց վստահեցնում տեղեկացրեց տեղեկացնում արձագանքեց արձագանքել եզրափակեց եզրափակել ամփոփեց ամփոփել մանրամասնեց մանրամասնել մանրամասնում շարունակեց "
      "շարունակել եզրակացրեց եզրակացնում հակադարձեց հակադարձել պատասխանեցին պահանջեց պահանջել քննադատեց նկատեց նկատել նկատում պնդել բացականչեց ճշտեց ճշտել փաստեց փաստում "
      "ընդգծեցին ասացինք գրեցին հորդորեց հորդորել շնորհավորեց մեկնաբանել մեկնաբանում բացատրում պատմում հիշեցնում հիշեցրել խոստացել զգուշացրել զգուշացնում վստահեցրել համոզված" },
    { "hy", WORD_READS, "ասվում ասված ասվել նշվում նշված գրված կարդում" },
    { "hy", WORD_CALLS, "անվանեց անվանել որակեց որակել կոչեց" },
    { "hy", WORD_HELPS, "ահա ոչ իր մի մեր ձեր իմ քո էլ եմ ես է ենք եք են էի էիր էր էինք էիք էին նաեւ արդեն ապա հետո այսօր երեկ այսպես այդպես մասնավորապես" },
    { "hy", WORD_THEY | WORD_PRONOUN, "մենք դուք նրանք իրենք" },
    { "hy", WORD_CLAUSE, "որ որը որոնք ով ովքեր երբ եթե բայց եւ իսկ ինչպես թե թեեւ սակայն քանի որպեսզի մինչեւ" },
    { "hy", WORD_HELPS | WORD_HE | WORD_SHE, "նրա" },
    { "hy", WORD_MODAL, "կարելի դժվար պետք հնարավոր հարկ արժե ուզում կարող" },
    { "hy", WORD_HE | WORD_SHE | WORD_PRONOUN, "վերջինս" },
    { "tr", WORD_SAYS,
      "acikladi acikliyor aktardi anlatti belirtti belirtiyor bildirdi cevabini dedi dediler diyor ekledi etti hatirlatti iddia kaydetti konustu kullandi "
      "paylasti savundu diyerek derken diyen belirten soyleyen kaydeden vurgulayan ekleyen savunan anlatan aciklayan surdurdu konusan seslendi sordu soyledi soyluyor soylemisti tepki uyardi vurgulad vurguladi vurguluyor yanitladi yazdi yorumladi" },
    { "tr", WORD_CALLS, "nitelendirdi niteledi tanimladi" },
    { "tr", WORD_HELPS, "diye seklinde ifadelerini ifadesini sozlerini olarak de da ayrica ise ifade konustu degerlendirmesini aciklamasini yanitini cevabini acik sozleriyle" },
    { "tr", WORD_HE | WORD_SHE | WORD_PRONOUN, "o" },
    { "tr", WORD_CLAUSE, "ki cunku ama fakat ve" },
    { "pl", WORD_SAYS,
      "dodal dodala dodaje mowi mowil mowila napisal napisala ocenil ocenila ocenia oswiadczyl oswiadczyla odpowiedzial odpowiedziala odparl odparla "
      "podkreslil podkreslila podkresla powiedzial powiedziala powiedzieli przekonuje przyznal przyznala stwierdzil stwierdzila tlumaczyl tlumaczy twierdzi uwaza "
      "wyjasnil wyjasnila zapewnil zapewnila zapowiedzial zapowiedziala zauwazyl zauwazyla zaznaczyl zaznaczyla zapytal zapytala przypomnial" },
    { "pl", WORD_HELPS | WORD_HE, "jego" },
    { "pl", WORD_HELPS | WORD_SHE, "jej" },
    { "pl", WORD_CALLS, "nazwal nazwala nazywa okreslil okreslila" },
    { "pl", WORD_HE | WORD_PRONOUN, "on" },
    { "pl", WORD_SHE | WORD_PRONOUN, "ona" },
    { "pl", WORD_CLAUSE, "ze ktory ktora ktore kiedy jesli ale i a zeby bo" },
    { "pl", WORD_PREPOSITION, "w we na z ze do od za po dla o pod nad przez przed przy" },
};

const size_t speech_list_count = sizeof speech_lists / sizeof *speech_lists;

/* "according to X": words, and what follows them, or (`behind`) stands before them. */
const struct speech_source speech_sources[] = {
    { "en", { "according", "to" }, 2, false, false },     { "fr", { "selon" }, 1, false, false },          { "fr", { "d'apres" }, 1, false, false },       { "fr", { "d", "apres" }, 2, false, false },
    { "es", { "a", "juicio", "de" }, 3, false, false }, { "es", { "en", "opinion", "de" }, 3, false, false }, { "es", { "a", "decir", "de" }, 3, false, false },       { "fr", { "pour" }, 1, false, true },
    { "es", { "para" }, 1, false, true },          { "de", { "fur" }, 1, false, true },             { "it", { "per" }, 1, false, true },
    { "de", { "laut" }, 1, false, false },                { "de", { "nach", "angaben", "von" }, 3, false, false }, { "de", { "nach", "worten", "von" }, 3, false, false },
    { "de", { "zufolge" }, 1, true, false },              { "es", { "segun" }, 1, false, false },          { "es", { "en", "palabras", "de" }, 3, false, false },
    { "it", { "secondo" }, 1, false, false },             { "pt", { "segundo" }, 1, false, false },        { "pt", { "de", "acordo", "com" }, 3, false, false },
    { "ru", { "по", "словам" }, 2, false, false },        { "ru", { "по", "его", "словам" }, 3, false, false }, { "ru", { "по", "ее", "словам" }, 3, false, false },
    { "ru", { "по", "его", "мнению" }, 3, false, false }, { "ru", { "по", "ее", "мнению" }, 3, false, false }, { "ru", { "по", "мнению" }, 2, false, false },   { "ru", { "по", "информации" }, 2, false, false }, { "ru", { "по", "данным" }, 2, false, false },
    { "ru", { "по", "утверждению" }, 2, false, false },   { "uk", { "за", "її", "словами" }, 3, false, false }, { "uk", { "за", "його", "словами" }, 3, false, false },
    { "pl", { "jej", "zdaniem" }, 2, false, false }, { "pl", { "jego", "zdaniem" }, 2, false, false }, { "uk", { "за", "словами" }, 2, false, false },  { "uk", { "на", "думку" }, 2, false, false },
    { "hy", { "նրա", "խոսքով" }, 2, false, false }, { "hy", { "նրա", "կարծիքով" }, 2, false, false }, { "hy", { "ըստ", "նրա" }, 2, false, false },
    { "hy", { "ըստ" }, 1, false, false },                { "hy", { "խոսքով" }, 1, true, false },               { "hy", { "կարծիքով" }, 1, true, false },       { "hy", { "գնահատմամբ" }, 1, true, false },     { "hy", { "համոզմամբ" }, 1, true, false },        { "hy", { "խոսքերով" }, 1, true, false },
    { "tr", { "gore" }, 1, true, false },                 { "pl", { "wedlug" }, 1, false, false },         { "pl", { "zdaniem" }, 1, false, false },
};

const size_t speech_source_count = sizeof speech_sources / sizeof *speech_sources;
