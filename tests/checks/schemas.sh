#!/bin/sh
# Asks Taplo and check-jsonschema what they make of the schemas: good files pass, each bad one is refused by both, and
# what a build writes for clients is valid by the schemas that it carries.
# Needs CANDOR, VENV (tests/requirements.txt), NODE_MODULES (tests/package-lock.json) and TMP.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work="$TMP/schemas"
rm -rf "$work"
mkdir -p "$work/good" "$work/bad"
taplo="$NODE_MODULES/.bin/taplo"
check="$VENV/bin/check-jsonschema"
export RUST_LOG=error

fail() {
    echo "schemas: $1"
    exit 1
}

"$CANDOR" -C "$root" schema --out "$work/schema" >"$work/log"
"$CANDOR" -C "$root" build --now 2026-11-20T14:30:00Z --out "$work/public" >"$work/log" 2>&1 || fail "the demo does not build"
for schema in "$work"/schema/*.json; do
    cmp -s "$schema" "$work/public/schema/$(basename "$schema")" || fail "the site carries another $(basename "$schema")"
    "$check" --check-metaschema "$schema" >"$work/log" 2>&1 || fail "$(basename "$schema") is no JSON Schema: $(cat "$work/log")"
done

# Both programs take many files at once and name each that they refuse. Which schema a file is for stands before the
# `--` of its name.
taplo_on() {
    (cd "$1" && "$taplo" lint --no-auto-config --schema "file://$work/schema/$2.json" "$2"--*.toml) >"$work/log" 2>&1
}
check_on() {
    (cd "$1" && "$check" --schemafile "$work/schema/$2.json" "$2"--*.toml) >"$work/log" 2>&1
}

# Good: the demo's configuration and all of its front matter.
cp "$root/candor.toml" "$work/good/config--demo.toml"
for folder in incidents/incident maintenance/maintenance pages/page; do
    for file in "$root/content/${folder%/*}"/*.md; do
        sed -n '2,/^+++$/p' "$file" | sed '$d' > "$work/good/${folder#*/}--$(basename "$file" .md).toml"
    done
done

# Bad: one fault each.
bad() {
    cat > "$work/bad/$1.toml"
}
config='title = "A"
base_url = "https://example.com/"'
service='[[services]]
id = "api"
name = "API"'
incident='title = "A"
[[updates]]
at = 2026-11-20T10:00:00Z
state = "resolved"'
printf '%s\n' 'titel = "A"' 'base_url = "https://example.com/"' "$service" | bad config--misspelt-key
printf '%s\n' "$config" | bad config--no-services
printf '%s\n' 'title = "A"' 'base_url = "example.com"' "$service" | bad config--no-scheme
printf '%s\n' "$config" '[uptime]' 'partial_outage = 3' "$service" | bad config--weight
printf '%s\n' "$config" "$service" 'since = 2025' | bad config--since
printf '%s\n' "$config" '[api]' 'cstate = "yes"' "$service" | bad config--flag
printf '%s\n' "$config" '[[services]]' 'id = "the api"' 'name = "API"' | bad config--id
printf '%s\n' "$config" '[feeds]' 'hub = "hub.example.com"' "$service" | bad config--hub
printf '%s\n' "$config" 'language = "pt_BR"' "$service" | bad config--language
printf '%s\n' "$config" 'support_url = "about"' "$service" | bad config--support-url
printf '%s\n' 'aliases = ["old/1"]' "$incident" | bad incident--alias
printf '%s\n' 'state = "fixed"' "$incident" | bad incident--state
printf '%s\n' 'services = { api = "down" }' "$incident" | bad incident--impact
printf '%s\n' 'started = "yesterday"' "$incident" | bad incident--time
printf '%s\n' 'retroactive = true' "$incident" | bad incident--unpublished
printf '%s\n' 'title = "A"' | bad incident--no-updates
printf '%s\n' 'title = "A"' 'services = { db = "major_outage" }' 'scheduled_for = 2026-11-20T10:00:00Z' \
    'scheduled_until = 2026-11-20T11:00:00Z' | bad maintenance--impacts
printf '%s\n' 'title = "A"' 'services = ["db"]' 'scheduled_for = 2026-11-20T10:00:00Z' | bad maintenance--no-end
printf '%s\n' 'title = "A"' 'nav = "first"' | bad page--nav

for kind in config incident maintenance page; do
    for program in taplo check; do
        "${program}_on" "$work/good" $kind || fail "$program refuses a good file: $(cat "$work/log")"
        if "${program}_on" "$work/bad" $kind; then fail "$program takes every bad $kind"; fi
        for file in "$work/bad/$kind"--*.toml; do
            grep -q "$(basename "$file")" "$work/log" || fail "$program takes $(basename "$file")"
        done
    done
done
good=$(find "$work/good" -name '*.toml' | wc -l)
bad=$(find "$work/bad" -name '*.toml' | wc -l)

# The directive in the first line leads editors to the schema, with no option and no network.
mkdir -p "$work/site/schema"
cp "$work/schema/config.json" "$work/site/schema/"
cp "$root/candor.toml" "$work/site/candor.toml"
(cd "$work/site" && "$taplo" lint candor.toml >"$work/log" 2>&1) || fail "the demo's directive leads nowhere: $(cat "$work/log")"
sed 's/^title = /titel = /' "$root/candor.toml" > "$work/site/candor.toml"
if (cd "$work/site" && "$taplo" lint candor.toml >"$work/log" 2>&1); then fail "the demo's directive is not followed"; fi

# What clients read.
"$check" --schemafile "$work/public/schema/candor.json" "$work/public/api/candor.json" >"$work/log" 2>&1 || fail "candor.json: $(cat "$work/log")"
"$check" --schemafile "$work/public/schema/candor-year.json" "$work/public"/api/candor/*.json >"$work/log" 2>&1 || fail "a year: $(cat "$work/log")"
echo "schemas: $good good files pass and $bad bad ones are refused by Taplo and by check-jsonschema"
