"""What a sentence makes of a figure: of a kind, of a size, of all or for so many, as its indicator is not."""

from __future__ import annotations

import re
from collections.abc import Callable

from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Material, Sentence, Span
from placewright.ledger.prose.meanings import AS_DEFINED, Fault, values_defined, words_of, years_of
from placewright.ledger.prose.number_words import SMALL
from placewright.ledger.prose.pairs import is_plain_value, transformation
from placewright.ledger.prose.printed import clause_start
from placewright.records.claim import EXTREMES
from placewright.records.indicator import Indicator
from placewright.records.verdict import FigureResult

_CLAUSE_END = re.compile(r"[.;:](?= |$)|\b(?:and|but|while|whereas)\b")


@dataclass(frozen=True, slots=True)
class _NotOf:
    """Words that a sentence may not say of a figure whose indicator says others, unless it says those, too.

    With `either` it may not say them even then.
    """

    said: re.Pattern[str]
    defined: LatePattern
    either: bool = False


def _not_of(said: str, defined: str, *, either: bool = False) -> _NotOf:
    said_words = re.compile(rf"\b(?:{said})\b", re.IGNORECASE)
    return _NotOf(said_words, LatePattern(rf"\b(?:{defined})\b", re.IGNORECASE), either)


_ELSE = (
    _not_of(r"before tax(?:es)?|pre-tax|untaxed|gross (?:pay|earnings|wages)", r"after tax(?:es)?"),
    _not_of(
        r"(?:per|each|every|a|(?:an|the) average|(?:a|the) typical) household",
        r"(?:per|a|each) head|everyone who lives",
    ),
    _not_of(
        r"(?:the|a) (?:typical|median|ordinary) (?:resident|person|family|inhabitant|citizen)",
        r"per head|everyone who lives|for each resident",
    ),
    _not_of(r"(?:in|hold(?:s|ing)?) full-time (?:work|jobs?)|works? full-time|in permanent (?:work|jobs?)", r"in work"),
    _not_of(r"granted|awarded", r"applications?"),
    _not_of(r"(?:office |shop |factory )?(?:jobs|workers|employees|staff)", r"floorspace"),
    _not_of(
        r"(?<!what )(?<!whatever )(?<!many )will (?:build|be built|have built)|(?:is|are) (?:being )?built",
        r"could hold",
    ),
    _not_of(r"of (?:the |its |our )?(?:[\w-]+['’]s )?workforce", r"the part of residents with"),
    _not_of(
        r"(?:for every|for each|per) [\d,]+ (?:residents|people|adults) (?:of working age|aged|in work)",
        r"(?:for every|for each|per) [\d,]+ (?:residents|people)(?! of working age| aged)",
    ),
    _not_of(r"(?:industrial|warehouse|retail|shop|commercial|business) (?:floor)?space", r"offices?"),
    _not_of(
        r"the mean|(?:mean|average) (?:pay|price|wage|earnings|income|salary)|on average|"
        r"(?:the|an) average (?:home|house|flat|worker|job|employee|earner|taxpayer|resident)",
        r"median|that half of",
    ),
    _not_of(r"(?:per|each|every) (?:worker|employee|job)", r"per head|divided by (?:the people|everyone) who lives?"),
    _not_of(
        r"(?:what|than|that) (?:a|the|each) household (?:earn(?:s|ed)|ma[dk]es?)|household (?:income|earnings)",
        r"earnings",
    ),
    _not_of(r"(?:people|residents|adults|everybody|everyone)(?! under\b)", r"child(?:ren)?|pupils?"),
    _not_of(r"(?:expects?|expected) to (?:live|die)|live[sd]? to|died? at", r"in good health"),
    _not_of(r"degrees?", r"level 3"),
    _not_of(r"deprived (?:tenths?|deciles?|quarters?|thirds?|half)", r"deprived (?:fifths?|quintiles?)"),
    _not_of(r"deprived (?:fifths?|quintiles?|quarters?|thirds?|half)", r"deprived (?:tenths?|deciles?)"),
    _not_of(r"taken up|take-up|takes? (?:it )?up|signed up|subscribe[ds]?", r"could|can (?:be|have|get)|available"),
    _not_of(r"residents(?! of working age)|(?:people|workers?) (?:who|that) lives?", r"by workplace"),
    _not_of(r"workplaces?", r"by residence"),
    _not_of(
        r"residents?(?: of (?:the )?[\w'’-]+(?: [\w'’-]+){0,2}?)?(?:['’]s?)? (?:ma[dk]es?|produce[sd]?|generate[sd]?|"
        r"turn(?:s|ed)? out)",
        r"where the work is done|at workplaces of the place",
    ),
    _not_of(
        r"(?:takes?|took|taken) home|pockets?|pay packets?|pay slips?|wages?|salar(?:y|ies)|earn(?:s|ed|ings)?",
        r"value added|gap per employee|value (?:that|of what) an hour",
    ),
    _not_of(r"self-employ(?:ed|ment)|sole traders|freelancers?", r"enterprises"),
    _not_of(r"in cash(?: terms)?|before inflation|in nominal terms|(?:in|at) current prices", r"real|volume"),
    _not_of(
        r"(?:every|each) (?:[\w-]+ )?(?:day|morning)|daily|day in,? day out|by (?:train|rail|car|bus|bike)|"
        r"(?:takes?|took|catch|board)(?: the| a)? (?:trains?|bus(?:es)?)|"
        r"(?:on )?an? (?:normal|typical|usual|ordinary|average|given)(?: [\w-]+)? day|on any (?:given |one )?day",
        r"(?:with|at|whose) (?:a )?fixed (?:place of work|workplaces?)|sessions",
        either=True,
    ),
)
_KIND = re.compile(
    r"(?:of (?:all |the |its |their )?)?\b(?P<kind>affordable|social(?:ly rented)?|council|key-worker|industrial|"
    r"retail|family|listed|solvent|green|foreign-owned|family-owned|exporting|skilled|full-time|part-time|permanent|"
    r"temporary|secondary|primary|nursery|grammar|private|independent|special) "
    r"(?P<what>schools|homes|houses|dwellings|housing|floorspace|businesses|firms|companies|enterprises|jobs|employees)\b",
    re.IGNORECASE,
)
_NUMBER = r"two|three|four|five|ten|twenty|fifty|(?:a |one |two )?hundred|\d[\d,]*"
_SIZE = re.compile(
    rf"\b(?P<count>{_NUMBER}) or more (?:employees|people|staff|workers)\b"
    rf"|\b(?:fewer|less) than (?P<under>{_NUMBER}) (?:employees|people|staff|workers)\b",
    re.IGNORECASE,
)
_OF_SIZE = re.compile(rf"\b(?P<count>{_NUMBER}) or more\b|\b(?:fewer|less) than (?P<under>{_NUMBER})\b", re.IGNORECASE)
_EVERYBODY = re.compile(
    r"\b(?:all (?:of )?(?:(?:the|its|our) )?(?:residents|inhabitants|people|adults|workers)|everyone|everybody|"
    r"the (?:whole|entire) population)\b(?! (?:aged|with|who|whose|of working|between|in work|at work|over|under))",
    re.IGNORECASE,
)
_AT_WORK = LatePattern(
    r"\b[Oo]f (?:all |the |its |our |[\w-]+['’]s )*(?:(?:residents|people|adults|those|everyone|everybody) "
    r"(?:in work|at work|in employment|with (?:a )?jobs?|who ha(?:ve|d) (?:a )?jobs?)\b|"
    r"(?:working|employed) (?:residents|people|adults)\b|workforce\b)"
)
"""All who work, of a share of those alone who have a fixed place of work."""
_FIXED = LatePattern(r"\b(?:with a|at) fixed (?:workplaces?|place of work)\b", re.IGNORECASE)
_OF_SOME = re.compile(
    r"\baged \d+(?: to |-|–)\d+|\bof working age\b|\bwith a fixed (?:workplace|place of work)\b", re.IGNORECASE
)
_EACH = re.compile(
    r"\b(?:for (?:each|every)|per|of every|in every) (?P<count>hundred|thousand|\d[\d,]*)(?= [a-z])", re.IGNORECASE
)
_OF_ONE = re.compile(r"\b(?:for each|for every|per) (?!hundred|thousand|\d)[a-z]", re.IGNORECASE)
_PER = re.compile(r"^per (?P<count>\d[\d,]*) ")
_IN_ALL = re.compile(
    r"^,? (?:in all|in total|all told|altogether|overall|over (?:the|those|these) (?:whole |entire )?(?:\w+ )?"
    r"(?:years|period|decade|time))\b",
    re.IGNORECASE,
)
_A_YEAR = re.compile(
    r"^(?: (?:people|jobs|employees|firms|businesses|homes|residents|more|fewer))?,? "
    r"(?:(?:a|per|each|every) year|annually)\b"
)
_OVER_YEARS = re.compile(
    r"\b(?:on average (?:over|across|in) the|averaged over|over the (?:last |past )?(?:decade|years|\w+ years)|"
    r"year in,? year out|every year)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\b(?<!or )(?P<verb>\w+ )?(?:up to|a maximum of) (?:about )?$", re.IGNORECASE)
