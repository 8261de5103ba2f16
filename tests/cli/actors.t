Who somebody is: names, offices, articles by year, and who is mentioned beside them.

  $ caucus actors 'winston churchill' | head -n 1
  Winston Churchill  person · winston-churchill
  $ caucus actors Q7035479 --co-actors --by year -n 2
  11 articles with Nikol Pashinyan; beside:
         5  Serzh Sargsyan                        Q612803
            2008: 1 · 2018: 2 · 2021: 1 · 2025: 1
         5  Ilham Aliyev                          ilham-aliyev
            2020: 1 · 2022: 1 · 2023: 2 · 2025: 1
  
  17 more; -n shows as many as you like
  $ caucus actors churchill --co-actors -n 2 --format json
  {"schema":1,"name":"Winston Churchill","articles":1,"co_actors":[{"id":"harry-truman","name":"Harry S. Truman","articles":1}]}
  $ caucus search --co-actors churchill -n 2 date:1946..1950
  1 article with Winston Churchill; beside:
         1  Harry S. Truman                       harry-truman
  $ caucus actors --by year churchill
  caucus: --by counts those beside somebody over time: it goes with --co-actors
  [64]
  $ caucus actors pashinan
  caucus: no actor is called 'pashinan' (did you mean 'Nikol Pashinyan'?)
  [1]
  $ caucus search --count actor:pashinan
  0
  caucus: note: no actor is called 'pashinan' (did you mean 'Nikol Pashinyan'?): searched as words
  [1]
  $ caucus actors --local -n 1
         2  Jacob Malik                           person   local-jacob-malik
  
  110 more; -n shows as many as you like
  $ caucus actors --local 'walter sisulu' | head -n 1
  Walter Sisulu  person · local-walter-sisulu · known from articles only

Offices are those that somebody in the registry has held.

  $ caucus search --count 'role:"prime minister of Armenia"'
  12
  $ caucus search --count 'role:"Prime Ministers"@AM'
  12
  $ caucus search --count 'role:"governor general"'
  0
  [1]
  $ caucus search --count 'role:"keeper of keys"'
  0
  caucus: note: 'keeper of keys' is no office that the registry knows
  [1]

By hand: an actor, and facts about one who is known.

  $ caucus actors add 'Ann Example' --kind person --country AM --name 'Анн Экзампл' --role 'mayor@yerevan 2021-10-01..2024-10'
  caucus: 1 added, 0 changed, 0 as before
  caucus: Ann Example is ann-example
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus actors add --id ann-example --role 'minister of exports@AM 2024-11..'
  caucus: 0 added, 1 changed, 0 as before
  caucus: Ann Example is ann-example
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus actors 'анн экзампл'
  Ann Example  person · ann-example
    also      Анн Экзампл
    country   Armenia (AM)
    held      mayor of yerevan, 2021-10-01 to 2024-10-31 [hand]
              minister of exports of Armenia, since 2024-11-01 [hand]
    articles  0
  
  $ caucus actors add --id ann-example --role 'mayor@gyumri 2021-13-01'
  caucus: cannot read 'what was given': line 6, column 47: a date is written 2018, 2018-05 or 2018-05-08
  [64]
  $ caucus actors add --id bob-example
  caucus: a new actor wants a name and --kind
  [64]
  $ caucus actors export --origin hand
  actors:
    - id: ann-example
      kind: person
      name: Ann Example
      names:
        - Анн Экзампл
      country: AM
      roles:
        - {office: mayor, of: yerevan, from: 2021-10-01, to: 2024-10-31}
        - {office: minister of exports, of: AM, from: 2024-11-01}
  $ caucus actors export --origin hand > hand.yaml; caucus actors add hand.yaml
  caucus: 0 added, 0 changed, 1 as before
  caucus: Ann Example is ann-example
  $ caucus actors remove ann-example
  caucus: 1 record removed
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus actors remove ann-example
  caucus: there is nothing of 'hand' about 'ann-example'
  [1]
  $ caucus --data fresh actors add hand.yaml; caucus --data fresh actors export --origin hand | cmp - hand.yaml
  caucus: 1 added, 0 changed, 0 as before
  caucus: Ann Example is ann-example

