# Two commands: `make demo` runs the product, `make test` proves it. Both set up what they need.
PYTHON ?= python3
BANK ?= synthetic
DATA ?=
CUSTOMERS ?=
SEED ?=
AS_OF ?=
PORT ?= 8443
REPLICAS ?=
NAME ?=

BIN := .venv/bin
NODE := PATH="$(CURDIR)/.tools/bin:$$PATH"
CHECKED := set -a; . deploy/dev/check.env; set +a;
BENCH_CUSTOMERS := $(or $(CUSTOMERS),8000000)
SAY = @printf '\n== %s\n'

.PHONY: help demo setup test soak bench sbom advisories module lint python-tests web-tests edge-tests api-client locks e2e pictures openapi lock clean
.NOTPARALLEL:
# Each program of ours starts in a third of the time when Python may keep what it compiled.
unexport PYTHONDONTWRITEBYTECODE

help:
	@echo 'make demo [BANK=synthetic|eagle] [DATA=folder] [CUSTOMERS=20000] [SEED=1] [AS_OF=date] [PORT=8443] [REPLICAS=0]'
	@echo 'make test     set up and check everything'
	@echo 'make soak     the checks that take long'
	@echo 'make bench [CUSTOMERS=8000000]  measure the product (200000: some ten minutes)'
	@echo 'make sbom     the bill of materials (CycloneDX), into sbom/'
	@echo 'make advisories  known weaknesses of the packages in the lock files, where the registries tell'
	@echo 'make module NAME=mortgages   the two folders of a new module, registered'
	@echo 'make lint     style, types and import rules alone'
	@echo 'make pictures a picture of each screen, into docs/pictures'
	@echo 'make openapi  write the OpenAPI document and the web client anew'
	@echo 'make lock     compile the lock files anew'
	@echo 'make clean    remove what was installed, built and loaded'

demo: CHOICES = --bank '$(BANK)' --data '$(DATA)' --customers '$(CUSTOMERS)' \
	--seed '$(SEED)' --as-of '$(AS_OF)' --port '$(PORT)' --replicas '$(REPLICAS)'
demo:
	@$(PYTHON) deploy/dev/bootstrap.py --for demo -- $(CHOICES)
	@exec $(BIN)/c360 demo $(CHOICES)

setup:
	$(SAY) 'Set-up'
	@$(PYTHON) deploy/dev/bootstrap.py --for test

test: setup lint locks python-tests api-client web-tests edge-tests e2e
	$(SAY) 'All passed'

lint:
	$(SAY) 'Python style (ruff)'
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	$(SAY) 'Python types (mypy)'
	@$(CHECKED) $(BIN)/mypy
	$(SAY) 'Who may import whom (import-linter)'
	@$(CHECKED) $(BIN)/lint-imports

locks:
	$(SAY) 'Lock files name no host, and the hash of every package'
	@$(BIN)/python deploy/dev/checks.py locks

python-tests:
	$(SAY) 'Python tests, on real PostgreSQL, Valkey and OpenLDAP'
	@$(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder -m 'not slow'

api-client:
	$(SAY) 'The web client equals the API'
	@$(CHECKED) $(NODE) $(BIN)/python deploy/dev/checks.py client

web-tests:
	$(SAY) 'Web client: lint, unit tests, and every text in every language'
	@cd web && $(NODE) npm run lint && $(NODE) CI=true npm test && $(NODE) npm run -s texts

edge-tests:
	$(SAY) 'Web server: lint and tests'
	@cd edge && $(NODE) npm run lint && $(NODE) CI=true npm test

e2e:
	$(SAY) 'Journeys in a browser'
	@cd e2e && $(NODE) CI=true npm test

soak: setup
	$(SAY) 'What takes long, and every fault; the report goes to bench/results/soak.md'
	@$(NODE) $(BIN)/python -m bench.soak

sbom: setup
	$(SAY) 'Bill of materials'
	@$(NODE) $(BIN)/python deploy/dev/sbom.py

advisories: setup locks
	$(SAY) 'Advisories about the packages in the lock files (pip-audit, npm audit)'
	@$(NODE) $(BIN)/python deploy/dev/advisories.py

module:
	@$(BIN)/python deploy/dev/module.py '$(NAME)'

bench:
	@$(PYTHON) deploy/dev/bootstrap.py --for demo -- --customers 200
	@$(NODE) $(BIN)/python -m bench --customers '$(BENCH_CUSTOMERS)'

pictures: setup
	$(SAY) 'A picture of each screen, into docs/pictures'
	@cd e2e && $(NODE) CI=true E2E_CUSTOMERS=20000 npm run pictures

openapi:
	@$(CHECKED) $(NODE) $(BIN)/python deploy/dev/checks.py generate

COMPILE := .tools/uv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url
lock:
	@for name in requirements requirements-dev requirements-node; do \
		echo "$$name"; $(COMPILE) $$name.in -o $$name.lock || exit 1; done

clean:
	rm -rf .venv .tools .run web/node_modules web/dist web/.angular edge/node_modules edge/dist \
		e2e/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
