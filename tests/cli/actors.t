A few articles of a country that is not, and who is in them.

  $ printf '{"id":"1","date":"2021-05-02","title":"Vex meets Orlo","text":"President Ada Vex of Freedonia met Senator Bruno Orlo in Port Vale on Sunday. Vex said that the treaty would hold. Orlo agreed."}\n{"id":"2","date":"2022-06-01","title":"Vex resigns","text":"Ada Vex has resigned as president of Freedonia. Senator Bruno Orlo praised her."}\n{"id":"3","date":"2023-01-05","title":"A quiet day","text":"Nothing happened in Freedonia. Senator Kim Dabbs slept."}\n' > own.jsonl
  $ caucus --data own index own.jsonl
  caucus: 3 articles added (N s)
  $ export CAUCUS_DATA_DIR=$TMP/own; caucus actors --local --kind person
         2  Ada Vex                               person   local-ada-vex
         2  Bruno Orlo                            person   local-bruno-orlo
         1  Kim Dabbs                             person   local-kim-dabbs
  $ export CAUCUS_DATA_DIR=$TMP/own; caucus actors --local vex
  Ada Vex  person · local-ada-vex · known from articles only
    articles  2, 2021-05-02 to 2022-06-01
    by year   2021: 1 · 2022: 1
    beside    Bruno Orlo (2)
  
  $ export CAUCUS_DATA_DIR=$TMP/own; caucus actors 'bruno orlov'
  caucus: no actor is called 'bruno orlov' (did you mean 'Bruno Orlo'?)
  [1]
  $ export CAUCUS_DATA_DIR=$TMP/own; caucus search --count 'actor:"bruno orlov"'
  0
  caucus: note: no actor is called 'bruno orlov' (did you mean 'Bruno Orlo'?): searched as words
  [1]

By hand: the country, its president, and what the articles say then, without reading them again.

  $ printf 'actors:\n  - {id: freedonia, kind: country, name: Freedonia, demonyms: [Freedonian], capital: Port Vale}\n' > freedonia.yaml
  $ caucus --data own actors add freedonia.yaml
  caucus: 1 added, 0 changed, 0 as before
  caucus: Freedonia is freedonia
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus --data own actors add 'Ada Vex' --kind person --country freedonia --name 'Ада Векс' --role 'president@freedonia 2019-01-01..2022-05-30'
  caucus: 1 added, 0 changed, 0 as before
  caucus: Ada Vex is ada-vex
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus --data own status | grep -e '^note'
  note       the registry has changed (revision 1, now 3): caucus index brings articles up to it
  $ caucus --data own index own.jsonl
  caucus: 0 articles added, 3 unchanged, 3 resolved anew (N s)
  $ caucus --data own status | grep -e '^note'
  [1]
  $ caucus --data own actors векс
  Ada Vex  person · ada-vex
    also      Ада Векс
    country   Freedonia (freedonia)
    held      president of Freedonia, 2019-01-01 to 2022-05-30 [hand]
    articles  2, 2021-05-02 to 2022-06-01
    by year   2021: 1 · 2022: 1
    beside    Bruno Orlo (2)
  
  $ caucus --data own actors 'ada vex' --co-actors --by year
  2 articles with Ada Vex; beside:
         2  Bruno Orlo                            local-bruno-orlo
            2021: 1 · 2022: 1
  $ caucus --data own search --co-actors 'ada vex' --format json date:2021
  {"schema":1,"name":"Ada Vex","articles":1,"co_actors":[{"id":"local-bruno-orlo","name":"Bruno Orlo","articles":1}]}
  $ caucus --data own search --format ids 'role:"president of Freedonia"'
  1
  $ caucus --data own actors --local vex
  caucus: no actor of that kind is called 'vex'
  [1]
  $ caucus --data own actors --by year vex
  caucus: --by counts those beside somebody over time: it goes with --co-actors
  [64]
  $ caucus --data own index own.jsonl
  caucus: 0 articles added, 3 unchanged (N s)

