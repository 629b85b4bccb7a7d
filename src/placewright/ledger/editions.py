"""Editions: what a version of the strategy pins, what changed since another, and which version may follow which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import worded_day
from placewright.core.said import enumerated, worded, worded_count
from placewright.ledger.caveat_pins import CaveatPins, caveat_pins, caveats_since, is_of_caveat
from placewright.ledger.chain import title_of
from placewright.ledger.link_reviews import file_of
from placewright.ledger.links import CHOICE, record_fingerprint
from placewright.ledger.rules.parts import few
from placewright.records.caveat import Caveat
from placewright.records.edition import Edition, EditionKind
from placewright.records.verdict import ClaimResult, Verdict
from placewright.workspace.authored import Authored

_KINDS = list(EditionKind)
_KIND_WORDS: Mapping[EditionKind, str] = {
    EditionKind.DRAFT: worded("draft"),
    EditionKind.CONSULTATION: worded("consultation"),
    EditionKind.CO_DESIGN: worded("co-design"),
    EditionKind.AGREED: worded("agreed"),
}
_MAY_FOLLOW: Mapping[EditionKind, frozenset[EditionKind]] = {
    EditionKind.DRAFT: frozenset({EditionKind.DRAFT, EditionKind.AGREED}),
    EditionKind.CONSULTATION: frozenset({EditionKind.DRAFT, EditionKind.CONSULTATION}),
    EditionKind.CO_DESIGN: frozenset({EditionKind.CONSULTATION, EditionKind.CO_DESIGN}),
    EditionKind.AGREED: frozenset({EditionKind.CO_DESIGN, EditionKind.AGREED}),
}


class What(StrEnum):
    """What a change is of."""

    DATASET = "dataset"
    INDICATOR = "indicator"
    RECORD = "record"
    VERDICT = "verdict"
    FIGURE = "figure"
    SENTENCE = "sentence"
    OUTPUT = "output"
    CAVEAT = "caveat"


class How(StrEnum):
    """How something differs between two editions."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of what, how, of which record, dataset or file, and both sides where they can be read.

    `rests` are, of a caveat, the figures that rest on it as `claim.figure`.
    """

    what: What
    how: How
    name: str
    title: str = ""
    before: str = ""
    after: str = ""
    rests: tuple[str, ...] = ()

    @property
    def is_broken(self) -> bool:
        """Whether a claim that held no longer does."""
        return self.what is What.VERDICT and self.how is How.CHANGED and self.before == Verdict.HOLDS

    def __str__(self) -> str:
        return str(self.words)

    @property
    def words(self) -> str:
        """What changed, in a line."""
        title = f" ({self.title})" if self.title and self.title != self.name else ""
        sides = f": {self.before} -> {self.after}" if self.before and self.after else ""
        if self.what is What.CAVEAT:
            return self._of_caveat()
        words = {"what": self.what, "how": self.how, "name": f"{self.name}{title}{sides}"}
        if self.is_broken:
            return worded("%(what)s %(how)s: %(name)s BROKEN", **words)
        return worded("%(what)s %(how)s: %(name)s", **words)

    def _of_caveat(self) -> str:
        named = worded("%(what)s %(how)s: %(name)s", what=self.what, how=self.how, name=self.name)
        claims = {name.partition(".")[0] for name in self.rests}
        resting = worded_count(
            "%(count)s figure of %(claims)s rests on it",
            "%(count)s figures of %(claims)s rest on it",
            len(self.rests),
            count=f"{len(self.rests):,}",
            claims=worded_count("%(count)s claim", "%(count)s claims", len(claims), count=f"{len(claims):,}"),
        )
        return worded("%(named)s (%(resting)s)", named=named, resting=resting)


@dataclass(frozen=True, slots=True)
class PinCheck:
    """Of one kind of pin: how many agree, and the names of those that differ, are gone, or have come since."""

    what: str
    agree: int
    differ: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether every pin agrees; what has come since does not count against it."""
        return not (self.differ or self.gone)

    def __str__(self) -> str:
        pins = self.agree + len(self.differ) + len(self.gone)
        named = (("differ", self.differ), ("gone", self.gone), ("new since", self.new))
        more = "".join(f"; {words}: {few(names)}" for words, names in named if names)
        return f"{self.what}: {self.agree:,} of {pins:,} agree{more}"


