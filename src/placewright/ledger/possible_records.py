"""What records say that cannot be: days that there are not, an end before a beginning, a record against itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.periods import BadPeriod, FinancialYear, Year, parse_period
from placewright.core.said import sentences, worded
from placewright.ledger.editions import lineage
from placewright.ledger.link_reviews import file_of
from placewright.places import BadBundle, registry
from placewright.records.event import Event
from placewright.records.named_place import NamedPlace
from placewright.records.summary import Summary, SummaryKind
from placewright.workspace.authored import CHOICE, Authored
from placewright.workspace.kinds import KINDS

CURRENT = "current"
"""The price base of amounts in the prices of each year."""

_CODE = re.compile(r"[EWSNKJLM]\d{8}|TL[A-Z0-9]{1,3}|UK[A-Z0-9]{0,3}")
_SPANS: Mapping[str, tuple[str, str]] = {
    "summary": ("fieldwork_from", "fieldwork_until"),
    "funding": ("opened", "closed"),
    "intervention": ("starts", "ends"),
}

_WITHOUT_INTERVAL = {
    SummaryKind.COUNT: (
        worded(
            "A margin of error says how far chance may have moved a result; here chance drew nobody, people chose to "
            "answer."
        ),
        worded("Take out `low` and `high`; for an interval, draw a sample and run a survey."),
    ),
    SummaryKind.WEIGHTED: (
        worded(
            "Chance did not draw who was asked (quota, mailing list, panel), and weights mend who answered only as far "
            "as the margins know them."
        ),
        worded("Take out `low` and `high`, and say in `method` how people came to answer."),
    ),
}
"""Why answers of these kinds have no margin of error, and what to do."""


def impossible_records(authored: Authored) -> Iterator[Issue]:
    """An issue for each record that says what cannot be."""
    for event in authored.events.values():
        yield from _of_event(event)
    for kind, keys in _SPANS.items():
        for id, record in authored.of_kind(kind).items():
            yield from _of_span(file_of(f"{kind}:{id}"), record, *keys)
    for reference, record in authored:
        yield from _of_blanks(file_of(reference), record)
        yield from _of_codes(file_of(reference), record)
        yield from _of_address(file_of(reference), getattr(record, "url", ""))
        yield from _of_prices(file_of(reference), getattr(record, "prices", ""))
    yield from _of_address(CHOICE, authored.choice.earlier_url)
    for id, summary in authored.summaries.items():
        yield from _of_summary(file_of(f"summary:{id}"), summary)
    for id, measure in authored.measures.items():
        yield from _of_baseline(file_of(f"measure:{id}"), measure.baseline_period)
    yield from _of_orders(authored)
    for id, claim in authored.claims.items():
        if id in claim.contradicts:
            what = worded("It is said to speak against itself.")
            yield Issue(Severity.ERROR, file_of(f"claim:{id}"), what, worded("Take its own id out of `contradicts`."))
    for id, edition in authored.editions.items():
        if edition.parent and lineage(authored, id)[-1].parent == id:
            what = worded(
                "The edition follows itself: its parent '%(parent)s' leads back to it.", parent=edition.parent
            )
            yield Issue(Severity.ERROR, file_of(f"edition:{id}"), what, worded("Correct `parent`."))
    for id, place in authored.places.items():
        yield from _of_place(file_of(f"place:{id}"), place)
    for id, programme in authored.programmes.items():
        for name in _repeated(programme.interventions):
            what = worded("It holds '%(name)s' twice, whose money would count twice.", name=name)
            yield Issue(Severity.ERROR, file_of(f"programme:{id}"), what, worded("Take one out."))
    yield from _of_alignments(authored)
    yield from _of_waivers(authored)


def _repeated(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _of_alignments(authored: Authored) -> Iterator[Issue]:
    """A warning for each partner's strategy that is said to support a priority and to conflict with it."""
    stands: dict[tuple[str, str, str], str] = {}
    for id, alignment in authored.alignments.items():
        key = (alignment.priority, alignment.partner.casefold(), alignment.strategy.casefold())
        first = stands.setdefault(key, id)
        if authored.alignments[first].stand is not alignment.stand:
            what = worded("'%(first)s' says otherwise of the same priority and strategy.", first=first)
            fix = worded("Say in one of them what supports and what conflicts.")
            yield Issue(Severity.WARNING, file_of(f"alignment:{id}"), what, fix)


