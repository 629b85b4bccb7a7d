"""Personal data in what people write: what looks like an address, number or name, and the text without it.

A search finds what has a shape. It cannot find "my neighbour at the corner shop", so a person reads each text before
it is quoted; what is found here is where they look first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class PersonalKind(StrEnum):
    """What a piece of text looks like."""

    EMAIL = "e-mail address"
    PHONE = "telephone number"
    POSTCODE = "postcode"
    CARD = "payment card"
    NATIONAL_INSURANCE = "National Insurance number"
    NAME = "name after a title"
    LINK = "link to a profile"


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a text that looks like personal data: what it is, and its place from the first sign to the last."""

    kind: PersonalKind
    start: int
    end: int


_OF_LOCAL = r"[\w!#$%&'*+/=?^`{|}~.-]"
_LOCAL = rf"(?<!{_OF_LOCAL}){_OF_LOCAL}{{1,255}}+"  # from its first sign, so that a long word is looked at once
_EMAIL = re.compile(
    rf"{_LOCAL}\s?(?:@|\(at\)|\[at\])\s?[\w-]{{1,63}}(?:(?:\.|\s?[(\[]dot[)\]]\s?|\s+dot\s+)[\w-]{{1,63}})+"
    rf"|{_LOCAL}\s+at\s+[A-Za-z0-9-]{{1,63}}(?:\s+dot\s+[A-Za-z0-9-]{{1,63}})+",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.,£$€])(?:(?:(?:\+|00)\s?44[\s.-]?(?:\(0\)[\s.-]?)?|\(?0(?!0))(?:[\s().-]{0,2}\d){9,10}"
    r"|(?:\+|00)\s?[1-9](?:[\s().-]{0,2}\d){8,13}"
    r"|0\d{2,4}\s?/\s?\d{3,4}[\s.-]?\d{3,4}"  # as some write the code of an area; a date has other groups
    r"|44[\s.-]?7\d{3}[\s.-]?\d{3}[\s.-]?\d{3})(?!\d)(?![\w])"
)
_POSTCODE = re.compile(
    r"\b(?:GIR\s?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9](?:[0-9]|[ABEHMNPRV-Y])|[0-9][A-HJKPS-UW])[\s.-]{0,2}[0-9][ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\d-])\d(?:[ .-]?\d){12,18}(?![\d-])")
_NATIONAL_INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][\s.-]?\d{2}[\s.-]?\d{2}[\s.-]?\d{2}[\s.-]?[A-D]\b",
    re.IGNORECASE,
)
_TITLES = (
    "Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Rev|Reverend|Rabbi|Imam|Pastor|Cllr"
    "|Councillor|Captain|Sergeant|Mister|Messrs|Madam|Cllrs|Drs"
)
_CAPITAL = r"[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_NAME = re.compile(
    rf"\b(?i:{_TITLES})(?:\.\s*|\s+)(?:(?:(?:van|von|de|del|la|le|bin|al|el|O)[\s'’-])?{_CAPITAL}[\w'’-]*\.?)"
    rf"(?:[ \t]+(?:(?:van|von|de|del|la|le|bin|al|el)[ \t]+)?{_CAPITAL}[\w'’-]*\.?){{0,3}}"
    # titles that nothing but a name follows, in small letters too
    r"|\b(?:[Mm]rs?|[Mm]ister)(?:\.[ \t]*|[ \t]+)(?!(?:and|or|to|in|of|at|on|is|was)\b)[a-z\u00df-\u00ff][\w'’-]+"
)
_LINK = re.compile(
    r"(?:https?://|www\.)?(?:[a-z]{1,20}\.)?(?:facebook|twitter|x|instagram|linkedin|tiktok)\.com/[\w./-]+|(?<![\w@.])@[A-Za-z_]\w{2,29}\b",
    re.IGNORECASE,
)
_OFFICES = frozenset({"mayor", "speaker", "chancellor", "lieutenant", "justice", "advocate"})
"""What follows a title without being a name: "Lord Mayor"."""


def find_personal_data(text: str) -> tuple[Found, ...]:
    """Every piece that looks like personal data, in order; where two overlap, the longer one.

    >>> [found.kind.value for found in find_personal_data("Write to a.person@vale.example or ring 01632 960 123.")]
    ['e-mail address', 'telephone number']
    """
    found = sorted(_all(_plain(text)), key=lambda one: (one.start, -one.end))
    kept: list[Found] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return tuple(kept)


def without_personal_data(text: str) -> str:
    """The text with each piece replaced by what it was, in square brackets.

    >>> without_personal_data("Ask Mrs Example, AL1 3JE.")
    'Ask [name after a title], [postcode].'
    """
    parts: list[str] = []
    at = 0
    for one in find_personal_data(text):
        parts += [text[at : one.start], f"[{one.kind.value}]"]
        at = one.end
    return "".join([*parts, text[at:]])


def _plain(text: str) -> str:
    """The text with broad and small forms of signs as usual ones, sign for sign, so that places stay."""
    usual = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(usual, text, strict=True))


def _all(text: str) -> Iterator[Found]:
    for kind, shape in (
        (PersonalKind.EMAIL, _EMAIL),
        (PersonalKind.POSTCODE, _POSTCODE),
        (PersonalKind.NATIONAL_INSURANCE, _NATIONAL_INSURANCE),
        (PersonalKind.LINK, _LINK),
        (PersonalKind.PHONE, _PHONE),
    ):
        for match in shape.finditer(text):
            yield Found(kind, *match.span())
    for match in _CARD.finditer(text):
        if _is_card(match[0]):
            yield Found(PersonalKind.CARD, *match.span())
    for match in _NAME.finditer(text):
        words = re.findall(r"[\w'’-]+", match[0])
        if len(words) > 1 and words[1].casefold() not in _OFFICES:
            start, end = match.span()
            yield Found(PersonalKind.NAME, start, end - (len(match[0]) - len(match[0].rstrip("."))))


def _is_card(text: str) -> bool:
    """Luhn's check, which one number in ten passes by chance; a row of one digit is none."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(set(digits)) == 1:
        return False
    doubled = [digit if at % 2 == 0 else sum(divmod(2 * digit, 10)) for at, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
