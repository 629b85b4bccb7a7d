"""What a flag on a response means, in words for who decides on it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, str | Promise] = {
    "quick": _("sent in faster than people read it (%(detail)s)"),
    "straight-line": _("the same answer all the way down"),
    "same-device": _("response %(detail)s of one network address and browser"),
    "hidden-field": _("a field was filled in that people do not see"),
    "no-proof": _("the browser did not do the small sum against machines"),
    "proof-used": _("the small sum against machines was used before"),
    "same-text": _("nearly the same words under “%(question)s” as in another response"),
    "near-identical": _("nearly the same answers as another response"),
}


def flag_words(kind: str, detail: str) -> str:
    """The flag in words; one that is not known by its name."""
    question = detail.partition(":")[0]
    return str(WORDS.get(kind, kind)) % {"detail": detail or "–", "question": question}


def other_response(kind: str, detail: str) -> str:
    """The reference of the response that this one is like; empty where the flag names none."""
    return detail.partition(": ")[2] if kind == "same-text" else ""
