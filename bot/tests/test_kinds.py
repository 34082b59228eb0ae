"""Kinds of a topic are learnt apart and count together."""

from rasa.shared.nlu.training_data.message import Message

from bot.kinds import labelled, merged


def test_a_kind_becomes_part_of_the_label() -> None:
    data = {"text": "my tooth hurts", "intent": "out_of_scope", "metadata": {"intent": {"kind": "health"}}}
    assert labelled(Message(data=data)) == "out_of_scope/health"
    assert labelled(Message(data={"text": "hello", "intent": "greet"})) == "greet"


def test_the_kinds_of_a_topic_add_up_and_the_likeliest_is_named() -> None:
    topics, kinds = merged(["greet", "out_of_scope/chat", "out_of_scope/health"], [0.4, 0.25, 0.35])
    assert topics == {"greet": 0.4, "out_of_scope": 0.6}
    assert kinds == {"out_of_scope": "health"}