def _of_blanks(where: str, record: Any) -> Iterator[Issue]:
    """An error for each key that is needed and holds nothing; what a claim says is looked at where it is read."""
    for item in fields(record):
        is_needed = item.default is MISSING and item.default_factory is MISSING
        value = getattr(record, item.name)
        if is_needed and isinstance(value, str) and not value.strip() and item.name not in ("text", "owner"):
            yield Issue(Severity.ERROR, where, worded("'%(key)s' is empty.", key=item.name), worded("Write it."))


def _of_orders(authored: Authored) -> Iterator[Issue]:
    """A warning for each chapter that asks for the place of another: their ids would then decide which comes first."""
    taken: dict[int, str] = {}
    for id, chapter in authored.strategy.items():
        first = taken.setdefault(chapter.order, id)
        if first != id:
            what = worded("It has the same `order` as '%(first)s', %(order)s.", first=first, order=chapter.order)
            free = max(each.order for each in authored.strategy.values()) + 1
            fix = worded("Give one of them another, such as %(free)s: chapters stand in that order.", free=free)
            yield Issue(Severity.WARNING, file_of(f"chapter:{id}"), what, fix)


def _of_codes(where: str, record: Any) -> Iterator[Issue]:
    """An error for each code of a place that there is not; ids of named places are links and looked at as such."""
    nodes = getattr(record, "nodes", ())
    codes = [*getattr(record, "places", ()), getattr(record, "place", ""), *(node.place for node in nodes)]
    for code in dict.fromkeys(code for code in codes if _CODE.fullmatch(code)):
        if not registry().is_known(code):
            yield _no_place(where, code)


def _of_address(where: str, url: str) -> Iterator[Issue]:
    """An error for what is published as a link and is none that a reader can follow safely."""
    if url and not re.match(r"https?://[^\s/]", url, re.IGNORECASE):
        what = worded("'%(url)s' is no address of a page.", url=url[:80])
        yield Issue(Severity.ERROR, where, what, worded("Write one that begins with https:// in `url`."))


def _of_prices(where: str, prices: str) -> Iterator[Issue]:
    """An error for prices that are of no year: amounts in them could be added to others only by mistake."""
    if prices in ("", CURRENT):
        return
    try:
        if isinstance(parse_period(prices), Year | FinancialYear):
            return
    except BadPeriod:
        pass
    what = worded("'%(prices)s' is no price base.", prices=prices[:80])
    year = re.search(r"((?:19|20)\d\d)(?:\D{0,3}(\d\d(?:\d\d)?)\b)?", prices)
    meant = [f"{year[1]}-{year[2][-2:]}" if year[2] else year[1]] if year else []
    allowed = worded(
        "Write in `prices` the year whose prices they are (2024), or the financial year (2026-27), or '%(current)s' "
        "for the prices of each year.",
        current=CURRENT,
    )
    yield Issue(Severity.ERROR, where, what, sentences(did_you_mean(prices, [CURRENT, *meant]), allowed))


def _of_summary(where: str, summary: Summary) -> Iterator[Issue]:
    if summary.base < 0:
        what = worded("%(count)s are said to have answered.", count=summary.base)
        yield Issue(Severity.ERROR, where, what, worded("Write in `base` how many did."))
    ids = [row.id for row in summary.rows]
    for id in dict.fromkeys(id for id in ids if ids.count(id) > 1):
        what = worded("Two options have the id '%(id)s'.", id=id)
        yield Issue(Severity.ERROR, where, what, worded("Give one of them another."))
    for row in summary.rows:
        if row.count is not None and not 0 <= row.count <= max(summary.base, 0):
            what = worded(
                "'%(id)s' was chosen by %(count)s of %(base)s.", id=row.id, count=row.count, base=summary.base
            )
            yield Issue(Severity.ERROR, where, what, worded("Correct the count, or `base`."))
        if summary.kind in _WITHOUT_INTERVAL and not (row.low is None and row.high is None):
            what, fix = _WITHOUT_INTERVAL[summary.kind]
            yield Issue(Severity.ERROR, where, worded("'%(id)s' has an interval. %(why)s", id=row.id, why=what), fix)
        ends = [end for end in (row.low, row.share, row.high) if end is not None]
        if ends != sorted(ends) or any(not 0 <= end <= 1 for end in ends):
            said = f"{row.low} <= {row.share} <= {row.high}"
            what = worded(
                "The share of '%(id)s' does not lie in its interval from 0 to 1: %(said)s.", id=row.id, said=said
            )
            yield Issue(Severity.ERROR, where, what, worded("Correct `share`, `low` or `high`."))


