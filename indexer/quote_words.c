#include "indexer/quote_words.h"

#include "engine/base/hash.h"
#include "engine/base/memory.h"
#include "engine/text/analyser.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const struct listed {
    const char *form;
    unsigned kinds;
} words[] = {
    { "a", WORD_DETERMINER }, { "about", WORD_PREPOSITION }, { "accusation", WORD_UTTERANCE }, { "accuse", WORD_CALLS }, { "accused", WORD_CALLS },
    { "accuses", WORD_CALLS }, { "accusing", WORD_SAYING }, { "acikladi", WORD_SAYS }, { "acknowledge", WORD_SAYS }, { "acknowledged", WORD_SAYS },
    { "acknowledges", WORD_SAYS }, { "acknowledging", WORD_SAYING }, { "actually", WORD_HELPS }, { "add", WORD_SAYS }, { "added", WORD_SAYS },
    { "adding", WORD_SAYING }, { "adds", WORD_SAYS }, { "admission", WORD_UTTERANCE }, { "admit", WORD_SAYS }, { "admits", WORD_SAYS },
    { "admitted", WORD_SAYS }, { "admitting", WORD_SAYING }, { "advirtio", WORD_SAYS }, { "advise", WORD_SAYS }, { "advised", WORD_SAYS },
    { "advising", WORD_SAYING }, { "affirme", WORD_SAYS }, { "afirma", WORD_SAYS }, { "afirmo", WORD_SAYS }, { "after", WORD_PREPOSITION },
    { "again", WORD_HELPS }, { "against", WORD_PREPOSITION }, { "agree", WORD_SAYS }, { "agreed", WORD_SAYS }, { "agreeing", WORD_SAYING },
    { "agrees", WORD_SAYS }, { "agrega", WORD_SAYS }, { "agrego", WORD_SAYS }, { "ajoute", WORD_SAYS }, { "all", WORD_HELPS },
    { "allegation", WORD_UTTERANCE }, { "allege", WORD_SAYS }, { "alleged", WORD_SAYS }, { "alleges", WORD_SAYS }, { "alleging", WORD_SAYING },
    { "already", WORD_HELPS }, { "also", WORD_HELPS }, { "although", WORD_CLAUSE }, { "always", WORD_HELPS }, { "amid", WORD_PREPOSITION },
    { "among", WORD_PREPOSITION }, { "an", WORD_DETERMINER }, { "anade", WORD_SAYS }, { "anadio", WORD_SAYS }, { "and", WORD_CLAUSE },
    { "annonce", WORD_SAYS }, { "announce", WORD_SAYS }, { "announced", WORD_SAYS }, { "announces", WORD_SAYS }, { "announcing", WORD_SAYING },
    { "another", WORD_DETERMINER }, { "answer", WORD_UTTERANCE }, { "any", WORD_DETERMINER }, { "apologised", WORD_SAYS },
    { "apologized", WORD_CALLS }, { "apologizes", WORD_CALLS }, { "are", WORD_HELPS }, { "argue", WORD_SAYS }, { "argued", WORD_SAYS },
    { "argues", WORD_SAYS }, { "arguing", WORD_SAYING }, { "argument", WORD_UTTERANCE }, { "as", WORD_CLAUSE }, { "asegura", WORD_SAYS },
    { "aseguro", WORD_SAYS }, { "ask", WORD_SAYS }, { "asked", WORD_SAYS }, { "asking", WORD_SAYING }, { "asks", WORD_SAYS },
    { "assert", WORD_SAYS }, { "asserted", WORD_SAYS }, { "asserting", WORD_SAYING }, { "assertion", WORD_UTTERANCE },
    { "assertions", WORD_UTTERANCE }, { "asserts", WORD_SAYS }, { "assessment", WORD_UTTERANCE }, { "assure", WORD_SAYS }, { "assured", WORD_SAYS },
    { "at", WORD_PREPOSITION }, { "attacked", WORD_CALLS }, { "barked", WORD_SAYS }, { "bashed", WORD_CALLS }, { "be", WORD_HELPS },
    { "because", WORD_CLAUSE }, { "been", WORD_HELPS }, { "before", WORD_PREPOSITION }, { "began", WORD_SAYS }, { "behind", WORD_PREPOSITION },
    { "being", WORD_HELPS }, { "belief", WORD_UTTERANCE }, { "believe", WORD_CALLS }, { "believed", WORD_CALLS }, { "believes", WORD_CALLS },
    { "belirtti", WORD_SAYS }, { "bellowed", WORD_SAYS }, { "betont", WORD_SAYS }, { "betonte", WORD_SAYS }, { "between", WORD_PREPOSITION },
    { "blast", WORD_CALLS }, { "blasted", WORD_CALLS }, { "blasting", WORD_SAYING }, { "blasts", WORD_CALLS }, { "blogged", WORD_SAYS },
    { "boast", WORD_SAYS }, { "boasted", WORD_SAYS }, { "boasting", WORD_SAYING }, { "boasts", WORD_SAYS },
    { "both", WORD_DETERMINER | WORD_HELPS }, { "brag", WORD_SAYS }, { "bragged", WORD_SAYS }, { "bragging", WORD_SAYING },
    { "branded", WORD_CALLS }, { "but", WORD_CLAUSE }, { "by", WORD_PREPOSITION }, { "call", WORD_CALLS | WORD_UTTERANCE },
    { "called", WORD_CALLS }, { "calling", WORD_SAYING }, { "calls", WORD_CALLS | WORD_UTTERANCE }, { "can", WORD_HELPS }, { "caution", WORD_SAYS },
    { "cautioned", WORD_SAYS }, { "cautioning", WORD_SAYING }, { "cautions", WORD_SAYS }, { "chant", WORD_SAYS }, { "chanted", WORD_SAYS },
    { "chanting", WORD_SAYING }, { "chants", WORD_SAYS }, { "characterization", WORD_UTTERANCE }, { "characterize", WORD_CALLS },
    { "characterized", WORD_CALLS }, { "characterizes", WORD_CALLS }, { "characterizing", WORD_SAYING }, { "charged", WORD_CALLS },
    { "charging", WORD_SAYING }, { "chide", WORD_SAYS }, { "chided", WORD_SAYS }, { "chimed", WORD_SAYS }, { "chuckled", WORD_SAYS },
    { "cite", WORD_CALLS }, { "cited", WORD_CALLS }, { "cites", WORD_CALLS }, { "citing", WORD_SAYING }, { "claim", WORD_UTTERANCE },
    { "claimed", WORD_SAYS }, { "claiming", WORD_SAYING }, { "claims", WORD_UTTERANCE }, { "clarified", WORD_SAYS }, { "clarifies", WORD_SAYS },
    { "clearly", WORD_HELPS }, { "comment", WORD_UTTERANCE }, { "commented", WORD_SAYS }, { "comments", WORD_UTTERANCE }, { "complain", WORD_SAYS },
    { "complained", WORD_SAYS }, { "complaining", WORD_SAYING }, { "complains", WORD_SAYS }, { "complaint", WORD_UTTERANCE },
    { "complimented", WORD_CALLS }, { "concede", WORD_SAYS }, { "conceded", WORD_SAYS }, { "concedes", WORD_SAYS }, { "conceding", WORD_SAYING },
    { "conclude", WORD_SAYS }, { "concluded", WORD_SAYS }, { "concludes", WORD_SAYS }, { "concluding", WORD_SAYING }, { "conclut", WORD_SAYS },
    { "concurred", WORD_SAYS }, { "condemn", WORD_CALLS }, { "condemned", WORD_CALLS }, { "condemning", WORD_SAYING }, { "condemns", WORD_CALLS },
    { "confess", WORD_SAYS }, { "confessed", WORD_SAYS }, { "confesses", WORD_SAYS }, { "confessing", WORD_SAYING }, { "confie", WORD_SAYS },
    { "confirm", WORD_SAYS }, { "confirmed", WORD_SAYS }, { "confirming", WORD_SAYING }, { "confirms", WORD_SAYS }, { "contend", WORD_SAYS },
    { "contended", WORD_SAYS }, { "contending", WORD_SAYING }, { "contends", WORD_SAYS }, { "contention", WORD_UTTERANCE },
    { "continue", WORD_SAYS }, { "continued", WORD_SAYS }, { "continues", WORD_SAYS }, { "correctly", WORD_HELPS }, { "could", WORD_HELPS },
    { "counter", WORD_SAYS }, { "countered", WORD_SAYS }, { "counters", WORD_SAYS }, { "cracked", WORD_SAYS }, { "cried", WORD_SAYS },
    { "criticise", WORD_CALLS }, { "criticised", WORD_CALLS }, { "criticize", WORD_CALLS }, { "criticized", WORD_CALLS },
    { "criticizes", WORD_CALLS }, { "criticizing", WORD_SAYING }, { "deadpanned", WORD_SAYS }, { "declara", WORD_SAYS },
    { "declaration", WORD_UTTERANCE }, { "declare", WORD_SAYS }, { "declared", WORD_SAYS }, { "declares", WORD_SAYS }, { "declaring", WORD_SAYING },
    { "declaro", WORD_SAYS }, { "decried", WORD_CALLS }, { "decries", WORD_CALLS }, { "decry", WORD_CALLS }, { "dedi", WORD_SAYS },
    { "defend", WORD_CALLS }, { "defended", WORD_CALLS }, { "defends", WORD_CALLS }, { "demanded", WORD_SAYS }, { "demanding", WORD_SAYING },
    { "denied", WORD_SAYS }, { "denies", WORD_SAYS }, { "denounce", WORD_CALLS }, { "denounced", WORD_CALLS }, { "denounces", WORD_CALLS },
    { "denouncing", WORD_SAYING }, { "deny", WORD_SAYS }, { "denying", WORD_SAYING }, { "depicted", WORD_CALLS }, { "deplore", WORD_CALLS },
    { "deplored", WORD_CALLS }, { "deride", WORD_CALLS }, { "derided", WORD_CALLS }, { "describe", WORD_CALLS }, { "described", WORD_CALLS },
    { "describes", WORD_CALLS }, { "describing", WORD_SAYING }, { "description", WORD_UTTERANCE }, { "despite", WORD_PREPOSITION },
    { "dice", WORD_SAYS }, { "did", WORD_HELPS }, { "dijo", WORD_SAYS }, { "dismiss", WORD_CALLS }, { "dismissed", WORD_CALLS },
    { "dismisses", WORD_CALLS }, { "dismissing", WORD_SAYING }, { "dit", WORD_SAYS }, { "do", WORD_HELPS }, { "does", WORD_HELPS },
    { "dubbed", WORD_CALLS }, { "during", WORD_PREPOSITION }, { "each", WORD_DETERMINER }, { "earlier", WORD_HELPS }, { "echo", WORD_SAYS },
    { "echoed", WORD_SAYS }, { "echoes", WORD_SAYS }, { "echoing", WORD_SAYING }, { "ecrit", WORD_SAYS }, { "ekledi", WORD_SAYS },
    { "elaborate", WORD_SAYS }, { "elaborated", WORD_SAYS }, { "ella", WORD_PRONOUN | WORD_SHE }, { "elle", WORD_PRONOUN | WORD_SHE },
    { "emailed", WORD_SAYS }, { "emphasise", WORD_SAYS }, { "emphasised", WORD_SAYS }, { "emphasize", WORD_SAYS }, { "emphasized", WORD_SAYS },
    { "emphasizes", WORD_SAYS }, { "emphasizing", WORD_SAYING }, { "encouraged", WORD_CALLS }, { "endorsed", WORD_CALLS },
    { "er", WORD_HE | WORD_PRONOUN }, { "erklart", WORD_SAYS }, { "erklarte", WORD_SAYS }, { "escribio", WORD_SAYS }, { "estimate", WORD_CALLS },
    { "estimated", WORD_CALLS }, { "estimates", WORD_CALLS }, { "estime", WORD_SAYS }, { "even", WORD_HELPS }, { "ever", WORD_HELPS },
    { "every", WORD_DETERMINER }, { "exclaim", WORD_SAYS }, { "exclaimed", WORD_SAYS }, { "exclaiming", WORD_SAYING }, { "exclaims", WORD_SAYS },
    { "expected", WORD_CALLS }, { "expects", WORD_CALLS }, { "explain", WORD_SAYS }, { "explained", WORD_SAYS }, { "explaining", WORD_SAYING },
    { "explains", WORD_SAYS }, { "explica", WORD_SAYS }, { "explico", WORD_SAYS }, { "explique", WORD_SAYS }, { "express", WORD_CALLS },
    { "expressed", WORD_CALLS }, { "expresses", WORD_CALLS }, { "expressing", WORD_SAYING }, { "famously", WORD_HELPS }, { "faulted", WORD_CALLS },
    { "feared", WORD_CALLS }, { "finally", WORD_HELPS }, { "finds", WORD_CALLS }, { "first", WORD_HELPS }, { "flatly", WORD_HELPS },
    { "following", WORD_PREPOSITION }, { "for", WORD_PREPOSITION }, { "fordert", WORD_SAYS }, { "forderte", WORD_SAYS }, { "friday", WORD_HELPS },
    { "from", WORD_PREPOSITION }, { "fugte", WORD_SAYS }, { "further", WORD_HELPS }, { "furthermore", WORD_HELPS }, { "goes", WORD_SAYS },
    { "grumbled", WORD_SAYS }, { "guessed", WORD_SAYS }, { "gushed", WORD_SAYS }, { "had", WORD_HELPS }, { "hail", WORD_CALLS },
    { "hailed", WORD_CALLS }, { "hailing", WORD_SAYING }, { "hails", WORD_CALLS }, { "has", WORD_HELPS }, { "have", WORD_HELPS },
    { "he", WORD_HE | WORD_PRONOUN }, { "her", WORD_DETERMINER }, { "herself", WORD_HELPS }, { "himself", WORD_HELPS }, { "hinted", WORD_CALLS },
    { "his", WORD_DETERMINER }, { "hoped", WORD_CALLS }, { "how", WORD_CLAUSE }, { "however", WORD_CLAUSE }, { "i", WORD_PRONOUN },
    { "if", WORD_CLAUSE }, { "ifade", WORD_SAYS }, { "il", WORD_HE | WORD_PRONOUN }, { "immediately", WORD_HELPS }, { "in", WORD_PREPOSITION },
    { "including", WORD_PREPOSITION }, { "indique", WORD_SAYS }, { "inform", WORD_CALLS }, { "informed", WORD_CALLS | WORD_TELLS },
    { "initially", WORD_HELPS }, { "inquired", WORD_SAYS }, { "inside", WORD_PREPOSITION }, { "insist", WORD_SAYS }, { "insisted", WORD_SAYS },
    { "insistence", WORD_UTTERANCE }, { "insisting", WORD_SAYING }, { "insistio", WORD_SAYS }, { "insists", WORD_SAYS }, { "interject", WORD_SAYS },
    { "interjected", WORD_SAYS }, { "into", WORD_PREPOSITION }, { "intoned", WORD_SAYS }, { "invoke", WORD_CALLS }, { "invoked", WORD_CALLS },
    { "is", WORD_HELPS }, { "it", WORD_PRONOUN | WORD_THEY }, { "its", WORD_DETERMINER }, { "joke", WORD_SAYS | WORD_UTTERANCE },
    { "joked", WORD_SAYS }, { "jokes", WORD_SAYS }, { "joking", WORD_SAYING }, { "just", WORD_HELPS }, { "kaydetti", WORD_SAYS },
    { "konustu", WORD_SAYS }, { "kritisiert", WORD_SAYS }, { "kritisierte", WORD_SAYS }, { "labeled", WORD_CALLS }, { "labeling", WORD_SAYING },
    { "labelled", WORD_CALLS }, { "lament", WORD_SAYS }, { "lamented", WORD_SAYS }, { "lamenting", WORD_SAYING }, { "laments", WORD_SAYS },
    { "lance", WORD_SAYS }, { "lash", WORD_CALLS }, { "lashed", WORD_CALLS }, { "later", WORD_HELPS }, { "laud", WORD_CALLS },
    { "lauded", WORD_CALLS }, { "lauds", WORD_CALLS }, { "laughed", WORD_SAYS }, { "letter", WORD_UTTERANCE }, { "like", WORD_PREPOSITION },
    { "likened", WORD_CALLS }, { "line", WORD_UTTERANCE }, { "maintain", WORD_SAYS }, { "maintained", WORD_SAYS }, { "maintaining", WORD_SAYING },
    { "maintains", WORD_SAYS }, { "manifesto", WORD_SAYS }, { "many", WORD_DETERMINER }, { "martele", WORD_SAYS }, { "may", WORD_HELPS },
    { "meint", WORD_SAYS }, { "meinte", WORD_SAYS }, { "mentioned", WORD_SAYS }, { "mentioning", WORD_SAYING }, { "message", WORD_UTTERANCE },
    { "messaged", WORD_SAYS }, { "might", WORD_HELPS }, { "miss", WORD_MRS }, { "mock", WORD_CALLS }, { "mocked", WORD_CALLS },
    { "mocking", WORD_SAYING }, { "mocks", WORD_CALLS }, { "monday", WORD_HELPS }, { "most", WORD_DETERMINER }, { "mr", WORD_MR },
    { "mrs", WORD_MRS }, { "ms", WORD_MRS }, { "murmured", WORD_SAYS }, { "muse", WORD_SAYS }, { "mused", WORD_SAYS }, { "muses", WORD_SAYS },
    { "muttered", WORD_SAYS }, { "my", WORD_DETERMINER }, { "near", WORD_PREPOSITION }, { "never", WORD_HELPS }, { "no", WORD_DETERMINER },
    { "nor", WORD_CLAUSE }, { "not", WORD_HELPS }, { "noted", WORD_SAYS }, { "notes", WORD_SAYS }, { "noting", WORD_SAYING }, { "now", WORD_HELPS },
    { "objected", WORD_SAYS }, { "observe", WORD_SAYS }, { "observed", WORD_SAYS }, { "observes", WORD_SAYS }, { "observing", WORD_SAYING },
    { "of", WORD_PREPOSITION }, { "offered", WORD_SAYS }, { "often", WORD_HELPS }, { "on", WORD_PREPOSITION }, { "once", WORD_HELPS },
    { "one", WORD_DETERMINER }, { "only", WORD_HELPS }, { "opine", WORD_SAYS }, { "opined", WORD_SAYS }, { "opines", WORD_SAYS },
    { "or", WORD_CLAUSE }, { "other", WORD_DETERMINER }, { "our", WORD_DETERMINER }, { "outside", WORD_PREPOSITION }, { "over", WORD_PREPOSITION },
    { "penned", WORD_SAYS }, { "per", WORD_PREPOSITION }, { "plead", WORD_SAYS }, { "pleaded", WORD_SAYS },
    { "pledge", WORD_CALLS | WORD_UTTERANCE }, { "pledged", WORD_CALLS }, { "pledges", WORD_CALLS }, { "pledging", WORD_SAYING },
    { "pointed", WORD_SAYS }, { "pointing", WORD_SAYING }, { "points", WORD_SAYS }, { "pondered", WORD_SAYS }, { "portray", WORD_CALLS },
    { "portrayed", WORD_CALLS }, { "post", WORD_UTTERANCE }, { "posted", WORD_SAYS }, { "posting", WORD_SAYING }, { "poursuit", WORD_SAYS },
    { "praise", WORD_CALLS }, { "praised", WORD_CALLS }, { "praises", WORD_CALLS }, { "praising", WORD_SAYING }, { "precise", WORD_SAYS },
    { "preciso", WORD_SAYS }, { "predict", WORD_SAYS }, { "predicted", WORD_SAYS }, { "predicting", WORD_SAYING }, { "prediction", WORD_UTTERANCE },
    { "predicts", WORD_SAYS }, { "pressed", WORD_SAYS }, { "previously", WORD_HELPS }, { "privately", WORD_HELPS }, { "proclaim", WORD_SAYS },
    { "proclaimed", WORD_SAYS }, { "proclaiming", WORD_SAYING }, { "proclaims", WORD_SAYS }, { "promise", WORD_CALLS | WORD_UTTERANCE },
    { "promised", WORD_CALLS }, { "promises", WORD_CALLS }, { "promising", WORD_SAYING }, { "pronounced", WORD_SAYS }, { "propose", WORD_SAYS },
    { "proposed", WORD_SAYS }, { "protest", WORD_SAYS }, { "protested", WORD_SAYS }, { "publicly", WORD_HELPS }, { "questioned", WORD_CALLS },
    { "questioning", WORD_SAYING }, { "quickly", WORD_HELPS }, { "quietly", WORD_HELPS }, { "quip", WORD_SAYS | WORD_UTTERANCE },
    { "quipped", WORD_SAYS }, { "quipping", WORD_SAYING }, { "quips", WORD_SAYS }, { "quoted", WORD_CALLS }, { "quoting", WORD_SAYING },
    { "railed", WORD_CALLS }, { "ranted", WORD_SAYS }, { "rappele", WORD_SAYS }, { "raved", WORD_SAYS }, { "read", WORD_SAYS },
    { "reading", WORD_SAYING }, { "reads", WORD_SAYS }, { "reasoned", WORD_SAYS }, { "rebutted", WORD_SAYS }, { "recall", WORD_SAYS },
    { "recalled", WORD_SAYS }, { "recalling", WORD_SAYING }, { "recalls", WORD_SAYS }, { "recently", WORD_HELPS }, { "recommended", WORD_CALLS },
    { "recounted", WORD_SAYS }, { "recounts", WORD_SAYS }, { "refer", WORD_CALLS }, { "referred", WORD_CALLS }, { "referring", WORD_SAYING },
    { "refers", WORD_CALLS }, { "reflected", WORD_SAYS }, { "regarding", WORD_PREPOSITION }, { "regrette", WORD_SAYS }, { "reiterate", WORD_SAYS },
    { "reiterated", WORD_SAYS }, { "reiterates", WORD_SAYS }, { "reiterating", WORD_SAYING }, { "rejoined", WORD_SAYS }, { "relayed", WORD_SAYS },
    { "remark", WORD_SAYS | WORD_UTTERANCE }, { "remarked", WORD_SAYS }, { "remarking", WORD_SAYING }, { "remarks", WORD_SAYS | WORD_UTTERANCE },
    { "remembered", WORD_SAYS }, { "remind", WORD_SAYS }, { "reminded", WORD_SAYS | WORD_TELLS }, { "reminding", WORD_SAYING },
    { "reminds", WORD_SAYS }, { "repeat", WORD_SAYS }, { "repeated", WORD_SAYS }, { "repeatedly", WORD_HELPS }, { "repeating", WORD_SAYING },
    { "replied", WORD_SAYS }, { "replies", WORD_SAYS }, { "reply", WORD_SAYS | WORD_UTTERANCE }, { "replying", WORD_SAYING },
    { "repondu", WORD_SAYS }, { "reported", WORD_SAYS }, { "reportedly", WORD_HELPS }, { "reporting", WORD_SAYING }, { "reports", WORD_CALLS },
    { "requested", WORD_CALLS }, { "respond", WORD_SAYS }, { "responded", WORD_SAYS }, { "responding", WORD_SAYING }, { "responds", WORD_SAYS },
    { "response", WORD_UTTERANCE }, { "retaliated", WORD_SAYS }, { "retort", WORD_SAYS }, { "retorted", WORD_SAYS }, { "retorting", WORD_SAYING },
    { "retorts", WORD_SAYS }, { "retweeted", WORD_SAYS }, { "reveal", WORD_SAYS }, { "revealed", WORD_SAYS }, { "revealing", WORD_SAYING },
    { "reveals", WORD_SAYS }, { "ridiculed", WORD_CALLS }, { "riffed", WORD_SAYS }, { "rip", WORD_CALLS }, { "ripped", WORD_CALLS },
    { "rips", WORD_CALLS }, { "ruled", WORD_CALLS }, { "sagt", WORD_SAYS }, { "sagte", WORD_SAYS }, { "said", WORD_SAYS },
    { "saturday", WORD_HELPS }, { "say", WORD_SAYS }, { "saying", WORD_SAYING }, { "says", WORD_SAYS }, { "schreibt", WORD_SAYS },
    { "schrieb", WORD_SAYS }, { "scoff", WORD_SAYS }, { "scoffed", WORD_SAYS }, { "scoffs", WORD_SAYS }, { "screamed", WORD_SAYS },
    { "senala", WORD_SAYS }, { "senalo", WORD_SAYS }, { "several", WORD_DETERMINER }, { "she", WORD_PRONOUN | WORD_SHE }, { "should", WORD_HELPS },
    { "shout", WORD_SAYS }, { "shouted", WORD_SAYS }, { "shouting", WORD_SAYING }, { "shouts", WORD_SAYS }, { "shrugged", WORD_SAYS },
    { "sie", WORD_PRONOUN | WORD_SHE }, { "sighed", WORD_SAYS }, { "signaled", WORD_CALLS }, { "similarly", WORD_HELPS }, { "simply", WORD_HELPS },
    { "since", WORD_PREPOSITION }, { "slam", WORD_CALLS }, { "slammed", WORD_CALLS }, { "slamming", WORD_SAYING }, { "slams", WORD_CALLS },
    { "slogan", WORD_UTTERANCE }, { "snapped", WORD_SAYS }, { "snarked", WORD_SAYS }, { "sneer", WORD_SAYS }, { "sneered", WORD_SAYS },
    { "sniped", WORD_SAYS }, { "so", WORD_CLAUSE }, { "some", WORD_DETERMINER }, { "soon", WORD_HELPS }, { "souligne", WORD_SAYS },
    { "soyledi", WORD_SAYS }, { "specifically", WORD_HELPS }, { "speculate", WORD_SAYS }, { "speculated", WORD_SAYS }, { "speech", WORD_UTTERANCE },
    { "stated", WORD_SAYS }, { "statement", WORD_UTTERANCE }, { "statements", WORD_UTTERANCE }, { "stating", WORD_SAYING }, { "still", WORD_HELPS },
    { "stipulates", WORD_SAYS }, { "stress", WORD_SAYS }, { "stressed", WORD_SAYS }, { "stresses", WORD_SAYS }, { "stressing", WORD_SAYING },
    { "subrayo", WORD_SAYS }, { "subsequently", WORD_HELPS }, { "suggest", WORD_SAYS }, { "suggested", WORD_SAYS }, { "suggesting", WORD_SAYING },
    { "suggestion", WORD_UTTERANCE }, { "suggests", WORD_SAYS }, { "summarized", WORD_SAYS }, { "summed", WORD_SAYS }, { "sunday", WORD_HELPS },
    { "surmised", WORD_SAYS }, { "suspected", WORD_CALLS }, { "talked", WORD_CALLS }, { "teased", WORD_SAYS }, { "tell", WORD_SAYS | WORD_TELLS },
    { "telling", WORD_SAYING }, { "tells", WORD_SAYS | WORD_TELLS }, { "testified", WORD_SAYS }, { "testifies", WORD_SAYS },
    { "testify", WORD_SAYS }, { "testifying", WORD_SAYING }, { "texted", WORD_SAYS }, { "than", WORD_PREPOSITION }, { "thanked", WORD_CALLS },
    { "thanks", WORD_CALLS }, { "that", WORD_CLAUSE }, { "the", WORD_DETERMINER }, { "their", WORD_DETERMINER }, { "themselves", WORD_HELPS },
    { "then", WORD_HELPS }, { "theorized", WORD_SAYS }, { "these", WORD_DETERMINER }, { "they", WORD_PRONOUN | WORD_THEY }, { "think", WORD_CALLS },
    { "thinks", WORD_CALLS }, { "this", WORD_DETERMINER }, { "those", WORD_DETERMINER }, { "though", WORD_CLAUSE }, { "thought", WORD_CALLS },
    { "three", WORD_DETERMINER }, { "through", WORD_PREPOSITION }, { "throughout", WORD_PREPOSITION }, { "thundered", WORD_SAYS },
    { "thursday", WORD_HELPS }, { "to", WORD_PREPOSITION }, { "today", WORD_HELPS }, { "told", WORD_SAYS | WORD_TELLS }, { "tout", WORD_CALLS },
    { "touted", WORD_CALLS }, { "touting", WORD_SAYING }, { "touts", WORD_CALLS }, { "toward", WORD_PREPOSITION }, { "towards", WORD_PREPOSITION },
    { "trashed", WORD_CALLS }, { "tuesday", WORD_HELPS }, { "tweet", WORD_SAYS | WORD_UTTERANCE }, { "tweeted", WORD_SAYS },
    { "tweeting", WORD_SAYING | WORD_SAYS }, { "tweets", WORD_UTTERANCE }, { "twitterte", WORD_SAYS }, { "two", WORD_DETERMINER },
    { "under", WORD_PREPOSITION }, { "underlined", WORD_SAYS }, { "underscored", WORD_SAYS }, { "unless", WORD_CLAUSE },
    { "until", WORD_PREPOSITION }, { "upon", WORD_PREPOSITION }, { "urge", WORD_SAYS }, { "urged", WORD_SAYS }, { "urges", WORD_SAYS },
    { "urging", WORD_SAYING }, { "via", WORD_PREPOSITION }, { "view", WORD_UTTERANCE }, { "voiced", WORD_SAYS }, { "volunteer", WORD_SAYS },
    { "volunteered", WORD_SAYS }, { "vow", WORD_SAYS | WORD_UTTERANCE }, { "vowed", WORD_SAYS }, { "vowing", WORD_SAYING }, { "vows", WORD_SAYS },
    { "vurguladi", WORD_SAYS }, { "warn", WORD_SAYS }, { "warned", WORD_SAYS }, { "warning", WORD_SAYING | WORD_UTTERANCE }, { "warns", WORD_SAYS },
    { "warnt", WORD_SAYS }, { "warnte", WORD_SAYS }, { "was", WORD_HELPS }, { "we", WORD_PRONOUN | WORD_THEY }, { "wednesday", WORD_HELPS },
    { "weighed", WORD_SAYS }, { "welcomed", WORD_CALLS }, { "were", WORD_HELPS }, { "what", WORD_CLAUSE }, { "when", WORD_CLAUSE },
    { "where", WORD_CLAUSE }, { "whether", WORD_CLAUSE }, { "which", WORD_CLAUSE }, { "while", WORD_CLAUSE }, { "whisper", WORD_SAYS },
    { "whispered", WORD_SAYS }, { "who", WORD_CLAUSE }, { "whom", WORD_CLAUSE }, { "whose", WORD_CLAUSE }, { "why", WORD_CLAUSE },
    { "will", WORD_HELPS }, { "wished", WORD_CALLS }, { "with", WORD_PREPOSITION }, { "within", WORD_PREPOSITION }, { "without", WORD_PREPOSITION },
    { "wonder", WORD_SAYS }, { "wondered", WORD_SAYS }, { "wondering", WORD_SAYING }, { "wonders", WORD_SAYS }, { "words", WORD_UTTERANCE },
    { "would", WORD_HELPS }, { "write", WORD_SAYS }, { "writes", WORD_SAYS }, { "writing", WORD_SAYING }, { "wrote", WORD_SAYS },
    { "yazdi", WORD_SAYS }, { "yell", WORD_SAYS }, { "yelled", WORD_SAYS }, { "yelling", WORD_SAYING }, { "yesterday", WORD_HELPS },
    { "yet", WORD_CLAUSE }, { "your", WORD_DETERMINER }, { "говорит", WORD_SAYS }, { "добавил", WORD_SAYS }, { "добавила", WORD_SAYS },
    { "заявил", WORD_SAYS }, { "заявила", WORD_SAYS }, { "заявили", WORD_SAYS }, { "заявляет", WORD_SAYS }, { "написал", WORD_SAYS },
    { "написала", WORD_SAYS }, { "напомнил", WORD_SAYS }, { "напомнила", WORD_SAYS }, { "объяснил", WORD_SAYS }, { "объяснила", WORD_SAYS },
    { "он", WORD_HE | WORD_PRONOUN }, { "она", WORD_PRONOUN | WORD_SHE }, { "они", WORD_PRONOUN | WORD_THEY }, { "ответил", WORD_SAYS },
    { "ответила", WORD_SAYS }, { "отметил", WORD_SAYS }, { "отметила", WORD_SAYS }, { "отмечает", WORD_SAYS }, { "подчеркнул", WORD_SAYS },
    { "подчеркнула", WORD_SAYS }, { "пояснил", WORD_SAYS }, { "пояснила", WORD_SAYS }, { "призвал", WORD_SAYS }, { "признал", WORD_SAYS },
    { "признала", WORD_SAYS }, { "рассказал", WORD_SAYS }, { "рассказала", WORD_SAYS }, { "сказал", WORD_SAYS }, { "сказала", WORD_SAYS },
    { "сказали", WORD_SAYS }, { "сообщил", WORD_SAYS }, { "сообщила", WORD_SAYS }, { "сообщили", WORD_SAYS }, { "спросил", WORD_SAYS },
    { "считает", WORD_SAYS }, { "утверждает", WORD_SAYS }, { "уточнил", WORD_SAYS }, { "уточнила", WORD_SAYS }, { "ասաց", WORD_SAYS },
    { "ասել", WORD_SAYS }, { "ասում", WORD_SAYS }, { "գրել", WORD_SAYS }, { "գրեց", WORD_SAYS }, { "գրում", WORD_SAYS }, { "ընդգծել", WORD_SAYS },
    { "ընդգծեց", WORD_SAYS }, { "հայտարարել", WORD_SAYS }, { "հայտարարեց", WORD_SAYS }, { "հավելել", WORD_SAYS }, { "հավելեց", WORD_SAYS },
    { "նա", WORD_HE | WORD_PRONOUN | WORD_SHE }, { "նշել", WORD_SAYS }, { "նշեց", WORD_SAYS }, { "նշում", WORD_SAYS }, { "շեշտեց", WORD_SAYS },
    { "պատասխանել", WORD_SAYS }, { "պատասխանեց", WORD_SAYS },
};

