"""The action server: `python -m actions PORT`. It has no log-in of its own, so it listens on loopback only."""

import logging
import sys
import warnings
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

log = logging.getLogger("actions")


class QuietExecutor(ActionExecutor):
    """Keeps a failing action from echoing the whole conversation, which the SDK's own error page would."""

    async def run(self, action_call: dict[str, Any]) -> dict[str, Any] | None:
        try:
            result: dict[str, Any] | None = await super().run(action_call)
        except Exception as error:
            log.exception("action failed: %s", action_call.get("next_action"))
            raise ActionExecutionRejection(action_call.get("next_action", ""), "failed") from error
        return result


def main() -> None:
    """Serve until told to stop."""
    # A newer SDK with Rasa 3.6 is intended: the wire format is the same.
    warnings.filterwarnings("ignore", message="Your versions of rasa and")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    executor = QuietExecutor()
    executor.register_package("actions")
    app = create_app(executor, cors_origins=None)
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
