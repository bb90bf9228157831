# Two commands do everything on a machine with Python 3.11+ and make: `make demo`, `make test`.

PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
PY := $(VENV)/bin/python
PORT ?=
ONCE ?=
ARGS ?=
# Tests run in one process more than there are processors, for each waits for its servers:
# `make test ARGS='-n 0'` runs one.
PROCESSES = $(shell $(PY) -c 'import os; n = os.cpu_count() or 1; print(f"-n {min(n, 4) + 1} --dist loadfile --max-worker-restart 0" * (n > 1))')
SCHEMA := --format openapi-json --validate --fail-on-warn
# The OpenAPI document of the last release: nothing that its clients rely on may go away.
RELEASED := $(lastword $(sort $(wildcard docs/released/openapi-*.json)))
# The migrations that it has: each later one must suit its processes, which go on beside it.
RELEASED_MIGRATIONS := $(lastword $(sort $(wildcard docs/released/migrations-*.txt)))
# What types and floors are checked with: nothing is connected to.
PRODUCT := api config core demonstration embedded firms matcher pages partners priorities webhooks
PRETEND := RONGHE_MODE=development SECRET_KEY=checked-only REDIS_URL=redis://127.0.0.1:1/0 \
	DATABASE_URL=postgresql://nobody@127.0.0.1:1/none \
	ENCRYPTION_KEYS=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

.PHONY: demo test bench chaos quality check schema messages audit sbom lock format clean
.DEFAULT_GOAL := demo

demo: $(VENV)/embedded.stamp
	@exec $(PY) -m config.demo $(if $(PORT),--port='$(PORT)') $(if $(ONCE),--once)

test: $(VENV)/dev.stamp
	$(PY) -m pytest $(PROCESSES) $(ARGS)

# What it costs (JOBS=B,C PAIRS=100000x20000 JSON=FILE, ARGS="NAME…" for some of it), and what it
# survives (ARGS="C1 C5 --short").
bench: $(VENV)/bench.stamp
	$(PY) -m benchmarks --json $(or $(JSON),$(VENV)/bench.json) $(if $(JOBS),--jobs $(JOBS)) \
		$(if $(SIZES),--sizes $(SIZES)) $(if $(PAIRS),--pairs $(PAIRS)) $(ARGS)

chaos: $(VENV)/dev.stamp
	$(PY) -m chaos --json $(VENV)/chaos.json $(ARGS)

# How good the rankings are (docs/quality.md): exits with 1 where a law is broken. ARGS=--choose
# tries other default weights.
quality: $(VENV)/embedded.stamp
	$(PY) -m quality --json $(or $(JSON),$(VENV)/quality.json) $(ARGS)

check: $(VENV)/dev.stamp
	! git grep -nE '^(<{7}|>{7}) '
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(PRETEND) $(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/bandit --quiet --recursive --configfile pyproject.toml $(PRODUCT) 2>$(VENV)/bandit.log
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py spectacular $(SCHEMA) --file $(VENV)/openapi.json
	cmp $(VENV)/openapi.json docs/openapi.json
	$(PY) -m api.openapi.compatibility $(RELEASED) docs/openapi.json
	$(PY) -m harness.migration_safety $(RELEASED_MIGRATIONS)
	$(PRETEND) RONGHE_MODE=production ALLOWED_HOSTS=check.example \
		SECRET_KEY=checked-only-checked-only-checked-only-checked-only-1 \
		ENCRYPTION_KEYS=$$($(PY) -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())') \
		$(PY) manage.py check --deploy --fail-level WARNING

schema: $(VENV)/dev.stamp
	$(PY) manage.py spectacular $(SCHEMA) --file docs/openapi.json

# The desk and the pages in Chinese: Django reads what this compiles; no gettext need be installed.
messages: $(VENV)/dev.stamp
	$(VENV)/bin/pybabel compile --directory config/locale --domain django
	$(VENV)/bin/pybabel compile --directory pages/locale --domain django

format: $(VENV)/dev.stamp
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

# Known faults of what the locks name. Without a way to the advisories nothing is proved, which is said.
audit: $(VENV)/audit/done.stamp
	$(VENV)/audit/bin/python -m harness.known_faults requirements/*.txt

# The bill of materials of what runs in production: CycloneDX, from the lock.
sbom: $(VENV)/audit/done.stamp
	$(VENV)/audit/bin/cyclonedx-py requirements requirements/base.txt --pyproject pyproject.toml \
		--output-reproducible --output-format JSON --output-file $(or $(JSON),$(VENV)/sbom.json)

lock: $(VENV)/dev.stamp
	for name in base embedded dev bench audit telemetry; do \
		$(VENV)/bin/uv pip compile requirements/$$name.in --output-file requirements/$$name.txt \
			--universal --python-version 3.11 --generate-hashes --no-header --upgrade --quiet \
			--no-emit-index-url --no-emit-find-links || exit 1; done

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/embedded.stamp: requirements/embedded.txt
	@$(call install,embedded)

$(VENV)/dev.stamp: requirements/dev.txt
	@$(call install,dev)

$(VENV)/bench.stamp: requirements/bench.txt
	@$(call install,bench)

# Tools that read the locks share no environment with what the locks name.
$(VENV)/audit/done.stamp: requirements/audit.txt $(VENV)/embedded.stamp
	$(PY) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/audit.txt
	touch $@

# The environment is made once and brought up to a lock whenever the lock is newer; what the
# tests need holds what the demo needs.
define install
	test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed (Debian: python3-venv)." >&2; exit 1; }; \
	test -x $(PY) || { echo "Making the environment in $(VENV) with $(PYTHON) …"; "$(PYTHON)" -m venv $(VENV); } || exit 1; \
	echo "Installing what requirements/$(1).txt names, by hash …"; \
	$(PY) -m pip install -qq --disable-pip-version-check --root-user-action ignore --require-hashes -r requirements/$(1).txt \
		|| { echo "The packages could not be installed: without a package index reachable, nothing can be set up." >&2; exit 1; }; \
	touch $(VENV)/$(1).stamp $(if $(filter dev bench,$(1)),$(VENV)/embedded.stamp) $(if $(filter bench,$(1)),$(VENV)/dev.stamp)
endef