/* Every word of every article is asked for: by its hash, in tables that are made once. A word of several languages has a slot for each. */
enum { COMMON_SLOTS = 4096, OTHER_SLOTS = 8192 };
struct slot {
    uint32_t hash;
    uint32_t kinds;
    struct str form;
    char lang[3];
};
static struct slot common_slots[COMMON_SLOTS], other_slots[OTHER_SLOTS];

static void add_slot(struct slot *slots, size_t n, struct str form, unsigned kinds, const char *lang)
{
    uint64_t hash = hash_bytes(form.p, form.n);
    size_t at = hash % n;
    while (slots[at].form.n)
        at = (at + 1) % n;
    slots[at] = (struct slot){ (uint32_t)hash, kinds, form, { lang[0], lang[0] ? lang[1] : '\0' } };
}

static void make_slots(void)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add_slot(common_slots, COMMON_SLOTS, str_of(words[i].form), words[i].kinds, "");
    for (size_t i = 0; i < speech_list_count; i++) {
        const char *p = speech_lists[i].words;
        for (size_t n; *p; p += n + (p[n] == ' ')) {
            n = strcspn(p, " ");
            add_slot(other_slots, OTHER_SLOTS, (struct str){ p, n }, speech_lists[i].kinds, speech_lists[i].lang);
        }
    }
}

