# Everything this project can do, for a machine with Python 3.11 to 3.14, git and make.
# What was installed is remembered by stamps inside .venv, so a second run needs no network; only the tests that install
# the package as a user does ask the package index each time, the one that pip is set up for.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

python := .venv/bin/python
installed := .venv/installed
tools := .venv/installed-tools
browser := .venv/installed-browser

# What tests what is made, and needs neither a browser nor the tools of the house.
without_tools := tests/unit tests/formats tests/mistakes tests/test_beginning.py tests/test_building.py tests/test_cli.py \
	tests/test_reports_cli.py tests/test_rules.py tests/test_schema.py tests/test_site.py tests/test_stats.py

PYTHONS := python3.11 python3.12 python3.13 python3.14

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
export NO_MKDOCS_2_WARNING := 1

.PHONY: help site serve check test lowest pythons audit lint format bench hostile faults fuzz mutants docs transcripts screenshots clean

help: ## say what there is
	@sed -n 's/^\([a-z][a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 18

site: $(installed) ## check the stories and compile the site into site/
	$(python) -m builder build

serve: $(installed) ## the same, then serve it on this machine and reload on save
	$(python) -m builder serve

check: $(installed) ## check the stories only
	$(python) -m builder check

test: lint $(browser) ## install what testing needs, a browser too, and run every test
	$(python) -m pytest -n auto --dist loadfile

lowest: $(installed) ## build it, and test all but pages in a browser, with the lowest versions that pyproject.toml allows
	$(python) tests/lowest.py > .venv/lowest.txt
	$(python) -m venv --clear .venv/lowest
	.venv/lowest/bin/python -m pip install --quiet --constraint .venv/lowest.txt --editable '.[test]'
	.venv/lowest/bin/python -m hatchling build -d .venv/lowest/built
	.venv/lowest/bin/python -m pytest -q $(without_tools)

pythons: ## the same with the newest versions and every Python from 3.11 to 3.14 that is here (or: PYTHONS="python3.12 ...")
	@for each in $(PYTHONS); do \
		$$each -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || continue; \
		$$each --version && $$each -m venv --clear .venv/other && \
		.venv/other/bin/python -m pip install --quiet --editable '.[test]' && \
		.venv/other/bin/python -m pytest -q $(without_tools) || exit 1; \
	done

audit: $(python) ## ask the index of Python's packages for known weaknesses in what the package brings along
	$(python) -m venv --clear .venv/audit
	.venv/audit/bin/python -m pip install --quiet pip-audit
	.venv/audit/bin/python -m pip_audit --strict .

lint: $(tools) ## look over the code: style, types, and what may import what
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy
	.venv/bin/lint-imports --no-logo

format: $(tools) ## put the code into its usual form
	$(python) -m ruff check --fix
	$(python) -m ruff format

bench: $(browser) ## measure, and print the figures as ratios (LARGE=1: 100,000 scenes, too)
	PYTHONPATH=tests $(python) -m bench $(if $(LARGE),--large)

hostile: $(tools) ## try every bad input there is a name for, the longest at 50 MB, and say what each got
	PYTHONPATH=tests $(python) -m hostile

fuzz: $(tools) ## look for input that breaks it, guided by coverage, five minutes each (SECONDS=60, TARGETS=story)
	$(python) -m pip install --quiet --editable '.[dev,fuzz]'
	PYTHONPATH=tests $(python) -m fuzzing $(if $(SECONDS),--seconds $(SECONDS)) $(TARGETS)

mutants: $(tools) ## plant faults in a module, one at a time, and print those that no test notices (MODULE=flow/guide SHARE=0.5)
	PYTHONPATH=tests $(python) -m mutating $(MODULE) $(if $(SHARE),--share $(SHARE)) $(if $(TESTS),--tests $(TESTS))

faults: $(tools) ## kill a build at fifty moments, one after the other
	COOLHEAD_KILLS=50 $(python) -m pytest -q tests/faults/test_killed.py

docs: $(tools) ## compile the docs, with a page for every rule, into docs-site/
	@# not --quiet: what it does not say, --strict does not count
	$(python) -m mkdocs build --strict -f docs/making/mkdocs.yml

transcripts: $(tools) ## write anew what can happen in the stories that hold two players to the same truth
	PYTHONPATH=tests $(python) -m transcripts

screenshots: $(browser) ## pictures of every kind of page into test-results/screenshots/
	$(python) -m pytest -q tests/browser/screenshots.py

clean: ## remove everything that was made here, the environment too
	rm -rf .venv site docs-site .site-* .coolhead test-results .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find builder bench tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(python):
	@found=; \
	for each in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do \
		if $$each -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then found=$$each; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo 'This needs Python 3.11 to 3.14, and there is none of them here. Install it, or name it: make PYTHON=/path/to/python3' >&2; \
		exit 1; \
	fi; \
	if ! $$found -m venv --clear .venv; then \
		rm -rf .venv; \
		echo 'Python cannot make an environment here. On Debian and Ubuntu: apt-get install python3-venv. Then run make again.' >&2; \
		exit 1; \
	fi

$(installed): pyproject.toml | $(python)
	$(python) -m pip install --quiet --editable .
	@touch $@

$(tools): pyproject.toml | $(python)
	$(python) -m pip install --quiet --editable '.[dev]'
	@touch $(installed) $@

$(browser): $(tools) tests/chromium.py
	$(python) tests/chromium.py
	@touch $@
