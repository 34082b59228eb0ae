"""Taking a long message apart for the crisis detector."""

from bot.crisis import sentences


def test_a_message_of_several_sentences_is_taken_apart() -> None:
    assert sentences("The taxi was late again. I can't go on. Who do I ring?") == [
        "The taxi was late again.",
        "I can't go on.",
        "Who do I ring?",
    ]


def test_one_sentence_is_left_whole_and_scraps_are_left_out() -> None:
    assert sentences("the taxi was late again") == []
    assert sentences("Hi. The taxi was late again.") == []
