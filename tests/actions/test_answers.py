"""A topic is answered in the words of its file, for the person who asks, with its sources and with any doubt."""

import pytest

from actions.answers import SURE, ActionAnswer, ActionFollowUp, ActionSayMore, ActionSaySimpler
from knowledge.answer import Section
from knowledge.library import Library
from tests.actions.turn import Conversation, choices_of
from web.gateway.choices import Choices

SURELY, DOUBTFULLY = SURE, SURE - 0.01


@pytest.mark.parametrize("persona", [None, "parent", "school", "young_person"])
def test_every_topic_is_answered_in_the_persons_words_with_its_sources(knowledge: Library, persona: Section | None) -> None:
    for answer in knowledge.answers.values():
        reply = Conversation().take(ActionAnswer(), answer.id, confidence=0.914, persona=persona)
        assert reply.text == knowledge.text(answer, persona or "parent")
        assert (reply.topic, reply.custom["confidence"]) == (answer.id, 0.914)
        assert reply.custom["sources"] == [s.model_dump(mode="json") for s in answer.sources]
        assert reply.options == []


def test_a_reader_whose_words_an_answer_lacks_hears_the_parents(knowledge: Library, conversation: Conversation) -> None:
    lacking = next(a for a in knowledge.answers.values() if "school" not in a.sections or "young_person" not in a.sections)
    persona = "school" if "school" not in lacking.sections else "young_person"
    reply = conversation.take(ActionAnswer(), lacking.id, persona=persona)
    assert reply.text == knowledge.text(lacking, "parent")


def test_no_contact_is_left_unfilled_and_none_that_is_held_back_is_shown(knowledge: Library) -> None:
    held_back = [c.phone for c in knowledge.contacts.values() if c.phone and not c.may_show_details]
    shown = [c.phone for c in knowledge.contacts.values() if c.phone and c.may_show_details]
    for topic in knowledge.answers:
        reply = Conversation().take(ActionAnswer(), topic)
        assert "{contact" not in reply.text
        assert not {phone for phone in held_back if phone in reply.text} - set(shown)


def test_a_sure_answer_goes_on_to_the_next_questions(knowledge: Library, conversation: Conversation, choices: Choices) -> None:
    reply = conversation.take(ActionAnswer(), "mediation", confidence=SURELY, ranking=["appeal", "sendiass"])
    assert choices_of(reply, choices) == knowledge.answers["mediation"].quick_replies
    assert reply.slots == {"topic": "mediation", "misses": 0.0, "offered": None}


def test_a_doubtful_answer_offers_the_next_nearest_topics(
    knowledge: Library, conversation: Conversation, choices: Choices
) -> None:
    reply = conversation.take(
        ActionAnswer(), "mediation", confidence=DOUBTFULLY, ranking=["nlu_fallback", "greet", "appeal", "sendiass", "ehcp_late"]
    )
    assert reply.text.startswith(knowledge.text(knowledge.answers["mediation"], "parent"))
    assert reply.text.endswith(knowledge.replies.notes.not_quite)
    assert reply.options == choices_of(reply, choices) == ["appeal", "sendiass"]
    assert reply.slots["offered"] == ["appeal", "sendiass"]


def test_a_doubtful_answer_with_nothing_near_it_stands_alone(knowledge: Library, conversation: Conversation) -> None:
    reply = conversation.take(ActionAnswer(), "mediation", confidence=0.1)
    assert reply.text == knowledge.text(knowledge.answers["mediation"], "parent")
    assert (reply.options, reply.slots["offered"]) == ([], None)


def test_a_second_question_in_the_message_is_answered_too_in_short_and_with_its_sources(
    knowledge: Library, conversation: Conversation, choices: Choices
) -> None:
    reply = conversation.take(ActionAnswer(), "mediation", entities=[{"entity": "also", "value": "appeal"}])
    mediation, appeal = knowledge.answers["mediation"], knowledge.answers["appeal"]
    assert knowledge.text(mediation, "parent") in reply.text
    assert knowledge.text(appeal, "simpler") in reply.text
    urls = [source["url"] for source in reply.custom["sources"]]
    assert {s.url for s in [*mediation.sources, *appeal.sources]} == set(urls)
    assert choices_of(reply, choices)[0] == "appeal"


