# What people said.

  $ caucus quotes speaker:kennedy
  1963-06-26  John F. Kennedy: "Two thousand years ago the proudest boast was 'civis Romanus sum.' Today, in the world of freedom, the proudest boast is 'Ich bin ein Berliner,'"  #23
  1963-06-26  John F. Kennedy: "All free men, wherever they may live, are citizens of Berlin, and, therefore, as a free man, I take pride in the words 'Ich bin ein Berliner!'"  #23
  1962-10-28  John F. Kennedy: "It shall be the policy of this Nation to regard any nuclear missile launched from Cuba against any nation in the Western Hemisphere as an attack by the Soviet Union on the United States, requiring a full retaliatory response upon the Soviet Union,"  #21
  $ caucus quotes --sort oldest -n 2 'quote:world' date:..1962
  1945-06-26  Harry S. Truman: "The Charter of the United Nations which you have just signed is a solid structure upon which we can build a better world."  #1
  1947-08-15  Jawaharlal Nehru: "At the stroke of the midnight hour, when the world sleeps, India will awake to life and freedom."  #6
  $ caucus quotes --format csv 'speaker:churchill("iron curtain")'
  date,speaker_id,speaker,text,id,articles
  1946-03-06,winston-churchill,Winston Churchill,"From Stettin in the Baltic to Trieste in the Adriatic, an iron curtain has descended across the Continent,",2,1
  $ caucus quotes --format jsonl 'speaker:reagan(wall)'
  {"date":"1987-06-12","speaker":{"id":"Q9960","name":"Ronald Reagan"},"text":"General Secretary Gorbachev, if you seek peace, if you seek prosperity for the Soviet Union and Eastern Europe, if you seek liberalization: Come here to this gate! Mr. Gorbachev, open this gate! Mr. Gorbachev, tear down this wall!","id":42,"title":"Reagan at the Brandenburg Gate: \"Tear down this wall!\"","source":"kurier.example","articles":1,"confidence":0.95}
  $ caucus quotes --by year speaker:kennedy
  1962-01-01 1
  1963-01-01 1
  $ caucus quotes 'speaker:kennedy(wall)'
  caucus: nothing found
  [1]
  $ caucus quotes 'speaker:kennedy(world NEAR/3 freedom)'
  caucus: speaker:kennedy(world NEAR/3 freedom)
                          ^
          within quotations only words, phrases, AND, OR and NOT can be asked for
  [64]
  $ caucus search --format ids 'speaker:kennedy quote:berlin'
  23
  $ caucus search --count -- '-is:quoted'
  72
  $ caucus quotes
  caucus: quotes wants a query (speaker:NAME, quote:"words")
  [64]

Who is quoted most; where a speaker is named.

  $ caucus search -n 1 --facets speaker:4 --format json berlin | grep -o '"facets".*' | cut -d']' -f1
  "facets":{"speaker":[{"id":"Q9696","name":"John F. Kennedy","count":1},{"id":"Q9960","name":"Ronald Reagan","count":1},{"id":"local-ernst-reuter","name":"Ernst Reuter","count":1},{"id":"local-gunter-schabowski","name":"Günter Schabowski","count":1}
  $ caucus show 42 --format json | grep -o '"quotes".*'
  "quotes":[{"start":269,"end":499,"speaker":"Q9960"}]}
  $ caucus show 42 --color always | grep -c $'\x1b\[1;4m'
  1

Quotations of headlines; what the text says again is one quotation.

  $ printf '%s\n' '{"id":"h1","date":"1987-06-13","lang":"en","title":"Reagan: '"'"'Tear down this wall'"'"'","text":"Ronald Reagan stood in Berlin."}' '{"id":"h2","date":"1963-06-27","lang":"en","title":"Kennedy: “Ich bin ein Berliner”","text":"John F. Kennedy said: “I take pride in the words ‘Ich bin ein Berliner!’”"}' > h.jsonl
  $ caucus extract h.jsonl | grep -o '"title_quotes".*'
  "title_quotes":[{"start":9,"end":28,"text":"Tear down this wall","speaker":{"id":"Q9960","name":"Ronald Reagan","start":0,"end":6},"cue":null,"confidence":0.90}]}
  "title_quotes":[{"start":12,"end":32,"text":"Ich bin ein Berliner","speaker":{"id":"Q9696","name":"John F. Kennedy","start":0,"end":7},"cue":null,"confidence":0.90}]}
  $ caucus --data h init --quiet && caucus --data h index --quiet h.jsonl
  $ caucus --data h quotes 'speaker:reagan(wall)'
  1987-06-13  Ronald Reagan: "Tear down this wall"  #1
  $ caucus --data h quotes quote:berliner
  1963-06-27  John F. Kennedy: "I take pride in the words ‘Ich bin ein Berliner!’"  #2
  $ caucus --data h search --count 'quote:tear -quote:reagan'
  1
  $ caucus --data h show 1 --format json | grep -o '"quotes".*'
  "quotes":[],"title_quotes":[{"start":9,"end":28,"speaker":"Q9960"}]}
