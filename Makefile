# sphinx-bitext. Two commands on a fresh machine: `make html` and `make test`.
# LOCALES="sv-SE ar-SA" limits html, check, report and status to these locales.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BITEXT := $(BIN)/bitext
LOCALES ?=
LOCALE_OPTIONS := $(foreach locale,$(LOCALES),--locale $(locale))
PORT ?= 8000
SECONDS ?= 60
FORMAT ?= sxs

.DEFAULT_GOAL := help
.PHONY: help env html ingest update-po pseudo git-setup check report status export serve live linkcheck test test-long fuzz audit bench reference lint format lock clean distclean

help: ## show these lines
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

env: $(VENV)/.ready ## make .venv from the pinned dependencies

$(VENV)/.ready: requirements/lock.txt pyproject.toml tools/make_env.sh
	@PYTHON="$(PYTHON)" sh tools/make_env.sh $(VENV)
	@touch $@

html: env ## ingest, check, report and publish everything into build/
	@$(BITEXT) build $(LOCALE_OPTIONS)

ingest: env ## rebuild English, merge deliveries into the catalogs
	@$(BITEXT) ingest $(addprefix source/,$(LOCALES))

update-po: env ## merge edited English and deliveries into the catalogs, nothing else
	@$(BITEXT) update-po $(LOCALE_OPTIONS)

pseudo: env ## make the pseudo-locale qps-ploc, to see layout and untranslatable strings
	@$(BITEXT) pseudo

check: env ## list the findings
	@$(BITEXT) check $(LOCALE_OPTIONS)

report: env ## write the alignment report alone
	@$(BITEXT) report $(LOCALE_OPTIONS)

status: env ## show the article x locale matrix
	@$(BITEXT) status $(LOCALE_OPTIONS)

export: env ## write the catalogs back as deliveries with spans into build/export (FORMAT=markdown: clean)
	@$(BITEXT) export --format $(FORMAT) $(LOCALE_OPTIONS) --output build/export

serve: html ## show the pages on http://127.0.0.1:8000 (PORT=…)
	@$(BIN)/python -m sphinx_bitext.publish.serve build/html --port $(PORT)

live: env ## publish, serve and follow edits: open pages load again by themselves (PORT=…)
	@$(BITEXT) live $(LOCALE_OPTIONS) --port $(PORT)

linkcheck: html ## check all links, anchors, images and redirects inside the published pages
	@$(BITEXT) linkcheck

test: env ## run the whole test suite
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

test-long: env ## run the suite with everything at full size
	@BITEXT_LONG=1 $(BIN)/python -m pytest -q -n auto --dist loadfile

fuzz: env ## give the readers of foreign text random input for SECONDS=60
	@PYTHONPATH=tests $(BIN)/python tests/fuzzing/fuzz.py $(SECONDS)

audit: env ## are the dependencies pinned with hashes, and is a weakness of one known?
	@sh tools/audit.sh requirements/lock.txt $(BIN)/python

bench: env ## print the figures of alignment on real deliveries (PACK=folder)
	@$(BIN)/python benchmarks/alignment.py $(if $(PACK),--pack $(PACK))

reference: env ## write the reference articles of our help center anew (commands, settings, checks)
	@$(BIN)/python -m sphinx_bitext.cli.reference source/en-US

lint: env ## ruff and mypy --strict
	@$(BIN)/ruff check tools tests benchmarks
	@$(BIN)/ruff format --check tools tests benchmarks
	@$(BIN)/mypy

format: env ## put the code into ruff's format
	@$(BIN)/ruff format tools tests benchmarks

lock: ## pin the dependencies anew (needs uv)
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-annotate --quiet --upgrade pyproject.toml --group dev -o requirements/lock.txt

git-setup: env ## let git merge catalogs entry by entry
	@git config merge.bitext-po.name "gettext catalogs, entry by entry"
	@git config merge.bitext-po.driver "'$(CURDIR)/$(BITEXT)' merge-po --marker-size %L -- %O %A %B %P"

clean: ## remove everything that was built
	@rm -rf build

distclean: clean ## remove the environment too
	@rm -rf $(VENV)
