# What can be done here: `make help`. Needs only python3 (3.11 or newer) and make.
PYTHON ?= python3
WORKERS ?= 3
ARGS ?=
BUDGET ?= 600

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --quiet --quiet --disable-pip-version-check install
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
COMPILE := $(PY) -m uv --quiet pip compile pyproject.toml --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links

# Compiled files are written, whatever the environment says: tests start Python hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help demo run test page check faults worlds burden trends browse bench pictures recording lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## try everything here, with a local Telegram and a clock you can turn: needs no account
	@exec $(PY) -m bot demo $(ARGS)

run: $(RUNTIME) ## start the bot with the settings in .env
	@exec $(PY) -m bot run $(ARGS)

test: $(DEV) ## run the tests, on WORKERS=3 processes; ARGS='-k knock' narrows
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal --ignore tests/browser $(ARGS)

page: $(DEV) ## run the tests of the chat page, in chromium
	@EVENKEEL_BROWSER_TESTS=required $(PY) -m pytest -n $(WORKERS) --dist worksteal tests/browser $(ARGS)

check: $(DEV) ## format, lint, types, imports, dependencies, words
	@$(PY) -m ruff format --check --quiet --output-format=concise . || { echo "Not formatted; this puts it right: $(PY) -m ruff format"; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports --no-logo
	@$(VENV)/bin/deptry bot
	@$(PY) -m pytest -p no:randomly tests/words

faults: $(DEV) ## kill, repeat, shuffle and break everything for BUDGET=600 seconds; ends with its figures
	@$(PY) -m tests.faults --budget $(BUDGET) $(ARGS)

worlds: $(DEV) ## look for leaks from one person to another for BUDGET=600 seconds; ends with its figures
	@$(PY) -m tests.worlds --budget $(BUDGET) $(ARGS)

browse: $(DEV) ## play every story on the page in chromium for BUDGET=600 seconds; ends with its figures
	@$(PY) -m tests.browser --budget $(BUDGET) $(ARGS)

bench: $(DEV) ## measure against the alternatives named in docs/evidence.md
	@$(PY) -m tests.bench $(ARGS)

burden: $(DEV) ## let a hundred couples live for twelve weeks, and count what each day asks of them
	@$(PY) -m tests.burden --budget $(BUDGET) $(ARGS)

trends: $(DEV) ## let people's ratings swing for BUDGET=600 seconds, and count what is wrongly called a change
	@$(PY) -m tests.trends --budget $(BUDGET) $(ARGS)

pictures: $(DEV) ## draw the pictures of the README from the real page, in chromium
	@$(PY) -m tests.browser.pictures docs $(ARGS)

recording: $(DEV) ## record the way from a fresh clone to a first evening, in build/recording
	@$(PY) -m tests.browser.recording $(ARGS)

lock: $(DEV) ## look for newer dependencies and write both locks
	@$(COMPILE) --group dev --output-file requirements-dev.lock
	@$(COMPILE) --constraints requirements-dev.lock --output-file requirements.lock

clean: ## remove the virtual environment and everything that was generated
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find bot tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +

# The virtual environment. `make demo` installs only what the bot itself needs.
$(RUNTIME): requirements.lock | $(PY)
	@echo "Installing what the bot needs; this takes a moment the first time."
	@$(PIP) --require-hashes --requirement requirements.lock
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | $(PY)
	@echo "Installing what development needs; this takes a minute the first time."
	@$(PIP) --require-hashes --requirement requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(RUNTIME) $@

# Debian keeps the part of venv that brings pip in a package of its own, so it may be missing.
$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Evenkeel needs Python 3.11 or newer; name one, as in: make PYTHON=python3.13 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
	  rm -rf $(VENV); \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Debian's python3-venv."; \
	    { apt-get -qq update && apt-get -qq install -y --no-install-recommends python3-venv; } >/dev/null 2>&1; \
	  fi; \
	  $(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
	    rm -rf $(VENV); \
	    $(PYTHON) -m pip --version >/dev/null 2>&1 && \
	    $(PYTHON) -m venv --without-pip $(VENV) >/dev/null 2>&1 && \
	    $(PYTHON) -m pip --quiet --python $(PY) install pip >/dev/null 2>&1; \
	  } || { \
	    rm -rf $(VENV); \
	    echo "Python cannot make a virtual environment yet; this puts it right: sudo apt install python3-venv"; exit 1; \
	  }; \
	}
