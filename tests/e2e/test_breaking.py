"""Each process in turn is killed in the middle of a conversation: nothing is lost, and the others go on."""

import pytest

from tests.e2e.chat import Chat
from tests.e2e.conftest import RunningService

pytestmark = pytest.mark.e2e

PROCESSES = {"web": "python -m web", "actions": "python -m actions", "rasa": "python -m bot run"}


@pytest.mark.parametrize("process", PROCESSES)
def test_a_killed_process_loses_nothing_and_comes_back_by_itself(service: RunningService, process: str) -> None:
    service.wait_until_healthy()
    others = {name: service.pids(command) for name, command in PROCESSES.items() if name != process}
    chat = Chat(service.url)
    before = chat.say(choice="mediation")
    service.kill(PROCESSES[process])
    if process == "web":
        service.wait_until_healthy()
    sent = chat.send("how do i appeal")
    reply = chat.reply_after(sent["seq"])
    assert reply["topic"] == "appeal" or reply["fallback"]
    assert "999" in reply["text"] or reply["topic"] == "appeal"
    service.wait_until_healthy()
    assert chat.say(choice="say_simpler")["topic"] is not None
    messages = chat.messages()
    assert [m["seq"] for m in messages] == list(range(1, len(messages) + 1))
    assert before["text"] in [m["text"] for m in messages]
    assert [m["text"] for m in messages if m["sender"] == "person"][1] == "how do i appeal"
    assert {name: service.pids(command) for name, command in PROCESSES.items() if name != process} == others


def test_a_cry_for_help_is_answered_while_the_assistant_is_down(service: RunningService) -> None:
    service.wait_until_healthy()
    chat = Chat(service.url)
    service.kill(PROCESSES["rasa"])
    reply = chat.say("i want to kill myself")
    assert reply["topic"] == "crisis"
    assert "116 123" in reply["text"]
    service.wait_until_healthy()


def test_the_log_holds_no_word_that_a_person_wrote(service: RunningService) -> None:
    chat = Chat(service.url)
    chat.say("xylophonically speaking my daughter is stuck")
    assert "xylophonically" not in service.log.read_text()
