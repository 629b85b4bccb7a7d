"""Two names: one quantity that the text calls by the name of another, or by two names in one breath."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from placewright.core.issues import Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import all_words, worded
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, block_place, claim_place, excerpt, finder
from placewright.records.prose import Number, Paragraph, Passage, Quote

RULE = "two-names"
_find = finder(RULE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity: its name, the words for it, and the units and ids of indicators by which it is known."""

    name: str
    words: re.Pattern[str]
    ids: re.Pattern[str]
    units: frozenset[str] = frozenset()

    def measures(self, id: str, unit: str) -> bool:
        """Whether an indicator is of this quantity."""
        return unit in self.units or self.ids.search(id) is not None


def _quantity(name: str, words: str, ids: str, *units: str) -> Quantity:
    return Quantity(name, re.compile(rf"\b(?:{words})\b"), re.compile(ids), frozenset(units))


FAMILIES: Mapping[str, tuple[Quantity, ...]] = {
    "output": (
        _quantity("GVA", r"GVA|[Gg]ross value added", r"(?:^|-)gva(?:-|$)"),
        _quantity("GDP", r"GDP|[Gg]ross domestic product", r"(?:^|-)gdp(?:-|$)"),
        _quantity("turnover", r"[Tt]urnover", r"turnover"),
        _quantity("exports", r"[Ee]xports", r"export"),
        _quantity("profits", r"[Pp]rofits?", r"profit"),
        _quantity("sales", r"[Ss]ales", r"sales"),
    ),
    "pay and income": (
        _quantity(
            "earnings", r"[Ee]arnings|[Pp]ay|[Ww]ages?|[Ss]alar(?:y|ies)", r"(?:^|-)(?:pay|earnings|wage)(?:-|$)"
        ),
        _quantity("household income", r"[Ii]ncomes?(?! inequality| deprivation| tax)", r"gdhi|income"),
        _quantity("wealth", r"[Ww]ealth|[Ss]avings", r"wealth|savings"),
    ),
    "jobs": (
        _quantity("jobs", r"[Jj]obs", r"^jobs(?:-|$)|-jobs$|per-job", "jobs"),
        _quantity("employees", r"[Ee]mployees", r"^employees?(?:-|$)|size|enterprise-share|10plus", "employees"),
        _quantity("employment", r"employment rate|[Pp]eople in (?:work|employment)", r"employment-rate|occupations"),
    ),
    "work": (
        _quantity("being in work", r"in (?:work|employment)", r"employment-rate"),
        _quantity("self-employment", r"(?:are|were|is|was) self-employed", r"self-employ"),
        _quantity("unemployment", r"(?:are|were|is|was) (?:unemployed|jobless|out of work)", r"unemploy"),
    ),
    "businesses": (
        _quantity("enterprises", r"[Ee]nterprises", r"enterprise|business|survival|high-growth", "enterprises"),
        _quantity("local units", r"[Ll]ocal units", r"local-units", "local units"),
    ),
}
"""Families of quantities that are not one another, though texts swap their names; the fixed list."""

_SYNONYMS = (
    ("businesses", re.compile(r"\b[Bb]usinesses\b"), re.compile(r"\b[Ee]nterprises\b(?! (?:[Aa]ct|[Zz]one|[Hh]ub))")),
    ("output", re.compile(r"\b(?:economic |total )?output\b(?! per)"), re.compile(r"\b(?:GVA|gross value added)\b")),
)
_EXPLAINED = re.compile(
    r"\b(?:not|unlike|differs?|rather than|instead of|as opposed to|that is|known as|called|also|or|meaning|means|"
    r"measured (?:by|as)|against|for each|per|compared with)\b|\("
)


_NOUNS: Mapping[str, frozenset[str]] = {
    "people": frozenset({"people", "residents", "inhabitants", "persons"}),
    "jobs": frozenset({"jobs"}),
    "employees": frozenset({"employees"}),
    "enterprises": frozenset({"enterprises", "businesses", "firms", "companies"}),
    "dwellings": frozenset({"dwellings", "homes", "houses"}),
}
"""The nouns that count things of a unit."""
_COUNTED_TOO = frozenset({("employees", "people"), ("employees", "jobs"), ("jobs", "employees")})
"""Units whose things another's noun may count, as employees are people, and those that `FAMILIES` looks after."""
_EVERY_NOUN = "|".join(sorted(frozenset[str]().union(*_NOUNS.values())))
_COUNTED = re.compile(
    rf"(?: (?:new|more|fewer|extra|additional|net|local|working))? (?P<noun>{_EVERY_NOUN})\b", re.IGNORECASE
)


