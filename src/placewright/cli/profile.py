"""`placewright profile`: a scorecard of a place in the terminal, or for machines."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import placewright
from placewright.cli._evidence import compute_from_figures, evidence_of, indicators_of
from placewright.cli._output import Output, counted
from placewright.core.errors import PlacewrightError

if TYPE_CHECKING:
    import pyarrow as pa

    from placewright.analysis.benchmarks import Benchmark
    from placewright.analysis.scorecard import Scorecard, ScoreRow
    from placewright.records.indicator import Indicator
    from placewright.workspace.folder import WorkspaceFolder

_RECORD = "workspace.toml"
MISUSE = 2
"""The exit code where options do not go together."""
_PLAIN_WIDTH = 150
_ROOM_FOR_INTERVALS, _ROOM_FOR_TRENDS = 125, 100
_COUNTRIES = ("E92000001", "K02000001")
_CSV = (
    "foundation", "indicator", "name", "place", "place_vintage", "period", "value", "low", "high", "error", "unit",
    "status", "rank", "rank_low", "rank_high", "rank_of", "percentile", "gap_to", "gap", "gap_low", "gap_high",
    "trend_years", "trend_kind", "trend", "caveats", "dataset", "fingerprint",
)  # fmt: skip


class NoWorkspace(PlacewrightError):
    """No workspace was named and none came with the package."""


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "profile",
        help="a scorecard of a place",
        description="Shows the latest figure of every indicator of a place by foundation, with its interval, rank, gap "
        "to the country and trend. A place is a code or a name, or a list of them.",
    )
    parser.add_argument(
        "place", metavar="PLACE", help="a code or a name, such as E07000243 or Stevenage; or several, with commas"
    )
    parser.add_argument("--against", metavar="PLACE", action="append", default=[], help="a place to show beside it")
    parser.add_argument(
        "--workspace", metavar="DIR", type=Path, help="whose figures; without it the first below places"
    )
    parser.add_argument("--csv", action="store_true", help="comma-separated values on standard output; not with --json")


def run(arguments: argparse.Namespace) -> int:
    """Show the scorecard."""
    from placewright.analysis.scorecard import make_scorecard
    from placewright.places import registry, resolve_place
    from placewright.workspace.folder import open_workspace

    output = Output(json=arguments.json)
    if arguments.csv and arguments.json:
        output.note("placewright profile: --csv and --json cannot both be printed; choose one.")
        return MISUSE
    workspace = open_workspace(arguments.workspace or default_workspace())
    place, lists = arguments.place, own_lists(workspace)
    named = {text.casefold(): code for code, name in lists.items() for text in (code, name)}
    members = _members_of(place)
    if members:
        place = "+".join(members)
        lists = {place: resolve_place(members).name}
        evidence, indicators = _evidence_of_list(workspace, place, members, arguments.against)
    else:
        known = named.get(place.strip().casefold()) if not _is_known(place) else None
        place = known or _today(place, output)
        for other in arguments.against:
            registry().find(other)  # what is not known is said before anything is computed
        evidence, indicators = evidence_of(workspace)
    card = make_scorecard(evidence, indicators, place, against=arguments.against, lists=lists)
    if arguments.csv:
        _write_csv(card)
    elif arguments.json:
        output.result(_as_json(card))
    else:
        _show(card, output)
    return 0


def default_workspace() -> Path:
    """The first workspace of the repository that the program is run from.

    Raises:
        NoWorkspace: it is run from none.
    """
    places = Path(placewright.__file__).parents[2] / "places"
    found = sorted(path.parent for path in places.glob(f"*/{_RECORD}"))
    if not found:
        raise NoWorkspace("No workspace came with this installation.", fix="Name one with --workspace DIR.")
    return found[0]


def own_lists(workspace: WorkspaceFolder) -> dict[str, str]:
    """The name of the workspace's place by the code that stands for it, where it is a list; else nothing."""
    record = workspace.record
    return {record.id: record.name} if len(record.places) > 1 else {}


def _is_known(place: str) -> bool:
    from placewright.core.errors import UnknownPlace
    from placewright.places import registry

    try:
        registry().find(place)
    except UnknownPlace:
        return False
    return True


def _members_of(text: str) -> tuple[str, ...]:
    """The codes of a list given with commas; none where the text is one place, for names hold commas too."""
    from placewright.places import registry

    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2 or _is_known(text):
        return ()
    return tuple(registry().find(part).code for part in parts)


def _today(place: str, output: Output) -> str:
    """The code of a place, or of the one that it became a new code of, which is then said."""
    from placewright.places import registry

    found = registry().find(place)
    if found.is_current or found.level != "lad":
        return found.code
    now = registry().resolve(found.code)
    output.note(f"{found.name}: {now}.")
    return now.codes[0] if now.rule == "recoded" else found.code


def _evidence_of_list(
    workspace: WorkspaceFolder, code: str, members: tuple[str, ...], against: list[str]
) -> tuple[pa.Table, Mapping[str, Indicator]]:
    """The figures of a list of places, and of what they are held against: sums, and ratios from their parts."""
    from placewright.places import registry, resolve_place, same_territory
    from placewright.places.bundles import BadBundle

    bundle = resolve_place(members)
    try:
        districts = tuple(place.code for place in bundle.members("lad"))
    except BadBundle:
        districts = bundle.codes
    others = [*_COUNTRIES, *(registry().find(other).code for other in against)]
    places = {code, *(same for other in others for same in (other, *same_territory(other)))}
    indicators = indicators_of(workspace)
    evidence = compute_from_figures(workspace, list(indicators.values()), places=places, bundles={code: districts})
    return evidence, indicators


