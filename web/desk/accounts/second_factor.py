"""The second factor: codes from an app on the officer's phone (RFC 6238), and recovery codes for when the phone is lost."""

import base64
import hmac
import re
import secrets
from datetime import UTC, datetime

import pyotp
import segno

STEP_SECONDS = 30
ISSUER = "Signpost duty desk"
RECOVERY_CODES = 10
_RECOVERY_BYTES = 15  # 120 bits: more than can be guessed, so SHA-256 is enough to keep them
_CODE = re.compile(r"[0-9]{6}")


def new_secret() -> str:
    """Return a secret to share with the officer's app: 160 bits, in base 32."""
    return pyotp.random_base32()


def set_up_address(secret: str, email: str) -> str:
    """Return the otpauth:// address that sets up an app."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def qr_code(address: str) -> str:
    """Return the address as an SVG picture. Always dark on light with its margin, or cameras cannot read it."""
    return segno.make(address, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True)


def matching_step(secret: str, code: str, now: datetime | None = None) -> int | None:
    """Return the step whose code this is: the present one or the one before, for who types slowly; None if neither."""
    digits = re.sub(r"\s", "", code)
    if not _CODE.fullmatch(digits):
        return None
    step = int((now or datetime.now(UTC)).timestamp()) // STEP_SECONDS
    totp = pyotp.HOTP(secret)
    return next((s for s in (step, step - 1) if hmac.compare_digest(totp.at(s), digits)), None)


def new_recovery_codes() -> list[str]:
    """Return ten codes, each of six groups of four letters and digits."""
    codes = (base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES))
    return ["-".join(re.findall("....", code)) for code in codes]


def normal_recovery_code(typed: str) -> str:
    """Return a recovery code as it is hashed, however its owner typed it."""
    return re.sub(r"[^A-Z2-7]", "", typed.upper())