_AT_LEAST = re.compile(r"\b(?:at least|no (?:fewer|less) than|a minimum of) $", re.IGNORECASE)
_CLIMBING = frozenset(
    {"went", "gone", "goes", "go", "came", "moved", "crept", "edged", "was", "were", "is", "are", "been", "rose"}
)
_OF_AN_END = re.compile(r"\b(?:largest|highest|most|maximum|peak|least|lowest|smallest|minimum)\b", re.IGNORECASE)
_COUNTED_IN = frozenset({"people", "jobs", "employees", "enterprises", "dwellings"})
_WEIGHTS = re.compile(r",? weighted by [\w ]+")
"""What a mean is weighted by says nothing of what it is of."""

_WHOLE_WORDS = {**SMALL, "twenty": 20, "fifty": 50, "hundred": 100, "thousand": 1000}


def narrowed(sentence: Sentence, material: Material) -> Fault | None:
    """What a sentence says of the kind, the size, the whole or the base of a figure that its indicator does not."""
    for span, figure, definition in values_defined(sentence, material):
        for reads in _READERS:
            if (fault := reads(sentence, span, figure, definition)) is not None:
                return fault
        if (fault := _as_an_end(sentence, span, figure, material)) is not None:
            return fault
        if (fault := _of_else(sentence, span, definition, material)) is not None:
            return fault
    return None