Facts about one who is known; the same again.

  $ caucus --data own actors add --id ada-vex --role 'envoy@freedonia 2023..' --role 'mayor@nowhere 2010'
  caucus: 0 added, 1 changed, 0 as before
  caucus: Ada Vex is ada-vex
  caucus: note: ada-vex refers to 'nowhere', an id that nobody has
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus --data own actors add --id ada-vex --role 'mayor@port-vale 2021-13-01'
  caucus: cannot read 'what was given': line 6, column 50: a date is written 2018, 2018-05 or 2018-05-08
  [64]
  $ caucus --data own actors add --id ada-vex --role mayor
  caucus: --role takes OFFICE@ID and dates, as in 'mayor@gyumri 2021-10..2024', not 'mayor'
  [64]
  $ caucus --data own actors add --id nobody
  caucus: a new actor wants a name and --kind
  [64]
  $ caucus --data own actors export --origin hand
  actors:
    - id: ada-vex
      kind: person
      name: Ada Vex
      names:
        - Ада Векс
      country: freedonia
      roles:
        - {office: president, of: freedonia, from: 2019-01-01, to: 2022-05-30}
        - {office: envoy, of: freedonia, from: 2023-01-01}
        - {office: mayor, of: nowhere, from: 2010-01-01}
    - id: freedonia
      kind: country
      name: Freedonia
      demonyms: [Freedonian]
      capital: [Port Vale]
  $ caucus --data own actors export --origin hand > hand.yaml; caucus --data own actors add hand.yaml
  caucus: 0 added, 0 changed, 2 as before
  caucus: note: ada-vex refers to 'nowhere', an id that nobody has
  $ caucus --data fresh actors add -q hand.yaml; caucus --data fresh actors export --origin hand | cmp - hand.yaml
  $ caucus --data own actors remove ada-vex
  caucus: 1 record removed
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus --data own actors remove ada-vex
  caucus: there is nothing of 'hand' about 'ada-vex'
  [1]

Imports: the same file twice changes nothing; a file that has changed replaces what it said; what is known already stays.

  $ caucus --data own actors add -q hand.yaml
  $ printf 'person,personID,position,start,end\nAda V.,ada-vex,President of Freedonia,2018,2023\nBruno Orlo,,Mayor of Somewhere,2001,2002\n' > list.csv
  $ caucus --data own actors import list.csv
  caucus: list.csv: csv, 2 actors: 2 new, 0 changed, 0 gone
  caucus: list.csv: 1 offices left out: whose they are is not told (--country helps where all are of one)
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus --data own actors import list.csv
  caucus: list.csv: csv, 2 actors, nothing new
  caucus: list.csv: 1 offices left out: whose they are is not told (--country helps where all are of one)
  $ caucus --data own actors import --country freedonia list.csv
  caucus: list.csv: csv, 2 actors: 1 new, 1 changed, 1 gone
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus --data own actors orlo
  Bruno Orlo  person · local-bruno-orlo · known from articles only
    articles  2, 2021-05-02 to 2022-06-01
    by year   2021: 1 · 2022: 1
    beside    Ada Vex (2)
  
  $ printf 'name,id,office,of,start,end\nAda V.,Q999999001,president,freedonia,2018,2023\n' > wiki.csv; caucus --data own actors import wiki.csv
  caucus: wiki.csv: csv, 1 actor: 1 new, 0 changed, 0 gone
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus --data own actors import --dry-run --origin other list.csv
  caucus: list.csv: csv, 2 actors: 2 new, 0 changed, 0 gone
  caucus: list.csv: 1 offices left out: whose they are is not told (--country helps where all are of one)
  $ caucus --data own actors import --origin builtin list.csv
  caucus: 'builtin' is no name for an import: it is what caucus calls its own records
  [64]
  $ caucus --data own actors import --country Ruritania list.csv
  caucus: no country has the id 'Ruritania' (--country takes one such as AM)
  [64]
  $ caucus --data own actors import nowhere.json list.csv
  caucus: cannot read 'nowhere.json': No such file or directory
  caucus: list.csv: csv, 2 actors: 1 new, 1 changed, 1 gone
  caucus: list.csv: 1 offices left out: whose they are is not told (--country helps where all are of one)
  caucus: the next 'caucus index' brings the articles up to it
  [3]
  $ printf '{"results": {"bindings": [{"personLabel": {"value": "Kim Dabbs"}}]}}' | caucus --data own actors import -
  caucus: -: sparql, 1 actor: 1 new, 0 changed, 0 gone
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus --data own actors remove --origin input
  caucus: 1 record removed
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus --data own actors remove --origin builtin
  caucus: what is built in cannot be removed
  [64]

