Jobs of the configuration: what there is, what is due, what was done.

  $ mkdir news
  $ printf 'timezone: Europe/Berlin\nsources: [{path: news}]\njobs:\n  - {name: feeds, every: 15m, run: [index, alerts]}\n  - {name: nightly, at: "30 3 * * *", run: reindex}\nhooks: {after: "echo $CAUCUS_JOB ended with $CAUCUS_JOB_EXIT"}\n' > caucus.yaml
  $ export CAUCUS_DATA_DIR=$TMP/data; caucus jobs --now 2026-03-28T12:00Z
  feeds: every 15m
      runs  index, then alerts
      last  never
      next  now
  nightly: at 30 3 * * * (Europe/Berlin)
      runs  reindex
      last  never
      next  2026-03-29 03:30:00
  $ printf '{"id":"a","title":"Vote","text":"The senate voted.","date":"2020-01-02","source":"herald.example"}\n' > news/one.jsonl
  $ export CAUCUS_DATA_DIR=$TMP/data; caucus alerts add votes vote; caucus jobs run --now 2026-03-28T12:00Z; caucus jobs run --now 2026-03-28T12:10Z
  feeds ended with 0
  caucus: there is no archive in '$TMP/data' (caucus index makes one)
  caucus: 1 article added (N s)
  $ export CAUCUS_DATA_DIR=$TMP/data; caucus alerts add votes --from-start vote; caucus jobs run --now 2026-03-28T12:15Z --report report.json; sed 's/[0-9.]*\(,"result\)/N\1/' report.json
  votes: 1 new (vote)
    #1  2020-01-02  Vote (herald.example)
  feeds ended with 0
  {"schema":1,"jobs":[{"schema":1,"job":"feeds","due":"2026-03-28T12:15:00Z","started":"2026-03-28T12:15:00Z","ended":"2026-03-28T12:15:00Z","seconds":N,"result":"done","exit":0,"steps":[{"run":"index","exit":0,"seconds":N,"report":{"schema":1,"files":0,"files_unchanged":1,"added":0,"updated":0,"unchanged":1,"undated":0,"repaired":0,"resolved":0,"failures":0,"failed":[],"revisions":null,"seconds":N}},{"run":"alerts","exit":0,"seconds":N}]}]}
  caucus: 0 articles added, 1 unchanged (N s)
  $ export CAUCUS_DATA_DIR=$TMP/data; caucus jobs --now 2026-03-28T12:20Z; caucus jobs log
  feeds: every 15m
      runs  index, then alerts
      last  2026-03-28 13:15:00, done, N s
      next  2026-03-28 13:30:00
  nightly: at 30 3 * * * (Europe/Berlin)
      runs  reindex
      last  never
      next  2026-03-29 03:30:00
  2026-03-28 13:15:00  feeds: done in N s, 1 unchanged
  2026-03-28 13:00:00  feeds: done in N s, 1 added

What was missed for days is made up for once; then the schedule goes on.

  $ export CAUCUS_DATA_DIR=$TMP/data; caucus -q jobs run --now 2026-04-02T09:00Z; caucus jobs log -n 2; caucus jobs next nightly --now 2026-04-02T09:00Z -n 2
  feeds ended with 0
  nightly ended with 0
  2026-04-02 11:00:00  nightly: done in N s, 1 indexed anew
  2026-04-02 11:00:00  feeds: done in N s, 1 unchanged
  2026-04-03 03:30:00  nightly
  2026-04-04 03:30:00  nightly

Inputs that cannot be read do not end a job, and are not passed over in silence.

  $ export CAUCUS_DATA_DIR=$TMP/data; printf '{"id":"b","text":"The chamber rose."}\n{"id":' > news/two.jsonl; caucus jobs run feeds --now 2026-04-02T10:00Z
  caucus: $TMP/news/two.jsonl: line 2: byte 7: it ends early
  caucus: 1 article added, 1 unchanged, 1 undated, 1 failed (N s)
  caucus: job 'feeds': partial, exit code 3
  [3]
  $ export CAUCUS_DATA_DIR=$TMP/data; caucus jobs log -n 1
  2026-04-02 12:00:00  feeds: partial in N s, 1 added, 1 unchanged, 1 failed; 'index' ended with 3

A job that fails: its later steps are left out, its own hook is run, it rests, and status tells.

  $ printf 'jobs:\n  - {name: bad, every: 1m, run: [index nowhere, doctor], hooks: {on-failure: "grep -o result.*exit...."}}\n' > bad.yaml
  $ export CAUCUS_DATA_DIR=$TMP/data; for i in 00 01 02 03; do caucus --config bad.yaml jobs run --now 2026-05-01T10:${i}Z; done; caucus --config bad.yaml jobs --now 2026-05-01T10:04Z
  result":"failed","exit":65,"steps":[{"run":"index nowhere","exit":65
  result":"failed","exit":65,"steps":[{"run":"index nowhere","exit":65
  bad: every 1m
      runs  index nowhere, then doctor
      last  2026-05-01 10:02:00, failed (65), N s, 2 failures in a row
      next  2026-05-01 10:06:00
  caucus: nowhere: cannot be found: No such file or directory
  caucus: 0 articles added, 1 failed (N s)
  caucus: job 'bad': failed, exit code 65
  caucus: nowhere: cannot be found: No such file or directory
  caucus: 0 articles added, 1 failed (N s)
  caucus: job 'bad': failed, exit code 65
  $ export CAUCUS_DATA_DIR=$TMP/data; caucus status | grep jobs
  jobs       3 (caucus jobs lists them)
  jobs       'bad' FAILED 2 times in a row, last 2026-05-01T10:02Z, exit 65 (caucus jobs log bad)

