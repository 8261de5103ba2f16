A folder that has not changed is passed over; a changed article is a new version.

  $ caucus index corpus/sample
  caucus: 0 articles added, 132 unchanged (N s)
  $ printf '{"id":"a","title":"First","text":"The senate voted.","date":"2020-01-02"}\n{"id":"b","title":"Torn' > in.jsonl
  $ caucus index in.jsonl
  caucus: $TMP/in.jsonl: line 2: byte 24: the string does not end
  caucus: 1 article added, 1 failed (N s)
  [3]
  $ caucus index in.jsonl
  caucus: 0 articles added, 1 unchanged (N s)
  $ printf '{"id":"a","title":"First","text":"The senate has voted again.","date":"2020-01-02"}\n' > other.jsonl
  $ caucus index other.jsonl
  caucus: 0 articles added, 1 updated (N s)
  $ caucus search --count 'senate id:a'
  1
  $ caucus search --count 'again id:a is:revised'
  1
  $ caucus show a | tail -n 3
  article  #134, version 2 of 2: #133 #134
  
  The senate has voted again.
  $ caucus show --version 1 a | tail -n 1
  The senate voted.

A report; inputs that are not there; nothing to do.

  $ caucus index --report report.json nowhere.jsonl
  caucus: nowhere.jsonl: cannot be found: No such file or directory
  caucus: 0 articles added, 1 failed (N s)
  [65]
  $ cat report.json
  {"schema":1,"files":0,"files_unchanged":0,"added":0,"updated":0,"unchanged":0,"undated":0,"repaired":0,"resolved":0,"failures":1,"failed":[{"path":"nowhere.jsonl","reason":"cannot be found: No such file or directory"}],"revisions":null,"seconds":N}
  $ caucus index
  caucus: nothing to index: name files or folders, or list sources in caucus.yaml
  [64]
  $ : > empty.txt; caucus index empty.txt
  caucus: $TMP/empty.txt: empty
  caucus: 0 articles added, 1 failed (N s)
  [65]
  $ printf '[[[[' > torn.json; caucus index torn.json
  caucus: $TMP/torn.json: the file ends within a value
  caucus: 0 articles added, 1 failed (N s)
  [65]
  $ printf 'id,text\n1,"never closed\n' > torn.csv; caucus index torn.csv
  caucus: $TMP/torn.csv: line 2: a quote opens in this row and never closes
  caucus: 0 articles added, 1 failed (N s)
  [65]

Standard input, in every format; what has no date.

  $ printf 'id;title;text\n7;Zwei;Worte hier\n' | caucus index --format csv --map title=title -
  caucus: 1 article added, 1 undated (N s)
  $ caucus search --format ids 'worte is:undated'
  135
  $ gzip -c other.jsonl > other.jsonl.gz; caucus index other.jsonl.gz
  caucus: 0 articles added, 1 unchanged (N s)

A data folder that is damaged, or of something else.

  $ mkdir bad; echo garbage garbage garbage garbage > bad/archive.db; caucus --data bad search x
  caucus: cannot use 'bad/archive.db': it is damaged, or no caucus database (file is not a database)
  [74]
  $ caucus --data none search x
  caucus: there is no archive in 'none' (caucus index makes one)
  [74]