@pytest.mark.parametrize("second", ["mediation", "greet", "nonsense"])
def test_a_second_question_that_is_the_first_or_has_no_answer_adds_nothing(
    knowledge: Library, conversation: Conversation, second: str
) -> None:
    reply = conversation.take(ActionAnswer(), "mediation", entities=[{"entity": "also", "value": second}])
    assert reply.text == knowledge.text(knowledge.answers["mediation"], "parent")


def test_a_topic_without_an_answer_is_said_to_be_one_and_people_are_named(knowledge: Library, conversation: Conversation) -> None:
    reply = conversation.take(ActionAnswer(), "task_feedback")
    assert f"**{knowledge.topics['task_feedback'].scope}**" in reply.text
    assert "SENDIASS" in reply.text
    assert "{" not in reply.text
    assert (reply.topic, reply.custom["sources"]) == ("task_feedback", [])


@pytest.mark.parametrize(("action", "section"), [(ActionSaySimpler(), "simpler"), (ActionSayMore(), "more")])
@pytest.mark.parametrize("confidence", [0.3, 0.95])
def test_the_last_answer_is_said_again_more_simply_or_in_more_detail(
    knowledge: Library,
    conversation: Conversation,
    action: ActionSaySimpler | ActionSayMore,
    section: Section,
    confidence: float,
) -> None:
    conversation.take(ActionAnswer(), "mediation", persona="school")
    reply = conversation.take(action, f"say_{section}", confidence=confidence, ranking=["appeal", "sendiass"])
    assert reply.text == knowledge.text(knowledge.answers["mediation"], section)
    assert (reply.topic, reply.options) == ("mediation", [])
    assert reply.custom["sources"]


def test_after_saying_it_more_simply_more_is_still_about_the_same_topic(conversation: Conversation) -> None:
    conversation.take(ActionAnswer(), "mediation")
    conversation.take(ActionSaySimpler(), "say_simpler")
    assert conversation.take(ActionSayMore(), "say_more").topic == "mediation"


@pytest.mark.parametrize(("action", "move"), [(ActionSaySimpler(), "say_simpler"), (ActionSayMore(), "say_more")])
def test_with_nothing_answered_yet_there_is_nothing_to_say_again_and_that_is_said(
    knowledge: Library, conversation: Conversation, action: ActionSaySimpler | ActionSayMore, move: str
) -> None:
    reply = conversation.take(action, move)
    assert (reply.text, reply.topic) == (knowledge.with_contacts(knowledge.replies.moves[move].text), move)


@pytest.mark.parametrize(
    ("intent", "relation"),
    [("ask_next", "next"), ("ask_if_refused", "if_refused"), ("ask_how_long", "how_long"), ("ask_who", "who")],
)
def test_a_follow_up_goes_where_the_last_answer_leads(knowledge: Library, intent: str, relation: str) -> None:
    leading = {a.id: a.relations for a in knowledge.answers.values() if relation in a.relations}
    assert leading
    for topic, relations in leading.items():
        conversation = Conversation()
        conversation.take(ActionAnswer(), topic)
        reply = conversation.take(ActionFollowUp(), intent, confidence=0.3, ranking=["sendiass"])
        led_to = dict(relations)[relation]  # type: ignore[index]
        assert reply.topic == led_to, topic
        assert reply.text
        assert reply.options == []


@pytest.mark.parametrize("intent", ["ask_next", "ask_if_refused", "ask_how_long", "ask_who"])
def test_a_follow_up_to_nothing_is_answered_with_something_of_use(conversation: Conversation, intent: str) -> None:
    reply = conversation.take(ActionFollowUp(), intent)
    assert reply.text
    assert reply.topic


def test_terms_in_an_answer_come_with_what_they_mean_but_not_the_one_it_is_about(knowledge: Library) -> None:
    reply = Conversation().take(ActionAnswer(), "ehcp_late")
    terms = {term["written"]: term for term in reply.custom["terms"]}
    assert terms
    assert all(term["written"] in reply.text and term["meaning"] for term in terms.values())
    about_itself = Conversation().take(ActionAnswer(), "sendiass")
    assert all("Information, Advice and Support" not in term["name"] for term in about_itself.custom.get("terms", []))
