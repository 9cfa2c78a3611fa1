#!/usr/bin/env bash
# All tests: the checks, then everything but the browser on two processes, then the browser: a process for each way of
# driving it, because Playwright runs once in a process.
set -uo pipefail
cd "$(dirname "$0")/.."
bash scripts/check.sh || exit 1
.venv/bin/python -m pytest -n 2 -m "not journey and not kills" "$@" || exit 1
for place in tests/web tests/kills tests/journeys; do
  .venv/bin/python -m pytest -m "journey or kills" "$place" "$@"; code=$?
  [ $code = 5 ] || [ $code = 0 ] || exit $code   # 5: none collected
done
