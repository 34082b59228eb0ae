"""Characters made plain: one alphabet, no invisible ones, emoji as words, spaced-out letters closed up."""

import re
import unicodedata

# Letters of other alphabets that pass for Latin ones, and small capitals.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏѵԛԝгпткмнвАЕОРСХІЈЅТКМНВαεικνορτυχωɑɡɩıøłđʟᴀʙᴄᴅᴇɢʜɪᴊᴋᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢꜱ‘’ʼ`´′“”",
    "aeopcyxijsdhlvqwrntkmhbAEOPCXIJSTKMHBaeiknoptuxwagiioldlabcdeghijkmnoprtuvwyzs''''''\"\"",
)
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_SKIN_TONE = re.compile("[\U0001f3fb-\U0001f3ff\u200d]")

# Only emoji that people use to say they are in danger or in pain; skulls and laughing faces are left out: they mean laughter.
_EMOJI = {
    "knifesign": "🔪🗡🪒✂🪚",
    "bloodsign": "🩸",
    "pillsign": "💊",
    "gravesign": "⚰🪦",
    "gunsign": "🔫",
    "knotsign": "🪢",
    "skullsign": "💀☠",
    "sadsign": "😭😢😞😔😥😓😣😖😫😩🥺💔🖤😿🥀😰😨😱🙁☹😟",
    "wavesign": "👋",
    "angelsign": "👼😇🕊",
    "sos": "🆘",
    "ambulancesign": "🚑🚨",
    "brokensign": "🤕",
    "fistsign": "👊✊🤛🤜",
}
_EMOJI_WORDS = {ord(character): f" {word} " for word, characters in _EMOJI.items() for character in characters}
_OTHER_EMOJI = re.compile("[\u2190-\u2bff\u3000-\u303f\U0001f000-\U0001faff]")

# "d i e", "k.m.s", "s-u-i": three or more single letters, at most two marks apart.
_SPACED_OUT = re.compile(r"(?<![^\W_])[^\W_](?:[ .\-_*/~|]{1,2}[^\W_](?![^\W_])){2,}")
_BETWEEN_LETTERS = re.compile(r"[ .\-_*/~|]+")
_PLAIN = re.compile(r"[\x20-\x7e\n]*")


def plain_characters(text: str) -> str:
    """Return `text` in small ASCII-like letters, with danger emoji as words and spaced-out letters closed up."""
    text = text.replace("\r", "\n").replace("\t", " ")
    if not _PLAIN.fullmatch(text):
        text = _one_alphabet(text)
    return _SPACED_OUT.sub(lambda m: _BETWEEN_LETTERS.sub("", m.group()), text.lower())


def _one_alphabet(text: str) -> str:
    text = _SKIN_TONE.sub("", text).translate(_EMOJI_WORDS)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_LOOKALIKES)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _OTHER_EMOJI.sub(" ", text)
