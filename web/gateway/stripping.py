"""Taking personal detail out of a message, so that what is left can be kept and read by others."""

import re
import unicodedata

from knowledge.library import Library
from web.gateway.names import PLACEHOLDER, Names

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?"
_DAY_AND_MONTH = rf"(?:{_DAY}\s?(?:of\s)?[\s.,/-]?{_MONTH}|{_MONTH}\s?{_DAY})"
_YEAR = r"'?(?:\d\d)?\d\d"
_IN_FIGURES = r"\d{1,2}\s?[./\\-]\s?\d{1,2}(?:\s?[./\\-]\s?(?:\d{4}|\d\d))"
_AREA = (
    r"(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|"
    r"N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
)
_DOMAIN = r"(?:com|org|net|edu|gov|eu|uk|io)"
_BETWEEN = r" ().+/_*•·‐‒–—−-"
_APART, _APART_OR_COMMA = rf"[{_BETWEEN}]{{0,3}}", rf"[,{_BETWEEN}]{{0,3}}"
"""What may stand between the digits of a number. A comma may in a phone number; elsewhere it parts numbers from each other."""

# In this order: what comes first may hold what comes later.
_DETAILS = tuple(
    (re.compile(pattern, re.IGNORECASE), placeholder)
    for pattern, placeholder in (
        (r"(?<!\S)(?=\S*@)\S{2,}", "[email]"),
        (r"(?<![\w.+-])[\w.+-]+\s?@\s?[\w-]+\s?\.\s?\w{2,}(?:\s?\.\s?\w{2,3}\b)?", "[email]"),
        (r"(?<![\w.+-])[\w.+-]+ \(?at\)? [\w-]+(?: \(?dot\)? [\w-]+)+", "[email]"),
        (r"(?:https?|ftp)\s?:\s?/\s?/\s?\S+|(?<!\w)www\s?\.\s?\S+", "[link]"),
        (rf"(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.{_DOMAIN}\b(?:/\S*)?", "[link]"),
        (rf"(?<!\d){_DAY}\s?(?:of\s)?[\s.,/-]{{0,2}}{_MONTH}[\s.,/-]{{0,2}}{_YEAR}(?!\d)", "[date]"),
        (rf"(?<!\w){_MONTH}\s?{_DAY}[\s.,]{{1,2}}(?:\d{{4}}|'\d\d)(?!\d)", "[date]"),
        (rf"(?<!\d)(?<!\d[.:]){_IN_FIGURES}(?!\d)|(?<!\d)\d{{4}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?\d{{1,2}}(?!\d)", "[date]"),
        (r"(?<!\d)\d{1,2}\s\d{1,2}\s(?:19|20)\d\d(?!\d)", "[date]"),
        (
            r"(?P<keep>(?<!\w)(?:born|d\.?o\.?b\.?|date of birth|birthday|b-?day)(?:[\s:]+(?:is|was|on|in|the))*[\s:]+)"
            rf"(?:{_DAY_AND_MONTH}|{_MONTH}\b(?:\s\d{{4}})?|\d{{1,2}}[./-]\d{{1,2}}|(?:19|20)\d\d)(?!\d)",
            r"\g<keep>[date]",
        ),
        (rf"(?P<out>{_AREA}\d[A-Z\d]?){_APART_OR_COMMA}\d[ABD-HJLNP-UW-Z]{{2}}", r" \g<out> "),
        (rf"(?<!\w)(?P<area>{_AREA})\s(?P<rest>\d\d?)[\s-]{{1,2}}\d[ABD-HJLNP-UW-Z]{{2}}(?!\w)", r"\g<area>\g<rest>"),
        (
            r"(?<!\w)\d{1,3}[a-z]?,? (?:[^\W\d_]+ ){1,2}(?:street|road|avenue|lane|crescent|rd|ave|cres)(?!\w)",
            "[address]",
        ),
        (r"(?<!\w)[A-Z]{2}\s?\d\d\s?\d\d\s?\d\d\s?[A-D](?!\w)", "[number]"),
        (r"(?<![^\W\d_])[A-Z]{1,3}\d{4,}[A-Z]{0,3}(?!\w)", "[number]"),
        (rf"(?<!\d)(?:\+|\(?0)\d?(?:{_APART_OR_COMMA}\d){{8,}}", "[phone]"),
        (rf"(?<!\d)\d(?:{_APART}\d){{6,}}|(?<!\d)\d{{3}}[ -]\d{{3}}(?!\d)", "[number]"),
        (r"(?<![^\W\d_])[A-Z]{0,3}\d{4,}(?:[A-Z]{1,3}(?!\w))?|\d{4,}", "[number]"),
    )
)
_PLACEHOLDER = re.compile(PLACEHOLDER)
_REPEATED = re.compile(r"(\[[a-z]+\])(?:[ -]\1)+")
_UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn", "Me"})
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))


class Stripper:
    """Takes out of a message what could tell who wrote it or about whom.

    Emails, web addresses, phone and other long numbers, dates with a year, birthdays, street addresses, postcodes (but for the
    part before the space) and names give way to placeholders such as [email].
    """

    def __init__(self, library: Library) -> None:
        self._names = Names(library)

    def stripped(self, text: str) -> str:
        """Return `text` on one line without personal detail, or nothing if no word of it is left."""
        nameless = self._names.replaced(_without_details(_as_seen(text)))
        # Once more on one line: a detail may have been written over two.
        stripped = _without_details(" ".join(nameless.split()))
        stripped = _REPEATED.sub(r"\1", " ".join(stripped.split()))
        return stripped if any(map(str.isalpha, _PLACEHOLDER.sub("", stripped))) else ""


def _as_seen(text: str) -> str:
    """Return the text as it looks: characters that hide or stand in for others would get past the rules."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    text = "".join(c for c in text if unicodedata.category(c) not in _UNSEEN and c not in _VARIATION_SELECTORS)
    return "\n".join(" ".join(_CONTROLS.sub(" ", line).split()) for line in text.splitlines())


def _without_details(text: str) -> str:
    # Taking one detail out may bring the halves of another together.
    while (stripped := _once_without_details(text)) != text:
        text = stripped
    return text


def _once_without_details(text: str) -> str:
    for pattern, placeholder in _DETAILS:
        text = pattern.sub(placeholder, text)
    return text
