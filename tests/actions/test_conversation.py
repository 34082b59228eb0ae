"""Moves in the conversation: offers in doubt, yes and no, who is asking, and what words mean."""

import pytest
from rasa_sdk import Action

from actions.answers import ActionAnswer, ActionFollowUp, ActionSayMore
from actions.conversation import (
    MOST_OPTIONS,
    ActionAffirm,
    ActionDeny,
    ActionGlossary,
    ActionOffer,
    ActionReply,
    ActionSetPersona,
)
from knowledge.answer import Section
from knowledge.library import Library
from tests.actions.turn import Conversation, choices_of
from web.gateway.choices import Choices

RANKING = ["out_of_scope", "mediation", "appeal", "sendiass", "ehcp_late"]


def _offer(conversation: Conversation, ranking: list[str] = RANKING) -> tuple[str, list[str]]:
    reply = conversation.take(ActionOffer(), "nlu_fallback", confidence=0.2, ranking=ranking)
    return reply.text, reply.options


def test_every_move_is_replied_to_in_its_words_and_its_buttons_are_known_to_the_gateway(
    knowledge: Library, choices: Choices
) -> None:
    for name, move in knowledge.replies.moves.items():
        reply = Conversation().take(ActionReply(), name, confidence=0.8)
        assert reply.text == knowledge.with_contacts(move.text)
        assert (reply.topic, reply.custom["confidence"], reply.custom["sources"]) == (name, 0.8, [])
        assert choices_of(reply, choices) == move.buttons
        assert len(reply.payloads) == len(move.buttons)


def test_in_doubt_the_nearest_topics_are_offered_three_at_most_and_a_person(
    knowledge: Library, conversation: Conversation, choices: Choices
) -> None:
    reply = conversation.take(ActionOffer(), "nlu_fallback", confidence=0.2, ranking=RANKING)
    assert reply.text == knowledge.with_contacts(knowledge.replies.notes.offer)
    assert reply.options == ["mediation", "appeal", "sendiass"]
    assert len(reply.options) == MOST_OPTIONS
    assert choices_of(reply, choices) == [*reply.options, "task_talk_to_person"]
    assert (reply.topic, reply.custom["confidence"], reply.custom["sources"]) == (None, 0.2, [])
    assert reply.slots == {"misses": 1.0, "offered": reply.options}


def test_the_second_miss_in_a_row_names_people_to_turn_to(knowledge: Library, conversation: Conversation) -> None:
    _offer(conversation)
    text, options = _offer(conversation)
    assert text == knowledge.with_contacts(knowledge.replies.notes.offer_again)
    assert "SENDIASS" in text
    assert options


def test_an_answer_in_between_means_that_the_next_miss_is_the_first_again(knowledge: Library, conversation: Conversation) -> None:
    _offer(conversation)
    conversation.take(ActionAnswer(), "mediation")
    assert _offer(conversation)[0] == knowledge.with_contacts(knowledge.replies.notes.offer)


def test_with_nothing_near_enough_to_offer_people_are_named_at_once(knowledge: Library, conversation: Conversation) -> None:
    text, options = _offer(conversation, ["greet", "out_of_scope"])
    assert text == knowledge.with_contacts(knowledge.replies.notes.offer_again)
    assert options == []


def test_a_yes_to_the_one_topic_on_offer_answers_it(knowledge: Library, conversation: Conversation) -> None:
    _offer(conversation, ["mediation"])
    reply = conversation.take(ActionAffirm(), "affirm", confidence=0.3, ranking=["appeal", "sendiass"])
    assert reply.text == knowledge.text(knowledge.answers["mediation"], "parent")
    assert (reply.topic, reply.options) == ("mediation", [])
    assert reply.slots == {"topic": "mediation", "misses": 0.0, "offered": None}


