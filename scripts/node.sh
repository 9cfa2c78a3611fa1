#!/usr/bin/env bash
# Puts `node` and `npm` into the folder $1: the machine's own where they are new enough, else those of the wheel in $2.
set -euo pipefail
folder=$1 bin=$2
rm -f "$folder/node" "$folder/npm"
major() { "$1" --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/' || echo 0; }
if command -v node >/dev/null && command -v npm >/dev/null && [ "$(major node)" -ge 20 ]; then
  ln -s "$(command -v node)" "$folder/node"
  ln -s "$(command -v npm)" "$folder/npm"
else
  ln -s "$bin/node" "$folder/node"
  ln -s "$bin/npm" "$folder/npm"
fi
