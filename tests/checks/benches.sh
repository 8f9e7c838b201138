#!/bin/sh
# Runs the benchmarks at their small sizes, so that they are there when somebody needs them. The seconds are for reading:
# what fails a change is a count of instructions (instructions.sh), for those repeat on a busy machine.
#
# Env: TMP (scratch).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
log=${TMP:-${TMPDIR:-/tmp}}/benches.log
cargo bench --quiet --profile counts --manifest-path "$root/Cargo.toml" --bench micro --bench whole -- \
    --sample-count 3 '(^|[^0-9])100$|one' >"$log" 2>&1 || { tail -20 "$log"; echo "benches: they do not run"; exit 1; }
python3 - "$log" <<'READ'
import re
import sys

WANTED = {"check", "derive", "in_memory", "parse_one", "plan", "render_one", "again", "clean"}
log = open(sys.argv[1], encoding="utf-8").read()
fastest, name = {}, ""
# A benchmark's name stands before its times, or on a line of its own above those of its sizes.
for branch, time in re.findall(r"─ (\w+)(?: +([0-9.]+ [µnm]?s))?", log):
    name = name if branch.isdigit() else branch
    if time:
        fastest[name] = time
if fastest.keys() != WANTED:
    print(log)
    sys.exit(f"benches: {', '.join(sorted(WANTED ^ fastest.keys()))} did not run, or are not known here")
print("benches at 100 incidents: " + ", ".join(f"{name} {time}" for name, time in fastest.items()))
READ
