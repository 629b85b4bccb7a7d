"""What a browser carries while somebody answers: a signed cookie with the code that opens their draft."""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass, replace
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from placewright.web.engagement.codes import ALPHABET, LENGTH, new_code
from placewright.web.engagement.models import Mode

_SALT = "placewright.engagement.sitting"
_SECONDS = 12 * 3600
"""A sitting lasts half a day after something was last kept; the draft outlives it and is opened again with its code."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person answering one survey or consultation in one browser.

    The key of the form and the receipt code both follow from the draft's code: however often and from however many
    tabs the answers are sent, they are one response with one receipt, and neither code is kept on this side.
    """

    code: str
    began: int
    """When, in seconds since 1970."""
    language: str = ""
    mode: str = Mode.OPEN
    invitation: int = 0
    desk: int = 0
    corrects: str = ""
    """The reference of the response that these answers will replace."""

    @property
    def load_key(self) -> str:
        """The key under which the answers are one response."""
        return self._derived("load").hex()

    @property
    def seed(self) -> str:
        """What random orders are drawn from."""
        return self._derived("order").hex()[:16]

    @property
    def receipt(self) -> str:
        """The code that is given on the receipt page; 88 bits."""
        number = int.from_bytes(self._derived("receipt"), "big")
        signs = []
        for _place in range(LENGTH):
            number, rest = divmod(number, len(ALPHABET))
            signs.append(ALPHABET[rest])
        return "-".join("".join(signs[start : start + 6]) for start in range(0, LENGTH, 6))

    def _derived(self, purpose: str) -> bytes:
        return hmac.new(self.code.encode(), f"placewright {purpose}".encode(), sha256).digest()


def new_sitting(language: str = "", mode: str = Mode.OPEN, *, invitation: int = 0, desk: int = 0) -> Sitting:
    """A sitting that begins now, with a fresh code."""
    return Sitting(new_code(), int(time.time()), language, mode, invitation, desk)


def again(sitting: Sitting, language: str) -> Sitting:
    """The same sitting in another language."""
    return replace(sitting, language=language)


def read_sitting(request: HttpRequest, slug: str, *, within: int | None = _SECONDS) -> Sitting | None:
    """The sitting that the browser carries; None where there is none, it is too old, or somebody changed it."""
    try:
        held = signing.loads(request.COOKIES.get(_name(slug), ""), salt=_SALT + slug, max_age=within)
        return Sitting(*held)
    except (signing.BadSignature, TypeError):
        return None


def keep_sitting(response: HttpResponseBase, slug: str, sitting: Sitting) -> None:
    """Have the browser carry the sitting until it is closed."""
    held = (
        sitting.code,
        sitting.began,
        sitting.language,
        str(sitting.mode),
        sitting.invitation,
        sitting.desk,
        sitting.corrects,
    )
    response.set_cookie(
        _name(slug),
        signing.dumps(held, salt=_SALT + slug, compress=True),
        path=_path(slug),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def forget_sitting(response: HttpResponseBase, slug: str) -> None:
    """Have the browser carry nothing more."""
    response.delete_cookie(_name(slug), path=_path(slug), samesite="Lax")


def new_form_key() -> str:
    """A key for a form that staff fill in."""
    return secrets.token_hex(24)


def _name(slug: str) -> str:
    return f"say-{slug}"


def _path(slug: str) -> str:
    return f"/have-your-say/{slug}/"