Two who are one: what the first says of the office gives way to what was there.

  $ caucus --data own actors merge Q999999001 ada-vex
  caucus: the next 'caucus index' brings the articles up to it
  caucus: Ada V. (Q999999001) is now Ada Vex (ada-vex); 'caucus actors unmerge Q999999001' undoes it
  $ caucus --data own actors Q999999001
  Ada Vex  person · ada-vex
    also      Ада Векс · Ada V.
    country   Freedonia (freedonia)
    held      mayor of nowhere, since 2010-01-01 [hand]
              president of Freedonia, 2019-01-01 to 2022-05-30 [hand]
              envoy of Freedonia, since 2023-01-01 [hand]
    articles  2, 2021-05-02 to 2022-06-01
    by year   2021: 1 · 2022: 1
    beside    Bruno Orlo (2)
  
  $ caucus --data own actors merge Q999999001 ada-vex
  caucus: 'ada-vex' and 'ada-vex' are one actor already
  [64]
  $ caucus --data own actors unmerge Q999999001
  caucus: the next 'caucus index' brings the articles up to it
  caucus: Ada V. (Q999999001) is an actor of its own again
  $ caucus --data own actors unmerge Q999999001
  caucus: 'Q999999001' is merged into no other actor
  [1]
  $ caucus --data own actors merge Q999999001 freedonia
  caucus: 'Q999999001' is a person, and 'freedonia' a country
  [64]
  $ caucus --data own actors merge one
  caucus: name two actors: the one that goes, and the one that it is
  [64]

What is odd.

  $ printf 'name,country,kind\nAda Wex,freedonia,person\n' > more.csv; caucus --data own actors import -q more.csv
  $ caucus --data own actors lint --origin more
  same       Ada Vex (ada-vex) and Ada Wex (more-ada-wex) may be one: caucus actors merge more-ada-wex ada-vex
  caucus: references to nobody: 0, odd dates: 0, offices held by two: 0, names that are words: 0, pairs that may be one: 1
  $ caucus --data own actors lint --only same --origin more 2>/dev/null | sed 's/.*: //;s/caucus/& --data own/' | sh
  caucus: the next 'caucus index' brings the articles up to it
  caucus: Ada Wex (more-ada-wex) is now Ada Vex (ada-vex); 'caucus actors unmerge more-ada-wex' undoes it
  $ caucus --data own actors unmerge -q more-ada-wex
  $ printf 'label,start\nUnion of Examples,1990\n' > bodies.csv; caucus --data own actors import -q --kind org bodies.csv; caucus --data own actors export --origin bodies
  actors:
    - id: bodies-union-of-examples
      kind: org
      name: Union of Examples
      founded: 1990-01-01
  $ printf 'actors:\n  - {id: x, kind: person, name: Grant, party: nowhere, roles: [{office: president, of: freedonia, from: 2015-01-01, to: 2014-01-01}]}\n' > odd.yaml
  $ caucus actors lint odd.yaml
  reference  x: refers to an actor that is not there: 'nowhere'
  reference  x: has an office of an actor that is not there: 'freedonia'
  dates      x: has an office that ends before it begins: 'president'
  caucus: references to nobody: 2, odd dates: 1, offices held by two: 0, names that are words: 0, pairs that may be one: 0
  [65]
  $ printf 'actors:\n  - {id: freedonia, kind: country, name: Freedonia}\n' > states.yaml; caucus actors lint odd.yaml states.yaml 2>/dev/null
  reference  x: refers to an actor that is not there: 'nowhere'
  dates      x: has an office that ends before it begins: 'president'
  [65]
  $ caucus --data own actors add -q odd.yaml; caucus --data own actors lint --origin hand
  reference  ada-vex (Ada Vex): an office's whom is 'nowhere', which nobody is (hand)
  dates      x (Grant): president of freedonia ends before it begins: 2015-01-01 to 2014-01-01
  word       x (Grant): the name 'Grant' is a common word: give it 'with: title' or 'weak: true' (hand)
  reference  x (Grant): the party is 'nowhere', which nobody is (hand)
  overlap    president of freedonia: Ada V. (Q999999001) and Ada Vex (ada-vex) at once, 2019-01-01 to 2022-05-30
  same       Ada V. (Q999999001) and Ada Vex (ada-vex) may be one: caucus actors merge Q999999001 ada-vex
  same       Ada Vex (ada-vex) and Ada Wex (more-ada-wex) may be one: caucus actors merge more-ada-wex ada-vex
  caucus: references to nobody: 2, odd dates: 1, offices held by two: 1, names that are words: 1, pairs that may be one: 2
  [65]
  $ caucus --data own actors lint --origin wiki --only overlap
  overlap    president of freedonia: Ada V. (Q999999001) and Ada Vex (ada-vex) at once, 2019-01-01 to 2022-05-30
  caucus: references to nobody: 0, odd dates: 0, offices held by two: 1, names that are words: 0, pairs that may be one: 0

