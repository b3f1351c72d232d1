#!/bin/sh
# Makes the environment in the folder given: pinned and hashed dependencies, then the project itself.
set -eu
venv=$1
if command -v uv >/dev/null 2>&1; then
	[ -x "$venv/bin/python" ] || uv venv --quiet --python "${PYTHON:-python3}" "$venv"
	uv pip install --quiet --python "$venv/bin/python" --require-hashes -r requirements/lock.txt
	uv pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation -e .
else
	[ -x "$venv/bin/pip" ] || "${PYTHON:-python3}" -m venv "$venv"
	"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
