# One target for each habit; `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# The lock is a list of pins with hashes; uv reads it where it is at hand, pip where not.
$(INSTALLED): requirements.lock pyproject.toml
	@if command -v uv >/dev/null; then \
		uv venv --quiet --allow-existing --python $(PYTHON) .venv && \
		uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock && \
		uv pip install --quiet --python $(BIN)/python --no-deps --editable .; \
	else \
		$(PYTHON) -m venv .venv && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .; \
	fi
	@touch $@

install: $(INSTALLED)  ## make .venv from the lock

run: $(INSTALLED)  ## tally the sample world, from nothing to a release
	@$(BIN)/landtally run --profile sample

test: $(INSTALLED)  ## run the tests, but for those that take minutes
	@$(BIN)/python -m pytest -m "not heavy" --numprocesses auto --dist loadgroup

heavy: $(INSTALLED)  ## run the tests that take minutes
	@$(BIN)/python -m pytest -m heavy

lint: $(INSTALLED)  ## lint and format, as CI sees them
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(INSTALLED)  ## check the types of flows/
	@$(BIN)/mypy

bench: $(INSTALLED)  ## time the territory stage against what else one would write
	@$(BIN)/python infra/bench/territory.py
	@$(BIN)/python infra/bench/history.py

compat:  ## read the release in force with DuckDB clients from 1.0 to 2.0; ONLY=oldest,newest for some
	@$(PYTHON) infra/compat/clients.py --only "$(ONLY)"

lock:  ## pin the newest versions that pyproject.toml allows
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --all-extras \
		--output-file requirements.lock pyproject.toml

clean:  ## remove what can be made again, but no data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info

.PHONY: help install run test heavy lint types bench compat lock clean