Offices are those that somebody in the registry has held, however they are said.

  $ caucus --data own search --count 'role:"Presidents"@freedonia'
  1
  $ caucus --data own search --count 'role:envoys'
  0
  [1]
  $ caucus --data own search --count 'role:"keeper of keys"'
  0
  caucus: note: 'keeper of keys' is no office that the registry knows
  [1]

The commands behind a command's name.

  $ caucus help actors merge | head -n 1
  usage: caucus actors merge [OPTION…] ACTOR INTO
  $ caucus actors merge --help | head -n 1
  usage: caucus actors merge [OPTION…] ACTOR INTO
  $ caucus help actors nothing
  caucus: 'help' takes one argument, and was given 2
  [64]
  $ caucus help actors | sed -n '/^Commands/,/^$/p'
  Commands
    actors add      adds an actor, or facts about one, by hand
    actors import   takes actors from data files of others
    actors merge    makes one actor of two
    actors unmerge  undoes a merge
    actors remove   takes back what was added by hand, or an import
    actors lint     tells what is odd in the registry
    actors export   writes actors as YAML
  

Who holds the offices of an organisation or a state, and which states are in it.

  $ printf '%s\n' 'actors:' '  - {id: ruritania, kind: country, name: Ruritania, member_of: [league, {of: pact, from: 1911, to: 1912-03-04}]}' '  - {id: syldavia, kind: country, name: Syldavia, member_of: [{of: league, from: 1932-05-06}]}' > states.yaml
  $ printf '%s\n' 'actors:' '  - {id: league, kind: org, name: Elbe League}' '  - {id: pact, kind: org, name: Danube Pact}' '  - {id: r-zenda, kind: person, name: Rupert Zenda, roles: [{office: secretary-general, of: league, from: 1930, to: 1931-12-31}]}' '  - {id: f-tarlen, kind: person, name: Frida Tarlen, roles: [{office: secretary-general, of: league, from: 1932-01-01}]}' > league.yaml
  $ caucus --data own actors import states.yaml league.yaml
  caucus: states.yaml: yaml, 2 actors: 2 new, 0 changed, 0 gone
  caucus: league.yaml: yaml, 4 actors: 4 new, 0 changed, 0 gone
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus --data own actors league
  Elbe League  org · league
    held by   secretary-general Frida Tarlen, since 1932-01-01
              secretary-general Rupert Zenda, 1930-01-01 to 1931-12-31
    members   Ruritania · Syldavia (1932–)
    articles  0
  
  $ caucus --data own actors "danube pact"
  Danube Pact  org · pact
    members   Ruritania (1911–1912)
    articles  0
  
  $ caucus --data own actors ruritania
  Ruritania  country · ruritania
    member of Elbe League · Danube Pact (1911–1912)
    articles  0
  
  $ caucus --data own actors 'member of elbe league' | grep country
  Ruritania  country · ruritania
  Syldavia  country · syldavia
  $ caucus --data own actors league --format json
  {"schema":1,"actors":[{"id":"league","name":"Elbe League","kind":"org","local":false,"country":null,"party":null,"names":["Elbe League"],"roles":[],"holders":[{"id":"f-tarlen","name":"Frida Tarlen","office":"secretary-general","from":"1932-01-01","to":null,"acting":false},{"id":"r-zenda","name":"Rupert Zenda","office":"secretary-general","from":"1930-01-01","to":"1931-12-31","acting":false}],"members":[{"id":"ruritania","name":"Ruritania","office":"member","from":null,"to":null,"acting":false},{"id":"syldavia","name":"Syldavia","office":"member","from":"1932-05-06","to":null,"acting":false}],"articles":0,"first":null,"last":null,"years":[],"beside":[]}]}
  $ printf '%s\n' 'actors:' '  - {id: ruritania, kind: country, name: Ruritania, member_of: [{from: 1911}]}' > odd.yaml; caucus --data own actors import odd.yaml
  caucus: cannot read 'odd.yaml': line 2, column 65: a membership is an id, or has 'of' and dates
  [65]

