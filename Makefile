# `make help` lists the targets. uv is used when it is on PATH, else venv and pip.
PY ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
UV := $(shell command -v uv 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run test check format bench soak lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): requirements.lock pyproject.toml
	$(PY) -c 'import sys; sys.exit("Clausewatch needs Python 3.11 or newer, this is " + sys.version) if sys.version_info < (3, 11) else None'
ifneq ($(UV),)
	uv venv -q --allow-existing --python $(PY) .venv
	uv pip install -q --python $(BIN)/python --require-hashes -r requirements.lock
	uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	$(PY) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-compile --no-deps --no-build-isolation -e .
endif
	@touch $(STAMP)

run: $(STAMP) ## set up and start the service with its samples on http://127.0.0.1:8000
	$(BIN)/clausewatch serve --samples

test: $(STAMP) ## set up and run the test suite
	$(BIN)/python -m pytest -m "not soak" $(ARGS)

check: $(STAMP) ## lint, types, import contracts, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/storage -k migrations

format: $(STAMP) ## let ruff rewrite what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP) ## measure parsing and comparing beside the peers
	$(BIN)/python -m bench $(ARGS)

soak: $(STAMP) ## the exhaustive loops
	$(BIN)/python -m pytest -m soak $(ARGS)

lock: ## resolve the pins anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev -o requirements.lock

clean: ## remove what the targets made
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
