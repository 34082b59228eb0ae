# Two commands matter: `make run` starts everything, `make test` checks everything.
SHELL := /bin/sh
PYTHON := .venv/bin/python
UV := deploy/uv.sh

.PHONY: run test environments train adapter banking77 variety content unclear measure bench lock clean

run: environments
	@$(PYTHON) -m deploy.start

environments: .venv/.ready bot/.venv/.ready

.venv/.ready: requirements.txt deploy/environment.sh deploy/uv.sh
	@deploy/environment.sh . 3.13 1000

bot/.venv/.ready: bot/requirements.txt deploy/environment.sh deploy/uv.sh
	@echo "Building Rasa's environment: about 3 GB, once."
	@deploy/environment.sh bot 3.10 4000

train: environments
	@$(PYTHON) -m deploy.model

test: environments
	@deploy/test.sh

banking77: environments
	@PYTHONPATH=. TF_CPP_MIN_LOG_LEVEL=3 bot/.venv/bin/python -W ignore -m benchmarks.banking77 "$(DATA)"

variety: environments
	@PYTHONPATH=. TF_CPP_MIN_LOG_LEVEL=3 bot/.venv/bin/python -W ignore -m benchmarks.variety "$(DATA)"

# Learns the small correction to MiniLM again, about 25 minutes on two cores; the result is kept with the code.
adapter: environments
	@PYTHONPATH=. TF_CPP_MIN_LOG_LEVEL=3 bot/.venv/bin/python -W ignore -m bot.finetune

content: environments
	@$(PYTHON) -m knowledge.check

# SINCE=2026-11-01 leaves out older ones; CSV=file.csv writes them to a file for a spreadsheet too.
unclear: environments
	@$(PYTHON) -m web.unclear $(if $(SINCE),--since "$(SINCE)") $(if $(CSV),--csv "$(CSV)")

bench: environments
	@$(PYTHON) -m benchmarks.throughput

measure: environments
	@$(PYTHON) -m benchmarks.measure "$(DATA)"

lock:
	$(UV) pip compile --quiet --universal --generate-hashes --python 3.13 --group dev pyproject.toml -o requirements.txt
	cd bot && ../$(UV) pip compile --quiet --universal --generate-hashes --python 3.10 --group dev pyproject.toml -o requirements.txt

clean:
	rm -rf .venv bot/.venv .tools var/cache var/models
