#!/usr/bin/env bash
# What needs no running system: style, types, import contracts, migrations, generated documents, translations.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin failed=0
step() { local name=$1; shift; local out; if ! out=$("$@" 2>&1); then echo "✗ $name"; echo "$out" | tail -60; failed=1; else echo "✓ $name"; fi; }
step "style" $bin/ruff check src tests bench
step "types of the domain and ports" $bin/mypy
step "import contracts" env PYTHONPATH=src $bin/lint-imports
step "no missing migration" $bin/motcua manage makemigrations --check --dry-run
step "generated documents are current" $bin/motcua docs --check
exit $failed