def _of_baseline(where: str, period: str) -> Iterator[Issue]:
    if period:
        try:
            parse_period(period)
        except BadPeriod as error:
            yield Issue(Severity.ERROR, where, error.what, error.fix or "")


def _no_place(where: str, code: str) -> Issue:
    hint = did_you_mean(code, registry().known_codes("lad")) if code.startswith("E07") else ""
    return Issue(
        Severity.ERROR, where, worded("There is no place '%(code)s'.", code=code), hint or worded("Check the code.")
    )


def _of_place(where: str, place: NamedPlace) -> Iterator[Issue]:
    for code in (*place.codes, *((place.within,) if place.within else ())):
        if not registry().is_known(code):
            yield _no_place(where, code)
    for code in _repeated(place.codes):
        what = worded("The code '%(code)s' is there twice, and would count twice.", code=code)
        yield Issue(Severity.ERROR, where, what, worded("Take one out."))
    try:
        registry().stop_overlap(place.codes)
    except BadBundle as error:
        yield Issue(Severity.ERROR, where, error.what, error.fix or "")


def _of_waivers(authored: Authored) -> Iterator[Issue]:
    for waiver in authored.waivers:
        kind, _, id = waiver.record.partition(":")
        if not id or (kind in KINDS and authored.find(waiver.record) is None):
            known = [reference for reference, _ in authored]
            fix = did_you_mean(waiver.record, known) or worded("A record is kind:id, as in claim:lead-lost.")
            yield Issue(
                Severity.ERROR,
                "waivers.toml",
                worded("There is no record '%(record)s' to waive.", record=waiver.record),
                fix,
            )


def _of_event(event: Event) -> Iterator[Issue]:
    where = file_of(f"event:{event.id}")
    days: dict[str, tuple[date, date]] = {}
    for key, said in (("when", event.when), ("until", event.until)):
        if not said:
            continue
        found = _days(said)
        if found is None:
            fix = worded("Write a day (2019-10-07), a month (2018-03) or a year (2017).")
            yield Issue(
                Severity.ERROR,
                where,
                worded("'%(key)s' is '%(said)s', which is no day, month or year.", key=key, said=said),
                fix,
            )
        else:
            days[key] = found
    if len(days) == 2 and days["until"][1] < days["when"][0]:
        yield _backwards(where, "when", event.when, "until", event.until)


def _days(said: str) -> tuple[date, date] | None:
    """The first and the last day that a day, month or year may mean; None where it is none of them."""
    found = []
    for month, day in (("-01", "-01"), ("-12", "-28")):
        whole = said + {4: month + day, 7: day, 10: ""}.get(len(said), "?")
        try:
            found.append(date.fromisoformat(whole))
        except ValueError:
            return None
    return found[0], found[1]


def _of_span(where: str, record: Any, first: str, last: str) -> Iterator[Issue]:
    begins, ends = getattr(record, first), getattr(record, last)
    if begins and ends and ends < begins:
        yield _backwards(where, first, begins.isoformat(), last, ends.isoformat())


def _backwards(where: str, first: str, begins: str, last: str, ends: str) -> Issue:
    what = worded(
        "It ends before it begins: `%(last)s` is %(ends)s, `%(first)s` is %(begins)s.",
        last=last,
        ends=ends,
        first=first,
        begins=begins,
    )
    return Issue(Severity.ERROR, where, what, worded("Correct one of the two."))