What else a name could be, and what speaks for each: the state and the state.

  $ printf '%s\n' '{"id":"1","date":"2020-11-03","title":"","text":"Georgia and Armenia share a border, Tbilisi said."}' '{"id":"2","date":"2020-11-03","title":"","text":"Voters in Georgia and Texas went to the polls."}' > two.jsonl
  $ caucus extract --explain two.jsonl | grep -o '"text":"Georgia"[^]]*'
  "text":"Georgia","how":"name","confidence":0.80,"readings":[{"id":"GE","name":"Georgia","kind":"country","worth":11,"for":{"kind":3,"named":8}},{"id":"georgia-us","name":"Georgia (US state)","kind":"place","worth":-5,"for":{"kind":1,"around":-6}}
  "text":"Georgia","how":"name","confidence":0.80,"readings":[{"id":"georgia-us","name":"Georgia (US state)","kind":"place","worth":7,"for":{"kind":1,"country":4,"around":2}},{"id":"GE","name":"Georgia","kind":"country","worth":3,"for":{"kind":3}}

A ministry is that of the state which the article names; in a language of one state, that state's own.

  $ printf '%s\n' '{"date":"2020-11-03","lang":"en","text":"Armenia has a new budget. The Finance Ministry published it."}' '{"date":"2020-11-03","lang":"en","text":"The Finance Ministry published the budget."}' '{"date":"2020-11-03","lang":"ru","text":"Об этом рассказали в пресс-службе Минздрава."}' '{"date":"2020-11-03","lang":"ru","text":"Премьер-министр Казахстана поручил Минздраву подготовить план."}' > four.jsonl
  $ caucus extract four.jsonl | grep -o '"id":"[^"]*ministry[^"]*"'
  "id":"am-finance-ministry"
  "id":"local-finance-ministry"
  "id":"ru-health-ministry"
  "id":"kz-health-ministry"

A folder of the configuration's: what its files say comes before what is built in, and goes with them.

  $ mkdir people; printf 'actors:\n  - {id: rufus-firefly, kind: person, name: Rufus Firefly, country: AM}\n' > people/freedonia.yaml; printf 'no actors' > people/README.md
  $ printf 'actors: {path: people}\n' > own.yaml; printf '{"id":"1","date":"2021-05-02","title":"A day","text":"Rufus Firefly slept."}\n' > day.jsonl
  $ caucus --config own.yaml --data people-data index day.jsonl
  caucus: 1 article added (N s)
  $ caucus --config own.yaml --data people-data search --format ids 'actor:rufus-firefly'
  1
  $ printf 'actors:\n  - {id: rufus-firefly, kind: person, name: Rufus Firefly}\n  - {id: AM, kind: country, name: Armenia of the Tests}\n' > people/freedonia.yaml
  $ caucus --config own.yaml --data people-data index day.jsonl
  caucus: 0 articles added, 1 unchanged, 1 resolved anew (N s)
  $ caucus --config own.yaml --data people-data actors AM | head -n 1
  Armenia of the Tests  country · AM
  $ rm people/freedonia.yaml; caucus --config own.yaml --data people-data index day.jsonl
  caucus: 0 articles added, 1 unchanged, 1 resolved anew (N s)
  $ caucus --config own.yaml --data people-data actors AM | head -n 1
  Armenia  country · AM
