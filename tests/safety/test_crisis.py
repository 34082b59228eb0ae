"""What the rules notice, on the messages on file and in plain words."""

import json
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safety.crisis import crisis_language_seen, notice
from tests.safety.messages_on_file import OnFile, messages

ROOT = Path(__file__).resolve().parents[2]
OTHER_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"

ON_FILE = list(messages())
CRISIS = [m for m in ON_FILE if m.crisis]
SOUNDS_LIKE_IT = [m for m in ON_FILE if not m.crisis]
COLLECTIONS = sorted({m.collection for m in ON_FILE})

CLEAR = [
    "I want to die",
    "I want to kill myself",
    "I don't want to be here any more",
    "I am going to end my life",
    "my dad hits me",
    "I can't go on living",
    "everyone would be better off without me",
    "she has taken an overdose",
    "my son has gone missing",
    "I am scared I will hurt him",
]
LONG_PRACTICAL = (
    "Hello, thank you for the letter about the annual review. We have read the draft plan and sections B and F are much better "
    "than they were. Could you tell me how many days we have to answer, and whether the school has to reply first? The transport "
    "form asks for a reference that I cannot find. His key worker was away last week, so I left a message. He is in Year 6 and "
    "we have visited two schools with a resource base, one in Stafford and one in Cannock. "
)
DIALS = [str.upper, str.lower, str.title, lambda text: text.replace("'", ""), lambda text: text.replace(" ", "   ")]


def share(verdict: str, collection: list[OnFile]) -> float:
    """Return what part of the messages is given this verdict."""
    return sum(notice(m.text) == verdict for m in collection) / len(collection)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_at_least_97_in_100_cries_for_help_bring_a_person(collection: str) -> None:
    assert share("crisis", [m for m in CRISIS if m.collection == collection]) >= 0.97


@pytest.mark.parametrize("kind", sorted({m.kind for m in CRISIS}))
def test_no_kind_of_cry_is_noticed_less_than_nine_times_in_ten(kind: str) -> None:
    assert share("crisis", [m for m in CRISIS if m.kind == kind]) >= 0.9


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_under_2_in_100_messages_that_only_sound_like_it_bring_a_person(collection: str) -> None:
    assert share("crisis", [m for m in SOUNDS_LIKE_IT if m.collection == collection]) < 0.02


def test_under_15_in_100_messages_that_only_sound_like_it_get_the_gentle_line() -> None:
    assert share("doubtful", SOUNDS_LIKE_IT) < 0.15


def test_there_are_enough_messages_and_half_were_written_after_the_rules() -> None:
    sizes = Counter((m.crisis, m.collection == "seen") for m in ON_FILE)
    assert sizes[True, True] + sizes[True, False] >= 400
    assert sizes[False, True] + sizes[False, False] >= 700
    assert sizes[True, False] >= sizes[True, True]
    assert sizes[False, False] >= sizes[False, True]


def test_no_message_is_on_file_twice() -> None:
    twice = [text for text, times in Counter(m.text for m in ON_FILE).items() if times > 1]
    assert twice == []


@pytest.mark.parametrize("text", CLEAR)
def test_a_clear_statement_brings_a_person(text: str) -> None:
    assert crisis_language_seen(text)


@pytest.mark.parametrize("text", CLEAR)
@pytest.mark.parametrize("dial", DIALS)
def test_case_spaces_and_apostrophes_do_not_matter(text: str, dial: object) -> None:
    assert callable(dial)
    assert crisis_language_seen(dial(text))


@pytest.mark.parametrize("text", ["I want to die", "kill myself", "i want to kill myself", "i dont want to be here"])
def test_letters_set_apart_or_run_together_are_read(text: str) -> None:
    assert crisis_language_seen(" ".join(text.replace(" ", "")))
    assert crisis_language_seen(text.replace(" ", ""))
    assert crisis_language_seen(text.replace(" ", "."))


@pytest.mark.parametrize("text", CLEAR)
def test_a_clear_statement_is_noticed_at_either_end_of_a_long_practical_message(text: str) -> None:
    assert crisis_language_seen(LONG_PRACTICAL + text)
    assert crisis_language_seen(f"{text}. {LONG_PRACTICAL}")


def test_the_long_practical_message_alone_is_nothing() -> None:
    assert notice(LONG_PRACTICAL) == "nothing"


@pytest.mark.parametrize("text", CLEAR)
@pytest.mark.parametrize("taken_back", ["Sorry, ignore me.", "lol jk", "Forget I said that.", "Don't worry about it, I'm fine."])
def test_taking_it_back_silences_nothing(text: str, taken_back: str) -> None:
    assert crisis_language_seen(f"{text}. {taken_back}")


