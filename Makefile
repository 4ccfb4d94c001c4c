# make run     the figures on http://127.0.0.1:8050      make test    every check, as in continuous integration
# make build   read the reports again                    make help    the other targets

VENV := .venv
BIN := $(VENV)/bin
TABLES := data/tables
BUILT := $(TABLES)/current/manifest.json
# The Authority's own texts are not in this repository; the tests that read them run where the folder is.
POLICE_REPORTS ?= ../shared/reports
export POLICE_REPORTS
HOST ?= 127.0.0.1
PORT ?= 8050
TEST ?= tests
PROCESSES ?= auto
SOAKED ?= tests/faults tests/browser/test_hostile_text_in_browser.py

.DEFAULT_GOAL := help
.PHONY: help run build check security image test lint format unit soak bench screenshots requirements clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run.installed $(BUILT) ## set up, build the tables if needed, and serve the figures
	@echo "Figures: http://$(HOST):$(PORT) (Ctrl+C ends)"
	@HOST=$(HOST) PORT=$(PORT) POLICE_WORKERS=1 POLICE_ACCESS_LOG=off POLICE_LOG_LEVEL=warning $(BIN)/gunicorn app:server

build: $(VENV)/run.installed ## read data/reports and write data/tables
	$(BIN)/python -m etl build

check: $(BUILT) security ## check the tables (columns, keys, codes, offsets), and security
	$(BIN)/python -m etl check

security: $(VENV)/dev.installed ## known holes of what is installed, risky code, secrets; AUDIT=required where the network must be there
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive app.py gunicorn.conf.py components etl
	git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --no-verify --exclude-files '^requirements.*\.txt$$|^components/vendor/'
	$(BIN)/python scripts/audit.py requirements.txt requirements-dev.txt

image: ## build the container image with buildah (as root on Debian), run it, and look at what it serves
	scripts/image.sh

test: lint unit ## set up and run every check and test

lint: $(VENV)/dev.installed ## format, lint, types, import directions and the Dockerfile
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

unit: $(VENV)/dev.installed ## unit and browser tests; TEST=path for some of them
	@test -d "$(POLICE_REPORTS)" || echo "LEFT OUT: no published reports in $(POLICE_REPORTS) (POLICE_REPORTS names" \
	  "another folder); the tests that read them are named at the end, each as SKIPPED"
	CHROMIUM="$$(scripts/chromium.sh $(BIN))" && SOFFICE="$$(scripts/soffice.sh)" && export CHROMIUM SOFFICE && \
	  $(BIN)/pytest --numprocesses $(PROCESSES) --dist worksteal $(TEST)

soak: $(VENV)/dev.installed ## every fault and abuse at full count (about 20 minutes), and README's reliability table from it
	CHROMIUM="$$(scripts/chromium.sh $(BIN))" && export CHROMIUM && SOAK=1 $(BIN)/pytest $(SOAKED)
	$(BIN)/python scripts/reliability.py

format: $(VENV)/dev.installed ## format the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev.installed ## measure the pipeline; ARGUMENTS="--reports 10000" for a large corpus
	$(BIN)/python -m benchmarks.bench_pipeline $(ARGUMENTS)

screenshots: $(VENV)/dev.installed $(BUILT) ## the README's pictures, and every page at three widths in screenshots/
	CHROMIUM="$$(scripts/chromium.sh $(BIN))" && export CHROMIUM && $(BIN)/python scripts/screenshots.py

PIP_COMPILE = CUSTOM_COMPILE_COMMAND="make requirements" $(VENV)-tools/bin/pip-compile --quiet --allow-unsafe \
  --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

requirements: ## pin requirements*.in again, with hashes; on Python 3.11, whose pins 3.12 and 3.13 take too
	python3.11 -m venv $(VENV)-tools
	$(VENV)-tools/bin/python -m pip install --quiet pip-tools
	$(PIP_COMPILE) $(UPGRADE) --output-file requirements.txt requirements.in
	$(PIP_COMPILE) $(UPGRADE) --output-file requirements-bulk.txt requirements-bulk.in
	$(PIP_COMPILE) $(UPGRADE) --output-file requirements-dev.txt requirements-dev.in

clean: ## remove the virtual environment, the tables and caches
	rm -rf $(VENV) $(VENV)-tools $(TABLES) screenshots .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# The tables are as old as their manifest; they are built again when a report, a correction or a rule is newer.
$(BUILT): data/reports $(wildcard data/reports/* data/corrections.csv) $(shell find etl -name '*.py') \
                   | $(VENV)/run.installed
	$(BIN)/python -m etl build

$(VENV)/run.installed: requirements.txt
	scripts/venv.sh $(VENV) requirements.txt
	@touch $@

$(VENV)/dev.installed: requirements-dev.txt requirements.txt
	scripts/venv.sh $(VENV) requirements-dev.txt
	@touch $(VENV)/run.installed $@