Imports: the same file twice changes nothing; a file that changed replaces what it said; what is built in stays.

  $ printf 'person,personID,position,start,end\nAnn Example,,Mayor of Freedonia,2001,2002\nNikol P.,Q7035479,Prime Minister of Armenia,2017-01-01,\nNikol P.,Q7035479,Mayor of Yerevan,1999,2000\n' > list.csv
  $ caucus actors import list.csv
  caucus: list.csv: csv, 2 actors: 2 new, 0 changed, 0 gone
  caucus: list.csv: 2 offices left out: whose they are is not told (--country helps where all are of one)
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus actors import list.csv
  caucus: list.csv: csv, 2 actors, nothing new
  caucus: list.csv: 2 offices left out: whose they are is not told (--country helps where all are of one)
  $ caucus actors Q7035479 | grep -A9 '^  held' | head -n 3
    held      prime minister of Armenia, since 2018-05-08
              party leader of Civil Contract, since 2022-01-01
    articles  11, 2008-03-02 to 2025-08-09
  $ caucus actors import --country AM list.csv
  caucus: list.csv: csv, 2 actors: 1 new, 1 changed, 1 gone
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus actors import --dry-run --origin other list.csv
  caucus: list.csv: csv, 2 actors: 2 new, 0 changed, 0 gone
  caucus: list.csv: 2 offices left out: whose they are is not told (--country helps where all are of one)
  $ caucus actors import --origin builtin list.csv
  caucus: 'builtin' is no name for an import: it is what caucus calls its own records
  [64]
  $ caucus actors import --country Ruritania list.csv
  caucus: no country has the id 'Ruritania' (--country takes one such as AM)
  [64]
  $ caucus actors import nowhere.json list.csv
  caucus: cannot read 'nowhere.json': No such file or directory
  caucus: list.csv: csv, 2 actors: 1 new, 1 changed, 1 gone
  caucus: list.csv: 2 offices left out: whose they are is not told (--country helps where all are of one)
  caucus: the next 'caucus index' brings the articles up to it
  [3]
  $ printf '{"results": {"bindings": [{"personLabel": {"value": "Ann Example"}}]}}' | caucus actors import -
  caucus: -: sparql, 1 actors: 1 new, 0 changed, 0 gone
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus actors remove --origin input
  caucus: 1 record removed
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus actors remove --origin builtin
  caucus: what is built in cannot be removed
  [64]

Two who are one.

  $ printf 'name,country,kind\nNikol Pachinian,AM,person\nCivil Contract Party,AM,party\n' > more.csv; caucus actors import -q more.csv
  $ caucus actors lint --origin more
  same       Civil Contract (civil-contract) and Civil Contract Party (more-civil-contract-party) may be one: caucus actors merge more-civil-contract-party civil-contract
  same       Nikol Pashinyan (Q7035479) and Nikol Pachinian (more-nikol-pachinian) may be one: caucus actors merge more-nikol-pachinian Q7035479
  caucus: 0 references to nobody, 0 odd dates, 0 offices held by two, 0 names that are words, 2 pairs that may be one
  $ caucus actors merge more-nikol-pachinian Q7035479
  caucus: the next 'caucus index' brings the articles up to it
  caucus: Nikol Pachinian (more-nikol-pachinian) is now Nikol Pashinyan (Q7035479); 'caucus actors unmerge more-nikol-pachinian' undoes it
  $ caucus actors more-nikol-pachinian | head -n 1
  Nikol Pashinyan  person · Q7035479
  $ caucus actors merge more-nikol-pachinian Q7035479
  caucus: 'Q7035479' and 'Q7035479' are one actor already
  [64]
  $ caucus actors unmerge more-nikol-pachinian
  caucus: the next 'caucus index' brings the articles up to it
  caucus: Nikol Pachinian (more-nikol-pachinian) is an actor of its own again
  $ caucus actors unmerge more-nikol-pachinian
  caucus: 'more-nikol-pachinian' is merged into no other actor
  [1]
  $ caucus actors merge more-nikol-pachinian AM
  caucus: 'more-nikol-pachinian' is a person, and 'AM' a country
  [64]
  $ caucus actors merge example
  caucus: name two actors: the one that goes, and the one that it is
  [64]

What is odd.

  $ printf 'actors:\n  - {id: x, kind: person, name: Grant, party: nowhere, roles: [{office: president, of: AM, from: 2015-01-01, to: 2014-01-01}]}\n' > odd.yaml
  $ caucus actors lint odd.yaml
  reference  x: refers to an actor that is not there: 'nowhere'
  reference  x: has an office of an actor that is not there: 'AM'
  dates      x: has an office that ends before it begins: 'president'
  caucus: 2 references to nobody, 1 odd dates, 0 offices held by two, 0 names that are words, 0 pairs that may be one
  [65]
  $ caucus actors add odd.yaml; caucus actors lint --origin hand
  dates      x (Grant): president of AM ends before it begins: 2015-01-01 to 2014-01-01
  word       x (Grant): the name 'Grant' is a common word: give it 'with: title' or 'weak: true' (hand)
  reference  x (Grant): the party is 'nowhere', which nobody is (hand)
  caucus: 1 added, 0 changed, 0 as before
  caucus: Grant is x
  caucus: the next 'caucus index' brings the articles up to it
  caucus: 1 references to nobody, 1 odd dates, 0 offices held by two, 1 names that are words, 0 pairs that may be one
  [65]
  $ printf 'actors:\n  - {id: y, kind: person, name: Dana Example, roles: [{office: president, of: AM, from: 2015-01-01, to: 2016-01-01}]}\n' | caucus actors add -
  caucus: 1 added, 0 changed, 0 as before
  caucus: Dana Example is y
  caucus: the next 'caucus index' brings the articles up to it
  $ caucus actors lint --origin hand --only overlap
  overlap    president of AM: Serzh Sargsyan (Q612803) and Dana Example (y) at once, 2015-01-01 to 2016-01-01
  caucus: 0 references to nobody, 0 odd dates, 1 offices held by two, 0 names that are words, 0 pairs that may be one

The commands behind a command's name.

  $ caucus help actors merge | head -n 1
  usage: caucus actors merge [OPTION…] ACTOR INTO
  $ caucus actors merge --help | head -n 1
  usage: caucus actors merge [OPTION…] ACTOR INTO
  $ caucus help actors nothing
  caucus: 'help' takes one argument, and was given 2
  [64]
  $ caucus --help | grep -c '^  actors '
  1
