# Two commands for everybody: `make serve` and `make test`. What CI runs is `make test`, nothing else.

PYTHON ?= python3
PORT ?= 8000
BENCH_SIZES ?= 100000 1000000 10000000
BIN := .venv/bin

.PHONY: help serve test check bench docs messages screenshots frontend requirements clean

help:  ## Show what make can do here
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

serve: .venv/serve.done  ## Install, build and check the release, and serve it on localhost (PORT=8000)
	$(BIN)/cfit release
	$(BIN)/cfit serve --port $(PORT)

test: .venv/test.done browser node check  ## Install what the tests need, the browser included, and run everything
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

check: .venv/test.done  ## Run the linters and the type checker, and check the graph
	@$(MAKE) --no-print-directory --jobs 2 --output-sync types formats

.PHONY: types formats
types:
	$(BIN)/mypy

formats:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/turtlefmt --check ontology shapes data tests
	$(BIN)/cfit check

bench: .venv/test.done  ## Repeat the measurements of docs/performance.md (BENCH_SIZES='100000 1000000 10000000')
	$(BIN)/cfit release --to .bench/releases
	$(BIN)/python benchmarks/service.py --install --work .bench --graphs --pact .bench/releases \
	    --sizes $(BENCH_SIZES) --out .bench/results.json
	$(BIN)/python benchmarks/page.py .bench/results.json --out .bench/section.md
	$(BIN)/python benchmarks/rebuild.py
	cat .bench/section.md >> docs/performance.md

docs: .venv/serve.done  ## Write docs/data-model.md anew from the ontology and the real graph
	$(BIN)/python docs/data_model.py

messages: .venv/test.done  ## Bring the texts of the interface up to date in each language's catalogue
	$(BIN)/pybabel --quiet extract --mapping cfit_graph/web/catalogue/babel.cfg --keywords N_ --no-location \
	    --sort-output --omit-header --output .venv/messages.pot cfit_graph/web
	for language in nl fr de; do $(BIN)/pybabel --quiet update --input-file .venv/messages.pot --locale $$language \
	    --output-file cfit_graph/web/catalogue/$$language.po --no-wrap --ignore-obsolete --no-fuzzy-matching --omit-header; done

screenshots: .venv/test.done browser  ## Take the pictures of docs/tour.md anew
	$(BIN)/pytest tests/browser/test_newcomer.py --screenshots

frontend:  ## Build the scripts and the map of the pages anew from frontend/ (needs Node 20 and npm; nobody else does)
	cd frontend && npm ci --ignore-scripts --no-audit --no-fund && npm run build && npm run countries

requirements: .venv/test.done  ## Pin the dependencies anew, with hashes
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command 'make requirements' --group build pyproject.toml --output-file requirements/serve.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command 'make requirements' --constraint requirements/serve.txt \
	    --group build --group test --group check pyproject.toml --output-file requirements/test.txt

clean:  ## Remove what was installed and built; the releases stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache dist

.venv/python.done:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	    || { echo 'cfit-graph needs Python 3.11, 3.12 or 3.13; name one with make PYTHON=/path/to/python3.12' >&2; exit 2; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/serve.done: .venv/python.done requirements/serve.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/serve.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test.done: .venv/serve.done requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/test.txt
	@touch $@

.PHONY: browser
browser:
	@.ci/browser

.PHONY: node
node:
	@.ci/node