@pytest.mark.parametrize(
    "text",
    [
        "I am not safe and I will hurt myself",
        "I'm not joking, I want to die",
        "no one can help me, I want to die",
        "I feel suicidal and I do not know who to ring",
        "I can't promise I won't hurt myself",
        "not a day goes by that I don't think about suicide",
        "it's not the school, I just want to die",
        "he has never said it before but he wants to kill himself",
    ],
)
def test_a_denial_of_something_else_silences_nothing(text: str) -> None:
    assert crisis_language_seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "no she has never hurt herself",
        "not suicidal, just fed up with forms",
        "she doesn't self harm",
        "nobody has abused him",
        "he has not run away, he is at his nan's",
        "they asked if he is suicidal and he isn't",
    ],
)
def test_a_denial_of_the_danger_itself_is_nothing(text: str) -> None:
    assert notice(text) == "nothing"


@pytest.mark.parametrize(
    "text",
    [
        "can't go on like this",
        "I don't know how much longer I can cope",
        "what's the point of anything",
        "help me",
        "I've lost all hope",
        "I would never kill myself",
        "self harm",
    ],
)
def test_what_could_mean_it_gets_the_gentle_line(text: str) -> None:
    assert notice(text) == "doubtful"


def test_two_signs_of_despair_together_bring_a_person() -> None:
    assert notice("I hate myself") == "doubtful"
    assert notice("I've lost all hope") == "doubtful"
    assert notice("I hate myself. I've lost all hope.") == "crisis"


def test_a_sign_of_despair_taken_back_brings_a_person() -> None:
    assert notice("I hate my life. Sorry, ignore me.") == "crisis"


def test_exhaustion_with_the_process_is_nothing() -> None:
    assert notice("I can't do this form any more") == "nothing"
    assert notice("I can't do this any more") == "doubtful"


def test_the_past_is_quiet_until_it_is_made_present() -> None:
    assert notice("She cut herself two years ago, all fine now") == "nothing"
    assert notice("She cut herself two years ago. It has started again.") == "crisis"


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=300)
def test_no_text_makes_it_fail(text: str) -> None:
    assert notice(text) in ("nothing", "doubtful", "crisis")


_MARKS = st.sampled_from(list("aI .,!?*@$1'’\n\t-_/~|(){}[]^\\😭🔪💊\u200b\u0301é…"))


@given(st.lists(_MARKS | st.sampled_from(["die", "kill", "myself", "not", "want to"]), max_size=120).map("".join))
@settings(deadline=None, max_examples=300)
def test_no_marks_and_danger_words_make_it_fail(text: str) -> None:
    assert notice(text) in ("nothing", "doubtful", "crisis")


@given(st.sampled_from(CLEAR), st.data())
@settings(deadline=None, max_examples=200)
def test_any_case_of_any_letter_is_noticed(text: str, data: st.DataObject) -> None:
    uppers = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    assert crisis_language_seen("".join(c.upper() if up else c.lower() for c, up in zip(text, uppers, strict=True)))


@given(st.sampled_from(CLEAR), st.data())
@settings(deadline=None, max_examples=200)
def test_any_run_of_spaces_between_words_is_noticed(text: str, data: st.DataObject) -> None:
    gaps = st.text(alphabet=" \t\u00a0\u200b", min_size=1, max_size=4).filter(lambda gap: gap != "\u200b" * len(gap))
    words = text.split(" ")
    spaced = words[0] + "".join(data.draw(gaps) + word for word in words[1:])
    assert crisis_language_seen(spaced)


@given(st.sampled_from(CLEAR), st.lists(st.sampled_from([m.text for m in SOUNDS_LIKE_IT if m.kind == "practical"]), max_size=12))
@settings(deadline=None, max_examples=100)
def test_any_practical_messages_before_it_silence_nothing(text: str, before: list[str]) -> None:
    assert crisis_language_seen("\n".join([*before, text]))


def test_messages_that_only_sound_like_it_hide_almost_no_cry_beside_them() -> None:
    """Every cry between two that only sound like one: what takes the danger out of those must not take it out of this."""
    noticed = [m for m in CRISIS if crisis_language_seen(m.text)]
    others = [m.text for m in SOUNDS_LIKE_IT]
    hidden = [
        m.text
        for at, m in enumerate(noticed)
        if not crisis_language_seen("\n".join([others[at % len(others)], m.text, others[-1 - at % len(others)]]))
    ]
    assert len(hidden) / len(noticed) <= 0.01, hidden


def test_2000_characters_take_under_five_milliseconds() -> None:
    text = (LONG_PRACTICAL * 5)[:2000]
    notice(text)
    assert min(_processor_seconds(text) for _ in range(20)) < 0.005


def _processor_seconds(text: str) -> float:
    started = time.process_time()
    notice(text)
    return time.process_time() - started


@pytest.mark.skipif(not OTHER_PYTHON.exists(), reason="Rasa's Python 3.10 is not installed")
def test_pythons_310_and_313_notice_the_same() -> None:
    program = (
        "import json, sys\nfrom safety.crisis import notice\njson.dump([notice(t) for t in json.load(sys.stdin)], sys.stdout)"
    )
    texts = [m.text for m in ON_FILE]
    ran = subprocess.run(
        [OTHER_PYTHON, "-c", program], input=json.dumps(texts), capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert json.loads(ran.stdout) == [notice(text) for text in texts]
