#!/bin/sh
# Unpacks every compressed form of a site with Python's gzip and with Google's Brotli, and holds it against its file.
# Needs CANDOR (the program), VENV (Python packages), TMP (scratch).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d "$TMP/precompress.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cp -R "$root/candor.toml" "$root/content" "$scratch/"
[ ! -d "$root/static" ] || cp -R "$root/static" "$scratch/"
printf '\n[output]\nprecompress = ["gzip", "brotli"]\n' >> "$scratch/candor.toml"
"$CANDOR" build -C "$scratch" --out "$scratch/public" --now 2026-11-20T14:30:00Z > "$scratch/log" 2>&1 ||
  { cat "$scratch/log" >&2; exit 1; }
"$VENV/bin/python" - "$scratch/public" <<'PYTHON'
import gzip
import pathlib
import sys

import brotli

unpack = {".gz": gzip.decompress, ".br": brotli.decompress}
counts = {suffix: [0, 0, 0] for suffix in unpack}
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
    if path.suffix not in unpack:
        continue
    form, plain = path.read_bytes(), path.with_suffix("").read_bytes()
    try:
        same = unpack[path.suffix](form) == plain
    except (OSError, EOFError, brotli.error) as error:
        sys.exit(f"precompress: {path}: {error}")
    if not same:
        sys.exit(f"precompress: {path} is not of the file beside it")
    count = counts[path.suffix]
    for n, more in enumerate((1, len(plain), len(form))):
        count[n] += more
if any(count[0] < 100 for count in counts.values()):
    sys.exit(f"precompress: hardly any forms: {counts}")
said = [f"{files} *{suffix} of {form * 100 // plain} %" for suffix, (files, plain, form) in counts.items()]
print("precompress: what they unpack to is what stands beside them:", ", ".join(said))
PYTHON
