#!/bin/sh
# Every check, cheapest first: `make test`. Stops at the first that fails.
set -e
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$1"; }
# Rasa says a great deal: it is shown only if something is wrong.
quietly() { mkdir -p results && "$@" >results/rasa.log 2>&1 || { cat results/rasa.log; exit 1; }; }
in_rasa() { PYTHONPATH=. TF_CPP_MIN_LOG_LEVEL=3 RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 \
  SIGNPOST_ACTIONS_WEBHOOK=http://127.0.0.1:1/webhook SIGNPOST_TRACKER_DB=var/test-rasa.db bot/.venv/bin/python "$@"; }

say "Lint, format, types, imports"
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/lint-imports

say "Fast tests"
.venv/bin/python -m pytest -m "not e2e and not browser" -n auto -q

say "Rasa's side"
in_rasa -m pytest -q -c bot/pytest.ini bot/tests
quietly in_rasa -m bot data validate --fail-on-warnings

say "Model and conversations"
model=$(.venv/bin/python -m deploy.model | tail -1)
quietly in_rasa -m bot test core --stories tests/stories --model "$model" --fail-on-prediction-errors --out results/stories

say "The real thing, in a real browser"
deploy/browser.sh
.venv/bin/python -m pytest -m "e2e or browser" -q
