# Nianbao Watch. `make demo` and `make test` do all their own set-up on a machine with Python 3.11+ and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
LOCK   := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-strip-extras --no-header --no-annotate

.PHONY: setup demo serve scenarios test check bench lock clean help
help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: $(STAMP)  ## make .venv with everything pinned in requirements.lock
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: setup      ## the main job, end to end, on a simulated county (no server, no account)
	@$(BIN)/nianbao demo

serve: setup     ## the pages, on this machine's loopback
	@$(BIN)/nianbao serve

scenarios: setup ## the whole product against every scenario of the simulated portals, as one table
	@$(BIN)/nianbao scenarios

test: export PYTHONDONTWRITEBYTECODE =# the tests start hundreds of processes: each would compile all of ours anew
test: setup $(VENV)/.extras  ## every test
	@sh tools/system-needs.sh
	$(BIN)/python -m pytest -n 3 --dist worksteal --durations=20

check: setup     ## lint, format, types, import contract, rule lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/nianbao rules lint

bench: setup $(VENV)/.bench $(VENV)/.extras  ## measure against peers in the same run; tables on standard output
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.reading --speed
	$(BIN)/python -m benchmarks.titles
	$(BIN)/python -m benchmarks.rules
	$(BIN)/python -m benchmarks.crawl

$(VENV)/.extras: requirements-extras.lock $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-extras.lock \
	  && touch $@ || echo "the extras (OCR, Parquet) could not be installed here: their tests will be skipped, with the reason"
$(VENV)/.bench: requirements-bench.lock $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock && touch $@

lock:            ## renew requirements.lock (needs uv); hashes only, no index address
	uv pip compile pyproject.toml --extra dev --extra postgres $(LOCK) -o requirements.lock
	uv pip compile pyproject.toml --extra ocr --extra analysis -c requirements.lock $(LOCK) -o requirements-extras.lock
	uv pip compile pyproject.toml --extra bench -c requirements.lock $(LOCK) -o requirements-bench.lock

clean:           ## remove what setup, tests and the demo made
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
