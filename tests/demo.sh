#!/usr/bin/env bash
# The tour of ./dev demo: indexes the sample articles into a folder of its own and shows real searches.
set -euo pipefail
caucus=$(readlink -f "$1")
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
export CAUCUS_DATA_DIR=$data
show() {
    printf '\n\033[1m$ caucus'
    printf ' %q' "$@"
    printf '\033[0m\n'
    "$caucus" "$@" || true
}
show index corpus/sample
show search -n 3 "iron curtain"
show search -n 2 'actor:Пашинян date:2018..2021'
show search -n 2 'role:president@US wall'
show search -n 2 'title:(treaty OR accord) -country:US'
show search -n 1 --facets country:8,actor:8 --by year 'date:1985..1995'
show search -n 1 --explain 'berlin wall'
show quotes 'speaker:reagan(wall)'
show actors 'Nikol Pashinyan'
show status
printf '\nNow try your own: %s index ARTICLES.jsonl && %s search WORDS\n' build/caucus build/caucus
