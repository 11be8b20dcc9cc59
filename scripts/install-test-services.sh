#!/usr/bin/env bash
# Installs what some tests need beside Node, from Debian: Chromium, for the tests that open the HTML
# report; PostgreSQL, for those of a history kept there; Redis, ip and openssl, for the queue, its
# network and its TLS; xmllint and Prometheus's own reader, which read what is exported. Quick when they
# are there. Where they cannot be installed, says what to install; the tests that need them are then
# skipped, except in CI, where that is an error.
set -euo pipefail

# command that must be there : Debian package that brings it
services=(
  chromium:chromium ip:iproute2 openssl:openssl pg_ctlcluster:postgresql redis-server:redis-server
  xmllint:libxml2-utils
)

missing=()
for service in "${services[@]}"; do
  command -v "${service%%:*}" >/dev/null || missing+=("${service##*:}")
done
/usr/bin/python3 -c 'import prometheus_client' 2>/dev/null || missing+=(python3-prometheus-client)
[ "${#missing[@]}" -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "installing for the tests: ${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q >/dev/null
  apt-get install -q -y --no-install-recommends "${missing[@]}" >/dev/null
  exit 0
fi

echo "note: some tests need ${missing[*]}, which only root can install: apt-get install ${missing[*]}" >&2
if [ -n "${CI:-}" ]; then exit 1; fi
