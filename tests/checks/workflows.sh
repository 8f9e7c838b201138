#!/bin/sh
# Holds the workflows that `candor init --ci` writes against other people's checkers: zizmor for what is unsafe in a
# GitHub workflow, check-jsonschema for whether GitHub and GitLab would read the files at all.
#
# Environment: CANDOR (the program), VENV (with tests/requirements.txt installed), TMP (a folder for scratch).
set -eu

folder=$(mktemp -d "$TMP/workflows.XXXXXX")
"$CANDOR" init "$folder/github" --ci github >"$folder/log"
"$CANDOR" init "$folder/gitlab" --ci gitlab >>"$folder/log"

hold() {
    "$@" >"$folder/log" 2>&1 || {
        cat "$folder/log" >&2
        echo "workflows: failed: $*" >&2
        exit 1
    }
}

hold "$VENV/bin/zizmor" --offline --no-progress --persona pedantic "$folder/github/.github/workflows/status.yml"
hold "$VENV/bin/check-jsonschema" --builtin-schema vendor.github-workflows \
    "$folder/github/.github/workflows/status.yml"
hold "$VENV/bin/check-jsonschema" --builtin-schema vendor.gitlab-ci "$folder/gitlab/.gitlab-ci.yml"

rm -r "$folder"
echo "workflows: zizmor and check-jsonschema accept what candor init --ci github and --ci gitlab write"
