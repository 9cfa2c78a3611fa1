#!/usr/bin/env bash
# All tests: the checks, then everything but the browser on two processes, then two lines side by side: the journeys, and
# what else needs a browser or kills processes. A process for each way of driving the browser: Playwright runs once in one.
set -uo pipefail
cd "$(dirname "$0")/.."
bash scripts/check.sh || exit 1
.venv/bin/python -m pytest -n 2 -m "not journey and not kills" "$@" || exit 1

said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT

line() { # name, places…: one after the other
  local name=$1 place code
  shift
  for place in "$@"; do
    .venv/bin/python -m pytest -m "journey or kills" $place; code=$?
    [ $code = 5 ] || [ $code = 0 ] || return $code   # 5: none collected
  done
}

line others tests/web tests/kills tests/journeys/days > "$said/others" 2>&1 &
others=$!
line journeys "tests/journeys --ignore=tests/journeys/days"; journeys=$?
wait $others; code=$?
cat "$said/others"
[ $journeys = 0 ] && [ $code = 0 ]
