"""Editions made and compared: the strategy as it is now, pinned, and what changed since its parent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from placewright import __version__
from placewright.build.judging import Judged
from placewright.build.strategy_process import Changes
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.ledger.caveat_pins import claims_of
from placewright.ledger.editions import Change, What, changes, make_edition
from placewright.publish.views_checks import ChangeLine
from placewright.publish.views_strategy import Link
from placewright.records.caveat import read_caveats
from placewright.records.edition import Edition, EditionKind
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored
from placewright.workspace.folder import WorkspaceFolder

_HEADINGS: Mapping[What, str] = {
    What.VERDICT: marked("Claims with another verdict"),
    What.FIGURE: marked("Figures that moved"),
    What.SENTENCE: marked("Sentences that read differently"),
    What.DATASET: marked("Data"),
    What.CAVEAT: marked("Known troubles of the data"),
    What.RECORD: marked("What was written"),
    What.INDICATOR: marked("Definitions"),
}

HOW = (marked("added"), marked("changed"), marked("removed"))
"""How something differs, as a line says it."""


def edition_now(
    workspace: WorkspaceFolder,
    judged: Judged,
    *,
    id: str,
    on: date,
    title: str = "",
    kind: EditionKind = EditionKind.DRAFT,
    parent: str = "",
    text: str = "",
    outputs: Mapping[str, str] | None = None,
) -> Edition:
    """The strategy as it is now, everything it rests on pinned."""
    used = {name for result in judged.results.values() for f in result.figures.values() for name in f.datasets}
    indicators = {f.origin for result in judged.results.values() for f in result.figures.values() if f.cells}
    definitions = {name: judged.context.definitions[name] for name in sorted(indicators)}
    return make_edition(
        id,
        title=title or id,
        kind=kind,
        on=on,
        authored=judged.authored,
        results=judged.results,
        datasets={name: file.sha256 for name, file in workspace.figures().items() if name in used},
        outputs=outputs,
        indicators=definitions,
        parent=parent,
        text=text,
        made_with=__version__,
        caveats=read_caveats(workspace.folder / "caveats"),
    )


def changes_since_parent(workspace: WorkspaceFolder, judged: Judged) -> tuple[Changes, str]:
    """What changed since the edition that the workspace names as its parent, by kind; and what that is called."""
    before = judged.authored.editions.get(workspace.record.edition_parent)
    if before is None:
        return (), ""
    now = edition_now(workspace, judged, id=workspace.record.edition, on=before.date)
    return grouped(changes(before, now, judged.authored), judged.results, judged.authored), before.title


def grouped(found: Iterable[Change], results: Mapping[str, ClaimResult], authored: Authored) -> Changes:
    """Changes under headings, in the order of what a reader cares for."""
    listed = list(found)
    made = []
    for what, heading in _HEADINGS.items():
        lines = tuple(_line(change, results, authored) for change in listed if change.what is what)
        if lines:
            made.append((_(heading), lines))
    return tuple(made)


def _line(change: Change, results: Mapping[str, ClaimResult], authored: Authored) -> ChangeLine:
    if change.what is What.CAVEAT:
        rests = tuple(_resting(change, results, authored))
        nothing = "" if rests else f" ({_('no figure of a claim rests on it')})"
        return ChangeLine(f"{change.name}: {_(change.how)}{nothing}", "", change.before, change.after, rests)
    name = change.title or change.name
    claim = change.name.partition(".")[0]
    is_claim = change.what in (What.VERDICT, What.FIGURE, What.SENTENCE)
    return ChangeLine(
        f"{name}: {_(change.how)}", f"ledger/{claim}.html" if is_claim else "", change.before, change.after
    )


def _resting(change: Change, results: Mapping[str, ClaimResult], authored: Authored) -> Iterator[Link]:
    """The claims with figures that rest on a caveat: the sentence, and the figures with what each is without it."""
    for claim, figures in claims_of(change.rests).items():
        result = results.get(claim)
        if result is None:
            yield Link(claim, note=", ".join(figures))
            continue
        title = authored.claims[claim].title or claim
        yield Link(f"{title}: {result.text}", f"ledger/{claim}.html", ", ".join(_as_printed(result, figures)))


def _as_printed(result: ClaimResult, figures: Iterable[str]) -> Iterator[str]:
    for name in figures:
        figure = result.figures.get(name)
        if figure is None or not figure.text:
            yield name
        elif figure.without_text:
            words = _("%(figure)s %(text)s (%(without)s without the troubled cells)")
            yield words % {"figure": name, "text": figure.text, "without": figure.without_text}
        else:
            yield f"{name} {figure.text}"
