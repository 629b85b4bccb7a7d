"""How mail leaves: the one address that names server, port, account and encryption, taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from placewright.web.config.environment import BadSetting

NAME = "PLACEWRIGHT_MAIL_URL"
_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_CONSOLE = "django.core.mail.backends.console.EmailBackend"
_FIX = "Write smtp://USER:PASSWORD@HOST:587 (STARTTLS), smtps://USER:PASSWORD@HOST:465, or smtp://HOST:25?tls=no."


@dataclass(frozen=True, slots=True)
class Mail:
    """What Django needs to send mail; `is_tls` from the first byte, or `is_starttls` after a greeting in the clear."""

    backend: str = _CONSOLE
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    is_tls: bool = False
    is_starttls: bool = False
    timeout: int = 10


def read_mail(url: str) -> Mail:
    """The mail server that an address names; without one, mail is printed where the server runs.

    The connection is encrypted unless the address says `tls=no`, which only a relay on the same machine should.

    Raises:
        BadSetting: the address names no server; the message does not repeat it, since it may hold a password.
    """
    if not url:
        return Mail()
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise BadSetting("The port is no number.", where=NAME, fix=_FIX) from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/"):
        raise BadSetting("It names no mail server.", where=NAME, fix=_FIX)
    asked = parse_qs(parts.query)
    wants = asked.pop("tls", ["yes"])[-1]
    if asked or wants not in ("yes", "no") or (parts.scheme == "smtps" and wants == "no"):
        raise BadSetting("After the question mark only `tls=no` may stand, with smtp.", where=NAME, fix=_FIX)
    if wants == "no" and parts.password:
        raise BadSetting("A password would travel in the clear.", where=NAME, fix="Leave out `tls=no`.")
    is_tls = parts.scheme == "smtps"
    usual = 465 if is_tls else 587 if wants == "yes" else 25
    return Mail(
        _SMTP,
        parts.hostname,
        port or usual,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        is_tls=is_tls,
        is_starttls=not is_tls and wants == "yes",
    )
