"""The action server offers exactly the actions that Rasa is told of, and says nothing of a conversation when one fails."""

import asyncio
import logging
from typing import Any

import pytest
import yaml
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.__main__ import QuietExecutor
from web.settings import ROOT


def test_the_actions_are_exactly_those_of_the_domain() -> None:
    executor = QuietExecutor()
    executor.register_package("actions")
    listed = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))["actions"]
    assert set(executor.actions) == set(listed)


async def _fail(dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
    raise ValueError("broken")


def test_a_failing_action_is_reported_by_name_without_the_conversation(caplog: pytest.LogCaptureFixture) -> None:
    executor = QuietExecutor()
    executor.register_function("action_fails", _fail)
    call = {
        "next_action": "action_fails",
        "sender_id": "x",
        "domain": {},
        "version": "3.6.21",
        "tracker": {"sender_id": "x", "slots": {}, "latest_message": {"text": "xylophone"}, "events": []},
    }
    with caplog.at_level(logging.DEBUG, logger="actions"), pytest.raises(ActionExecutionRejection) as refused:
        asyncio.run(executor.run(call))
    assert "action_fails" in caplog.text
    assert "xylophone" not in f"{caplog.text} {refused.value} {refused.value.action_name}"
