# The two commands of the README are `make run` and `make test`; both need Python 3.11 or newer with venv, and nothing else.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
PLACE ?= places/hertfordshire
comma := ,
TWO_AT_ONCE := -n 2 --dist loadfile --no-loadscope-reorder
export UV_PYTHON_DOWNLOADS := never

.PHONY: messages help run build test test-all kill-test check audit bench bench-web setup setup-dev setup-oracles lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) | sed 's/:.*  ## /  /' | awk '{name=$$1; $$1=""; printf "make %-14s%s\n", name, $$0}'

run: setup  ## build Hertfordshire and serve it on http://127.0.0.1:8000
	@$(BIN)/placewright serve $(PLACE) --port $(PORT)

build: setup  ## build Hertfordshire into places/hertfordshire/build
	@$(BIN)/placewright build $(PLACE)

ifneq ($(filter all journey,$(subst $(comma), ,$(PLACEWRIGHT_REQUIRE))),)
test: test-all  ## what follows, where PLACEWRIGHT_REQUIRE asks for it
else
test: setup-dev  ## every test that this machine can run but journeys through a running server, in under ten minutes
	@$(BIN)/python -m pytest $(TWO_AT_ONCE)
endif

test-all: setup-dev  ## every test that this machine can run, the web application's on PostgreSQL too: some twenty minutes
	@PLACEWRIGHT_JOURNEYS=1 $(BIN)/python -m pytest $(TWO_AT_ONCE)
	@PLACEWRIGHT_JOURNEYS=1 $(BIN)/python tools/with_postgresql.py --if-there $(BIN)/python -m pytest $(TWO_AT_ONCE) -m "not embedded and not examples" tests/web

kill-test: setup-dev  ## kill the server fifty times while it writes, on both databases, and look for what it acknowledged
	@$(BIN)/python tools/kill_test.py --kills 50
	@$(BIN)/python tools/kill_answers.py --kills 200
	@$(BIN)/python tools/with_postgresql.py --durable --if-there $(BIN)/python tools/kill_test.py --kills 50
	@$(BIN)/python tools/with_postgresql.py --durable --if-there $(BIN)/python tools/kill_answers.py --kills 200
	@$(BIN)/python tools/with_postgresql.py --durable --if-there $(BIN)/python tools/kill_answers.py --kills 80 --rotate

check: setup-dev  ## format, lint, types, layers, documentation, advisories on dependencies
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@PLACEWRIGHT_DATA=.cache/checks $(BIN)/mypy
	@PLACEWRIGHT_DATA=.cache/checks $(BIN)/python -m placewright.web makemigrations --check --dry-run
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python tools/check_docs.py
	@$(BIN)/uv pip check --quiet --python $(BIN)/python
	@$(BIN)/python tools/audit_dependencies.py

audit: setup-dev  ## whether an advisory names a pinned package (needs a network; `make check` asks too, where there is one)
	@$(BIN)/python tools/audit_dependencies.py

bench: setup-oracles  ## speed and memory against the named peers, in the same run
	@$(BIN)/python -m benchmarks

bench-web: setup-dev  ## public pages and answers under load, with gunicorn and PostgreSQL on this machine
	@$(BIN)/python tools/with_postgresql.py --durable $(BIN)/python -m benchmarks.web_load
	@$(BIN)/python tools/with_postgresql.py --durable $(BIN)/python -m benchmarks.answers_load

messages: setup  ## every word that can be translated, as build/placewright.pot
	@PLACEWRIGHT_DATA=.cache/checks $(BIN)/python tools/make_messages.py build/placewright.pot

setup:  ## make .venv with what the product needs
	@$(PYTHON) tools/set_up.py run

setup-dev:  ## and what its tests and checks need
	@$(PYTHON) tools/set_up.py run dev

setup-oracles:  ## and the packages that results and speed are compared with
	@$(PYTHON) tools/set_up.py run dev oracles spark

lock: setup  ## renew requirements/*.txt from requirements/*.in
	@for name in run dev oracles spark build; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; done

clean:  ## remove what can be built again
	rm -rf .venv .cache places/*/build places/*/.web
