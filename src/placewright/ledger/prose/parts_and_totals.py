"""Parts and totals: parts that do not add to their total, and one fund with two totals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from placewright.core.issues import Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.ledger.prose.amounts import MONEY, amounts, rounding_half
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, block_place, claim_place, finder
from placewright.ledger.stated_figures import stated_words
from placewright.records.funding import FundingStream
from placewright.records.prose import NumberKind, Passage, TextTable
from placewright.records.stated import Stated
from placewright.records.verdict import FigureResult

RULE = "parts-and-total"
_find = finder(RULE)

_PART = re.compile(r"(?:^|-|_)part(?:$|-|_)")
_TOTAL = re.compile(r"(?:^|-|_)(?:total|whole)(?:$|-|_)")
_AVERAGED = re.compile(r"%|\b(?:per|rate|average|mean|median|share|ratio|index|rank|score|an hour|a head|age)\b", re.I)
_FUND = re.compile(
    r"\b((?:[A-Z][\w'’&-]*(?: (?:of|for|the|and) )? ?){1,6}"
    r"(?:Fund|Deal|Programme|Scheme|Grant|Budget|Accelerator|Settlement|Allocation))\b"
)
_IN_ALL = re.compile(
    r"\b(?:total(?:s|led|ling)?|in all|altogether|overall|worth|secured|won|fund of|deal of|award(?:ed)? of|"
    r"amounts? to|"
    r"brought|brings|received|gave|granted|came to|is|was)\b",
    re.IGNORECASE,
)
_SCOPED = re.compile(
    r"\b(?:of which|of this|first|second|third|round|phase|tranche|including|excluding|without|with the|capital|"
    r"revenue|"
    r"so far|by (?:March|April|\d{4})|from|between|to date|remaining|left|spent|a year|each year|for \d{4}|in \d{4})\b",
    re.IGNORECASE,
)


_ON_TOP = LatePattern(
    r"\b(?:on top|in addition|over and above|plus|as well as|added to|besides|a further|another)\b", re.IGNORECASE
)
_ADDED = LatePattern(r"\badd(?:ing|ed)?\b[^.;■]*■+[^.;■]*\b(?:to|and|with)\b[^.;■]*■", re.IGNORECASE)
_JOINING = frozenset(
    {"top", "addition", "above", "plus", "well", "add", "adding", "added", "besides", "further", "another"}
)
_WHOLE = LatePattern(r"\b(?:both|all|together|combined|whole|in total|altogether)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Total:
    """A total of a fund as somewhere given: who gives it, in pounds, how exactly, and for which scope."""

    record: str
    where: str
    words: str
    value: float
    half: float
    scope: str = ""


def check(material: Material) -> Iterator[ProseIssue]:
    """Figures and tables with parts and a total, and a fund's amounts by year."""
    for claim, result, _ in material.claimed():
        yield from _of_claim(claim.id, result.figures)
    for chapter in material.chapters:
        for block in chapter.blocks:
            if isinstance(block, TextTable):
                yield from _of_table(*block_place(chapter, block), block)
    for sentence in material.sentences:
        if len(sentence.spans) > 1 and not sentence.vocabulary.isdisjoint(_JOINING):
            yield from _added_in_words(sentence, material)
    for id, stream in material.authored.funding.items():
        spread = sum(stream.amounts.values())
        if stream.total is not None and spread > stream.total * (1 + 1e-9) + 0.5:
            what = worded(
                "Its amounts by year add to £%(spread)s, more than its total of £%(total)s.",
                spread=f"{spread:,.0f}",
                total=f"{stream.total:,.0f}",
            )
            yield _find(f"funding:{id}", f"funding/{id}.toml", what, worded("Correct one of them."))