static unsigned kinds_in(const struct slot *slots, size_t n, struct str form, uint64_t hash, const char *lang)
{
    unsigned kinds = 0;
    for (size_t at = hash % n; slots[at].form.n; at = (at + 1) % n)
        if (slots[at].hash == (uint32_t)hash && str_equal(slots[at].form, form) && (!lang || strcmp(slots[at].lang, lang) == 0))
            kinds |= slots[at].kinds;
    return kinds;
}

unsigned speech_word(struct str form, uint64_t hash, const char *lang)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_slots);
    bool english = (lang[0] == 'e' && lang[1] == 'n') || !lang[0];
    unsigned own = english ? 0 : kinds_in(other_slots, OTHER_SLOTS, form, hash, lang);
    return own ? own : kinds_in(common_slots, COMMON_SLOTS, form, hash, NULL);
}

/* Two letters as a number above 0, or 0 for what is no code. */
static uint32_t language_number(const char *lang)
{
    if (!lang[0])
        lang = "en";
    bool letters = lang[0] >= 'a' && lang[0] <= 'z' && lang[1] >= 'a' && lang[1] <= 'z';
    return letters ? (uint32_t)((lang[0] - 'a') * 26 + (lang[1] - 'a') + 1) : 0;
}

void word_kinds_begin(struct word_kinds *w, const char *lang)
{
    w->lang = lang;
    w->number = language_number(lang);
}