def make_edition(
    id: str,
    *,
    title: str,
    kind: EditionKind,
    on: date,
    authored: Authored,
    results: Mapping[str, ClaimResult],
    datasets: Mapping[str, str],
    outputs: Mapping[str, str] | None = None,
    indicators: Mapping[str, Any] | None = None,
    parent: str = "",
    text: str = "",
    made_with: str = "",
    caveats: Iterable[Caveat] = (),
) -> Edition:
    """An edition that pins everything it rests on, as it is now.

    A claim is pinned twice over: by its verdict with the fingerprint of what a reader sees (`lead-lost`), and by each
    printed figure as it is printed (`lead-lost.now`), so that a later difference can be read and not only noticed.

    Args:
        id: its id; the edition of that id, and all others, are not themselves pinned.
        title: what it is called.
        kind: how far it has come.
        on: its day.
        authored: every authored record.
        results: the claims as the evidence has them.
        datasets: the sha256 of each figures file, by the dataset's id.
        outputs: the sha256 of each published file, by its path.
        indicators: the definitions of indicators to pin, by id.
        parent: the edition that it follows.
        text: what is to be said of it.
        made_with: the version of the program.
        caveats: the known troubles of cells.
    """
    records = {reference: record_fingerprint(record) for reference, record in authored if not _is_edition(reference)}
    records[CHOICE] = record_fingerprint(authored.choice)
    for name, indicator in (indicators or {}).items():
        records[f"indicator:{name}"] = record_fingerprint(indicator)
    troubles = caveat_pins(caveats, results)
    records |= troubles.records
    claims: dict[str, str] = {}
    for name, result in results.items():
        claims[name] = f"{result.verdict} {result.printed}".strip()
        claims |= {f"{name}.{figure}": found.text or "missing" for figure, found in result.figures.items()}
    return Edition(
        id,
        title,
        kind,
        on,
        parent,
        text,
        made_with,
        dict(sorted(records.items())),
        dict(sorted(datasets.items())),
        dict(sorted(claims.items())),
        dict(sorted((outputs or {}).items())),
        troubles.words,
    )


def changes(before: Edition, after: Edition, *records: Authored) -> tuple[Change, ...]:
    """What differs between two editions: claims, data, caveats, definitions, records and files, what broke first.

    `records` are the authored records of either side, from which titles are taken; the first that knows one wins. A
    sentence has changed where a claim prints other words with the same verdict and figures. Of an edition that does not
    say which caveats there were, those of the other are no change.
    """
    titles = _Titles(records)
    found = list(_compared(What.DATASET, before.datasets, after.datasets, titles))
    found += _compared(What.RECORD, _written(before), _written(after), titles)
    found += _caveat_changes(before, after)
    found += _claim_changes(before.claims, after.claims, titles)
    found += _compared(What.OUTPUT, before.outputs, after.outputs, titles)
    return tuple(sorted(found, key=lambda item: (_WHATS.index(item.what), not item.is_broken, item.name)))


