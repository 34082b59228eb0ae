"""Telling other languages from English, misspelt and dialect English included."""

import pytest

from bot.languages import ANOTHER, LanguageDetector

ENGLISH = set(
    "my son has got a plan and the school is not doing what it says how do i get help he is she they we can you me no it "
    "to for of on in at with what when who this that was are be have had will would should school plan please".split()
)


@pytest.fixture(scope="module")
def detector() -> LanguageDetector:
    return LanguageDetector(ENGLISH)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Potrzebuję pomocy z wnioskiem o plan dla mojego syna", "pl"),
        ("moje dziecko ma autyzm, gdzie szukać pomocy", "pl"),
        ("Cum cer un plan pentru fetița mea? Nu știu engleză bine", "ro"),
        ("میرے بیٹے کو اسکول میں مدد چاہیے", "ur"),
        ("ਮੇਰੇ ਪੁੱਤਰ ਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ", "pa"),
        ("我儿子在学校需要帮助", "zh"),
        ("Моєму сину потрібна допомога у школі", "uk"),
        ("mere bete ko school mein madad chahiye kya karun", ANOTHER),
    ],
)
def test_other_languages_are_recognised(detector: LanguageDetector, text: str, language: str) -> None:
    assert detector.language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "how do i get help for my son",
        "me lad dunt lyk skool n they wunt do owt for me",
        "ehcp",
        "EHCP APDR SENCO",
        "asdfgh jkl qwer",
        "ok ta duck",
        "",
        "👍",
        "12345",
        "my son Krzysztof has no plan",
    ],
)
def test_english_is_left_alone_however_it_is_spelt(detector: LanguageDetector, text: str) -> None:
    assert detector.language(text) is None
