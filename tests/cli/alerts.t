An alert tells what arrived after it was made, once.

  $ printf '{"id":"a","title":"First","text":"The senate voted.","date":"2020-01-02","source":"herald.example"}\n' > one.jsonl
  $ caucus index one.jsonl
  caucus: 1 article added (N s)
  $ caucus alerts add senate senate
  $ caucus alerts add votes --format jsonl --to-file votes.jsonl 'vote OR voted'
  $ caucus alerts add feed --from-start --format atom --to-file feed.xml senate
  $ caucus alerts add mail --command 'cat > mail.txt; echo "$CAUCUS_ALERT" >> mail.txt' -- 'budget'
  $ caucus alerts add torn '"senate AND ('
  caucus: "senate AND (
          ^
          this quotation mark is never closed
  [64]
  $ caucus alerts run senate
  $ printf '{"id":"b","title":"Budget <& more>","text":"The senate passes the budget.","date":"2020-01-03","source":"herald.example","url":"https://herald.example/b?x=1&y=2"}\n{"id":"a","title":"First","text":"The senate voted again.","date":"2020-01-02","source":"herald.example"}\n' > two.jsonl
  $ caucus index two.jsonl
  caucus: 1 article added, 1 updated (N s)
  $ caucus alerts run
  senate: 2 new (senate)
    #134  2020-01-03  Budget <& more> (herald.example)
        https://herald.example/b?x=1&y=2
    #135  2020-01-02  First (herald.example) [a new version of #133]
  $ cat votes.jsonl
  {"alert":"votes","id":135,"date":"2020-01-02","title":"First","source":"herald.example","url":null,"lang":"en","snippet":"The senate voted again.","supersedes":133}
  $ cat mail.txt
  mail: 1 new (budget)
    #134  2020-01-03  Budget <& more> (herald.example)
        https://herald.example/b?x=1&y=2
  mail
  $ sed 's/<updated>.*</<updated>T</' feed.xml
  <?xml version="1.0" encoding="utf-8"?>
  <feed xmlns="http://www.w3.org/2005/Atom">
  <id>urn:uuid:0aba7392-6a36-870d-bf11-a374655f8b20</id>
  <title>feed</title>
  <subtitle>senate</subtitle>
  <updated>T</updated>
  <generator>caucus</generator>
  <entry>
  <id>urn:uuid:8e30064a-e59f-8474-b1c3-6b86e504a8f1</id>
  <title>First</title>
  <updated>T</updated>
  <published>2020-01-02T00:00:00Z</published>
  <author><name>herald.example</name>
  </author>
  <category term="new-version" label="a new version of a known article"/>
  <content>The senate voted again.</content>
  </entry>
  <entry>
  <id>urn:uuid:a014da93-ef9e-8bae-a0f3-5bddfc1a7b44</id>
  <title>Budget &lt;&amp; more&gt;</title>
  <updated>T</updated>
  <published>2020-01-03T00:00:00Z</published>
  <author><name>herald.example</name>
  </author>
  <link href="https://herald.example/b?x=1&amp;y=2"/>
  <summary>The senate passes the budget.</summary>
  </entry>
  <entry>
  <id>urn:uuid:915e8a6f-a97a-831f-b4cb-aae7cfdcc1e0</id>
  <title>Governor-General dismisses Whitlam</title>
  <updated>T</updated>
  <published>1975-11-11T00:00:00Z</published>
  <author><name>pacific-wire.example</name>
  </author>
  <content>… The Senate, where Fraser's Liberal and National Country parties have the upper hand, had refused since October to pass the budget. Whitlam went to Government House to ask for an election for half of the Senate; instead he was handed the letter …</content>
  </entry>
  <entry>
  <id>urn:uuid:8b1397fa-bb14-8f2a-9287-50451446e8cd</id>
  <title>Agreement reached in Northern Ireland on Good Friday</title>
  <updated>T</updated>
  <published>1998-04-10T00:00:00Z</published>
  <author><name>herald.example</name>
  </author>
  <content>The British and Irish governments and eight parties of Northern Ireland agreed on Friday on a settlement that is to end thirty years of violence. George Mitchell, the former American senator who led the talks, announced it at Castle Buildings …</content>
  </entry>
  <entry>
  <id>urn:uuid:a00b20aa-335e-8ffe-b74b-32ed22084037</id>
  <title>Reagan and Gorbachev sign treaty to abolish a class of missiles</title>
  <updated>T</updated>
  <published>1987-12-08T00:00:00Z</published>
  <author><name>chronicle.example</name>
  </author>
  <content>… The treaty needs the consent of two thirds of the American Senate. The two leaders are also to discuss strategic arms and the Soviet war in Afghanistan during the three days of the visit.</content>
  </entry>
  <entry>
  <id>urn:uuid:5f11fcb1-a485-8390-af76-4915133880e2</id>
  <title>Nixon announces his resignation</title>
  <updated>T</updated>
  <published>1974-08-08T00:00:00Z</published>
  <author><name>chronicle.example</name>
  </author>
  <content>… has approved three articles of impeachment. Senator Barry Goldwater and other Republican leaders told the president on Wednesday that he could no longer count on enough votes in the Senate. Gerald Ford became vice president only last December, …</content>
  </entry>
  <entry>
  <id>urn:uuid:d54d32cd-5356-81a2-a0d7-9166b9dc9fa1</id>
  <title>Twelve countries sign the North Atlantic Treaty</title>
  <updated>T</updated>
  <published>1949-04-04T00:00:00Z</published>
  <author><name>herald.example</name>
  </author>
  <content>… The Senate has to give its consent before ratification. The Soviet government has protested in notes to the signatories that the pact is aimed against it.</content>
  </entry>
  </feed>
  $ caucus alerts run
  $ caucus alerts
  feed: senate
      told up to #135, as atom to $TMP/feed.xml
  mail: budget
      told up to #135, as text to cat > mail.txt; echo "$CAUCUS_ALERT" >> mail.txt
  senate: senate
      told up to #135, as text to standard output
  votes: vote OR voted
      told up to #135, as jsonl to $TMP/votes.jsonl

