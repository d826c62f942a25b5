# The two commands are `make run` and `make test`; `make help` lists the rest.
# ARGS goes to the program behind a target: make run ARGS=--demo, make test ARGS="-k segmenter".
# PYTHON names the Python to make .venv with; without it the newest of 3.11-3.13 is taken.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: app-ready train-ready dev-ready package-ready lint format types arrows copies \
	$(shell sed -n 's/^\([a-z-]*\):.*\#\# .*/\1/p' $(firstword $(MAKEFILE_LIST)))

BIN := .venv/bin
export PYTHON
# Imports stay as fast as they can be, and come from .venv alone.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: app-ready ## make .venv with the app, and see to the system's libraries
	@echo "Ready: $(BIN)/spoken-digits"

run: app-ready ## set up what is missing and start the program
	@$(BIN)/spoken-digits $(ARGS)

test: dev-ready ## set up what is missing and run all tests
	@$(BIN)/python -m pytest $(ARGS)

fetch: train-ready ## fetch the public corpora (3.4 GB) that make train then uses too
	@$(BIN)/python -m models.data.fetch $(ARGS)

train: train-ready ## retrain the shipped model from nothing, and print its table
	@$(BIN)/python -m models.build train $(ARGS)

folds: train-ready ## train a model for each fold of speakers, to judge by
	@$(BIN)/python -m models.build folds $(ARGS)

evaluate: train-ready ## judge people never heard; write the report and the model card
	@$(BIN)/python -m models.build evaluate $(ARGS)

stream: train-ready ## hear long recordings of strangers, and count what is hit, missed and put in
	@$(BIN)/python -m models.evaluation.streams.bench $(ARGS)

adaptation: train-ready ## measure what a few takes bring to people the model has not heard
	@packaging/setup/system_libraries.sh accents
	@$(BIN)/python -m models.adaptation.measure $(ARGS)

bench: train-ready ## measure everything in one run, and write docs/benchmarks.md
	@$(BIN)/python -m tests.trials.benchmarks.run $(ARGS)

soak: dev-ready ## listen for hours, and through everything that can go wrong
	@$(BIN)/python -m tests.trials.soak.run faults
	@$(BIN)/python -m tests.trials.soak.run realtime
	@$(BIN)/python -m tests.trials.soak.run fast $(wildcard build/stream/*.flac)

check: lint format types arrows copies ## lint, format, types, arrows between the rooms, copied code

lint: dev-ready
	@$(BIN)/ruff check .

format: dev-ready
	@$(BIN)/ruff format --check .

types: dev-ready
	@$(BIN)/pyright

arrows: dev-ready
	@$(BIN)/lint-imports --no-logo

copies: dev-ready
	@$(BIN)/pylint core desktop models

# One resolution, of everything together; the smaller locks are held to it.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --annotation-style line --custom-compile-command "make lock"
HELD = --constraint requirements/dev.txt

lock: app-ready ## resolve the locks after a change; to the newest versions with ARGS=--upgrade
	@$(COMPILE) pyproject.toml --all-extras --group bootstrap $(ARGS) \
		--constraint requirements/constraints.txt --output-file requirements/dev.txt
	@$(COMPILE) pyproject.toml --extra train $(HELD) --output-file requirements/train.txt
	@$(COMPILE) pyproject.toml $(HELD) --output-file requirements/app.txt
	@$(COMPILE) pyproject.toml --extra package $(HELD) --output-file requirements/package.txt
	@$(COMPILE) --group bootstrap $(HELD) --output-file requirements/bootstrap.txt

demo: train-ready ## remake the demo recording and the tests' clips
	@packaging/setup/system_libraries.sh demo
	@$(BIN)/python -m models.synthesis.demo $(ARGS)

# lupdate rewrites the .ts files from the sources; what is new in them is "unfinished" until somebody
# translates it, and a test says so.
TS = desktop/window/translations/spoken_digits
translations: dev-ready ## renew the window's translations after its words have changed
	@for language in de es fr en; do \
		$(BIN)/pyside6-lupdate -silent -no-obsolete -locations none -source-language en \
			$$([ $$language = en ] && echo -pluralonly) -target-language $$language \
			desktop/app.py $$(find desktop/window -name "*.py" | sort) -ts $(TS)_$$language.ts && \
		$(BIN)/pyside6-lrelease -silent $(TS)_$$language.ts -qm $(TS)_$$language.qm || exit 1; \
	done

kiosk-trial: dev-ready ## try the kiosk hard: 1,000 numbers with kills, 10,000 random inputs
	@packaging/setup/system_libraries.sh test
	@$(BIN)/python -m tests.trials.kiosk.trial $(ARGS)

kiosk-accuracy: dev-ready ## how often strangers' numbers are entered right: ARGS=FOLDER of folds
	@$(BIN)/python -m tests.trials.kiosk.accuracy $(ARGS)

kiosk-screenshots: dev-ready ## photograph the kiosk's whole flow for docs/
	@$(BIN)/python -m tests.trials.screenshots.kiosk docs

screenshots: dev-ready ## photograph the window at work for docs/
	@$(BIN)/python -m tests.trials.screenshots.window docs $(ARGS)

package: package-ready ## freeze the program into dist/: on Linux a .deb and a .tar.gz
	@.venv-package/bin/python packaging/package.py $(ARGS)

smoke: package-ready ## try the .deb in an empty system, without network; needs root
	@.venv-package/bin/python packaging/smoke/smoke.py $(ARGS)

measure: package-ready ## size, start and memory of the .deb, beside `make package ARGS=--unpruned`
	@.venv-package/bin/python tests/trials/benchmarks/start_time.py $(ARGS)

clean: ## remove .venv and the tools' caches, but not the trainings in build/
	rm -rf .venv .venv-package dist .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

app-ready train-ready dev-ready package-ready:
	@packaging/setup/environment.sh $(@:-ready=)