def changes_in_words(found: Iterable[Change]) -> str:
    """The sum of the changes in a sentence, what broke first.

    >>> changes_in_words([Change(What.VERDICT, How.CHANGED, "a", before="holds", after="fails")])
    '1 claim broke.'
    """
    listed = list(found)
    broken = sum(item.is_broken for item in listed)
    other = sum(item.what is What.VERDICT and item.how is How.CHANGED and not item.is_broken for item in listed)
    moved = sum(item.what is What.FIGURE and item.how is How.CHANGED for item in listed)
    parts = [
        broken and worded_count("%(count)s claim broke", "%(count)s claims broke", broken, count=f"{broken:,}"),
        other
        and worded_count(
            "%(count)s claim has another verdict", "%(count)s claims have another verdict", other, count=f"{other:,}"
        ),
        moved and worded_count("%(count)s figure moved", "%(count)s figures moved", moved, count=f"{moved:,}"),
    ]
    tally = Counter((item.what, item.how) for item in listed)
    for what in _WHATS:
        hows = [how for how in How if what not in (What.VERDICT, What.FIGURE) or how is not How.CHANGED]
        parts += [_tallied(what, how, tally[what, how]) for how in hows if tally[what, how]]
    said = [part for part in parts if part]
    return worded("%(changes)s.", changes=enumerated(said)) if said else worded("Nothing has changed.")


def check_pins(edition: Edition, now: Edition) -> tuple[PinCheck, ...]:
    """Whether each pin of an edition agrees with what is found now: datasets, records, claims and files.

    Args:
        edition: the edition as it was made.
        now: the same, made from what is there now (`make_edition`).
    """
    pairs = (
        ("datasets", edition.datasets, now.datasets),
        ("records", edition.records, now.records),
        ("claims and figures", edition.claims, now.claims),
        ("caveats", edition.caveats, now.caveats),
        ("files", edition.outputs, now.outputs),
    )
    return tuple(
        PinCheck(
            what,
            sum(found.get(name) == pin for name, pin in pins.items()),
            tuple(name for name, pin in pins.items() if name in found and found[name] != pin),
            tuple(name for name in pins if name not in found),
            tuple(name for name in found if name not in pins),
        )
        for what, pins, found in pairs
        if pins or what != "caveats"
    )


def edition_issues(authored: Authored) -> Iterator[Issue]:
    """Editions that do not follow what they must: agreed after co-design, after consultation, after a draft.

    A second edition of a kind may follow the first. A draft may stand alone, or begin anew from an agreed edition.
    """
    for edition in authored.editions.values():
        where = file_of(f"edition:{edition.id}")
        parent = authored.editions.get(edition.parent)
        if not edition.records:
            what = worded("The edition pins nothing, so that it cannot be computed again.")
            yield Issue(Severity.WARNING, where, what, worded("Let `placewright edition` make it."))
        if not edition.parent:
            if edition.kind is not EditionKind.DRAFT:
                what = worded("The %(kind)s edition has no parent.", kind=_KIND_WORDS[edition.kind])
                yield Issue(
                    Severity.ERROR,
                    where,
                    what,
                    worded("Name the %(wanted)s edition it follows in `parent`.", wanted=_wanted(edition)),
                )
        elif parent is None:
            fix = did_you_mean(edition.parent, authored.editions) or worded("Keep the parent's file in editions/.")
            yield Issue(
                Severity.ERROR, where, worded("Its parent '%(parent)s' is missing.", parent=edition.parent), fix
            )
        elif parent.kind not in _MAY_FOLLOW[edition.kind]:
            what = worded(
                "The %(kind)s edition follows a %(kind_2)s edition, '%(id)s'.",
                kind=_KIND_WORDS[edition.kind],
                kind_2=_KIND_WORDS[parent.kind],
                id=parent.id,
            )
            yield Issue(
                Severity.ERROR, where, what, worded("It must follow a %(wanted)s edition.", wanted=_wanted(edition))
            )
        elif parent.date > edition.date:
            what = worded(
                "It is of %(day)s, before its parent of %(parent)s.",
                day=worded_day(edition.date),
                parent=worded_day(parent.date),
            )
            yield Issue(Severity.ERROR, where, what, worded("Mend one of the dates."))


def lineage(authored: Authored, id: str) -> tuple[Edition, ...]:
    """An edition and those it follows, the newest first; a ring is walked once."""
    found: dict[str, Edition] = {}
    while id in authored.editions and id not in found:
        found[id] = authored.editions[id]
        id = found[id].parent
    return tuple(found.values())