def _clause(sentence: Sentence, span: Span) -> tuple[int, int]:
    stop = _CLAUSE_END.search(sentence.words, span.end)
    return clause_start(sentence.words, span.start), stop.start() if stop else len(sentence.words)


def _of_else(sentence: Sentence, span: Span, definition: Indicator, material: Material) -> Fault | None:
    """`income before tax`, of income after tax; words beside figures of several indicators may be of another."""
    defined, clause = _WEIGHTS.sub("", words_of(definition)), _clause(sentence, span)
    if all(known.id == definition.id for _, _, known in values_defined(sentence, material)):
        clause = 0, len(sentence.words)  # there is nothing else that its words could be of
    beside = [
        words_of(known)
        for one, _, known in values_defined(sentence, material)
        if known.id != definition.id and clause[0] <= one.start < clause[1]
    ]
    for pair in _ELSE:
        match = pair.said.search(sentence.words, *clause)
        if match is None or pair.said.search(defined):
            continue
        if not pair.either and pair.defined.search(sentence.words):
            continue
        if any(pair.defined.search(one) is None for one in beside):
            continue
        if (other := pair.defined.search(defined)) is not None:
            return match, worded("the indicator is of '%(word)s'", word=other[0]), AS_DEFINED
    return None


def _of_a_kind(sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator) -> Fault | None:
    """`{{ homes }} affordable homes`, of all homes."""
    match = _KIND.match(sentence.words, span.end + 1)
    if match is None or match["kind"].lower() in words_of(definition).lower():
        return None
    return match, worded("the indicator is '%(name)s'", name=definition.short_name), AS_DEFINED


def _of_a_size(sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator) -> Fault | None:
    """`firms with fifty or more employees`, of those with ten or more."""
    match = _SIZE.search(sentence.words, *_clause(sentence, span))
    meant = {_size(one) for one in _OF_SIZE.finditer(words_of(definition))} if match is not None else set()
    if match is None or not meant or _size(match) in meant:
        return None
    return match, worded("the indicator is '%(name)s'", name=definition.short_name), AS_DEFINED


def _size(match: re.Match[str]) -> int:
    """The count from which on firms are counted: `fewer than ten` leaves out the same as `ten or more` takes."""
    return _counted(match["count"] or match["under"])


def _counted(words: str) -> int:
    last = words.lower().split()[-1].replace(",", "")
    return int(last) if last.isdecimal() else int(_WHOLE_WORDS.get(last, 0))


def _of_everybody(sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator) -> Fault | None:
    """`{{ rate }} of all residents`, of those aged 16 to 64."""
    if figure.unit != "%" or not is_plain_value(figure):
        return None
    working = _AT_WORK.search(sentence.words)
    fixed = _FIXED.search(definition.definition) if working is not None else None
    if working is not None and fixed is not None and "fixed" not in sentence.vocabulary:
        return working, worded("the indicator is of '%(word)s'", word=fixed[0]), AS_DEFINED
    before = max(sentence.words.rfind(stop, 0, span.start) for stop in ".;:")
    match = _EVERYBODY.search(sentence.words, before + 1, _clause(sentence, span)[1])
    some = _OF_SOME.search(words_of(definition)) if match is not None else None
    if match is None or some is None or _OF_SOME.search(sentence.words):
        return None
    if not re.search(r"\b[Oo]f $", sentence.words[: match.start()]):
        return None
    return match, worded("the indicator is of '%(word)s'", word=some[0]), AS_DEFINED


