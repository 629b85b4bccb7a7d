"""Editions made and compared: the strategy as it is now, pinned, and what changed since its parent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from placewright import __version__
from placewright.build.judging import Judged
from placewright.build.strategy_process import Changes
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.ledger.editions import Change, What, changes, make_edition
from placewright.publish.views_checks import ChangeLine
from placewright.records.edition import Edition, EditionKind
from placewright.workspace.folder import WorkspaceFolder

_HEADINGS: Mapping[What, str] = {
    What.VERDICT: marked("Claims with another verdict"),
    What.FIGURE: marked("Figures that moved"),
    What.SENTENCE: marked("Sentences that read differently"),
    What.DATASET: marked("Data"),
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
    )


def changes_since_parent(workspace: WorkspaceFolder, judged: Judged) -> tuple[Changes, str]:
    """What changed since the edition that the workspace names as its parent, by kind; and what that is called."""
    before = judged.authored.editions.get(workspace.record.edition_parent)
    if before is None:
        return (), ""
    now = edition_now(workspace, judged, id=workspace.record.edition, on=before.date)
    return grouped(changes(before, now, judged.authored)), before.title


def grouped(found: Iterable[Change]) -> Changes:
    """Changes under headings, in the order of what a reader cares for."""
    listed = list(found)
    made = []
    for what, heading in _HEADINGS.items():
        lines = tuple(_line(change) for change in listed if change.what is what)
        if lines:
            made.append((_(heading), lines))
    return tuple(made)


def _line(change: Change) -> ChangeLine:
    name = change.title or change.name
    claim = change.name.partition(".")[0]
    is_claim = change.what in (What.VERDICT, What.FIGURE, What.SENTENCE)
    return ChangeLine(
        f"{name}: {_(change.how)}", f"ledger/{claim}.html" if is_claim else "", change.before, change.after
    )
