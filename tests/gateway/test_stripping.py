"""Nothing that could tell who wrote, or about whom, is left in a message that is kept; what was asked is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.library import Library
from web.gateway.stripping import Stripper

_AREAS = "ST|WS|WV|DE|TF|CW|SK|B|S|SW"
POSTCODES = st.from_regex(rf"\A(?:{_AREAS})(?:[1-9][0-9]?|[1-9][A-HJ-Y]) ?[0-9][ABD-HJLNP-UW-Z]{{2}}\Z")
LOOKS_LIKE_A_POSTCODE = re.compile(rf"(?:{_AREAS})[0-9][A-Z0-9]?[ ,.-]{{0,3}}[0-9][ABD-HJLNP-UW-Z]{{2}}", re.IGNORECASE)
PHONES = st.from_regex(r"\A(?:0[0-9]{3,4}|\+44 ?(?:\(0\))?[1-9][0-9]{2,3})[ -]?[0-9]{3}[ -]?[0-9]{3,4}\Z")
LONG_NUMBERS = st.integers(min_value=1000, max_value=10**20).map(str)


@pytest.fixture(scope="module")
def stripper(library: Library) -> Stripper:
    return Stripper(library)


@settings(deadline=None)
@given(before=st.text(), email=st.emails(), after=st.text())
def test_no_email_survives_whatever_is_around_it(stripper: Stripper, before: str, email: str, after: str) -> None:
    stripped = stripper.stripped(before + email + after)
    assert email not in stripped
    assert not re.search(r"\S@|@\S", stripped)


@settings(deadline=None)
@given(before=st.text(), phone=PHONES, after=st.text())
def test_no_phone_number_survives_whatever_is_around_it(stripper: Stripper, before: str, phone: str, after: str) -> None:
    stripped = stripper.stripped(before + phone + after)
    assert phone not in stripped
    assert phone[-6:] not in stripped


@settings(deadline=None)
@given(before=st.text(), postcode=st.one_of(POSTCODES, POSTCODES.map(str.lower)), after=st.text())
def test_no_postcode_survives_whatever_is_around_it(stripper: Stripper, before: str, postcode: str, after: str) -> None:
    stripped = stripper.stripped(before + postcode + after)
    assert postcode not in stripped
    assert not LOOKS_LIKE_A_POSTCODE.search(stripped)


@settings(deadline=None)
@given(before=st.text(), number=LONG_NUMBERS, after=st.text())
def test_no_long_number_survives_whatever_is_around_it(stripper: Stripper, before: str, number: str, after: str) -> None:
    assert not re.search(r"\d{4}", stripper.stripped(before + number + after))


@settings(deadline=None)
@given(st.text(alphabet="0123456789 ./-()+@stSTa\n"))
def test_digits_and_marks_in_any_order_leave_no_long_number_and_no_email(stripper: Stripper, text: str) -> None:
    stripped = stripper.stripped(text)
    assert not re.search(r"\d{4}|\S@|@\S", stripped)


@settings(deadline=None)
@given(st.text())
def test_any_text_comes_out_as_one_line_or_nothing(stripper: Stripper, text: str) -> None:
    assert len(stripper.stripped(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("write to jo.bloggs@example.com please", "write to [email] please"),
        ("jo dot bloggs at example dot com is my email", "jo dot [email] is my email"),
        ("see www.stmarys.staffs.sch.uk/send", "see [link]"),
        ("see stmarys.sch.uk or https://x.example/a?b=c", "see [link] or [link]"),
        ("ring 07700 900123 or +44 (0)1785 496 000 today", "ring [phone] or [phone] today"),
        ("ring ０７７００ ９００１２３", "ring [phone]"),
        ("ring 07\u200b700\u200b900123", "ring [phone]"),
        ("her nhs number is 485 777 3456", "her nhs number is [number]"),
        ("upn A123456789012 and ni number QQ 12 34 56 C", "upn [number] and ni number [number]"),
        ("we live at ST16 2LH in stafford", "we live at ST16 in stafford"),
        ("we live at st16    2lh", "we live at st16"),
        ("we live at st16\n2lh", "we live at st16"),
        ("ring 01785\n496\n000", "ring [number]"),
        ("postcode:st162lh ok", "postcode: st16 ok"),
        ("we live at 14 lichfield road", "we live at [address]"),
        ("dob 3/5/15", "dob [date]"),
        ("she was born on 3rd May", "she was born on [date]"),
        ("born in may 2015", "born in [date]"),
        ("the letter of 14 October 2026 came", "the letter of [date] came"),
        ("since 2026-10-14", "since [date]"),
        ("our reference ends 4471", "our reference ends [number]"),
    ],
)
def test_details_give_way_to_what_they_were(stripper: Stripper, text: str, stripped: str) -> None:
    assert stripper.stripped(text) == stripped


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("my son Kaydn cant read", "my son [name] cant read"),
        ("can Kaydn's school say no", "can [name]'s school say no"),
        ("my son noah cant read", "my son [name] cant read"),
        ("is alfie allowed a taxi", "is [name] allowed a taxi"),
        ("where is sams plan", "where is [name] plan"),
        ("Zoë and Siân have no school", "[name] and [name] have no school"),
        ("Kaydn is seven", "[name] is seven"),
        ("Kaydn Bloggs needs a plan", "[name] needs a plan"),
        ("my name is jo bloggs and i need help", "my name is [name] and i need help"),
        ("my daughter is called hope", "my daughter is called [name]"),
        ("i have a girl named kaydn", "i have a girl named [name]"),
        ("I'm Kaydn and I want to leave school", "I'm [name] and I want to leave school"),
        ("my daughter April has a plan", "my daughter [name] has a plan"),
        ("my daughter grace has a plan", "my daughter [name] has a plan"),
        ("my friend Will said so", "my friend [name] said so"),
        ("mrs young the senco said no", "mrs [name] the senco said no"),
        ("Dr. Bloggs said so", "Dr. [name] said so"),
        ("we asked J. Bloggs", "we asked J. [name]"),
        ("my daughter elsa has a plan", "my daughter [name] has a plan"),
        ("MY SON KAYDN HAS BEEN REFUSED", "MY SON [name] HAS BEEN REFUSED"),
        ("does he know محمد at school", "does he know [name] at school"),
    ],
)
def test_names_give_way_however_they_are_written(stripper: Stripper, text: str, stripped: str) -> None:
    assert stripper.stripped(text) == stripped


@pytest.mark.parametrize(
    "text",
    [
        "will the school get £6,000 a year, and may i ask by 15 February?",
        "Does every school have an ELSA? Our EHCPs say SALT and OT.",
        "We live in Cannock Chase, near Stone. Is there a club in Burton on Trent?",
        "I want the Council to pay for Transport. My Son has Autism.",
        "MY CHILD HAS BEEN REFUSED AN ASSESSMENT",
        "school is 9.30-3.30, ages 4, 7 and 9, 20 weeks, year7 and KS2, section F",
        "he called the school and they called me about June",
        "i hope the summer holiday club is on every Monday in April, mark my words",
        "Wots an ehcp",
        "meet @ 3pm",
    ],
)
def test_what_was_asked_is_left_as_it_is(stripper: Stripper, text: str) -> None:
    assert stripper.stripped(text) == text


@pytest.mark.parametrize("text", ["07700 900123", "Sam", "sam bloggs@example.com 07700900123", "[name]", "?!", "👍", "مرحبا", ""])
def test_nothing_is_left_of_what_is_personal_detail_only(stripper: Stripper, text: str) -> None:
    assert stripper.stripped(text) == ""


def test_nothing_can_reach_the_terminal_of_whoever_reads_it(stripper: Stripper) -> None:
    stripped = stripper.stripped("help\x1b[31m me\x07\nplease\u202e now")
    assert stripped == "help [31m me please now"


@pytest.mark.parametrize(
    "unit", ["a", "1", "a ", "a.", "a-", "1 a ", "at ", "@", "a dot ", "born ", "in Stone ", "www.", "é", "("]
)
def test_a_message_made_to_be_slow_takes_no_longer_than_another(stripper: Stripper, unit: str) -> None:
    stripper.stripped((unit * 2000)[:1999] + "!")
