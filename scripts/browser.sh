#!/usr/bin/env bash
# Chromium for the browser tests: Debian's build without a window, which takes half the work, or else the whole one;
# installed where it is missing and we may.
set -uo pipefail
has() { command -v "$1" >/dev/null; }
has chromium-headless-shell && exit 0
as=""
if [ "$(id -u)" != 0 ]; then has sudo && sudo -n true 2>/dev/null && as="sudo -n" || as="no"; fi
install() { timeout 300 $as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$1" >/dev/null 2>&1; }

if [ "$as" != no ] && has apt-get; then
  echo "» Chromium for the browser tests"
  install chromium-headless-shell && exit 0
  has chromium && exit 0
  timeout 120 $as apt-get update -qq >/dev/null 2>&1
  install chromium-headless-shell && exit 0
  install chromium && exit 0
fi
has chromium && exit 0
echo "Chromium is not installed: the browser tests will be skipped. To run them: sudo apt-get install -y --no-install-recommends chromium"
exit 0
