"""What a figure means: of whom, over how long and for how long it is, held against what its indicator says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.said import worded
from placewright.ledger.prose.directions import ARRIVED, GAINS, LOSSES
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Material, Sentence, Span
from placewright.ledger.prose.number_words import SMALL
from placewright.ledger.prose.pairs import is_plain_value, transformation
from placewright.ledger.prose.printed import clause_start
from placewright.records.indicator import Indicator
from placewright.records.prose import NumberKind
from placewright.records.verdict import FigureResult

Fault = tuple[re.Match[str], str, str]
"""The words that are not what a figure is of, what it is of, and the mend."""

AS_DEFINED = worded("Call it as its indicator does, or take another indicator.")
_HOW_LONG = worded("Say for how long it is.")
_AGES = re.compile(
    r"\b(?:aged|ages) (?P<low>\d+)(?:(?: to |-|–|\u2013)(?P<high>\d+)| and (?:over|above)| or (?:over|above|older))",
    re.I,
)
_UNDER = re.compile(r"\b(?P<side>under|over)[- ](?:the age of )?(?P<age>\d+)s?\b", re.IGNORECASE)
_GROUPS = (
    (r"women|woman|girls?|females?", r"men|man|boys?|males?"),
    (r"part[- ]time", r"full[- ]time"),
    (r"(?:closed|failed|died|ceased trading|gone under)(?! (?:sooner|earlier|younger|later)\b)", r"surviv\w+"),
    (r"demolish\w*|pulled down|torn down", r"additional|added|built"),
    (r"births?|born", r"deaths?"),
    (r"shut(?: down)?|closed|folded|failed|died|went under|deaths?", r"births?|born"),
    (r"imports?", r"exports?"),
    (r"upload(?:s|ed|ing)?", r"download(?:s|ed|ing)?"),
    (r"finish(?:ed|es)?|complet(?:ed|es|ions?)|achievements?", r"start(?:ed|s)|begun"),
    (r"(?:beg[au]n|start(?:ed|s)?)(?= (?:an?|their|its|on) )|starts", r"completed|finished|achievements?"),
)
_OF_GROUPS = tuple(
    tuple(re.compile(rf"(?<![\w-])(?:{one})(?![\w-])", re.IGNORECASE) for one in pair) for pair in _GROUPS
)
_GROUP_WORDS = frozenset(
    re.findall(
        r"[a-z]+",
        "women woman girl girls female females men man boy boys male males part full closed failed died "
        "ceased gone demolished pulled torn "
        "shut folded went "
        "births birth born deaths death imports import exports export finish finished finishes complete completed "
        "upload uploads uploaded uploading download downloads downloaded downloading "
        "completes completion completions achievement achievements began begun start started starts",
    )
)
_CLAUSE_END = re.compile(r"[.;:,](?= |$)|\b(?:and|but|while|whereas)\b")
_DENIED = re.compile(
    r" of (?:[\w'’-]+ ){1,6}?(?:lack(?:s|ed)?|(?:have|has|had) (?:no|not|never)|(?:do|does|did|are|is|were|was) "
    r"(?:not|never)|never|cannot|fail(?:s|ed)? to|without)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:without|no|not|lack|lacking|never|fail|non)\b", re.IGNORECASE)
_EACH = r"hour|day|week|month|year"
_PER = re.compile(
    rf"\b(?:an|a|each|every|per) (?P<a>{_EACH})(?! (?:ago|before|earlier|later|after|or|round|long|on year)\b)"
    rf"|\b(?P<of>{_EACH})['’]s (?:work|pay|wage)"
    r"|\b(?P<ly>hourly|daily|weekly|monthly|yearly|annual)\b",
    re.IGNORECASE,
)
_LY = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annual": "year"}
_SPAN = re.compile(
    r"\b(?:in|over|during|within) (?:the|these|those) (?:last |past )?(?P<to>\w+) years (?:to|up to|until|before)\b"
    r"|\b(?P<before>\w+) years (?:before|earlier|later|ago)\b",
    re.IGNORECASE,
)
_THAN_BEFORE = LatePattern(
    r"\bthan (?:in|over|during) (?:the|those) (?:(?:previous|preceding|last|past) )?"
    r"(?:(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty) years|decade|half-century)\b"
    r"(?! (?:since|from)\b)",
    re.IGNORECASE,
)
_COUNTS = frozenset({"enterprises", "dwellings", "people", "jobs", "applications", "start-ups", "employees"})
_FLOW = re.compile(r"\bin (?:the|a) (?:\w+ )?year\b|\bbirths?\b|\bdeaths?\b|\badded\b|\bapplications\b", re.IGNORECASE)
"""What says of an indicator that it counts what came about in a year, and not what there is."""
_CAME_ABOUT = LatePattern(
    r"\b(?:chang\w+|growth|balance|net|gained|grown|started (?:in|by)|less those)\b", re.IGNORECASE
)
_CAME = rf"{GAINS}|{LOSSES}|{ARRIVED}|built|made|filed|started|begun|began|registered"
_GAINED = re.compile(rf"\b(?:{_CAME})\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_HAS_GAINED = re.compile(rf"\b(?:has|have) (?:[\w'’]+ ){{0,2}}?(?:been )?(?:{_CAME})\b", re.IGNORECASE)
_MONTHLY = re.compile(
    r"\b(?:each|every|per|a) (?P<each>day|week|month)\b(?!['’]| (?:ago|before|earlier|later|after))", re.I
)
_IN = re.compile(r"\b(?:in|during|of|for) $", re.IGNORECASE)
_OF_THAT_YEAR = worded("Say that it is of that year, or add the years up in an indicator.")
_YEARS = {**SMALL, "thirty": 30, "fifty": 50}
_DEFINED = re.compile(r"\b(?:over|of|after) (?:the )?(?P<count>\w+) years\b|,? (?P<alone>\w+) years?$", re.IGNORECASE)


_MEANT = _GROUP_WORDS | frozenset(
    re.findall(
        r"[a-z]+",
        "since aged ages under over lack lacks lacked no not never cannot fail fails failed without years "
        "decade hour day week month year hourly daily weekly monthly yearly annual",
    )
)
"""The words of which one stands in each sentence that says of whom, over how long or for how long a figure is."""


def values_defined(sentence: Sentence, material: Material) -> Iterator[tuple[Span, FigureResult, Indicator]]:
    """Each figure of a sentence that prints its value, not its period or rank, with the indicator that it is of."""
    for span in sentence.spans:
        figure = material.figure(span.number)
        definition = material.definition(figure) if figure is not None else None
        if figure is not None and definition is not None and span.number.part in ("", "abs"):
            yield span, figure, definition


def meant_otherwise(sentence: Sentence, material: Material) -> Fault | None:
    """What a sentence says of ages, sex, hours and years, against the definitions of the figures that it prints."""
    if sentence.vocabulary.isdisjoint(_MEANT):
        return None
    figures = [
        figure
        for span in sentence.spans
        if span.number.kind is NumberKind.COMPUTED
        and span.number.part in ("", "abs")
        and (figure := material.figure(span.number)) is not None
    ]
    pairs = [(figure, known) for figure in figures if (known := material.definition(figure)) is not None]
    if not pairs or len(pairs) != len(figures):
        return None
    definitions = [known for _, known in pairs]
    return (
        _groups(sentence, material)
        or _denied(sentence, material)
        or _ages(sentence, definitions)
        or _spans(sentence, pairs)
        or _of_two_spans(sentence, pairs)
        or _of_one_year(sentence, pairs)
        or _times(sentence, pairs)
        or _each_month(sentence, pairs)
    )


def words_of(definition: Indicator) -> str:
    """All that an indicator is called and says of itself."""
    return f"{definition.name}. {definition.short_name}. {definition.definition}"


def _groups(sentence: Sentence, material: Material) -> Fault | None:
    """`a girl`, in the clause of a figure whose indicator is of men."""
    for span in sentence.spans:
        figure = material.figure(span.number)
        definition = material.definition(figure) if figure is not None else None
        if definition is None or span.number.part not in ("", "abs") or sentence.vocabulary.isdisjoint(_GROUP_WORDS):
            continue
        start, stop = clause_start(sentence.words, span.start), _CLAUSE_END.search(sentence.words, span.end)
        end = stop.start() if stop else len(sentence.words)
        defined = words_of(definition)
        for pair in _OF_GROUPS:
            for said, meant in (pair, pair[::-1]):
                match = said.search(sentence.words, start, end)
                if match is None or meant.search(sentence.words) or said.search(defined):
                    continue
                if (other := meant.search(defined)) is not None:
                    return match, worded("the indicator is of '%(word)s'", word=other[0]), AS_DEFINED
    return None


def _denied(sentence: Sentence, material: Material) -> Fault | None:
    """`{{ share }} of young people lack passes`, of the share that has them."""
    for span in sentence.spans:
        figure = material.figure(span.number)
        match = _DENIED.match(sentence.words, span.end)
        definition = material.definition(figure) if figure is not None and match is not None else None
        if figure is None or match is None or definition is None or figure.unit != "%":
            continue
        if is_plain_value(figure) and not _DENIAL.search(words_of(definition)):
            return match, worded("the indicator is of those who do"), AS_DEFINED
    return None


def _ages(sentence: Sentence, definitions: list[Indicator]) -> Fault | None:
    """`aged 50 to 64`, of an indicator of people aged 16 to 64."""
    said = [*_AGES.finditer(sentence.words), *_UNDER.finditer(sentence.words)]
    if not said:
        return None
    defined = " ".join(map(words_of, definitions))
    meant = {_age(match) for pattern in (_AGES, _UNDER) for match in pattern.finditer(defined)}
    if not meant:
        return None
    wrong = next((match for match in said if _age(match) not in meant), None)
    if wrong is None:
        return None
    return wrong, worded("the indicator is of ages %(ages)s", ages=", ".join(sorted(meant))), AS_DEFINED


def _age(match: re.Match[str]) -> str:
    found = match.groupdict()
    if found.get("age"):
        return f"{found['side'].lower()} {found['age']}"
    return f"{found['low']} to {found['high']}" if found["high"] else f"{found['low']} and over"


def _spans(sentence: Sentence, pairs: list[tuple[FigureResult, Indicator]]) -> Fault | None:
    """`in the five years to`, of a change over ten."""
    said = [(match, _YEARS.get((match["to"] or match["before"]).lower())) for match in _SPAN.finditer(sentence.words)]
    meant = {years for figure, known in pairs if (years := years_of(figure, known))}
    if not meant:
        return None
    for match, years in said:
        if years is not None and years not in meant:
            spans = ", ".join(f"{each:g}" for each in sorted(meant))
            what = worded("the figure is over %(years)s years", years=spans)
            return match, what, worded("Say the years that the figure is over.")
    return None


def _of_two_spans(sentence: Sentence, pairs: list[tuple[FigureResult, Indicator]]) -> Fault | None:
    """`{{ rise }} more homes in the decade to 2023 than in the decade before`, of one year against another."""
    match = _THAN_BEFORE.search(sentence.words)
    changes = [figure for figure, known in pairs if _FLOW.search(words_of(known)) and figure.from_period]
    if match is None or not changes or any(_DEFINED.search(known.name) for _, known in pairs):
        return None
    one = changes[0]
    what = worded("it sets %(last)s against %(first)s", last=one.period_label or one.period, first=one.from_period)
    return match, what, _OF_THAT_YEAR


def _of_one_year(sentence: Sentence, pairs: list[tuple[FigureResult, Indicator]]) -> Fault | None:
    """`over the ten years to 2023 it gained {{ homes }}`, of those of one year."""
    is_count = all(_is_counted_in_a_year(figure, known) for figure, known in pairs)
    if not (is_count or all(_is_rate_of_a_year(figure, known) for figure, known in pairs)) or _is_dated(sentence):
        return None
    words, alone = sentence.words, worded("it is of %(period)s alone", period=pairs[0][0].period_label)
    for match in _SPAN.finditer(words):
        is_long = match["to"] is not None and (_YEARS.get(match["to"].lower()) or 0) > 1
        if is_long and (not is_count or _GAINED.search(words, match.end())):
            return match, alone, _OF_THAT_YEAR
    since = None if not is_count else _SINCE.search(words) if _HAS_GAINED.search(words) else None
    if since is not None and all(since["year"] < figure.period[:4] for figure, _ in pairs):
        return since, alone, _OF_THAT_YEAR
    return None


def _is_dated(sentence: Sentence) -> bool:
    """Whether it says `in {{ homes.period }}`: then what it says of other years is said of something else."""
    return any(
        span.number.part == "period" and _IN.search(sentence.words, 0, span.start) is not None
        for span in sentence.spans
    )


def _each_month(sentence: Sentence, pairs: list[tuple[FigureResult, Indicator]]) -> Fault | None:
    """`{{ births }} firms are born each month`, of those of a year."""
    match = _MONTHLY.search(sentence.words)
    if match is None or not all(_is_counted_in_a_year(figure, known) for figure, known in pairs):
        return None
    if any(match["each"].lower() in words_of(known).lower() for _, known in pairs):
        return None
    return match, worded("it is for a year"), _HOW_LONG


def is_plural_count(unit: str) -> bool:
    """Whether a unit counts people or things, each by itself or for so many residents."""
    return unit in _COUNTS or unit.startswith("per ")


def counts_what_came(definition: Indicator) -> bool:
    """Whether an indicator counts what came about, as births and homes added are, and not what there is."""
    said = words_of(definition)
    return _FLOW.search(said) is not None or _CAME_ABOUT.search(said) is not None


def _is_counted_in_a_year(figure: FigureResult, definition: Indicator) -> bool:
    """Whether it is the plain count of what came about in a single year, as births and homes added are."""
    is_plain = is_plain_value(figure) and not figure.from_period
    is_count = figure.unit in _COUNTS and re.fullmatch(r"\d{4}(?:-\d\d)?", figure.period) is not None
    return is_plain and is_count and _FLOW.search(words_of(definition)) is not None


def _is_rate_of_a_year(figure: FigureResult, definition: Indicator) -> bool:
    """Whether it is the plain share or rate of what came about in a single year."""
    is_plain = is_plain_value(figure) and not figure.from_period and "%" in figure.unit
    is_of_a_year = is_plain and re.fullmatch(r"\d{4}(?:-\d\d)?", figure.period) is not None
    return is_of_a_year and years_of(figure, definition) is None and _FLOW.search(words_of(definition)) is not None


def years_of(figure: FigureResult, definition: Indicator) -> int | None:
    """Over how many years a figure is: by its ends, or by the name of its indicator."""
    if figure.from_period and figure.from_period[:4].isdecimal() and figure.period[:4].isdecimal():
        return int(figure.period[:4]) - int(figure.from_period[:4])
    match = _DEFINED.search(definition.name)
    return None if match is None else _YEARS.get((match["count"] or match["alone"]).lower())


def _times(sentence: Sentence, pairs: list[tuple[FigureResult, Indicator]]) -> Fault | None:
    """`a week's work`, of pounds an hour."""
    own = {unit for figure, _ in pairs if (unit := figure.unit.partition("/")[2]) in _EACH.split("|")}
    money = [figure for figure, _ in pairs if figure.unit.startswith("GBP")]
    if not money or any(transformation(figure) in ("growth-per-year",) for figure, _ in pairs):
        return None
    said = {match: _each(match) for match in _PER.finditer(sentence.words)}
    if not said:
        return None
    if own:
        if own & set(said.values()):
            return None
        match = next(iter(said))
        return match, worded("it is for each %(unit)s", unit=", ".join(sorted(own))), _HOW_LONG
    wrong = next((match for match, each in said.items() if each in ("hour", "day", "week", "month")), None)
    defined = " ".join(words_of(known) for _, known in pairs).lower()
    if wrong is None or said[wrong] in defined or said[wrong] + "ly" in defined:
        return None
    return wrong, worded("it is for a year"), _HOW_LONG


def _each(match: re.Match[str]) -> str:
    """The time that a word of measure is of: `week` for `weekly` and `a week`."""
    return _LY[match["ly"].lower()] if match["ly"] else (match["a"] or match["of"]).lower()