def test_a_yes_to_the_one_task_on_offer_does_what_the_task_does(knowledge: Library, conversation: Conversation) -> None:
    _offer(conversation, ["task_case_status"])
    reply = conversation.take(ActionAffirm(), "affirm")
    assert reply.text == knowledge.with_contacts(knowledge.replies.moves["task_case_status"].text)
    assert reply.topic == "task_case_status"


def test_a_yes_to_several_topics_asks_which_and_offers_them_again(
    knowledge: Library, conversation: Conversation, choices: Choices
) -> None:
    _, options = _offer(conversation)
    reply = conversation.take(ActionAffirm(), "affirm")
    assert reply.text == knowledge.replies.notes.which_one
    assert reply.options == choices_of(reply, choices) == options
    assert conversation.slots["offered"] == options


def test_a_yes_to_nothing_asks_what_next(knowledge: Library, conversation: Conversation) -> None:
    assert conversation.take(ActionAffirm(), "affirm").text == knowledge.replies.moves["affirm"].text


def test_a_no_to_an_offer_names_people_and_leaves_nothing_on_offer(knowledge: Library, conversation: Conversation) -> None:
    _offer(conversation)
    reply = conversation.take(ActionDeny(), "deny")
    assert reply.text == knowledge.with_contacts(knowledge.replies.notes.offer_again)
    assert reply.options == []
    assert conversation.slots["offered"] is None


def test_a_no_to_a_doubtful_answer_names_people_and_does_not_ask_which_of_none(
    knowledge: Library, conversation: Conversation
) -> None:
    conversation.take(ActionAnswer(), "mediation", confidence=0.4, ranking=["appeal", "sendiass"])
    reply = conversation.take(ActionDeny(), "deny")
    assert reply.text == knowledge.with_contacts(knowledge.replies.notes.offer_again)


def test_a_no_to_nothing_asks_what_instead(knowledge: Library, conversation: Conversation) -> None:
    assert conversation.take(ActionDeny(), "deny").text == knowledge.replies.moves["deny"].text


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionReply(), "thanks"),
        (ActionSayMore(), "say_more"),
        (ActionFollowUp(), "ask_next"),
        (ActionGlossary(), "task_glossary"),
        (ActionAnswer(), "mediation"),
    ],
)
def test_an_offer_is_gone_once_the_conversation_has_moved_on(
    knowledge: Library,
    conversation: Conversation,
    action: ActionReply | ActionSayMore | ActionFollowUp | ActionGlossary | ActionAnswer,
    intent: str,
) -> None:
    _offer(conversation)
    conversation.take(action, intent, text="SENCO")
    assert conversation.take(ActionAffirm(), "affirm").text == knowledge.replies.moves["affirm"].text


@pytest.mark.parametrize("persona", ["parent", "school", "young_person"])
def test_whoever_says_who_they_are_hears_the_last_answer_in_their_own_words(
    knowledge: Library, conversation: Conversation, persona: Section
) -> None:
    conversation.take(ActionAnswer(), "mediation")
    reply = conversation.take(ActionSetPersona(), "set_persona", confidence=0.4, ranking=["senco_role"], persona=persona)
    assert reply.text == knowledge.text(knowledge.answers["mediation"], persona)
    assert (reply.topic, reply.options) == ("mediation", [])


def test_whoever_says_who_they_are_before_asking_anything_is_thanked(knowledge: Library, conversation: Conversation) -> None:
    reply = conversation.take(ActionSetPersona(), "set_persona", persona="school")
    assert reply.text == knowledge.replies.moves["set_persona"].text


def test_whoever_does_not_say_clearly_who_they_are_is_asked(
    knowledge: Library, conversation: Conversation, choices: Choices
) -> None:
    reply = conversation.take(ActionSetPersona(), "set_persona")
    assert reply.text == knowledge.replies.moves["ask_persona"].text
    assert reply.topic == "set_persona"
    assert choices_of(reply, choices) == ["set_persona:parent", "set_persona:school", "set_persona:young_person"]