unsigned word_kinds_learn(struct word_kinds *w, const struct analyser *a, uint32_t form)
{
    unsigned kinds = speech_word(analyser_string(a, form), analyser_hash(a, form), w->lang);
    if (form >= w->n) {
        size_t n = form + form / 2 + 1024;
        w->v = xmore_zeroed(w->v, w->n * sizeof *w->v, n * sizeof *w->v);
        w->n = n;
    }
    w->v[form] = w->number << KIND_BITS | kinds;
    return kinds;
}

void word_kinds_release(struct word_kinds *w)
{
    free(w->v);
    *w = (struct word_kinds){ NULL };
}

static const char *const male_names[] = {
    "aaron", "abdul", "abdullah", "adam", "ahmed", "alan", "albert", "alejandro", "alex", "alexander", "alexei", "alexis", "ali",
    "allen", "andre", "andrei", "andres", "andrew", "andy", "anthony", "antonio", "antony", "armen", "arnold", "arthur", "artur",
    "ashton", "barack", "barney", "ben", "benjamin", "bernard", "bernie", "bill", "billy", "bob", "bobby", "boris", "brad", "bradley",
    "brendan", "brent", "brett", "brian", "bruce", "bryan", "carl", "carlos", "cedric", "charles", "charlie", "christian",
    "christopher", "chuck", "clarence", "clark", "claude", "colin", "corey", "cory", "craig", "dan", "daniel", "darrell", "dave",
    "david", "davit", "dean", "dennis", "derek", "devin", "dick", "dmitri", "dmitry", "don", "donald", "doug", "douglas", "dwight",
    "earl", "ed", "eddie", "edgar", "eduardo", "edward", "elijah", "elliott", "emmanuel", "eric", "erik", "ernest", "evan", "ezra",
    "felix", "fernando", "francis", "francois", "frank", "franklin", "fred", "frederick", "gary", "gene", "geoff", "geoffrey",
    "george", "gerald", "gerhard", "gilbert", "glenn", "gordon", "grant", "greg", "gregory", "hakob", "hans", "harold", "harry",
    "hassan", "hayk", "heiko", "helmut", "henry", "herbert", "herman", "howard", "hugh", "hugo", "hussein", "ian", "ibrahim", "igor",
    "ilham", "isaac", "ivan", "jack", "jacob", "jake", "james", "jared", "jason", "javier", "jay", "jeb", "jeff",
    "jeffrey", "jens", "jeremy", "jerome", "jerry", "jesse", "jim", "jimmy", "joe", "joel", "joey", "john", "johnny", "jon",
    "jonathan", "jorge", "jose", "josef", "joseph", "josh", "joshua", "juan", "julian", "justin", "karl", "keith", "ken", "kenneth",
    "kevin", "kirk", "kyle", "lamar", "larry", "lars", "lawrence", "lee", "leo", "leon", "leonid", "levon", "liam", "lindsey", "lloyd",
    "louis", "lucas", "luis", "luke", "manuel", "marc", "marco", "marcus", "mario", "mark", "marshall", "martin", "marty", "marvin",
    "matt", "matteo", "matthew", "maurice", "max", "melvin", "michael", "miguel", "mike", "mikhail", "mitch", "mitt", "mohammad",
    "mohammed", "muhammad", "nathan", "ned", "neil", "newt", "nicholas", "nick", "nicolas", "nicos", "nigel", "nikol", "noah",
    "norman", "oleg", "oliver", "omar", "oscar", "otto", "pablo", "patrick", "paul", "pavel", "pedro", "pete", "peter", "phil",
    "philip", "phillip", "pierre", "rahm", "ralph", "ramon", "rand", "randy", "raul", "ray", "raymond", "rex", "ricardo", "richard",
    "rick", "ricky", "rob", "robby", "robert", "roberto", "rod", "rodney", "roger", "roland", "ron", "ronald", "ross", "roy", "ruben",
    "rudolph", "rudy", "russ", "russell", "ryan", "salman", "sam", "samuel", "sanjay", "scott", "sean", "sebastian", "serge", "sergei",
    "sergey", "serzh", "seth", "shawn", "shinzo", "sid", "simon", "spencer", "stanley", "stephen", "steve", "steven", "stewart",
    "stuart", "tayyip", "ted", "terrence", "theodore", "thomas", "tigran", "tim", "timothy", "tobias", "todd", "tom", "tommy",
    "tony", "travis", "trevor", "trey", "tucker", "tyler", "vaclav", "vazgen", "victor", "viktor", "vincent", "vladimir", "volodymyr",
    "wallace", "walter", "warren", "wayne", "wesley", "wilbur", "will", "william", "winston", "wolfgang", "xavier", "yuri", "zac",
    "zachary",
};

