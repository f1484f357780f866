# `make app` and `make test` are all the set-up there is; both make .venv when it is missing.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# One more than there are processors, for the tests in a browser wait more than they compute.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
FUZZ_EXAMPLES ?= 5000

.PHONY: app test fuzz bench clean

app: .venv/.runtime
	$(BIN)/python app.py

test: .venv/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

fuzz: .venv/.development
	USSEG_FUZZ_EXAMPLES=$(FUZZ_EXAMPLES) $(BIN)/python -m pytest tests/test_fuzz.py

bench: .venv/.development
	$(BIN)/python bench/bench_phantoms.py
	$(BIN)/python bench/bench_segment.py
	$(BIN)/python bench/bench_page.py

# Without Debian's python3-venv, `venv` leaves a folder with a python but no pip: hence pip is the goal.
$(BIN)/pip:
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements.txt | $(BIN)/pip
	$(PIP) install -r requirements.txt
	touch $@

.venv/.development: requirements-dev.txt .venv/.runtime
	$(PIP) install -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
