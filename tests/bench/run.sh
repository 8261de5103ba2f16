#!/usr/bin/env bash
# ./dev bench: how long indexing takes, how large the index is, and how long whole processes take that search it.
set -euo pipefail
caucus=$(readlink -f "$1")
corpus=${CAUCUS_TEST_CORPUS:-corpus/sample}
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
ms() { local from to; from=$(date +%s%N); "$@" >/dev/null 2>&1 || true; to=$(date +%s%N); echo $(((to - from) / 1000)); }
printf 'indexing %s\n' "$corpus"
from=$(date +%s%N)
"$caucus" --data "$data" index "$corpus" 2>&1
printf '%-44s %8.2f s\n' "index, wall time" "$(awk "BEGIN {print ($(date +%s%N) - $from) / 1e9}")"
printf '%-44s %8.1f MB\n' "archive" "$(du -k "$data/archive.db" | awk '{print $1 / 1024}')"
printf '%-44s %8.1f MB\n' "index" "$(du -ks "$data"/index-* | awk '{s += $1} END {print s / 1024}')"
printf '%-44s %8.2f ms\n' "index again, nothing new" "$(awk "BEGIN {print $(ms "$caucus" --data "$data" index "$corpus") / 1000}")"
for query in 'president' 'president treaty' '"white house"' 'actor:putin' 'date:2015..2017 vote' 'a OR the OR of' 'treaty NEAR/5 signed'; do
    best=1000000000
    for _ in 1 2 3 4 5 6 7; do t=$(ms "$caucus" --data "$data" search -- "$query"); [ "$t" -lt "$best" ] && best=$t; done
    printf '%-44s %8.2f ms\n' "search $query" "$(awk "BEGIN {print $best / 1000}")"
done
