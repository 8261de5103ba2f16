Words, in any of their forms; an exact form; a phrase; accents aside.

  $ caucus search --count treaty
  15
  $ caucus search --count treaties
  15
  $ caucus search --count =treaties
  0
  [1]
  $ caucus search --count '"iron curtain"'
  1
  $ caucus search --count '“iron curtain”'
  1
  $ caucus search --count 'iron NEAR/2 curtain'
  1
  $ caucus search --count 'curtain ADJ iron'
  0
  [1]
  $ caucus search --count walesa
  2
  $ caucus search --count '=walesa'
  0
  [1]

Who, in any spelling; in which office on that day; where.

  $ caucus search --format ids --sort oldest actor:Пашинян
  73
  115
  86
  88
  117
  95
  97
  98
  119
  121
  $ caucus search --format ids --sort oldest actor:Pashinian
  73
  115
  86
  88
  117
  95
  97
  98
  119
  121
  $ caucus search --format ids --sort oldest 'actor:"prime minister of Armenia"'
  63
  73
  115
  86
  88
  117
  95
  97
  98
  119
  $ caucus search --format ids --sort oldest 'role:president@US date:..1963'
  1
  2
  8
  11
  15
  21
  23
  103
  $ caucus search --count 'country:AM -country:AZ'
  5

When; a count of nothing.

  $ caucus search --count date:1989
  4
  $ caucus search --count 'after:1989-11 before:1990'
  0
  [1]
  $ caucus search --count date:1812
  0
  [1]
  $ caucus search zzzz
  caucus: nothing found
  [1]
  $ caucus search --strict --count 'treaty zzzz'
  0
  [1]

Formats.

  $ caucus search --now 2026-01-01 --sort oldest -n 1 --format jsonl '"iron curtain"'
  {"rank":1,"id":2,"score":0.00,"date":"1946-03-06","title":"Churchill warns of an \"iron curtain\" across Europe","source":"chronicle.example","url":null,"lang":"en","words":194,"snippet":"… \"From Stettin in the Baltic to Trieste in the Adriatic, an iron curtain has descended across the Continent,\" Churchill told his audience in the gymnasium of Westminster College. Behind that line, he said, lay the ancient capitals of central …","actors":[{"id":"europe","name":"Europe","kind":"place","salience":0.93},{"id":"winston-churchill","name":"Winston Churchill","kind":"person","salience":0.87},{"id":"US","name":"United States","kind":"country","salience":0.73},{"id":"SU","name":"Soviet Union","kind":"country","salience":0.60},{"id":"GB","name":"United Kingdom","kind":"country","salience":0.47}],"duplicates":[]}
  $ caucus search --now 2026-01-01 --sort oldest -n 2 --format csv '"iron curtain"' | head -n 1
  rank,id,score,date,title,source,url,lang,words,snippet
  $ caucus search --now 2026-01-01 -n 1 '"iron curtain"'
   1. Churchill warns of an "iron curtain" across Europe
      1946-03-06 · chronicle.example · 194 words · #2
      … "From Stettin in the Baltic to Trieste in the Adriatic, an iron curtain
      has descended across the Continent," Churchill told his audience in the
      gymnasium of Westminster College. Behind that line, he said, lay the ancient
      capitals of central …
  
  1 article
  $ caucus search --now 2026-01-01 -n 1 --facets lang,year:3 --by year 'date:1989..1991 berlin' | tail -n 12
  lang
    English                            2 ████████████████████████████████████████
    German                             1 ████████████████████
  
  year
    1989                               2 ████████████████████████████████████████
    1990                               1 ████████████████████
  
  1989       2 ████████████████████████████████████████████████████████
  1990       1 ████████████████████████████
  
  3 articles
  $ caucus search --explain-query 'a b OR c date:2022-02'
  ((a AND b) OR (c AND date:2022-02-01..2022-02-28))

What cannot be understood is told with its place.

  $ caucus search '(russia'
  caucus: (russia
          ^
          this parenthesis is never closed
  [64]
  $ caucus search actr:putin
  caucus: actr:putin
          ^
          unknown field 'actr' (did you mean 'actor'?)
  [64]
  $ caucus search date:2022-13
  caucus: date:2022-13
               ^
          there is no month 13
  [64]
  $ caucus search
  caucus: search wants a query ('*' finds everything)
  [64]
  $ caucus search --limit -5 x
  caucus: --limit takes a whole number from 1 to 100000, not '-5'
  [64]
  $ caucus search --format xml x
  caucus: --format takes text, jsonl, json, csv, ids or trec, not 'xml'
  [64]
  $ caucus serch x
  caucus: no command 'serch' (did you mean 'search'?)
  [64]
  $ caucus search --facets actr x
  caucus: --facets: there is no facet 'actr' (did you mean 'actor'?)
  [64]

In Turkish a case ending behind an apostrophe is no part of the name, in questions as in articles.

  $ printf '{"id":"tr","title":"Haber","text":"Vali Sivas'"'"'tan ayrıldı ve Konya'"'"'da konuştu.","lang":"tr"}\n' > tr.jsonl; caucus --data $TMP/tr -q index tr.jsonl
  $ for q in "Sivas'ta" sivas "\"Konya’da konuştu\"" "Konya'da"; do caucus --data $TMP/tr search --count "$q"; done
  1
  1
  1
  1
