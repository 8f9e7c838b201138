#!/bin/sh
# Holds the APIs against other people's software at four moments of one site (tests/api_site): every document against
# the schemas in tests/schemas (check-jsonschema), and what clients make of the served site against what its content
# says (tests/checks/api/expected): three Statuspage libraries from npm, a Prometheus exporter from PyPI, and Heroku's
# own command line.
#
# Environment: CANDOR (the program), VENV (with tests/requirements.txt installed), NODE_MODULES (of tests/package.json),
# TMP (a folder for scratch). UPDATE_EXPECTED=1 writes the expected texts anew, to be read before they are kept.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
site=$here/../api_site/site
schemas=$here/../schemas
folder=$(mktemp -d "$TMP/api.XXXXXX")
server=
trap 'test -z "$server" || kill "$server" 2>/dev/null || true' EXIT
export VENV NODE_MODULES

fail() {
    echo "api: failed: $*" >&2
    exit 1
}

# hold SCHEMA FILE...: validates files; an API without any such file is a fault too.
hold() {
    schema=$1
    shift
    test -f "$1" || fail "there is no $1"
    "$VENV/bin/check-jsonschema" --schemafile "$schemas/$schema.json" "$@" >"$folder/log" 2>&1 || {
        cat "$folder/log" >&2
        fail "$schema does not fit"
    }
}

validate() {
    v2=$1/api/v2
    v4=$1/api/v4
    for document in summary status components incidents scheduled-maintenances; do
        hold "statuspage-v2-$document" "$v2/$document.json"
    done
    hold statuspage-v2-unresolved "$v2/incidents/unresolved.json"
    hold statuspage-v2-upcoming "$v2/scheduled-maintenances/upcoming.json"
    hold statuspage-v2-active "$v2/scheduled-maintenances/active.json"
    # An id has twelve characters; no other name in these folders has.
    hold statuspage-v2-incident "$v2"/incidents/????????????.json
    hold statuspage-v2-scheduled-maintenance "$v2"/scheduled-maintenances/????????????.json
    hold heroku-v4-current-status "$v4/current-status" "$v4/current-status.json"
    hold heroku-v4-incidents "$v4/incidents.json"
    hold heroku-v4-incident "$v4"/incidents/*
}

# ask URL: what every client prints, without what differs from run to run.
ask() {
    url=${1%/}
    mkdir -p "$folder/exporter"
    node "$here/api/statuspage.mjs" "$url" >"$folder/raw" || fail "a Statuspage library stopped"
    HEROKU_STATUS_HOST=$url node "$here/api/heroku.cjs" >>"$folder/raw" || fail "Heroku's command line stopped"
    "$here/api/exporter.sh" "$url" "$folder/exporter" >>"$folder/raw" || fail "the exporter stopped"
    sed -e "s|$url|SITE|g" -e 's/ ([a-z0-9 ]* ago)$/ (AGO)/' -e 's/ *$//' "$folder/raw"
}

look() {
    name=$1
    now=$2
    "$CANDOR" build -C "$site" --now "$now" --out "$folder/$name" >"$folder/log" 2>&1 || {
        cat "$folder/log" >&2
        fail "the site of $name is not built"
    }
    validate "$folder/$name"
    "$CANDOR" serve -C "$site" --now "$now" --port 0 2>"$folder/$name.server" &
    server=$!
    tries=0
    until grep -qs '^Serving on ' "$folder/$name.server"; do
        tries=$((tries + 1))
        kill -0 "$server" 2>/dev/null && test $tries -lt 1200 || fail "candor serve does not start"
        sleep 0.1
    done
    ask "$(sed -n 's/^Serving on \([^ ]*\).*/\1/p' "$folder/$name.server")" >"$folder/$name.txt"
    kill "$server"
    server=
    test -z "${UPDATE_EXPECTED-}" || cp "$folder/$name.txt" "$here/api/expected/$name.txt"
    diff -u "$here/api/expected/$name.txt" "$folder/$name.txt" >&2 || fail "clients read something else ($name)"
}

look calm 2026-09-30T12:00:00Z
look incident 2026-10-01T10:30:00Z
look maintenance 2026-10-02T03:00:00Z
look afterwards 2026-10-06T12:00:00Z

rm -r "$folder"
echo "api: three Statuspage libraries, an exporter and Heroku's command line read what the content says, at four moments"
