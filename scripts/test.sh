#!/usr/bin/env bash
# All tests: the checks, then everything but the browser on two processes, then two lines side by side: the walk through
# every page and the killing of processes, and the other journeys and what many do at once. A process for each way of
# driving the browser: Playwright runs once in one.
set -uo pipefail
cd "$(dirname "$0")/.."
bash scripts/check.sh || exit 1
.venv/bin/python -m pytest -n 2 --dist worksteal -m "not journey and not kills" "$@" || exit 1

said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT

line() { # places…: one process each, one after the other
  local place code
  for place in "$@"; do
    .venv/bin/python -m pytest -m "journey or kills" $place; code=$?
    [ $code = 0 ] || return $code
  done
}

walk="tests/journeys/test_every_page.py"
killed="tests/kills/test_killed_at_any_moment.py"
line "$walk" "$killed" > "$said/walk" 2>&1 & walking=$!
line tests/web "tests/journeys --ignore=$walk" "tests/kills --ignore=$killed"; told=$?
wait $walking; walked=$?
cat "$said/walk"
[ $told = 0 ] && [ $walked = 0 ]