def test_the_words_in_a_question_are_explained_and_their_topics_offered(
    knowledge: Library, conversation: Conversation, choices: Choices
) -> None:
    reply = conversation.take(ActionGlossary(), "task_glossary", text="what is a SENCO and what does APDR mean")
    terms = {term.term: term for term in knowledge.glossary.terms}
    assert reply.text == f"{terms['SENCO'].as_markdown()}\n\n{terms['APDR'].as_markdown()}"
    assert choices_of(reply, choices) == [terms["SENCO"].topic, terms["APDR"].topic]
    assert (reply.topic, reply.custom["sources"]) == ("task_glossary", [])


def test_a_question_without_a_known_word_is_asked_back(knowledge: Library, conversation: Conversation) -> None:
    reply = conversation.take(ActionGlossary(), "task_glossary", text="what does zzxqj mean")
    assert reply.text == knowledge.with_contacts(knowledge.replies.moves["task_glossary"].text)


def test_a_passage_that_may_be_meant_is_quoted_as_not_certain_with_its_source(
    knowledge: Library, conversation: Conversation
) -> None:
    passage = knowledge.answers["sendiass"].sections["more"].split("\n\n")[0]
    entities = [{"entity": "passage", "value": passage, "start": 0, "end": 0}]
    reply = conversation.take(ActionOffer(), "nlu_fallback", confidence=0.2, ranking=RANKING, entities=entities)
    assert reply.text.startswith(knowledge.replies.notes.nearest)
    assert f"> {passage.splitlines()[0]}" in reply.text
    assert reply.options[0] == "sendiass"
    assert len(reply.options) == MOST_OPTIONS
    assert reply.custom["sources"]


def test_a_passage_that_no_answer_has_any_more_is_not_quoted(knowledge: Library, conversation: Conversation) -> None:
    entities = [{"entity": "passage", "value": "What an answer said last year.", "start": 0, "end": 0}]
    reply = conversation.take(ActionOffer(), "nlu_fallback", confidence=0.2, ranking=RANKING, entities=entities)
    assert reply.text == knowledge.with_contacts(knowledge.replies.notes.offer)


def test_a_clear_wish_for_a_person_asks_for_a_duty_officer(conversation: Conversation) -> None:
    reply = conversation.take(ActionReply(), "task_talk_to_person")
    assert reply.custom["handoff"] == {"urgency": "normal", "reason": "asked for a person"}


def test_a_doubtful_wish_for_a_person_is_asked_about_first(conversation: Conversation, choices: Choices) -> None:
    reply = conversation.take(ActionReply(), "task_talk_to_person", confidence=0.4, ranking=RANKING)
    assert "handoff" not in reply.custom
    assert "task_talk_to_person" in choices_of(reply, choices)


def test_a_reply_carries_who_asks_and_where_for_an_officer_who_may_come(conversation: Conversation) -> None:
    place = {"entity": "place", "value": "Rugeley", "role": "cannock_chase"}
    reply = conversation.take(ActionAnswer(), "mediation", entities=[place], persona="parent")
    assert (reply.custom["persona"], reply.custom["district"]) == ("parent", "cannock_chase")


@pytest.mark.parametrize(("action", "intent"), [(ActionGlossary(), "task_glossary"), (ActionAnswer(), "who_to_contact")])
def test_a_word_that_stands_for_three_things_is_asked_about(action: Action, intent: str, knowledge: Library) -> None:
    reply = Conversation().take(action, intent, text="what is the hub?")
    assert all(f"**{name}" in reply.text for name in ("EHC Hub", "SEND and Inclusion Hub", "Family Hub"))
    assert "Which of them do you mean?" in reply.text


def test_a_hub_that_is_named_in_full_is_not_asked_about(knowledge: Library) -> None:
    reply = Conversation().take(ActionGlossary(), "task_glossary", text="what is the EHC Hub?")
    assert "Which of them" not in reply.text
