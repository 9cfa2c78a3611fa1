#!/usr/bin/env bash
# Installs the locked packages into the virtual environment $1: with uv where it can be had, else with plain pip.
set -uo pipefail
bin=$1/bin
pip() { "$bin/python" -m pip install -qq --disable-pip-version-check "$@"; }
if [ -x "$bin/uv" ] || pip uv==0.13.9 >/dev/null 2>&1; then
  "$bin/uv" pip install --quiet --python "$bin/python" --require-hashes -r requirements-dev.txt 2>/dev/null && done=yes
fi
if [ "${done:-}" != yes ]; then
  pip --require-hashes -r requirements-dev.txt || exit 1
fi
pip --no-deps --no-build-isolation -e .