def _for_so_many(sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator) -> Fault | None:
    """`{{ rate }} for every 100 residents`, of a rate for each 1,000."""
    if (
        figure.unit == "%"
        and is_plain_value(figure)
        and (each := _EACH.match(sentence.words, span.end + 1)) is not None
    ):
        return each, worded("it is a percentage"), AS_DEFINED
    if figure.unit == "ratio" and is_plain_value(figure) and _OF_ONE.search(words_of(definition)) is not None:
        each = _EACH.search(sentence.words, *_clause(sentence, span)) or _EACH.search(sentence.words, 0, span.start)
        return None if each is None else (each, worded("it is for each one"), AS_DEFINED)
    own = _PER.match(figure.unit)
    if own is None or not is_plain_value(figure):
        return None
    said = list(_EACH.finditer(sentence.words))
    # one that stands in another clause is of this figure where it is the only one
    match = said[0] if len(said) == 1 else _EACH.search(sentence.words, *_clause(sentence, span))
    if match is None or _counted(match["count"]) == _counted(own["count"]):
        return None
    return match, worded("it is for each %(unit)s", unit=figure.unit.removeprefix("per ")), AS_DEFINED


def _in_all(sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator) -> Fault | None:
    """`grew by {{ growth per year }} in all`."""
    match = _IN_ALL.match(sentence.words[span.end :]) if transformation(figure) == "growth-per-year" else None
    return None if match is None else (match, worded("it is growth in each year"), worded("Say 'a year' behind it."))


def _a_year(sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator) -> Fault | None:
    """`grew by {{ change over ten years }} a year`."""
    match = _A_YEAR.match(sentence.words[span.end :])
    years = (years_of(figure, definition) or _years_between(figure)) if match is not None else None
    kind = transformation(figure)
    if match is None or years is None or years < 2 or kind not in ("", "value", "change", "change-percent"):
        return None
    return (
        match,
        worded("the figure is over %(years)s years", years=f"{years:g}"),
        worded("Say the years that it is over."),
    )


def _years_between(figure: FigureResult) -> int | None:
    """From which year to which a result of an analysis counts a change."""
    ends = re.fullmatch(r"(\d{4})\.\.(\d{4})", figure.period)
    return int(ends[2]) - int(ends[1]) if ends is not None and figure.unit in _COUNTED_IN else None


def _rank_of_one_year(sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator) -> Fault | None:
    """`on average over the decade it stood {{ rank }}`, of the rank of one year."""
    if not transformation(figure).startswith("rank") or years_of(figure, definition) is not None:
        return None
    match = _OVER_YEARS.search(sentence.words)
    if match is None:
        return None
    alone = worded("it is of %(period)s alone", period=figure.period_label or figure.period)
    return match, alone, worded("Say of which year the rank is.")


def _as_an_end(sentence: Sentence, span: Span, figure: FigureResult, material: Material) -> Fault | None:
    """`up to {{ mean }}` and `at least {{ estimate }}`: a bound, of a figure that is none."""
    before = sentence.words[max(0, span.start - 40) : span.start]
    up, least = _UP_TO.search(before), _AT_LEAST.search(before)
    claim = material.claim(span.number.record.partition(":")[2])
    if (up is None and least is None) or claim is None or figure.value is None:
        return None
    definition = material.definition(figure)
    own = f"{figure.origin} {words_of(definition) if definition is not None else ''}".replace("-", " ")
    if _OF_AN_END.search(own) or any(test.is_ in EXTREMES and test.figure == figure.name for test in claim.holds):
        return None
    if up is not None and (up["verb"] or "").strip().lower() not in _CLIMBING and "from " not in before:
        return (
            up,
            worded("it is what there is, and no bound"),
            worded("Print it without, or test that it is the highest."),
        )
    if least is not None and figure.low is not None and figure.low < figure.value:
        as_little = worded("by its interval it may be less")
        return least, as_little, worded("Say 'about', or test that it is the lowest.")
    return None


_READERS: tuple[Callable[[Sentence, Span, FigureResult, Indicator], Fault | None], ...] = (
    _of_a_kind,
    _of_a_size,
    _of_everybody,
    _for_so_many,
    _in_all,
    _a_year,
    _rank_of_one_year,
)
