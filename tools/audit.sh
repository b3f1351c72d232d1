#!/bin/sh
# Are the dependencies pinned with hashes, and is a weakness of one of them known? Without a network the second
# question stays open, and says so.
set -eu

lock=$1
python=$2
if grep -nE '^[A-Za-z0-9]' "$lock" | grep -vE '^[0-9]+:[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^ ]+.*\\$'; then
	echo "$lock: these are not pinned with hashes" >&2
	exit 1
fi
echo "$lock: $(grep -cE '^[A-Za-z0-9]' "$lock") packages, all pinned with hashes"

if "$python" -m pip_audit --version >/dev/null 2>&1; then
	audit="$python -m pip_audit"
elif command -v pip-audit >/dev/null 2>&1; then
	audit=pip-audit
else
	echo "pip-audit is not installed: known weaknesses were not looked up (pip install pip-audit)"
	exit 0
fi
said=$(mktemp)
trap 'rm -f "$said"' EXIT
if $audit --requirement "$lock" --require-hashes --disable-pip --progress-spinner off >"$said" 2>&1; then
	cat "$said"
elif grep -qE 'ConnectionError|Max retries|NameResolution|Could not connect|ServiceError|timed out' "$said"; then
	echo "no network: known weaknesses were not looked up"
else
	cat "$said"
	exit 1
fi