static const char *const female_names[] = {
    "abigail", "agnes", "alexandra", "alice", "alicia", "alison", "allison", "amanda", "amber", "amelia", "amy", "ana", "andrea",
    "angela", "anita", "ann", "anna", "anne", "annegret", "annette", "april", "arianna", "audrey", "aung", "barbara",
    "beatrice", "becky", "bella", "bernadette", "beth", "betsy", "betty", "beverly", "bonnie", "brenda", "brianna", "bridget",
    "brittany", "carla", "carly", "carmen", "carol", "carole", "caroline", "carolyn", "catherine", "cathy", "cecilia", "celeste",
    "charlotte", "chelsea", "cheri", "cheryl", "christina", "christine", "cindy", "claire", "claudia", "colleen", "condoleezza",
    "connie", "courtney", "cristina", "crystal", "cynthia", "daisy", "danielle", "dawn", "debbie", "deborah", "debra",
    "denise", "diana", "diane", "dianne", "donna", "dora", "doris", "dorothy", "edith", "eileen", "elaine", "eleanor", "elena",
    "elise", "elizabeth", "ellen", "emily", "emma", "erica", "erin", "esther", "eva", "evelyn", "fiona", "florence", "frances",
    "francine", "gabrielle", "gail", "gayle", "geraldine", "gina", "gloria", "grace", "greta", "gretchen", "hannah", "heather",
    "heidi", "helen", "hilary", "hillary", "holly", "ilhan", "ingrid", "irene", "isabel", "ivanka", "jacqueline", "jane",
    "janet", "janice", "jasmine", "jeanne", "jen", "jenna", "jennifer", "jessica", "jill", "joan", "joanna", "joanne", "jocelyn",
    "josephine", "joy", "joyce", "juanita", "judith", "judy", "julia", "juliana", "julie", "june", "kamala", "kara", "karen", "karin",
    "karine", "kate", "katharine", "katherine", "kathleen", "kathryn", "kathy", "katie", "katrina", "kay", "kayla", "kayleigh",
    "kelly", "kellyanne", "kelsey", "kimberly", "kirsten", "kirstjen", "krista", "kristen", "kristin", "laura", "lauren",
    "leah", "lillian", "lily", "linda", "lisa", "liz", "lois", "loretta", "lori", "lorraine", "louise", "lucia", "lucy",
    "lydia", "lynn", "lynne", "madeleine", "maggie", "mara", "marcia", "margaret", "maria", "marie", "marilyn", "marine", "marjorie",
    "marlene", "marsha", "martha", "mary", "maureen", "maxine", "megan", "megyn", "melania", "melanie", "melissa", "mercedes",
    "meredith", "michele", "michelle", "mildred", "miriam", "molly", "monica", "muriel", "nadia", "nancy", "naomi", "natalia",
    "natalie", "nicola", "nicole", "nikki", "nina", "nora", "norma", "olga", "olivia", "pamela", "patricia", "patty", "paula",
    "pauline", "peggy", "penny", "phyllis", "priscilla", "rachel", "ramona", "raquel", "rashida", "rebecca", "regina", "renee",
    "rhonda", "rita", "roberta", "rochelle", "rosa", "rose", "rosemary", "roxanne", "ruth", "sabrina", "sally", "samantha",
    "sandra", "sara", "sarah", "shannon", "sharon", "sheila", "shelley", "sherri", "shirley", "sofia", "sonia", "sophia", "sophie",
    "stacey", "stacy", "stella", "stephanie", "sue", "susan", "susana", "suzanne", "svetlana", "sylvia", "tamara", "tammy", "tanya",
    "tara", "teresa", "theresa", "therese", "tiffany", "tina", "tulsi", "ursula", "valerie", "vanessa", "vera", "veronica",
    "vicki", "victoria", "viola", "virginia", "vivian", "wanda", "wendy", "yolanda", "yulia", "yvonne",
};

/* By hash too: each person of each article is asked about. */
enum { NAME_SLOTS = 2048 };
static struct name_slot {
    struct str name;
    enum given_gender gender;
} name_slots[NAME_SLOTS];

static void add_names(const char *const *names, size_t n, enum given_gender gender)
{
    for (size_t i = 0; i < n; i++) {
        struct str name = str_of(names[i]);
        size_t at = hash_bytes(name.p, name.n) % NAME_SLOTS;
        while (name_slots[at].name.n)
            at = (at + 1) % NAME_SLOTS;
        name_slots[at] = (struct name_slot){ name, gender };
    }
}

static void make_name_slots(void)
{
    add_names(male_names, sizeof male_names / sizeof *male_names, GENDER_MALE);
    add_names(female_names, sizeof female_names / sizeof *female_names, GENDER_FEMALE);
}

enum given_gender given_name_gender(struct str form)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_name_slots);
    for (size_t at = hash_bytes(form.p, form.n) % NAME_SLOTS; name_slots[at].name.n; at = (at + 1) % NAME_SLOTS)
        if (str_equal(name_slots[at].name, form))
            return name_slots[at].gender;
    return GENDER_NONE;
}