A job that another process runs, and one that is not there.

  $ export CAUCUS_DATA_DIR=$TMP/data; caucus jobs run nobody
  caucus: the configuration has no job 'nobody'
  [64]
  $ printf 'jobs:\n  - {name: slow, every: 1m, run: doctor, hooks: {before: "touch begun; sleep 2"}}\n' > slow.yaml
  $ export CAUCUS_DATA_DIR=$TMP/data; caucus --config slow.yaml jobs run slow > /dev/null & while [ ! -e begun ]; do sleep 0.1; done; caucus --config slow.yaml jobs run slow; echo "exit $?"; caucus --config slow.yaml jobs --format jsonl | grep -o running; wait
  exit 75
  running
  caucus: job 'slow' is running already

What the configuration may not say.

  $ printf 'jobs:\n  - {name: x, at: "61 * * * *", run: index}\n' > a.yaml; caucus --config a.yaml jobs
  caucus: job 'x': '61' is no minute: it takes numbers from 0 to 59, ranges (2-5), lists (1,3) and steps (*/2)
  [78]
  $ printf 'jobs:\n  - {name: x, every: 1m, at: "@daily", run: index}\n' > a.yaml; caucus --config a.yaml jobs
  caucus: job 'x': it takes 'every' or 'at', one of them
  [78]
  $ printf 'jobs:\n  - {name: x, every: 1m, run: jobs daemon}\n' > a.yaml; caucus --config a.yaml jobs
  caucus: job 'x': 'jobs' is no command for a job: index, alerts, reindex, doctor, search and the like are
  [78]
  $ printf 'jobs:\n  - {name: x, every: 1m, run: []}\n' > a.yaml; caucus --config a.yaml jobs
  caucus: cannot read 'a.yaml': line 2, column 31: 'run' is empty
  [78]
  $ printf 'jobs:\n  - {name: x, every: 1m, run: index, at: "* * * *"}\n  - {every: 1m, run: index}\n' > a.yaml; caucus --config a.yaml jobs
  caucus: cannot read 'a.yaml': line 3, column 5: 'name' is missing here
  [78]
  $ printf 'jobs:\n  - {name: x, at: "@daily", timezone: Mars/Olympus, run: index}\n' > a.yaml; caucus --config a.yaml jobs
  caucus: job 'x': 'Mars/Olympus' is no time zone
  [78]
  $ caucus --data $TMP/none jobs --now 2026-04-02T10:00Z
  feeds: every 15m
      runs  index, then alerts
      last  never
      next  now
  nightly: at 30 3 * * * (Europe/Berlin)
      runs  reindex
      last  never
      next  2026-04-03 03:30:00

Units and a line for cron.

  $ export CAUCUS_DATA_DIR=$TMP/data; caucus jobs export systemd | sed 's/"[^"]*bin[^"]*"/CAUCUS/;s/^ExecStart="[^"]*"/ExecStart=CAUCUS/' | sed -n '1,/IOSchedulingPriority/p;/OnCalendar/,$p'
  # caucus-feeds.service
  [Unit]
  Description=caucus: feeds
  Documentation=man:caucus-jobs(1)
  
  [Service]
  Type=oneshot
  ExecStart=CAUCUS --data "$TMP/data" --config "$TMP/caucus.yaml" jobs run feeds
  # 75: another writer is at work. It is tried again in a minute.
  Restart=on-failure
  RestartPreventExitStatus=1 3 64 65 70 74 78 127
  RestartSec=60
  TimeoutStartSec=infinity
  Nice=10
  IOSchedulingClass=best-effort
  IOSchedulingPriority=7
  OnCalendar=*-*-* 03:30:00 Europe/Berlin
  # What was missed while the machine was off is made up for, once.
  Persistent=true
  AccuracySec=1s
  
  [Install]
  WantedBy=timers.target
  $ export CAUCUS_DATA_DIR=$TMP/data; caucus jobs export cron | sed "s/'[^']*'/CAUCUS/"
  # Looks every minute what is due, by the time zones of the configuration; what was missed is made up for, once.
  * * * * * CAUCUS -q --data '$TMP/data' --config '$TMP/caucus.yaml' jobs run
  $ export CAUCUS_DATA_DIR=$TMP/data; caucus jobs export at
  caucus: jobs export takes 'systemd' or 'cron'
  [64]