def check(material: Material) -> Iterator[ProseIssue]:
    """A claim that names a quantity which none of its figures measures, while one of its family does; or two names."""
    for claim, result, text in material.claimed():
        measured: dict[str, set[str]] = {}
        for figure in result.figures.values():
            definition = material.definition(figure)
            unit = definition.unit if definition else figure.unit
            for family, quantities in FAMILIES.items():
                for quantity in quantities:
                    if quantity.measures(figure.origin, unit):
                        measured.setdefault(family, set()).add(quantity.name)
        yield from _misnamed(claim.id, text, measured, bool(claim.findings))
        yield from _twice_named(claim.id, text, len(result.figures))
    for sentence in material.sentences:
        yield from _miscounted(sentence, material)
    yield from _in_chapters(material)


def _misnamed(id: str, text: str, measured: Mapping[str, set[str]], quoted: bool) -> Iterator[ProseIssue]:
    for family, names in measured.items():
        for quantity in FAMILIES[family]:
            if quantity.name in names or quoted:
                continue
            match = quantity.words.search(text)
            if match and not (_own_word_too(family, names, text) and _is_apart(text, match)):
                is_of = all_words(sorted(names))
                what = worded(
                    "The sentence says '%(match)s', and its figures are of %(is_of)s.", match=match[0], is_of=is_of
                )
                yield _find(
                    *claim_place(id),
                    what,
                    worded("Call it %(is_of)s, or take a figure of %(name)s.", is_of=is_of, name=quantity.name),
                )


def _own_word_too(family: str, names: set[str], text: str) -> bool:
    return any(quantity.name in names and quantity.words.search(text) for quantity in FAMILIES[family])


def _is_apart(text: str, match: re.Match[str]) -> bool:
    """Whether words beside the other name say that it is another quantity."""
    return _EXPLAINED.search(text[max(0, match.start() - 30) : match.end() + 30]) is not None


def _miscounted(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    """A figure of people that is printed as so many jobs: the noun behind it counts something else."""
    for span in sentence.spans:
        figure = material.figure(span.number)
        match = _COUNTED.match(sentence.words, span.end)
        if figure is None or match is None or span.number.part not in ("", "abs"):
            continue
        said = next(name for name, nouns in _NOUNS.items() if match["noun"].lower() in nouns)
        if figure.unit in _NOUNS and said != figure.unit and (figure.unit, said) not in _COUNTED_TOO:
            near = excerpt(sentence.text, span.start, match.end())
            what = worded(
                "'%(near)s' counts %(said)s, and the figure is of %(unit)s.", near=near, said=said, unit=figure.unit
            )
            fix = worded("Call them %(unit)s, or take a figure of %(said)s.", unit=figure.unit, said=said)
            yield _find(sentence.record, sentence.where, what, fix)


def _twice_named(id: str, text: str, figures: int) -> Iterator[ProseIssue]:
    for name, one, other in _SYNONYMS:
        first, second = one.search(text), other.search(text)
        if first and second and figures and not _is_apart(text, second):
            what = worded(
                "The sentence calls one quantity both '%(first)s' and '%(second)s'.", first=first[0], second=second[0]
            )
            yield _find(
                *claim_place(id),
                what,
                worded("Use one of the names of %(name)s throughout.", name=name),
                Severity.WARNING,
            )


def _in_chapters(material: Material) -> Iterator[ProseIssue]:
    """A paragraph whose own words give another name to what the claims in it measure."""
    for chapter in material.chapters:
        for block in chapter.blocks:
            if not isinstance(block, Paragraph | Quote):
                continue
            own = "".join(passage.text for passage in block.passages if not passage.claim)
            gva, gdp, *_ = FAMILIES["output"]
            match = gdp.words.search(own)
            if match is None:
                continue
            cited = list(_claims_in(block.passages))
            figures = [figure for id in cited for figure in material.figures_of(id).values()]
            measures_gva = any(gva.measures(figure.origin, figure.unit) for figure in figures)
            measures_gdp = any(gdp.measures(figure.origin, figure.unit) for figure in figures)
            if measures_gva and not measures_gdp and not _is_apart(own, match):
                what = worded("The paragraph says '%(match)s', and the claims in it are of GVA.", match=match[0])
                fix = worded("Call it GVA, or say how the two differ.")
                yield _find(*block_place(chapter, block), what, fix)


def _claims_in(passages: tuple[Passage, ...]) -> Iterator[str]:
    for passage in passages:
        if passage.claim:
            yield passage.claim
        for run in passage.runs:
            if isinstance(run, Number) and run.record.startswith("claim:"):
                yield run.record.removeprefix("claim:")
