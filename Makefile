# Each of these works as the first command in a fresh clone.
#   make run    serve on http://127.0.0.1:8000
#   make test   every test, with each room's share of the time and the coverage
#   make check  lint, types, walls, spelling
#   make soak   the tests at the full numbers, then the tables of make bench
#   make bench  how fast it is, and how often it is right
#   make lock   resolve the dependencies anew

PYTHON ?= python3
BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST = $(BIN)/python -m pytest -p tests.room_times --quiet
COVERED = 95

# Tests start the program often, and compile it only once.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check soak bench lock tools vectors

run: .venv/run.stamp
	@exec $(BIN)/bezorgd serve

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/bezorgd knowledge check

# The databases of tests are thrown away: in memory, where there is ample room.
ROOM = $(shell df -k /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print $$6 }')

test: .venv/dev.stamp tools vectors
	$(if $(ROOM),TMPDIR=$(ROOM)) $(PYTEST) -n 3 --dist worksteal -m "not live and not soak" \
		--cov --cov-report=term:skip-covered \
		--cov-fail-under=$(COVERED) tests

soak: .venv/soak.stamp .venv/bench.stamp tools vectors
	$(PYTEST) -n 2 --dist worksteal -m "not live" --durations=20 tests
	$(MAKE) bench

bench: .venv/bench.stamp
	@for bench in tests/bench/bench_*.py; do \
		echo "== $$bench"; PYTHONPATH=. $(BIN)/python $$bench || exit 1; done

lock: .venv/dev.stamp
	$(LOCK) --group build --output-file requirements/run.lock
	$(LOCK) --group build --extra postgresql --extra valkey --extra oidc \
		--output-file requirements/servers.lock
	$(LOCK) --group dev --output-file requirements/dev.lock
	$(LOCK) --group bench --output-file requirements/bench.lock
	$(LOCK) --group soak --output-file requirements/soak.lock

LOCK = $(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml

# The project itself is built with the locked hatchling, so that nothing is
# installed that no lock names.
.venv/run.stamp: requirements/run.lock pyproject.toml | .venv
	$(PIP) install --require-hashes --requirement requirements/run.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: requirements/dev.lock pyproject.toml | .venv
	$(PIP) install --require-hashes --requirement requirements/dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# What only the measures and the soak need, on top of the rest.
.venv/bench.stamp .venv/soak.stamp: .venv/%.stamp: requirements/%.lock .venv/dev.stamp
	$(PIP) install --require-hashes --requirement $<
	@touch $@

.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or later is needed: make PYTHON=python3.11 ..."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python's venv is needed: apt-get install python3-venv"; exit 1; }

# What the tests need beside Python: a browser, a name server and a database.
tools:
	@missing=""; PATH="$$PATH:/usr/sbin"; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v nsd >/dev/null || missing="$$missing nsd"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
		|| missing="$$missing postgresql"; \
	command -v redis-server >/dev/null || missing="$$missing redis-server"; \
	test -z "$$missing" && exit 0; \
	install="apt-get install --yes --no-install-recommends$$missing"; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
	then apt-get update && DEBIAN_FRONTEND=noninteractive $$install; \
	else echo "The tests need$$missing: sudo $$install"; exit 1; fi

vectors: .venv/dev.stamp
	@$(BIN)/python tests/rfc/fetch.py
