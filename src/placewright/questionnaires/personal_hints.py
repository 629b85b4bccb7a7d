"""Places in what people write that a person should look at before it is quoted: names and addresses it might hold.

These are guesses, and no list of all: a name in small letters, a nickname or "the baker's widow" is in none. Much of
what is listed is no person, such as a street of shops. So nothing is taken out for them; who quotes looks at each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from placewright.questionnaires.personal_data import find_personal_data


class HintKind(StrEnum):
    """What a piece of a text might be."""

    SAID_NAME = "a name that somebody gives"
    TITLED = "a name after a title, in small letters"
    CAPITALS = "two or more words in capitals"
    ADDRESS = "a house and its street"
    HOME = "where somebody lives"


@dataclass(frozen=True, slots=True)
class Hint:
    """A piece of a text to look at: what it might be, and its place from the first sign to the last."""

    kind: HintKind
    start: int
    end: int


_WORD = (
    r"(?<![\w'\u2019-])[A-Z\u00c0-\u00de][\w'\u2019-]*+"  # from its first sign, so that a long word is looked at once
)
_NAMED = re.compile(
    r"\b(?i:my\s+name\s+is|my\s+name['\u2019]s|i\s+am\s+called|i['\u2019]m\s+called|call\s+me|named|called|signed"
    r"|yours\s+(?:sincerely|faithfully|truly)|(?:kind|best|warm)?\s*regards"
    r"|my\s+(?:husband|wife|partner|son|daughter|mother|father|mum|dad|brother|sister|friend|neighbour|boss|manager"
    r"|doctor|gp|landlord|landlady|carer|teacher))"
    rf"\s*[,:]?\s+(?P<name>{_WORD}(?:[ \t]+{_WORD}){{0,3}})"
    r"|\b(?i:my\s+name\s+is|my\s+name['\u2019]s|i\s+am\s+called|call\s+me)\s+(?P<small>[a-z][\w'\u2019-]+)"
)
_AM = re.compile(
    r"\b(?:(?i:i\s+am|i['\u2019]m|this\s+is|it\s+is|speak\s+to|ask|contact|ring|tell|met))"
    rf"\s+(?P<name>{_WORD}[ \t]+{_WORD}(?:[ \t]+{_WORD}){{0,2}})"
)
_TITLED = re.compile(
    r"\b(?:[Mm]iss|[Mm]s|[Dd]r|[Dd]octor|[Pp]rof|[Pp]rofessor|[Cc]llrs?|[Cc]ouncillor|[Rr]ev|[Rr]everend)"
    r"(?:\.[ \t]*|[ \t]+)(?P<name>[a-z\u00df-\u00ff][\w'\u2019-]{2,})"
)
_CAPITALS = re.compile(rf"{_WORD}(?:[ \t]+(?:(?:van|von|de|del|la|le|bin|al|el)[ \t]+)?{_WORD})+")
_STREETS = (
    "road|rd|street|st|lane|ln|avenue|ave|close|drive|way|crescent|court|ct|gardens|grove|place|terrace|hill|mews|walk"
    "|square|row|green|view|rise|parade|yard|broadway|path|meadow|meadows|croft|chase|dell|end|fields?|park|villas?|cottages?"
)
_BETWEEN = (
    "of|new|more|other|extra|main|local|by|per|and|to|in|on|for|from|with|metres?|meters?|miles?|km|years?|months?|days?"
    "|hours?|minutes?|homes?|houses?|people|percent"
)
"""What stands between a number and a street's kind where no house is meant: "2 new road schemes"."""
_ADDRESS = re.compile(
    r"(?<![\w.,£$€-])(?:(?:flat|apartment|unit|room|no\.?|number)\s+)?\d{1,4}[a-z]?(?:\s*[-/]\s*\d{1,4}[a-z]?)?[,]?\s+"
    rf"(?:the\s+)?(?:(?!(?:{_BETWEEN})\s)[a-z\u00df-\u00ff'\u2019.-]{{2,20}}\s+){{1,3}}?(?:{_STREETS})\b",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:(?:i|we)\s+live|(?:i|we)['\u2019]ve\s+lived|living|my\s+(?:address|house|home|flat)\s+is|our\s+house\s+is)"
    r"\s+(?:at|in|on|above|opposite|next\s+to|behind|near)\s+(?P<place>[^.,;!?\n]{3,60})",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
    a again an and any are as at because before both but by can could do each every few first for from had has
    have he her his how however i if in into is it its just last less like look many may more most much my never
    new next no not now of on once one only or our out over people please she should since so some still such
    than that the their them then there these they this those though thus to too under until up us very was we
    well were what when where which while who why will with without would yes yet you your january february
    march april may june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday christmas easter covid brexit
    """,
    )
)
"""Words with which a sentence begins, and others that no name holds."""
_NOBODY = frozenset(
    re.findall(
        r"\w+",
        """
    airport association authority avenue bank belt board bridge business cathedral centre chamber church city
    clinic close college committee common company council country county court district east economic economy
    england english enterprise festival forest foundation garden gardens government green group hall health
    heath high hill hospital house industrial institute junction kingdom lane library limited line local london
    ltd mall market ministry museum national north northern office park parliament partnership place plan plc
    police policy pool project quarter railway region river road royal school sector service services shop
    society south southern square station strategy street survey system theatre town transport trust united
    union university valley village ward west western wood works
    """,
    )
)
"""Words of names that are a place's or a body's."""


def find_hints(text: str) -> tuple[Hint, ...]:
    """What to look at, in order; pieces that `find_personal_data` finds are not repeated, and none lies in another.

    >>> [text[one.start : one.end] for text in ["I am Jo Example of 4 Mill Lane."] for one in find_hints(text)]
    ['Jo Example', '4 Mill Lane']
    """
    taken = [(one.start, one.end) for one in find_personal_data(text)]
    found: list[Hint] = []
    for one in _all(text):
        if not any(one.start < end and start < one.end for start, end in taken):
            found.append(one)
            taken.append((one.start, one.end))
    return tuple(sorted(found, key=lambda one: one.start))


def _all(text: str) -> Iterator[Hint]:
    """Every piece, the surest first."""
    for match in _NAMED.finditer(text):
        group = "name" if match["name"] else "small"
        if not _is_plain(match[group]):
            yield Hint(HintKind.SAID_NAME, *match.span(group))
    for match in _AM.finditer(text):
        if not _is_of_nobody(match["name"]):
            yield Hint(HintKind.SAID_NAME, *match.span("name"))
    for match in _TITLED.finditer(text):
        if not _is_plain(match["name"]):
            yield Hint(HintKind.TITLED, *match.span())
    for match in _ADDRESS.finditer(text):
        yield Hint(HintKind.ADDRESS, *match.span())
    for match in _CAPITALS.finditer(text):
        start, words = match.start(), match[0]
        first, _space, rest = words.partition(" ")
        if first.casefold() in _NO_NAMES:
            start, words = match.start() + len(first) + len(rest) - len(rest.lstrip()) + 1, rest.lstrip()
        if len(words.split()) > 1 and not _is_of_nobody(words):
            yield Hint(HintKind.CAPITALS, start, start + len(words))
    for match in _HOME.finditer(text):
        yield Hint(HintKind.HOME, *match.span("place"))


def _is_plain(name: str) -> bool:
    return name.split()[0].casefold() in _NO_NAMES


def _is_of_nobody(words: str) -> bool:
    """Whether the words are a place's or a body's, so far as a word among them tells."""
    return any(word.casefold().strip("'\u2019") in _NOBODY | _NO_NAMES for word in words.split())
