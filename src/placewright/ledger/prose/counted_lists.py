"""Counted lists: "the following eight sectors", and seven of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from placewright.core.said import worded
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, excerpt, finder
from placewright.ledger.prose.number_words import SMALL
from placewright.records.prose import Listing, NumberKind, Passage, TextTable

RULE = "counted-list"
_find = finder(RULE)

_NUMBER = "|".join((*(word for word in SMALL if SMALL[word] > 1), r"\d{1,2}"))
_COUNTED = re.compile(
    rf"\b(?P<number>{_NUMBER})(?! or (?:more|fewer|less)\b)"
    rf"(?: of (?:the|its|our|their|these|those)(?: \w+)?)?(?: (?!of\b)[\w'’-]+){{0,4}}?"
    r" (?P<noun>[a-z][\w-]*(?:s|people|criteria))\b",
    re.IGNORECASE,
)
_NOT_A_LIST = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes|times|points|pounds|per cent|metres|miles)$", re.I
)
_ANNOUNCED = re.compile(r":\s*$|\b(?:following|these|below)\b[^.:]*[.:]?\s*$", re.IGNORECASE)
_NAMED = re.compile(rf"{_COUNTED.pattern} (?:are|were|namely)(?: called| named)?:? (?P<rest>.+)$", re.IGNORECASE)
_NAMED_FIRST = re.compile(rf"^(?P<rest>.+?) (?:are|were) (?:the|our|its|their|all) {_COUNTED.pattern}", re.IGNORECASE)
_NAMING = frozenset({"are", "were", "namely"})
_DIGIT = re.compile(r"\d")
_ON_THE_WAY = re.compile(
    r"\b(?:of|in|among|amongst|through|across|between|within|for|over) (?:the|all|its|our|their|these|those) $",
    re.IGNORECASE,
)
_PLAIN_ITEM = re.compile(r"^(?:and |the )*[A-Z0-9][\w'’&-]*(?: [\w'’&-]+){0,4}$")


def check(material: Material) -> Iterator[ProseIssue]:
    """A number of things announced, against how many stand behind the colon, in the list or in the table."""
    names = _names_of_several_parts(material)
    for sentence in material.sentences:
        if sentence.form not in ("heading", "cell"):
            yield from _in_sentence(sentence, names)
            yield from _below(sentence)


def items_between(text: str) -> tuple[int, int]:
    """The fewest and the most items that a list within a sentence may have.

    Commas or semicolons part items; each "and" before the last may belong to a name.

    >>> items_between("advanced engineering, life sciences, and film and television")
    (3, 4)
    """
    text = re.sub(r"\([^)]*\)", "", text).strip(" .;:!?")
    if ";" in text:
        parts = [part for part in text.split(";") if part.strip(" ,.")]
        return len(parts), len(parts) + (1 if re.search(r"\band\b", parts[-1].removeprefix(" and ")) else 0)
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        return 0, 0
    joins = sum(len(re.findall(r"\b(?:and|or)\b", re.sub(r"^(?:and|or) ", "", part))) for part in parts)
    is_opened = re.match(r"(?:and|or) ", parts[-1]) is not None
    in_last = re.search(r"\b(?:and|or)\b", re.sub(r"^(?:and|or) ", "", parts[-1])) is not None
    least = len(parts) + (1 if in_last and not is_opened else 0)
    return least, len(parts) + joins


def _names_of_several_parts(material: Material) -> tuple[str, ...]:
    """Names of known places that read like a list: Bournemouth, Christchurch and Poole is one district."""
    return tuple(sorted((name for name in material.names() if "," in name), key=len, reverse=True))


def _as_items(text: str, names: Iterable[str]) -> str:
    """The text with each of these names as one item of a list."""
    for name in names:
        text = text.replace(name, re.sub(r",? and |, ", " ", name))
    return text


def _in_sentence(sentence: Sentence, names: Sequence[str]) -> Iterator[ProseIssue]:
    head, colon, tail = sentence.text.partition(": ")
    if colon and tail.strip():
        counted = _last_counted(head)
        between = items_between(_as_items(tail, names))
        if counted and _announces(sentence, head, counted) and between[1] >= 2 and not _has_verb(tail):
            yield from _compare(sentence, counted, between, worded("stand behind the colon"))
        return
    if sentence.vocabulary.isdisjoint(_NAMING) or (
        not sentence.spans and sentence.vocabulary.isdisjoint(SMALL) and _DIGIT.search(sentence.text) is None
    ):
        return
    named = _NAMED.search(sentence.text) or _NAMED_FIRST.search(sentence.text)
    if named and _value(named["number"]) > 2 and not _NOT_A_LIST.search(named["noun"]):
        rest = _as_items(named["rest"].strip(" ."), names)
        pieces = [piece.strip() for piece in re.split(r",| and ", rest) if piece.strip()]
        if len(pieces) > 1 and all(_PLAIN_ITEM.match(piece) for piece in pieces):
            yield from _compare(sentence, named, items_between(rest), worded("are named"))


def _announces(sentence: Sentence, head: str, counted: re.Match[str]) -> bool:
    """Whether the counted things are what the colon lists, and not a place or a computed count on the way to it."""
    behind = head[counted.end() :]
    if len(behind) > 60 or re.search(r"\b(?:was|has|have|had|\w+ed)\b", behind):
        return False
    number = sentence.number_at(counted.start())
    if number is not None and number.kind is NumberKind.COMPUTED:
        return False
    return _ON_THE_WAY.search(head[: counted.start()]) is None


def _below(sentence: Sentence) -> Iterator[ProseIssue]:
    if sentence.follows is None or not _ANNOUNCED.search(sentence.text):
        return
    counted = _last_counted(sentence.text)
    if counted is None:
        return
    match sentence.follows:
        case Listing(items=items):
            count, what = len(items), worded("stand in the list below")
        case TextTable(rows=rows):
            totals = [row for row in rows if row and re.match(r"\s*(?:total|all)\b", _cell(row[0]), re.IGNORECASE)]
            count, what = len(rows) - len(totals), worded("stand in the table below")
    yield from _compare(sentence, counted, (count, count), what)


def _cell(passages: Iterable[Passage]) -> str:
    return "".join(passage.text for passage in passages)


def _compare(sentence: Sentence, counted: re.Match[str], between: tuple[int, int], where: str) -> Iterator[ProseIssue]:
    value = _value(counted["number"])
    least, most = between
    if not least <= value <= most:
        there = f"{least}" if least == most else worded("%(least)s to %(most)s", least=least, most=most)
        said = excerpt(sentence.text, *counted.span(), around=12)
        what = worded(
            "The text announces %(lower)s ('%(said)s'), and %(there)s %(where)s.",
            lower=counted["number"].lower(),
            said=said,
            there=there,
            where=where,
        )
        yield _find(sentence.record, sentence.where, what, worded("Correct the number, or complete the list."))


def _last_counted(text: str) -> re.Match[str] | None:
    found = [match for match in _COUNTED.finditer(text) if not _NOT_A_LIST.search(match["noun"])]
    return found[-1] if found else None


def _has_verb(text: str) -> bool:
    return re.search(r"\b(?:is|are|was|were|has|have|had|will|would|can|must|should|do|does|did)\b", text) is not None


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else SMALL[number.lower()]