What fails keeps its place; the others are told. A query that cannot be understood any more turns its alert off.

  $ caucus alerts add mail --command 'exit 7' budget
  $ caucus search --save money --count budget
  3
  $ caucus alerts add saved --from-start saved:money
  $ caucus search --save money --count saved:money
  3
  $ printf '{"id":"c","title":"Third","text":"A new budget.","date":"2020-01-04","source":"herald.example"}\n' | caucus index --format jsonl -
  caucus: 1 article added (N s)
  $ caucus alerts run
  caucus: alert 'mail' was not delivered, and is tried again by the next run: 'exit 7' ended with exit code 7
  caucus: alert 'saved' is OFF until it is given another query, and nothing is lost: saved search 'money': saved search 'money': saved search 'money': saved search 'money': saved search 'money': saved search 'money': saved search 'money': saved search 'money': saved:money ^ saved searches call each other without an end
  [3]
  $ caucus alerts run mail
  caucus: alert 'mail' was not delivered, and is tried again by the next run: 'exit 7' ended with exit code 7
  [74]
  $ caucus alerts list
  feed: senate
      told up to #136, as atom to $TMP/feed.xml
  mail: budget
      told up to #135, as text to exit 7
  saved: saved:money
      told up to #0, as text to standard output
      OFF: saved search 'money': saved search 'money': saved search 'money': saved search 'money': saved search 'money': saved search 'money': saved search 'money': saved search 'money': saved:money ^ saved searches call each other without an end
  senate: senate
      told up to #136, as text to standard output
  votes: vote OR voted
      told up to #136, as jsonl to $TMP/votes.jsonl
  $ caucus alerts add mail budget
  $ caucus alerts run mail
  mail: 1 new (budget)
    #136  2020-01-04  Third (herald.example)
  $ caucus alerts add saved budget
  $ caucus alerts run saved
  saved: 4 new (budget)
    #120  2024-11-29  Kobakhidze puts off accession talks with the EU until end of 2028 (caucasus-report.example)
        https://caucasus-report.example/2024/georgia-eu-talks
    #125  1975-11-11  Governor-General dismisses Whitlam (pacific-wire.example)
    #134  2020-01-03  Budget <& more> (herald.example)
        https://herald.example/b?x=1&y=2
    #136  2020-01-04  Third (herald.example)
  $ caucus alerts remove saved
  $ caucus alerts remove saved
  caucus: there is no alert 'saved' (caucus alerts list)
  [64]
  $ caucus alerts run nobody
  caucus: there is no alert 'nobody' (caucus alerts list)
  [64]
  $ caucus alerts add x --format atom budget
  caucus: a feed is a file: --format atom wants --to-file
  [64]
  $ caucus alerts sing
  caucus: alerts knows add, list, remove and run, not 'sing'
  [64]
