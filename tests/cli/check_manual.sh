#!/bin/sh
# Checks what the program writes for others to read: completion by the shells themselves, manual pages by scdoc and man (each
# where it is installed), and that every example query of caucus-query(7) is a query.
#     check_manual.sh PATH-OF-CAUCUS
set -u

caucus=$(realpath "$1")
source_root=$(realpath "$(dirname "$0")/../..")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failures=0

fail() {
    printf 'check_manual: %s\n' "$*" >&2
    failures=$((failures + 1))
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# The names of the commands that --help lists.
commands() {
    "$caucus" --help | sed -n '/^Commands$/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p'
}

check_completion() {
    "$caucus" completion "$1" >"$scratch/completion" || fail "no completion for $1"
    have "$1" || return 0
    "$1" -n "$scratch/completion" || fail "$1 does not accept its completion"
}

# bash can be asked what it would offer: the first argument, for the words behind it.
check_bash_offers() {
    expected=$1
    shift
    offers=$(bash -c '. "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _caucus 2>/dev/null; echo "${COMPREPLY[*]}"' \
        bash "$scratch/completion" caucus "$@")
    case " $offers " in
    *" $expected "*) ;;
    *) fail "bash offers '$offers' behind '$*', not '$expected'" ;;
    esac
}

check_page() {
    page=$1
    have scdoc || return 0
    scdoc <"$scratch/page.scd" >"$scratch/page" || { fail "scdoc does not accept $page"; return; }
    if have man; then
        man -l --warnings -Tutf8 "$scratch/page" >/dev/null 2>"$scratch/warnings"
        [ -s "$scratch/warnings" ] && fail "$page: $(cat "$scratch/warnings")"
    fi
    if have mandoc; then
        mandoc -T lint -W error "$scratch/page" >"$scratch/warnings" 2>&1 || fail "$page: $(cat "$scratch/warnings")"
    fi
}

check_pages() {
    "$caucus" manual >"$scratch/page.scd" && check_page caucus.1
    "$caucus" manual caucus.yaml >"$scratch/page.scd" && check_page caucus.yaml.5
    cp "$source_root/man/caucus-query.7.scd" "$scratch/page.scd" && check_page caucus-query.7
    for command in $(commands); do
        "$caucus" manual "$command" >"$scratch/page.scd" || fail "no manual of '$command'"
        check_page "caucus-$command.1"
        grep -q "'$command'" "$source_root/man/meson.build" || fail "man/meson.build does not install the page of '$command'"
    done
}

# The lines of the literal blocks, up to two spaces: what stands behind them explains.
example_queries() {
    awk '/^```/ { inside = !inside; next } inside { sub(/  .*/, ""); print }' "$source_root/man/caucus-query.7.scd"
}

check_queries() {
    "$caucus" help search 2>/dev/null | grep -q -e '--explain-query' || return 0
    example_queries | while IFS= read -r query; do
        case $query in *saved:*) continue ;; esac   # those want an archive
        "$caucus" --data "$scratch/data" search --explain-query -- "$query" >"$scratch/out" 2>&1
        [ $? -eq 64 ] && printf '%s\n' "$query" "$(cat "$scratch/out")"
    done >"$scratch/bad"
    [ -s "$scratch/bad" ] && fail "caucus-query(7) has a query that is none: $(cat "$scratch/bad")"
}

[ -n "$(commands)" ] || fail "--help lists no commands"
for shell in zsh fish bash; do
    check_completion "$shell"
done
if have bash; then
    check_bash_offers init in
    check_bash_offers --color init --c
    check_bash_offers never --color n
    check_bash_offers zsh completion z
    check_bash_offers import actors im
    check_bash_offers --origin actors import --or
fi
check_pages
check_queries

[ "$failures" -eq 0 ]
