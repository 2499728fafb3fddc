# The two commands that a fresh machine needs are `make run` and `make test`; each alone does all set-up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= demo-output

.PHONY: run test check format screenshots benchmark lock clean

run: $(VENV)/.runs
	@folder="$(OUT)/$$(date +%Y%m%d-%H%M%S)"; $(BIN)/python main.py demo "$$folder" || exit 1; \
	if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/python main.py --database "$$folder/Sample unit.db"; \
	else echo "There is no screen here. Where there is one: $(BIN)/python main.py --database '$$folder/Sample unit.db'"; fi

test: $(VENV)/.tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

check: test

format: $(VENV)/.tests
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: $(VENV)/.tests
	QT_QPA_PLATFORM=offscreen $(BIN)/python docs/screenshots.py
	$(BIN)/python docs/papers.py

benchmark: $(VENV)/.tests
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.seating
	$(BIN)/python -m benchmarks.attendance_matching
	$(BIN)/python -m benchmarks.certificates

# Resolves for every platform and Python at once; needs uv (`pip install uv`).
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header -q -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.system: .ci/system-libraries.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	sh .ci/system-libraries.sh
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.runs: $(VENV)/.system requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.tests: $(VENV)/.system requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@ $(VENV)/.runs