_WHATS = [
    What.VERDICT,
    What.FIGURE,
    What.SENTENCE,
    What.DATASET,
    What.CAVEAT,
    What.INDICATOR,
    What.RECORD,
    What.OUTPUT,
]


class _Titles:
    def __init__(self, records: tuple[Authored, ...]) -> None:
        self.records = records

    def of(self, reference: str) -> str:
        for authored in self.records:
            if (record := authored.find(reference)) is not None:
                return title_of(record)
        return ""


def _is_edition(reference: str) -> bool:
    return reference.startswith("edition:")


def _wanted(edition: Edition) -> str:
    return _KIND_WORDS[_KINDS[max(_KINDS.index(edition.kind) - 1, 0)]]


def _compared(what: What, before: Mapping[str, str], after: Mapping[str, str], titles: _Titles) -> Iterator[Change]:
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            is_indicator = what is What.RECORD and name.startswith("indicator:")
            yield Change(What.INDICATOR if is_indicator else what, _how(name, before, after), name, titles.of(name))


def _written(edition: Edition) -> dict[str, str]:
    return {name: pin for name, pin in edition.records.items() if not is_of_caveat(name)}


def _caveat_changes(before: Edition, after: Edition) -> Iterator[Change]:
    kept = (CaveatPins(one.records, one.caveats) for one in (before, after))
    for found in caveats_since(*kept):
        how = How.ADDED if found.before is None else How.REMOVED if found.after is None else How.CHANGED
        yield Change(What.CAVEAT, how, found.id, "", found.before or "", found.after or "", found.rests)


def _claim_changes(before: Mapping[str, str], after: Mapping[str, str], titles: _Titles) -> Iterator[Change]:
    told: set[str] = set()
    for name in sorted({*before, *after}, key=lambda item: ("." not in item, item)):
        old, new = before.get(name, ""), after.get(name, "")
        if old == new:
            continue
        claim, _, figure = name.partition(".")
        how, title = _how(name, before, after), titles.of(f"claim:{claim}")
        if figure:
            told.add(claim)
            if claim in before and claim in after:
                yield Change(What.FIGURE, how, name, title, old, new)
            continue
        verdicts = _verdict(old), _verdict(new)
        if how is not How.CHANGED or verdicts[0] != verdicts[1]:
            yield Change(What.VERDICT, how, name, title, *verdicts)
        elif claim not in told:
            yield Change(What.SENTENCE, how, name, title)


def _how(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> How:
    if name not in before:
        return How.ADDED
    return How.CHANGED if name in after else How.REMOVED


def _verdict(pinned: str) -> str:
    """The verdict at the head of a claim's pin, such as `cannot tell 3f2a...`; empty where it holds none."""
    return next((str(verdict) for verdict in Verdict if pinned.startswith(str(verdict))), "")


def _tallied(what: What, how: How, count: int) -> str:
    said = f"{count:,}"
    match what:
        case What.VERDICT:
            things = worded_count("%(count)s claim", "%(count)s claims", count, count=said)
        case What.FIGURE:
            things = worded_count("%(count)s figure", "%(count)s figures", count, count=said)
        case What.SENTENCE:
            things = worded_count("%(count)s sentence", "%(count)s sentences", count, count=said)
        case What.DATASET:
            things = worded_count("%(count)s dataset", "%(count)s datasets", count, count=said)
        case What.CAVEAT:
            things = worded_count("%(count)s caveat", "%(count)s caveats", count, count=said)
        case What.INDICATOR:
            things = worded_count("%(count)s indicator", "%(count)s indicators", count, count=said)
        case What.RECORD:
            things = worded_count("%(count)s record", "%(count)s records", count, count=said)
        case What.OUTPUT:
            things = worded_count("%(count)s file", "%(count)s files", count, count=said)
    return worded("%(things)s %(how)s", things=things, how=how)
