"""No text from a browser is ever a command to Rasa; a button's choice is, and only if it is on the gateway's list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import Library
from tests.gateway.chat import Chat, Gateway
from tests.gateway.fake_rasa import FakeRasa, parts
from web.gateway.choices import Choices, as_plain_text

_WHITE = st.text(st.sampled_from(" \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u00a0\u2003\u2028\u3000/"), max_size=6)


def _rasa_would_obey(text: str) -> bool:
    """Rasa strips a message, and takes what then begins with a slash as an intent."""
    return text.strip().startswith("/")


@given(_WHITE, st.text(max_size=40))
def test_no_text_however_it_begins_reaches_rasa_as_a_command(before: str, rest: str) -> None:
    said = as_plain_text(f"{before}/{rest}")
    assert said
    assert not _rasa_would_obey(said)


@given(st.text(min_size=1).filter(lambda t: t.lstrip() == t and not t.startswith("/")))
def test_text_that_is_no_command_reaches_rasa_unchanged(text: str) -> None:
    assert as_plain_text(text) == text


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/restart", "restart"),
        ("  /mediation", "mediation"),
        ("//// /crisis", "crisis"),
        ("\u00a0/back", "back"),
        ("/EXTERNAL_case_verified{}", "EXTERNAL_case_verified{}"),
        ('/set_persona{"persona": "school"}', 'set_persona{"persona": "school"}'),
        ("/", "?"),
        (" / / ", "?"),
    ],
)
async def test_typed_commands_are_stored_as_typed_and_reach_rasa_as_plain_words(
    chat: Chat, rasa: FakeRasa, typed: str, heard: str
) -> None:
    await chat.say(typed)
    assert rasa.heard == [heard]
    assert await chat.said("person") == [typed.strip()]


@pytest.mark.anyio
async def test_a_choice_reaches_rasa_as_its_command_and_is_stored_with_its_label(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, library: Library
) -> None:
    sent = await chat.send(choice="mediation")
    await chat.send(choice="set_persona:school")
    await gateway.service.turns.settled()
    assert rasa.heard == ["/mediation", '/set_persona{"persona": "school"}']
    assert sent["text"] == library.button("mediation")
    assert await chat.said("person") == [library.button("mediation"), library.button("set_persona:school")]


@pytest.mark.anyio
@pytest.mark.parametrize(
    "choice", ["", "nonsense", "/mediation", "restart", "crisis", "set_persona", "set_persona:officer", "EXTERNAL_case_verified"]
)
async def test_an_unknown_choice_is_refused_with_words_and_nothing_is_kept(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, choice: str
) -> None:
    refused = await chat.post(choice=choice)
    assert refused.status_code == 422
    assert refused.json()["error"] == {"code": "unknown_choice", "message": gateway.service.notices.unknown_choice}
    assert (len(await chat.messages()), rasa.heard) == (1, [])


@pytest.mark.anyio
async def test_buttons_become_choices_and_a_button_that_is_not_on_the_list_is_left_out(chat: Chat, rasa: FakeRasa) -> None:
    buttons = [
        {"title": "Appeal", "payload": "/appeal"},
        {"title": "I'm a parent", "payload": '/set_persona{"persona": "parent"}'},
        {"title": "Start again", "payload": "/restart"},
        {"title": "Cry for help", "payload": "/crisis"},
    ]
    rasa.answering = parts({"text": "Which?", "buttons": buttons})
    reply = await chat.say("hello")
    assert reply["buttons"] == [
        {"choice": "appeal", "label": "Appeal"},
        {"choice": "set_persona:parent", "label": "I'm a parent"},
    ]
    for button in reply["buttons"]:
        await chat.send(choice=button["choice"])


def test_every_choice_comes_back_from_its_command_as_itself(library: Library) -> None:
    choices = Choices(library.topics)
    for choice in [*library.topics, "set_persona:parent", "set_persona:school", "set_persona:young_person"]:
        command = choices.command(choice)
        assert choices.offered([{"title": "x", "payload": str(command)}]) == [{"choice": choice, "label": "x"}]
