"""Wholes: what a share is of, what a rate is for each of, and who it is that stays, goes, comes or works."""

from __future__ import annotations

import re
from functools import lru_cache

from placewright.core.said import worded
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Material, Sentence, Span
from placewright.ledger.prose.meanings import AS_DEFINED, Fault, values_defined, words_of
from placewright.ledger.prose.pairs import is_plain_value, transformation
from placewright.records.indicator import Indicator
from placewright.records.verdict import FigureResult

_KINDS: dict[str, str] = {
    worded("enterprises"): r"enterprises?|business(?:es)?|firms?|compan(?:y|ies)|employers?",
    worded("employees"): r"employees?|jobs?|posts?",
    worded("children"): r"child(?:ren)?|pupils?|young people|school leavers|schoolchildren|teenagers",
    worded("residents"): r"residents?|inhabitants?|adults?|population",
    worded("schools"): r"schools",
    worded("homes"): r"homes?|dwellings?|houses?|households?",
    worded("premises"): r"premises|properties",
    worded("value added"): r"value added|gva|output",
    worded("neighbourhoods"): r"neighbourhoods|small areas|wards",
    worded("taxpayers"): r"taxpayers|tax payers",
}
"""What shares are of, each with its words; words that may mean several of them, such as people, say nothing."""

_KIND = re.compile(
    rf"\b(?:{'|'.join(f'(?P<k{at}>{words})' for at, words in enumerate(_KINDS.values()))})\b", re.IGNORECASE
)
_ALSO = frozenset({("residents", "taxpayers"), ("taxpayers", "residents"), ("homes", "residents")})
"""Pairs of a whole and another that a text may call it by without saying what is not so."""

_PEOPLED = frozenset({"residents", "employees", "taxpayers", "children"})
_UNPEOPLED = frozenset({"enterprises", "schools", "premises", "value added", "neighbourhoods"})
_ARE_PEOPLE = LatePattern(r"(?:[\w'’-]+ )?(?:people|persons|everyone|everybody)\b", re.I)
_OF_WHOLE = re.compile(
    r"^ of (?:all |the |its |our |their |every )*"
    r"(?P<words>(?:(?!who\b|that\b|with\b|in\b|at\b|from\b)[\w'’-]+ ?){1,4})",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:[Tt]he part of|^Of|in per cent of|for each hundred)(?P<whole> .+?)"
    r"(?= who\b| that\b| with\b| in\b| which\b| rated\b| at the\b| where\b| under\b| aged\b|[,.]|$)"
)
_FOR_EACH = re.compile(
    r"\b(?:for (?:each|every)|per|of every|of each) (?:(?:hundred|thousand|100,000|10,000|1,000|100) )?"
    r"(?P<of>(?:[\w'’-]+ ){0,2}?[\w'’-]+)(?=[ .,;:)]|$)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.;](?= |$)")
