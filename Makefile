# The two main commands are `make run` and `make test`; `make help` lists the others.
# ARGS is passed to the program behind a target: make run ARGS=--demo, make test ARGS="-k segmenter".
# PYTHON is the Python for .venv; the default is the newest of 3.11 to 3.13.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: app-ready train-ready dev-ready package-ready lint format types imports copies \
	$(shell sed -n 's/^\([a-z-]*\):.*\#\# .*/\1/p' $(firstword $(MAKEFILE_LIST)))

BIN := .venv/bin
export PYTHON
# Compiled modules are cached, and imports come only from .venv.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: app-ready ## create .venv with the program, and install system libraries
	@echo "Ready: $(BIN)/spoken-digits"

run: app-ready ## install what is missing and start the program
	@$(BIN)/spoken-digits $(ARGS)

# Most live tests wait for sound in real time, so several processes run side by side; see
# tests/conftest.py. ARGS="-n 0" runs all tests in one process.
PARALLEL = -n auto --no-loadscope-reorder

test: dev-ready ## install what is missing and run all tests
	@$(BIN)/python -m pytest $(PARALLEL) $(ARGS)

fetch: train-ready ## download the public training data (3.4 GB)
	@$(BIN)/python -m models.data.fetch $(ARGS)

train: train-ready ## train the shipped model from scratch and print its accuracy
	@$(BIN)/python -m models.build train $(ARGS)

folds: train-ready ## train one network per fold of speakers, for evaluation
	@$(BIN)/python -m models.build folds $(ARGS)

evaluate: train-ready ## evaluate on held-out speakers; write the report and the model card
	@$(BIN)/python -m models.build evaluate $(ARGS)

phrases: train-ready ## train the network for connected digits and add it to the shipped model
	@$(BIN)/python -m models.build phrases $(ARGS)

strings: train-ready ## evaluate connected digits on held-out speakers and write the report
	@$(BIN)/python -m models.build strings $(ARGS)

stream: train-ready ## evaluate on long recordings: digits found, missed and inserted
	@$(BIN)/python -m models.evaluation.streams.bench $(ARGS)

adaptation: train-ready ## evaluate profiles of held-out speakers
	@packaging/setup/system_libraries.sh accents
	@$(BIN)/python -m models.adaptation.measure $(ARGS)

bench: train-ready ## run all benchmarks and write docs/benchmarks.md
	@$(BIN)/python -m tests.trials.benchmarks.run $(ARGS)

soak: dev-ready ## soak trial: hours of listening, and every fault of the microphone
	@$(BIN)/python -m tests.trials.soak.run faults
	@$(BIN)/python -m tests.trials.soak.run realtime
	@$(BIN)/python -m tests.trials.soak.run fast $(wildcard build/stream/*.flac)

check: lint format types imports copies ## lint, format, types, dependencies, duplicate code

lint: dev-ready
	@$(BIN)/ruff check .

format: dev-ready
	@$(BIN)/ruff format --check .

types: dev-ready
	@$(BIN)/pyright

imports: dev-ready
	@$(BIN)/lint-imports --no-logo

copies: dev-ready
	@$(BIN)/pylint core desktop models

# Everything is resolved together once; the smaller lock files use the same versions.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --annotation-style line --custom-compile-command "make lock"
HELD = --constraint requirements/dev.txt
# The container has no window, no microphone and no desktop.
WINDOW_ONLY = $(addprefix --no-emit-package ,pyside6-essentials shiboken6 pyqtgraph sounddevice jeepney)

lock: app-ready ## update the lock files after a change; ARGS=--upgrade for the newest versions
	@$(COMPILE) pyproject.toml --all-extras --group bootstrap $(ARGS) \
		--constraint requirements/constraints.txt --output-file requirements/dev.txt
	@$(COMPILE) pyproject.toml --extra train $(HELD) --output-file requirements/train.txt
	@$(COMPILE) pyproject.toml $(HELD) --output-file requirements/app.txt
	@$(COMPILE) pyproject.toml --extra package $(HELD) --output-file requirements/package.txt
	@$(COMPILE) pyproject.toml --extra serve $(HELD) $(WINDOW_ONLY) --output-file requirements/serve.txt
	@$(COMPILE) --group bootstrap $(HELD) --output-file requirements/bootstrap.txt

demo: train-ready ## generate the demo recording and the test clips
	@packaging/setup/system_libraries.sh demo
	@$(BIN)/python -m models.synthesis.demo $(ARGS)

# lupdate updates the .ts files from the sources. New texts are "unfinished" until they are translated;
# a test finds them.
TS = desktop/window/translations/spoken_digits
translations: dev-ready ## update the translations after a text has changed
	@for language in de es fr en; do \
		$(BIN)/pyside6-lupdate -silent -no-obsolete -locations none -source-language en \
			$$([ $$language = en ] && echo -pluralonly) -target-language $$language \
			desktop/app.py desktop/server/page_words.py \
			$$(find desktop/window -name "*.py" | sort) -ts $(TS)_$$language.ts && \
		$(BIN)/pyside6-lrelease -silent $(TS)_$$language.ts -qm $(TS)_$$language.qm || exit 1; \
	done

fuzz: dev-ready ## fuzz trial: damaged files; ARGS="audio --minutes 60", or bundle, profile, settings, config, journal
	@$(BIN)/python -m tests.trials.fuzz.run $(ARGS)

serve-trial: dev-ready ## load on the server; ARGS="recordings flask connections streams memory", or --help
	@packaging/setup/system_libraries.sh load
	@$(BIN)/python -m tests.trials.serve.run $(ARGS)

typing-trial: dev-ready ## numbers typed into other programs: 100 numbers, focus changes, a crash
	@packaging/setup/system_libraries.sh test
	@$(BIN)/python -m tests.trials.typing.run $(ARGS)

kiosk-trial: dev-ready ## kiosk trial: 1,000 numbers with crashes, 10,000 random inputs
	@packaging/setup/system_libraries.sh test
	@$(BIN)/python -m tests.trials.kiosk.trial $(ARGS)

kiosk-boot: package-ready ## boot the kiosk in an empty Debian with systemd: ARGS="--unit FILE"; needs root
	@.venv-package/bin/python packaging/smoke/kiosk_boot.py $(ARGS)

kiosk-accuracy: dev-ready ## accuracy of the kiosk with held-out speakers: ARGS=FOLDER of folds
	@$(BIN)/python -m tests.trials.kiosk.accuracy $(ARGS)

kiosk-screenshots: dev-ready ## screenshots of the kiosk for docs/
	@$(BIN)/python -m tests.trials.screenshots.kiosk docs

screenshots: dev-ready ## screenshots of the window for docs/
	@$(BIN)/python -m tests.trials.screenshots.window docs $(ARGS)

animation: dev-ready ## the README's animation of a number being said
	@$(BIN)/python -m tests.trials.screenshots.animation docs

package: package-ready ## build the packages in dist/: on Linux a .deb and a .tar.gz
	@.venv-package/bin/python packaging/package.py $(ARGS)

smoke: package-ready ## test the packages in an empty Debian, without network; needs root
	@.venv-package/bin/python packaging/smoke/smoke.py $(ARGS)

measure: package-ready ## measure size, start time and memory of the installed .deb; needs root
	@.venv-package/bin/python tests/trials/benchmarks/start_time.py $(ARGS)

clean: ## remove .venv, dist and caches, but not build/
	rm -rf .venv .venv-package dist .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

app-ready train-ready dev-ready package-ready:
	@packaging/setup/environment.sh $(@:-ready=)
