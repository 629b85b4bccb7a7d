"""Other places: a figure printed in a sentence that names only a place that it is not of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.behind import figures_behind, has_typed_company, printed_figures
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, claim_place, excerpt, finder
from placewright.records.verdict import FigureResult

RULE = "other-place"
_find = finder(RULE)
_WIDE = frozenset({"country", "nations", "region", "itl1"})
"""The levels to which most places belong, and with which they are compared: naming one names no other place."""

_ANY = re.compile(r"\b(?:here|the (?:district|borough|county|town|city|area|region)(?:['’]s)?)\b", re.IGNORECASE)
_GENERAL = {"lad": re.compile(r"\b(?:here|the (?:district|borough|town|city)(?:['’]s)?)\b", re.IGNORECASE)}
"""What a sentence calls a place by that was named before it, by the place's level."""

_UNKNOWN = frozenset({"", "other"})
"""What a place's level is where it is not known, as that of a bundle of places."""


def check(material: Material) -> Iterator[ProseIssue]:
    """Sentences whose named places are all of the level of their figures' places, and none of them those places."""
    yield from _unnamed(material)
    names = _names(material)
    if not names:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})\b")
    for sentence in material.sentences:
        if not sentence.spans or sentence.form in ("heading", "cell") or has_typed_company(sentence):
            continue
        match = pattern.search(sentence.words)
        # a place that the sentence prints is the figure's own, and a claim in it may name one
        if match is None or "□" in sentence.words or any(span.number.part == "place" for span in sentence.spans):
            continue
        behind = figures_behind(sentence, material)
        yield from _of_a_wider_place(sentence, behind, material)
        if any(material.level_of(figure.place) in _UNKNOWN for figure in behind):
            continue
        against = {figure.as_.partition(":")[2] for figure in behind}
        places = {figure.place for figure in behind}
        places |= {code for code in against if code and material.level_of(code) not in _UNKNOWN}
        places = {code for code in places if material.level_of(code) not in _WIDE}
        levels = {material.level_of(place) for place in places}
        found = {one[0]: names[one[0]] for one in pattern.finditer(sentence.words)}
        named = {code for code in found.values() if material.level_of(code) not in _WIDE}
        # places of two levels may contain one another; of two places of one level neither does
        if not places or not named or named & places or any({material.level_of(code)} != levels for code in named):
            continue
        match = next(one for one in pattern.finditer(sentence.words) if names[one[0]] in named)
        own = next(figure for figure in behind if figure.place in places)
        yield _issue(sentence, match, own)


def _unnamed(material: Material) -> Iterator[ProseIssue]:
    """Claims that print a figure of a part of the workspace's place and do not name the part."""
    own = {material.name_of(code) for code in material.places[:1]}
    printed: dict[str, dict[str, FigureResult]] = {}
    for sentence in material.sentences if own else ():
        if sentence.claim and sentence.form == "claim":
            figures = printed.setdefault(sentence.claim, {})
            figures.update({figure.place: figure for figure in printed_figures(sentence, material)})
    for id, figures in printed.items():
        text = material.text_of(id)
        for code, figure in figures.items():
            name, level = material.name_of(code), material.level_of(code)
            is_a_part = level not in _WIDE | _UNKNOWN and level != material.level_of(material.places[0])
            if not is_a_part or name != figure.place_name or name in {"", code, *own}:
                continue
            if _says(name, text) or _GENERAL.get(level, _ANY).search(text):
                continue
            what = worded("No word of it says that it is of %(place)s.", place=name)
            fix = worded("Name %(place)s in the sentence.", place=name)
            yield _find(*claim_place(id), what, fix, Severity.WARNING)
            break


def _says(name: str, text: str) -> bool:
    """Whether a text holds a name, or as much of it as tells it from others; names with digits nobody says."""
    words = [word for word in re.findall(r"\w+", name) if word[:1].isupper() and not word.isupper()]
    is_coded = any(letter.isdigit() for letter in name)
    return is_coded or name in text or all(re.search(rf"\b{re.escape(word)}\b", text) for word in words)


def _of_a_wider_place(sentence: Sentence, behind: Sequence[FigureResult], material: Material) -> Iterator[ProseIssue]:
    """`in Hertfordshire {{ employees }}`, of Bedfordshire and Hertfordshire: told of the workspace's own place."""
    area = material.name_of(material.places[0]) if material.places else ""
    match = re.search(rf"(?<!and )\b{re.escape(area)}\b(?! and\b)", sentence.words) if area else None
    own = behind[0] if behind else None
    if own is None or match is None or own.place in material.places or own.place_name == area:
        return
    if any(one.place != own.place or one.as_.partition(":")[2] in material.places for one in behind):
        return
    if (
        material.level_of(own.place) in _WIDE
        or not _is_joined(area, own.place_name)
        or own.place_name in sentence.words
    ):
        return
    yield _issue(sentence, match, own)


def _issue(sentence: Sentence, match: re.Match[str], own: FigureResult) -> ProseIssue:
    what = worded(
        "The sentence names %(match)s, and '%(name)s' is of %(place_name)s, in '%(excerpt)s'.",
        match=match[0],
        name=own.name,
        place_name=own.place_name,
        excerpt=excerpt(sentence.text, *match.span()),
    )
    fix = worded("Name %(place_name)s, or take the figure of %(match)s.", place_name=own.place_name, match=match[0])
    return _find(sentence.record, sentence.where, what, fix, Severity.WARNING)


def _is_joined(area: str, name: str) -> bool:
    """Whether a place is called by the area's name and others beside it."""
    return re.search(rf"(?:\band |, ){re.escape(area)}\b|\b{re.escape(area)}(?:,| and\b)", name) is not None


def _names(material: Material) -> Mapping[str, str]:
    """The codes of the places that are known, by name: those of figures, and the workspace's own."""
    codes = {figure.place for result in material.results.values() for figure in result.figures.values()}
    named = {
        code: material.name_of(code)
        for code in (*sorted(codes), *material.places)
        if material.level_of(code) not in _UNKNOWN
    }
    return {name: code for code, name in named.items() if name and name != code}