_RATE = re.compile(
    r"\b(?:per|every|each|a head|head|rates?|share|ratio|proportion|dependency|density|for the size|relative)\b", re.I
)
_PEOPLE = r"(?: (?:people|residents|inhabitants|adults|persons))?(?: (?:who|now|here|still))*"
_DOING: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"^(?: of)?{_PEOPLE} (?:{said})\b", re.I), re.compile(defined, re.I))
    for said, defined in (
        (
            r"work(?:ed|s)?|are in work|were in work|are employed|were employed|(?:have|had|hold|held) (?:a )?jobs?",
            r"work|employ|job|occupation|labour|commut",
        ),
        (r"commut(?:e|es|ed)|travel(?:led)? to work", r"work|commut"),
        (r"(?:are|were) (?:unemployed|out of work|jobless|looking for work)", r"unemploy|look for work|out of work"),
    )
)
_WHO_WORK = re.compile(
    r"^ of (?:all |the |its |our |those |[\w-]+['’]s )*"
    r"(?:(?:people|everybody|everyone|adults)? ?who (?:had )?work(?:ed|s)?|workers|workforce|jobs|employees)\b"
    r"(?! (?:and live|who live|living))",
    re.IGNORECASE,
)
_WHO_LIVE = re.compile(
    r"^ of (?:all |the |its |our |those |working )*"
    r"(?:(?:people|everybody|everyone|workers)? ?(?:who live[ds]?|living)|residents)\b"
    r"(?! (?:and work|who work|in work|with))",
    re.IGNORECASE,
)
_OF_RESIDENTS = re.compile(r"^Of residents\b[^,]*, the part who work\b")
_OF_WORKERS = re.compile(r"^Of workers\b[^,]*, the part who live\b")
_STAYS = re.compile(
    r"who work (?:in the place\b|where they live)|place of work is in the place|who live in (?:it|the place)"
)
_GOES = re.compile(r"work elsewhere|place of work lies outside")
_COMES = re.compile(r"live elsewhere|who live outside")
_MOVE = re.compile(
    r"^[^.;:,()■]{0,40}?\b(?:(?P<goes>leave|leaves|left|go|goes|went|travel(?:s|led)? out|commut(?:e|es|ed) out|"
    r"(?:work|works|worked) elsewhere)|(?P<comes>come|comes|came|arrive[sd]?|(?:travel|commut)(?:s|es|led|ed)? in|"
    r"pour(?:s|ed)? in|live elsewhere)|(?P<stays>stay|stays|stayed|remain|remains|remained))\b"
    r"(?P<rest>[^.;:()■]{0,60})",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|no longer|without)\b|n['’]t\b", re.IGNORECASE)
_ASIDE = re.compile(r"^(?:school|education|off|on|by|up|without|for\b(?! (?:work|jobs)))\b")


def of_whom_else(sentence: Sentence, material: Material) -> Fault | None:
    """What a sentence says a figure is of, who do it or which way they go, against what its indicator counts."""
    for span, figure, definition in values_defined(sentence, material):
        fault = (
            _without_base(sentence, span, figure, material)
            or _of_another_whole(sentence, span, figure, definition)
            or _of_those_at_the_other_end(sentence, span, figure, definition)
            or _for_each_of_others(sentence, span, definition)
            or _doing_else(sentence, span, figure, definition)
            or _other_way(sentence, span, figure, definition)
        )
        if fault is not None:
            return fault
    return None


def _of_another_whole(sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator) -> Fault | None:
    """`{{ share }} of employees`, of a share of enterprises."""
    if figure.unit != "%" or not is_plain_value(figure):
        return None
    match = _OF_WHOLE.match(sentence.words[span.end :])
    whole = _whole_of(definition.definition) if match is not None else ""
    said = _kind_in(_as_employees(match["words"], whole)) if match is not None and whole else ""
    if match is not None and whole in _UNPEOPLED and _ARE_PEOPLE.match(match["words"]):
        return match, worded("it is a share of %(whole)s", whole=whole), AS_DEFINED
    if match is None or not said or said == whole or (whole, said) in _ALSO:
        return None
    return match, worded("it is a share of %(whole)s", whole=whole), AS_DEFINED


def _as_employees(words: str, whole: str) -> str:
    """The words with workers called employees, where the whole is nobody: else they may be residents who work."""
    return words if whole in _PEOPLED else re.sub(r"\b(?:workers|workforce|staff)\b", "employees", words)


def _of_those_at_the_other_end(
    sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator
) -> Fault | None:
    """`{{ share }} of those who work here`, of the residents who do."""
    if figure.unit != "%" or not is_plain_value(figure):
        return None
    for defined, said, whole in (
        (_OF_RESIDENTS, _WHO_WORK, worded("it is a share of %(whole)s", whole=worded("residents"))),
        (_OF_WORKERS, _WHO_LIVE, worded("it is a share of %(whole)s", whole=worded("those who work in the place"))),
    ):
        match = said.match(sentence.words[span.end :]) if defined.search(definition.definition) else None
        if match is not None:
            return match, whole, AS_DEFINED
    return None


def _for_each_of_others(sentence: Sentence, span: Span, definition: Indicator) -> Fault | None:
    """`{{ rate }} for every 10,000 jobs`, of a rate for each 10,000 residents."""
    defined = _each_of(words_of(definition))
    stops = [match.end() for match in _STOP.finditer(sentence.words, 0, span.start)]
    match = _FOR_EACH.search(sentence.words, stops[-1] if stops else 0) if defined else None
    said = _kind_in(re.sub(r"\bworkers\b", "employees", match["of"])) if match is not None else ""
    if match is None or not said or said in defined or _STOP.search(sentence.words, span.end, match.start()):
        return None
    return match, worded("it is for so many %(whole)s", whole=min(defined)), AS_DEFINED


@lru_cache(maxsize=500)
def _each_of(defined: str) -> frozenset[str]:
    """The kinds of which a rate is for each so many, as its definition says."""
    return frozenset(kind for match in _FOR_EACH.finditer(defined) if (kind := _kind_in(match["of"])))


@lru_cache(maxsize=500)
def _whole_of(definition: str) -> str:
    """The kind of thing of which an indicator is a share, as its definition says; empty where it does not."""
    match = _WHOLE.search(definition)
    return _kind_in(match["whole"]) if match is not None else ""


def _kind_in(words: str) -> str:
    """The first kind of thing that the words name."""
    match = _KIND.search(words)
    if match is None:
        return ""
    return next(kind for at, kind in enumerate(_KINDS) if match[f"k{at}"] is not None)


def _without_base(sentence: Sentence, span: Span, figure: FigureResult, material: Material) -> Fault | None:
    """`the fewest old people: {{ 24 }}`, of so many for each hundred of working age."""
    per, _, base = figure.unit.partition(" ")
    if sentence.form == "cell" or per != "per" or not base or not is_plain_value(figure) or "per" in span.number.text:
        return None
    text = material.text_of(sentence.claim) if sentence.claim else sentence.text
    if _RATE.search(text) or re.search(r"[Ff]or \w+ ", text[: text.find(span.number.text)]):
        return None
    match = re.compile(re.escape(span.number.text)).search(sentence.text, span.start)
    if match is None:
        return None
    return match, worded("it is %(unit)s", unit=figure.unit), worded("Say for how many of whom it is.")


def _doing_else(sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator) -> Fault | None:
    """`{{ population }} people work here`."""
    if transformation(figure) not in ("", "value", "change", "change-percent"):
        return None
    for said, defined in _DOING:
        match = said.match(sentence.words[span.end :])
        if match is not None and not defined.search(words_of(definition)):
            return match, worded("the indicator is '%(name)s'", name=definition.short_name), AS_DEFINED
    return None


@lru_cache(maxsize=500)
def _ways_of(defined: str) -> tuple[str, ...]:
    """Whether an indicator counts those who stay, who go or who come."""
    kinds = (("stays", _STAYS), ("goes", _GOES), ("comes", _COMES))
    return tuple(way for way, pattern in kinds if pattern.search(defined))


def _other_way(sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator) -> Fault | None:
    """`{{ those who stay }} leave the county to work`."""
    ways = _ways_of(words_of(definition))
    match = _MOVE.match(sentence.words[span.end :]) if len(ways) == 1 else None
    if match is None or _ASIDE.match(match["rest"].strip()) or _DENIED.search(match[0][: -len(match["rest"]) or None]):
        return None
    said = next(way for way in ("goes", "comes", "stays") if match[way] is not None)
    own = rf"(?:here\b|the (?:county|district|area|town)\b|(?:the )?{re.escape(figure.place_name)}\b)"
    if said == "goes" and re.search(rf"\b(?:to|into|for)(?: work in| jobs in)? {own}", match["rest"]):
        said = "comes"
    elif said == "comes" and re.search(rf"\bfrom {own}", match["rest"]):
        said = "goes"
    if said == ways[0]:
        return None
    counts = {
        "stays": worded("it counts those who stay"),
        "goes": worded("it counts those who go"),
        "comes": worded("it counts those who come"),
    }
    return match, counts[ways[0]], AS_DEFINED
