"""Rasa's command line, `python -m bot`, without the hundred warnings of its frozen libraries."""

import logging
import sys
import warnings
from typing import Any


def _unheard(*_args: Any, **_kwargs: Any) -> None:
    pass


def main() -> None:
    """Run Rasa with the arguments given."""
    warnings.showwarning = _unheard
    for name in ("transformers", "tensorflow"):
        logging.getLogger(name).setLevel(logging.ERROR)
    sys.argv[0] = "rasa"
    from rasa.__main__ import main as rasa

    if sys.argv[1:2] == ["run"]:
        from bot.action_results import check_schema_once

        check_schema_once()
    rasa()


if __name__ == "__main__":
    main()