def _added_in_words(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    """`{{ quoted:first-round }}, and {{ quoted:both-rounds }} came on top of it`: numbers that are added in words."""
    quoted = list({span.number.record: span for span in sentence.spans if span.number.kind is NumberKind.QUOTED})
    streams = {record: material.authored.funding.get(record.partition(":")[2]) for record in quoted}
    funds = {record: stream for record, stream in streams.items() if stream is not None}
    on_top = _ON_TOP.search(sentence.words) if len(funds) > 1 else None
    if on_top is not None:
        whole = next((one for one in funds.values() if _WHOLE.search(f"{one.title}. {one.scope}")), None)
        part = next((one for one in funds.values() if whole and one is not whole and _fund(one) == _fund(whole)), None)
        if whole is not None and part is not None:
            what = worded(
                "'%(word)s' adds '%(part)s' to '%(whole)s', which holds it.",
                word=on_top[0],
                part=part.id,
                whole=whole.id,
            )
            fix = worded("Say which is part of the other.")
            yield _find(sentence.record, sentence.where, what, fix, Severity.WARNING)
            return
    added = _ADDED.search(sentence.words) if quoted else None
    if added is not None and len({span.number.record for span in sentence.spans}) > 1:
        what = worded("'%(word)s' adds numbers of several records in words.", word=added[0].split()[0])
        fix = worded("Let a figure add them, if they are of one kind and none holds the other; else set them apart.")
        yield _find(sentence.record, sentence.where, what, fix, Severity.WARNING)


def _fund(stream: FundingStream) -> str:
    """The fund that a stream is a part of, by the words of its title before the comma."""
    return stream.title.partition(",")[0]


def _of_claim(id: str, figures: Mapping[str, FigureResult]) -> Iterator[ProseIssue]:
    totals = [figure for name, figure in figures.items() if _TOTAL.search(name) and not figure.is_missing]
    parts = [figure for name, figure in figures.items() if _PART.search(name)]
    if len(totals) != 1 or len(parts) < 2 or any(part.is_missing for part in parts):
        return
    total = totals[0]
    low, high = (sum(_end(part, side) for part in parts) for side in (-1, 1))
    if high < _end(total, -1) or low > _end(total, 1):
        made = sum(part.value or 0.0 for part in parts)
        what = worded(
            "The parts add to %(made)s, and '%(name)s' is %(value)s %(unit)s.",
            made=f"{made:,.6g}",
            name=total.name,
            value=f"{total.value:,.6g}",
            unit=total.unit,
        )
        fix = worded(
            "Take every part and the total from one series and period, or rename the figures that are no parts."
        )
        yield _find(*claim_place(id), what, fix)


def _end(figure: FigureResult, side: int) -> float:
    end = figure.low if side < 0 else figure.high
    value = figure.value or 0.0
    if end is not None:
        return end
    decimals = re.search(r"\.(\d+)", figure.text)
    return float(value + side * 0.5 * 10 ** -(len(decimals[1]) if decimals else 0))


def _of_table(record: str, where: str, table: TextTable) -> Iterator[ProseIssue]:
    labels = [_text(row[0]) if row else "" for row in table.rows]
    totals = [at for at, label in enumerate(labels) if re.match(r"\s*(?:total|in all|all together)\b", label, re.I)]
    if len(totals) != 1 or totals[0] != len(labels) - 1 or len(labels) < 3:
        return
    for column in range(1, len(table.heads)):
        head = _text(table.heads[column])
        cells = [_text(row[column]) if column < len(row) else "" for row in table.rows]
        found = [next(amounts(cell), None) for cell in cells]
        if _AVERAGED.search(head) or any(one is None for one in found):
            continue
        values = [one for one in found if one is not None]
        if any(one.unit == "%" for one in values) and values[-1].value != 100:
            continue
        made, total = sum(one.value for one in values[:-1]), values[-1]
        slack = sum(_cell_half(one.text) for one in values)
        if abs(made - total.value) > slack + 1e-9:
            what = worded(
                "The rows of '%(head)s' add to %(made)s, and the total given is %(text)s.",
                head=head,
                made=f"{made:,.10g}",
                text=total.text,
            )
            yield _find(record, where, what, worded("Correct a row or the total, or say what the rows leave out."))


def _cell_half(text: str) -> float:
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    return 0.0 if digits is None else 0.5 * 10 ** -len(digits[0].partition(".")[2])


def _text(passages: tuple[Passage, ...]) -> str:
    return "".join(passage.text for passage in passages)


def across(material: Material) -> Iterator[ProseIssue]:
    """Every total of a fund against the others, wherever they stand."""
    funds: defaultdict[str, list[_Total]] = defaultdict(list)
    titles = {stream.title: stream for stream in material.authored.funding.values()}
    for title, stream in titles.items():
        if stream.total is not None:
            half = rounding_half(f"{stream.total:.0f}")
            given = _Total(
                f"funding:{stream.id}", f"funding/{stream.id}.toml", f"£{stream.total:,.0f}", stream.total, half
            )
            funds[_key(title)].append(given)
    for kind, records in (("finding", material.authored.findings), ("event", material.authored.events)):
        for id, record in records.items():
            fund = _fund_in(record.text, titles)
            for name, stated in record.figures.items():
                if fund and (_TOTAL.search(name) or name == "main") and stated.unit.startswith("GBP"):
                    funds[_known(fund, funds)].append(_stated_total(f"{kind}:{id}", f"{kind}s/{id}.md", stated))
    for sentence in material.sentences:
        if total := _in_sentence(sentence, material):
            fund = _fund_in(sentence.text, titles)
            if fund:
                funds[_known(fund, funds)].append(total)
    for totals in funds.values():
        yield from _disagreeing(totals)


def _disagreeing(totals: list[_Total]) -> Iterator[ProseIssue]:
    first = totals[0]
    for other in totals[1:]:
        if other.scope != first.scope and (other.scope or first.scope):
            continue
        if abs(other.value - first.value) > first.half + other.half + 1e-6:
            what = worded(
                "The same fund has two totals: %(words)s (%(where)s) and %(words_2)s.",
                words=first.words,
                where=first.where,
                words_2=other.words,
            )
            fix = worded("Say what each one covers (`scope`, or in the sentence), or correct one.")
            yield _find(other.record, other.where, what, fix)


def _stated_total(record: str, where: str, stated: Stated) -> _Total:
    scale = {"GBP million": 1e6, "GBP billion": 1e9}.get(stated.unit, 1.0)
    half = rounding_half(f"{stated.value:.10g}") * scale
    return _Total(record, where, stated_words(stated), stated.value * scale, half, stated.scope)


def _in_sentence(sentence: Sentence, material: Material) -> _Total | None:
    if "£" not in sentence.text and "€" not in sentence.text:
        return None
    if not _IN_ALL.search(sentence.words) or _SCOPED.search(sentence.words):
        return None
    money = [one for one in amounts(sentence.text) if one.unit == MONEY]
    if len(money) != 1:
        return None
    number = sentence.number_at(money[0].start)
    stated = material.stated(number) if number else None
    if number and number.figure and number.record.startswith("funding:"):
        return None
    scope = stated.scope if stated else ""
    return _Total(sentence.record, sentence.where, money[0].text, money[0].value, money[0].half, scope)


def _fund_in(text: str, titles: Mapping[str, object]) -> str:
    for title in titles:
        if title.lower() in text.lower():
            return _key(title)
    match = _FUND.search(text)
    return _key(match[1]) if match else ""


def _known(fund: str, funds: Mapping[str, object]) -> str:
    """The fund as it is known already, with more or fewer words before its name."""
    return next((known for known in funds if known.endswith(fund) or fund.endswith(known)), fund)


def _key(title: str) -> str:
    return re.sub(r"^(?:the|a|an|its|our)\s+", "", title.strip().lower())
