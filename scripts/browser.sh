#!/usr/bin/env bash
# Chromium for the browser tests: Debian's, installed where it is missing and we may.
set -uo pipefail
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && exit 0
done
line="apt-get install -y --no-install-recommends chromium"
if [ "$(id -u)" = 0 ]; then
  echo "» Chromium for the browser tests"
  apt-get update -qq >/dev/null 2>&1; DEBIAN_FRONTEND=noninteractive $line >/dev/null 2>&1 && exit 0
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  echo "» Chromium for the browser tests"
  sudo -n apt-get update -qq >/dev/null 2>&1; sudo -n env DEBIAN_FRONTEND=noninteractive $line >/dev/null 2>&1 && exit 0
fi
echo "Chromium is not installed: the browser tests will be skipped. To run them: sudo $line"
exit 0
