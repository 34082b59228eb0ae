"""Answers of the action server are still checked."""

from typing import Any, Dict, Iterator

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from bot.action_results import check_schema_once


@pytest.fixture
def action() -> Iterator[RemoteAction]:
    original = RemoteAction._validate_action_result
    check_schema_once()
    yield RemoteAction("action_answer", EndpointConfig("http://127.0.0.1:1/webhook"))
    RemoteAction._validate_action_result = original


def test_a_good_answer_passes(action: RemoteAction) -> None:
    answer = {"events": [{"event": "slot", "name": "topic", "value": "appeal"}], "responses": [{"text": "Hello"}]}
    assert action._validate_action_result(answer)


@pytest.mark.parametrize("answer", [{"events": [{"event": "no_such_event"}]}, {"responses": ["text"]}, []])
def test_a_wrong_answer_is_refused(action: RemoteAction, answer: Dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        action._validate_action_result(answer)
