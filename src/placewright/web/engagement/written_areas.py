"""The areas of a question as an officer writes them: by name or by code, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.places import registry
from placewright.places.wards import ward, wards_of
from placewright.web.common.mends import told_by
from placewright.web.engagement.area_names import area_names

_CODE_BEHIND = re.compile(r"\((\w+)\)\s*$")
_WARDS = re.compile(r"wards\s*:\s*(\S.*)", re.IGNORECASE)
_IN_CODES = re.compile(r"[A-Z]\d{8}|wards:\S+")


def areas_to_write(codes: tuple[str, ...]) -> str:
    """The areas one a line, each under its name with its code behind it."""
    names = area_names(codes)
    return "\n".join(code if names[code] == code else f"{names[code]} ({code})" for code in codes)


def codes_of_areas(text: str, *, known: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The codes of what is written, each once; `wards:` stands for the wards of a district.

    Args:
        text: names or codes, one a line or apart by commas or semicolons; codes apart by spaces too.
        known: codes that the question has already, which are kept even where nobody knows a place of theirs.

    Raises:
        ValidationError: a name is no place's, or several places'.
    """
    return tuple(dict.fromkeys(code for line in text.splitlines() if line.strip() for code in _of_line(line, known)))


def _of_line(line: str, known: tuple[str, ...]) -> Iterator[str]:
    whole = line.strip()
    if found := _one(whole, known):
        yield found
    elif re.search(r"[,;]", whole):
        for part in re.split(r"[,;]", whole):
            yield from _of_line(part, known) if part.strip() else ()
    elif all(word in known or _IN_CODES.fullmatch(word) for word in whole.split()):
        for word in whole.split():
            kind, colon, district = word.partition(":")
            yield from _wards_of(word, district) if colon else (kind,)
    elif wards := _WARDS.fullmatch(whole):
        yield from _wards_of(whole, _one(wards[1], known))
    else:
        raise ValidationError(_why(whole))


def _one(words: str, known: tuple[str, ...]) -> str:
    """The code that the words as a whole stand for; empty where they are no name and no code."""
    behind = _CODE_BEHIND.search(words)
    code = behind[1] if behind else words
    if code in known or ward(code) is not None or registry().is_known(code):
        return code
    try:
        return registry().find(words).code
    except PlacewrightError:
        return ""


def _wards_of(words: str, district: str) -> Iterator[str]:
    held = wards_of(district)
    if not held:
        said = _("%(words)s names no wards. Write wards: and a district in England or Wales, by its name or code.")
        raise ValidationError(said % {"words": words})
    yield from (one.code for one in held)


def _why(words: str) -> str:
    """Why the words are no area, with the nearest names or the codes to choose from."""
    try:
        return registry().find(words).code
    except PlacewrightError as error:
        return told_by(error)
