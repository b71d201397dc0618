# One command for each thing; what each needs it sets up first. Everything it keeps is under .venv/, var/ and .services/.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
CLOCK ?=
ENGINE ?= embedded
STATIONS ?= 10000
QUESTIONS ?= 400

.PHONY: serve test check test-services bench-directory lock messages clean

# A moved clock needs time-machine, which production never gets.
serve: $(if $(CLOCK),.venv/test,.venv/run)
	@PORT="$(PORT)" CLOCK="$(CLOCK)" $(BIN)/python deploy/serve.py

test: .venv/test
	@$(BIN)/python manage.py catalogues compile
	@$(BIN)/python -m pytest -n auto -m "not services"

check: .venv/test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --lint --quiet .
	@$(BIN)/python manage.py catalogues check
	@$(BIN)/python manage.py catalogues compile
	@$(BIN)/mypy .
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python deploy/check_deploy.py

# First everything on PostgreSQL instead of SQLite, then what only real servers and a browser can show.
test-services: .venv/test
	@$(BIN)/python manage.py catalogues compile
	@SERVICES_REQUIRED=1 $(BIN)/python deploy/services run -- sh -ec '\
		export DATABASE_URL="$$TEST_DATABASE_URL"; \
		$(BIN)/python -m pytest -n auto -m "not services"; \
		$(BIN)/python -m pytest -p no:xdist -m services'

# In a database of its own, which is removed again: beside the one that DATABASE_URL names, else on a PostgreSQL
# started for it alone (the other servers are said to be there, so that they aren't started).
bench-directory: .venv/test
	@set -- $(BIN)/python -m bench.directory --stations "$(STATIONS)" --engine "$(ENGINE)" --questions "$(QUESTIONS)"; \
	if [ -n "$$DATABASE_URL" ]; then exec "$$@"; fi; \
	TEST_REDIS_URL=none TEST_NGINX=none CHROMIUM=none $(BIN)/python deploy/services run -- \
		sh -ec 'export DATABASE_URL="$$TEST_DATABASE_URL"; exec "$$@"' sh "$$@"

# Hashed, and without the address of any index: an index is the machine's own setting.
lock: .venv-lock/bin/uv
	@.venv-lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml -o requirements/run.txt
	@.venv-lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml --group test -o requirements/test.txt

messages: .venv/test
	@$(BIN)/python manage.py catalogues update

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Saylau needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run: .venv/python requirements/run.txt
	@echo "Installing what the portal needs (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

.venv/test: .venv/python requirements/test.txt
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@ .venv/run

.venv-lock/bin/uv:
	@$(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet uv

clean:
	@[ ! -d .services ] || $(PYTHON) deploy/services stop
	rm -rf .venv .venv-lock var .services
