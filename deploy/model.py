"""The trained Rasa model, named after everything it was trained from, so that it is trained again only when that changed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "var" / "models"
RASA = [str(ROOT / "bot" / ".venv" / "bin" / "python"), "-m", "bot"]

_INPUTS = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    "bot/*.py",
    "bot/requirements.txt",
    "bot/adapter.npz",
    "safety/**/*.py",
    "safety/rules/*.txt",
    "knowledge/glossary.yml",
    "knowledge/districts.yml",
)

QUIET = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def model_path() -> Path:
    """Return where the model for the files as they are now is, or will be once trained."""
    digest = hashlib.sha256()
    for pattern in _INPUTS:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return MODELS / f"signpost-{digest.hexdigest()[:16]}.tar.gz"


def ensure_model() -> Path:
    """Train the model unless it is there already; return its path. Raises SystemExit if training fails."""
    path = model_path()
    if path.exists():
        return path
    print("Training the model: about two minutes, only when its inputs have changed.", flush=True)
    MODELS.mkdir(parents=True, exist_ok=True)
    command = [
        *RASA,
        "train",
        "--out",
        str(MODELS),
        "--skip-validation",
        "--fixed-model-name",
        path.name.removesuffix(".tar.gz"),
    ]
    trained = subprocess.run(command, cwd=ROOT, env={**os.environ, **QUIET, "RASA_CACHE_DIRECTORY": str(ROOT / "var" / "cache")})
    if trained.returncode or not path.exists():
        sys.exit("Training failed: see the messages above. Nothing was started.")
    for old in set(MODELS.glob("signpost-*.tar.gz")) - {path}:
        old.unlink()
    return path


if __name__ == "__main__":
    print(ensure_model())
