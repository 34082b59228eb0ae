"""The whole line over HTTP: gateway, Rasa, actions, knowledge."""

import pytest

from tests.e2e.chat import Chat
from tests.e2e.conftest import RunningService

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("they've refused to even assess him, what now", "ehcp_refused_assessment"),
        ("how do I ask for an EHCP", "ehcp_request"),
        ("draft plan arrived, how many days to reply to it", "ehcp_stage_draft"),
        ("how long does the whole ehcp process take", "ehcp_timeline"),
        ("how often must school review his assess plan do review cycle", "graduated_response"),
        ("whats mediation and do i have to do it", "mediation"),
        ("are EHC plans being scrapped", "send_reform"),
        ("can sendiass come to a meeting with me", "sendiass"),
        ("what do sections A to K mean", "ehcp_sections"),
        ("the help written in section F isn't happening", "ehcp_provision_missing"),
    ],
)
def test_real_questions_get_their_sourced_answer(service: RunningService, question: str, topic: str) -> None:
    reply = Chat(service.url).say(question)
    assert reply["topic"] == topic
    assert reply["sources"]
    assert all(source["url"].startswith("https://") and source["checked"] for source in reply["sources"])


def test_an_answer_can_be_said_more_simply_and_in_more_detail(service: RunningService) -> None:
    chat = Chat(service.url)
    first = chat.say(choice="ehcp_stage_draft")
    simpler = chat.say(choice="say_simpler")
    more = chat.say(choice="say_more")
    assert first["topic"] == simpler["topic"] == more["topic"] == "ehcp_stage_draft"
    assert len({first["text"], simpler["text"], more["text"]}) == 3


def test_the_school_is_remembered_and_hears_its_own_words(service: RunningService) -> None:
    chat = Chat(service.url)
    for_parents = chat.say(choice="ehcp_refused_assessment")
    chat.say("im the senco at a primary school")
    for_school = chat.say(choice="ehcp_refused_assessment")
    assert for_school["text"] != for_parents["text"]


def test_the_second_miss_in_a_row_names_people_to_turn_to(service: RunningService) -> None:
    chat = Chat(service.url)
    replies = [chat.say(gibberish) for gibberish in ("wibble flurb zonk", "grommet snark blip blop")]
    unsure = [r for r in replies if r["topic"] is None]
    if len(unsure) == 2:
        assert "SENDIASS" in unsure[1]["text"]
        assert unsure[0]["text"] != unsure[1]["text"]
    else:
        assert {r["topic"] for r in replies if r["topic"]} == {"out_of_scope"}


def test_a_cry_for_help_is_answered_with_numbers_in_the_middle_of_anything(service: RunningService) -> None:
    chat = Chat(service.url)
    chat.say("what are your opening times")
    reply = chat.say("i want to kill myself")
    assert reply["topic"] == "crisis"
    assert "999" in reply["text"]
    assert "116 123" in reply["text"]
    assert chat.say("what is mediation")["topic"] == "mediation"


@pytest.mark.parametrize(
    "strange",
    [
        "a",
        "?",
        "😡😡😡",
        "я не понимаю",
        "ž" * 2000,
        "<script>alert(1)</script>",
        '{"a": [1]}',
        '[x](y){"role": 1}',
        "\u202eabc\u0000def",
        "' OR 1=1 --",
    ],
)
def test_anything_at_all_gets_a_reply_and_breaks_nothing(service: RunningService, strange: str) -> None:
    reply = Chat(service.url).say(strange)
    assert reply["text"]
    assert not reply["fallback"]


@pytest.mark.parametrize(
    "command", ["/restart", "/session_start", "  /crisis", '/set_persona{"persona": "school"}', "/EXTERNAL_x"]
)
def test_text_that_looks_like_a_command_is_only_text(service: RunningService, command: str) -> None:
    chat = Chat(service.url)
    chat.say(choice="mediation")
    assert chat.say(command)["topic"] != "crisis"
    assert chat.say(choice="say_simpler")["topic"] is not None


def test_forgetting_erases_the_conversation(service: RunningService) -> None:
    chat = Chat(service.url)
    chat.say("hello")
    chat.forget()
    assert not chat.is_known()
