# Everything Townlab needs is set up by the target that needs it. `make help` lists what there is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
# Each start would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PROCESSES ?= 2
TESTS ?= tests

# Node and npm come from PyPI with the other requirements; npm finds node on the PATH.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm_config_update_notifier=false $(BIN)/npm
LANGUAGES := cy ca es
CATALOGUES := $(LANGUAGES:%=translations/%/LC_MESSAGES/messages.po)
ASSET_SOURCES := $(shell find assets -type f 2>/dev/null)

##@ Use

.PHONY: run
run: $(VENV)/installed static/manifest.json translations/compiled ## Start Townlab with its own database and demonstration data. PORT, VAR_DIR and DATABASE_URL are honoured
	@exec $(BIN)/python -m web.local run

.PHONY: demo-reset
demo-reset: $(VENV)/installed ## Throw the demonstration away and make it anew
	@exec $(BIN)/python -m web.local demo-reset

##@ Check

.PHONY: test
test: lint browser scanner static/manifest.json translations/compiled ## Everything that must hold: lint, types, contracts, and all tests, a real browser included
	@$(BIN)/python -m pytest -n $(PROCESSES) --dist loadgroup tests

.PHONY: test-fast
test-fast: $(VENV)/installed-dev scanner static/manifest.json translations/compiled ## Unit and integration tests only
	@$(BIN)/python -m pytest -n $(PROCESSES) tests/unit tests/integration

.PHONY: lint
lint: $(VENV)/installed-dev ## Style, templates, types and import contracts
	@failed=0; \
	$(BIN)/ruff check . || failed=1; \
	$(BIN)/ruff format --quiet --check . || { failed=1; echo "Some files are not formatted: make format" >&2; }; \
	$(BIN)/djlint templates --lint --quiet || failed=1; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/lint-imports || failed=1; \
	exit $$failed

.PHONY: format
format: $(VENV)/installed-dev ## Let the formatter and the linter mend what they can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: bench
bench: $(VENV)/installed-dev static/manifest.json translations/compiled ## Measure how long the main pages take
	@$(BIN)/python -m pytest -m bench -q -s tests/bench

.PHONY: mutate
mutate: $(VENV)/installed-dev static/manifest.json translations/compiled ## Turn each policy round, one at a time; the access tests must notice every one
	@$(BIN)/python -m tests.support.mutate

.PHONY: unordered
unordered: $(VENV)/installed-dev scanner static/manifest.json translations/compiled ## Tests again, with rows in no order where a statement asks for none
	@$(BIN)/python -m pytest -p tests.support.unordered -n $(PROCESSES) --dist loadgroup tests/unit tests/integration tests/access tests/sealing

.PHONY: audit
audit: $(VENV)/installed-dev ## Look for known weaknesses in our code and in what it stands on
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml .
	@$(BIN)/pip-audit --require-hashes --requirement requirements.txt

##@ Set up

.PHONY: assets
assets: static/manifest.json translations/compiled ## Build styles and scripts into static/, and compile the translations

.PHONY: translations
translations: $(VENV)/installed ## Take new texts up into the catalogues, to be translated there
	@$(BIN)/pybabel --quiet extract --mapping-file babel.cfg --keyword _l --keyword lazy_gettext --no-location --sort-output \
	  --output-file translations/messages.pot .
	@for language in $(LANGUAGES); do \
	  $(BIN)/pybabel --quiet update --input-file translations/messages.pot --no-fuzzy-matching --ignore-pot-creation-date \
	    --width 120 --locale $$language --output-file translations/$$language/LC_MESSAGES/messages.po; \
	done
	@rm translations/messages.pot

.PHONY: requirements
requirements: $(VENV)/installed-dev ## Compile requirements*.in to pinned, hashed requirements*.txt. Upgrades with UPGRADE=--upgrade
	@for name in requirements requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(UPGRADE) \
	    --no-header --no-emit-index-url --no-emit-find-links $$name.in --output-file $$name.txt > /dev/null; \
	done

.PHONY: clean
clean: ## Remove what make set up. Data in var/ stays
	@rm -rf $(VENV) node_modules static .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: help
help: ## Say what each target does
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# What follows are the stamps: each is made once, and again only when what it stands on has changed.

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Townlab needs Python 3.11 or later (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Townlab needs Python 3.11 or later; $(PYTHON) is older. Set PYTHON to a newer one." >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Python cannot make a virtual environment (Debian: apt-get install python3-venv)." >&2; exit 1; }

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing what Townlab runs on"
	@$(PIP) install --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing what tests and checks need"
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@

node_modules/.package-lock.json: package-lock.json package.json | $(VENV)/installed
	@echo "Installing what the styles are built from"
	@$(NPM) ci --no-audit --no-fund --silent
	@touch $@

static/manifest.json: node_modules/.package-lock.json $(ASSET_SOURCES)
	@echo "Building styles and scripts"
	@$(NPM) run --silent build
	@touch $@

translations/compiled: $(CATALOGUES) | $(VENV)/installed
	@echo "Compiling the translations"
	@$(BIN)/pybabel --quiet compile --directory translations
	@touch $@

.PHONY: browser
browser:
	@.ci/install-browser

.PHONY: scanner
scanner:
	@.ci/install-scanner
