"""Passwords: kept as Argon2id hashes, refused if they are easy to guess.

No rules about capitals and digits, and no regular change: https://www.ncsc.gov.uk/collection/passwords
"""

import secrets

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from zxcvbn import zxcvbn

SHORTEST, LONGEST = 12, 128
"""Characters. OWASP ASVS 5.0, 6.2.1 and 6.2.9 ask for 8 or more, 15 recommended, and for at least 64 to be let in."""
_GUESSES = 10**10
"""A password that is found in fewer guesses than this is refused: zxcvbn's own bar for "very unlikely to be guessed"."""
_FIRST_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are taken for one another
_READ_BY_ZXCVBN = 72


class Passwords:
    """Hashes and checks passwords, two at a time at most: each takes 64 MiB and 50 ms on purpose."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._limiter = CapacityLimiter(2)
        self._nobodys = self._hasher.hash(secrets.token_urlsafe(32))

    async def hash(self, password: str) -> str:
        """Return the hash to keep."""
        return await to_thread.run_sync(self._hasher.hash, password, limiter=self._limiter)

    async def is_right(self, known: str, password: str) -> bool:
        """Return whether the password belongs to the hash. Without a hash it takes as long, and is wrong."""
        right = await to_thread.run_sync(self._verify, known or self._nobodys, password, limiter=self._limiter)
        return right and bool(known)

    def _verify(self, known: str, password: str) -> bool:
        try:
            return self._hasher.verify(known, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def what_is_wrong_with(password: str, *personal: str) -> str | None:
    """Return why a password will not do, in words for its owner, or None. `personal`: what others know about the owner."""
    if len(password) < SHORTEST:
        return f"Your new password must have at least {SHORTEST} characters. Three words that do not belong together work well."
    if len(password) > LONGEST:
        return f"Your new password must have {LONGEST} characters or fewer."
    known = [part for text in personal for part in (text, *text.replace("@", " ").replace(".", " ").split())]
    if zxcvbn(password[:_READ_BY_ZXCVBN], user_inputs=known)["guesses"] < _GUESSES:
        return "That password is easy to guess. Add another word, one that has nothing to do with you or your work."
    return None


def first_password() -> str:
    """Return a password to give out, to be replaced at the first sign-in: 99 bits, in groups that can be read out."""
    return "-".join("".join(secrets.choice(_FIRST_LETTERS) for _ in range(5)) for _ in range(4))