def _show(card: Scorecard, output: Output) -> None:
    from rich.console import Console
    from rich.table import Table

    from placewright.analysis.scorecard import FOUNDATIONS, label

    console = Console(no_color=not output.colour, highlight=False)
    if not console.is_terminal:
        console.width = _PLAIN_WIDTH
    wide, trends = console.width >= _ROOM_FOR_INTERVALS, console.width >= _ROOM_FOR_TRENDS
    title = card.name if card.level == "list" else label(card.place)
    console.print(f"[bold]{title}[/bold]: {counted(len(card.rows), 'indicator')}")
    for foundation, title in FOUNDATIONS.items():
        rows = card.of(foundation)
        if not rows:
            continue
        table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, expand=False)
        table.add_column("", overflow="fold", max_width=34)
        for heading in ("period", "value"):
            table.add_column(heading, justify="right", no_wrap=True)
        for heading, shown in (("interval", wide), ("series", trends)):
            if shown:
                table.add_column(heading, justify="right" if heading == "interval" else "left", no_wrap=True)
        table.add_column("rank", justify="right", no_wrap=True)
        table.add_column("v. England", justify="right", no_wrap=True)
        if trends:
            table.add_column("change", justify="right", no_wrap=True)
        for other in card.against:
            table.add_column(label(other), justify="right", overflow="fold", max_width=18)
        for row in rows:
            table.add_row(*_cells(row, wide=wide, trends=trends))
        console.print()
        console.print(table)
    console.print()
    console.print(
        "Intervals: s sampling (95 %), r rounding, v what past revisions did, m mixed. Rank 1 is the best, or the "
        "highest where neither end is better; a span is what the intervals allow. ~ cannot be told from no gap. "
        "* carries a caveat. cash: inflation is not taken out.",
        style="dim",
    )


def _cells(row: ScoreRow, *, wide: bool, trends: bool) -> list[str]:
    from placewright.analysis.benchmarks import ENGLAND
    from placewright.analysis.scorecard import (
        gap_text,
        interval_text,
        period_text,
        rank_text,
        sparkline,
        trend_text,
        value_text,
    )

    own, indicator = row.own, row.indicator
    cells = [f"{indicator.short_name}{' *' if own.caveats else ''}", period_text(own.period)]
    cells.append(value_text(own.value, indicator))
    if wide:
        cells.append(interval_text(own, indicator))
    if trends:
        cells.append(sparkline([point.value for point in own.series]))
    cells += [rank_text(own), gap_text(own, indicator, ENGLAND)]
    if trends:
        cells.append(trend_text(own, indicator))
    return cells + [_beside(other, own, indicator) for other in row.against]


def _beside(other: Benchmark | None, own: Benchmark, indicator: Indicator) -> str:
    from placewright.analysis.scorecard import period_text, value_text

    if other is None or other.value is None:
        return "–"
    text = value_text(other.value, indicator)
    return text if other.period == own.period else f"{text} ({period_text(other.period)})"


def _as_json(card: Scorecard) -> dict[str, Any]:
    return {
        "place": card.place,
        "name": card.name,
        "level": card.level,
        "against": list(card.against),
        "indicators": [
            {
                "foundation": str(row.indicator.foundation),
                "name": row.indicator.name,
                **_plain(row.own),
                "against": {
                    code: None if other is None else _plain(other)
                    for code, other in zip(card.against, row.against, strict=True)
                },
            }
            for row in card.rows
        ],
    }


def _plain(item: Benchmark) -> dict[str, Any]:
    from dataclasses import asdict

    fields = (
        "indicator", "place", "place_vintage", "period", "value", "low", "high", "error", "status", "unit", "dataset",
        "fingerprint", "percentile",
    )  # fmt: skip
    return {
        **{name: getattr(item, name) for name in fields},
        "caveats": list(item.caveats),
        "rank": None if item.rank is None else asdict(item.rank),
        "gaps": [asdict(gap) for gap in item.gaps],
        "trends": [{**asdict(trend), "kind": str(trend.kind), "words": trend.words} for trend in item.trends],
        "series": [asdict(point) for point in item.series],
    }


def _write_csv(card: Scorecard) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_CSV)
    for row in card.rows:
        items: Iterable[Benchmark] = (row.own, *(other for other in row.against if other is not None))
        writer.writerows(_csv_row(row, item) for item in items)


def _csv_row(row: ScoreRow, item: Benchmark) -> list[object]:
    rank = item.rank
    gap = next((gap for gap in item.gaps if gap.value is not None), None)
    trend = next((trend for trend in item.trends if trend.years == 5 and trend.change is not None), None)
    ranked = [rank.position, rank.low, rank.high, rank.of] if rank else [""] * 4
    apart = [gap.comparator, gap.value, gap.low, gap.high] if gap else [""] * 4
    moved = [trend.years, str(trend.kind), trend.change] if trend else [""] * 3
    return [
        str(row.indicator.foundation), item.indicator, row.indicator.name, item.place, item.place_vintage, item.period,
        item.value, item.low, item.high, item.error, item.unit, item.status, *ranked, item.percentile, *apart, *moved,
        " | ".join(item.caveats), item.dataset, item.fingerprint,
    ]  # fmt: skip
