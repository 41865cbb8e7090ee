# Every target makes what it needs: a new machine has python3 (3.11 or newer), make, gcc and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.made-from-lock

.PHONY: env run test check fmt lint types imports bench soak histories spec lock sbom manifest docs site screenshots clean

env: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Chivvy needs Python 3.11 or newer; try: make env PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

run: env
	$(BIN)/chivvy sandbox

test: env
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

check: lint types imports test

fmt: env
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

lint: env
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: env
	$(BIN)/mypy

imports: env
	$(BIN)/lint-imports

bench: env
	$(BIN)/python -m benchmarks

# The long counts of docs/reliability.md: SOAK=0.2 for a fifth, CHIVVY_SEED=... to repeat a run.
soak: env
	CHIVVY_SOAK=$(or $(SOAK),1) $(BIN)/python -m pytest -m soak -p no:randomly --durations=0 -vv

# Records what tests/machine/test_histories.py compares with, on purpose.
histories: env
	$(BIN)/python -m tests.machine.histories

manifest docs: env
	$(BIN)/python -m bot.generate

site: env
	$(BIN)/python -m properdocs build --strict --quiet -f properdocs.yml -d build/site && echo "build/site/index.html"

screenshots: env
	$(BIN)/python docs/screenshots.py

spec: env
	@test -f "$(DISCORD_OPENAPI)" || { echo "make spec DISCORD_OPENAPI=path of Discord's OpenAPI description"; exit 1; }
	DISCORD_OPENAPI=$(abspath $(DISCORD_OPENAPI)) $(BIN)/python -m pytest tests/discord_adapter

lock:
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	uv pip compile --group pyproject.toml:release --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-release.lock

# What is pinned, in CycloneDX, for whoever watches it for known holes.
sbom:
	@test -x build/release/bin/python || $(PYTHON) -m venv build/release
	build/release/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-release.lock
	build/release/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --output-format JSON --output-file build/chivvy.cdx.json

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
