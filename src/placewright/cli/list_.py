"""`placewright list`: what a workspace has of a kind."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from placewright.build.releases import next_release
from placewright.cli._ledger import built_claims, verdict_words
from placewright.cli._output import Output
from placewright.core.errors import UnknownName
from placewright.evidence.snapshots import SnapshotStore
from placewright.places import registry
from placewright.workspace.folder import WorkspaceFolder, open_workspace
from placewright.workspace.kinds import KINDS as AUTHORED
from placewright.workspace.kinds import Kind

Rows = list[dict[str, str]]


class UnknownKind(UnknownName):
    """A kind of record that cannot be listed."""

    kind = "kind"


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "list", help="what a workspace has of a kind", description=f"Lists one of: {', '.join(KINDS)}."
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument("kind", metavar="KIND", help=", ".join(KINDS))


def run(arguments: argparse.Namespace) -> int:
    """List the kind that was asked for."""
    output = Output(json=arguments.json)
    wanted = arguments.kind
    kind = next((name for name in (wanted, _PLURALS.get(wanted), f"{wanted}s") if name in KINDS), "")
    if not kind:
        raise UnknownKind.named(arguments.kind, KINDS, see="`placewright list --help`")
    rows = KINDS[kind](open_workspace(arguments.workspace))
    if rows:
        header = tuple(rows[0])
        output.table([tuple(row.values()) for row in rows], header=header)
    else:
        output.line(f"There are no {kind} here.")
    output.result({kind: rows})
    return 0


def _sources(workspace: WorkspaceFolder) -> Rows:
    return [
        {"id": source.id, "publisher": source.publisher, "release": source.release, "title": source.title}
        for source in workspace.sources.values()
    ]


def _datasets(workspace: WorkspaceFolder) -> Rows:
    return [
        {
            "id": name,
            "release": held.release,
            "retrieved": held.retrieved.date().isoformat() if held.retrieved else "not pinned",
            "next": next_day.isoformat() if (next_day := next_release(workspace, name)) else "",
            "rows": f"{held.figures_rows:,}",
            "snapshot": held.snapshot[:12],
        }
        for name, held in workspace.datasets.items()
    ]


def _snapshots(workspace: WorkspaceFolder) -> Rows:
    store = SnapshotStore(workspace.snapshots)
    rows = []
    for name in store.sources():
        newest = store.newest(name)
        pin = workspace.datasets[name].snapshot if name in workspace.datasets else ""
        for held in filter(None, (store.find(name, found) for found in store.ids(name))):
            marks = ["newest"] if newest and newest.id == held.id else []
            marks += ["pinned"] if pin == held.id else []
            rows.append(
                {
                    "source": name,
                    "snapshot": held.id[:12],
                    "release": held.manifest.release,
                    "retrieved": held.manifest.retrieved[:10],
                    "rows": f"{held.manifest.rows:,}",
                    "is": ", ".join(marks),
                }
            )
    return rows


def _places(workspace: WorkspaceFolder) -> Rows:
    record = workspace.record
    roles = dict.fromkeys(record.places, "the place") | dict.fromkeys(record.members, "member")
    named = record.comparators
    for role, codes in (
        ("region", (named.region,)), ("country", (named.country,)), ("kingdom", (named.kingdom,)),
        ("neighbour", named.neighbours), ("statistical neighbour", named.statistical_neighbours),
        *named.others.items(),
    ):  # fmt: skip
        roles.update({code: role for code in codes if code and code not in roles})
    known = registry()
    return [
        {"code": code, "role": role, "name": known.name(code) if known.is_known(code) else "not known"}
        for code, role in roles.items()
    ]


def _indicators(workspace: WorkspaceFolder) -> Rows:
    from placewright.evidence.catalogue import packaged_indicators, read_indicators

    own = read_indicators(workspace.folder / "indicators")
    newest = _newest_here(workspace)
    return [
        {
            "id": name,
            "foundation": str(indicator.foundation),
            "unit": indicator.unit,
            **({"newest here": newest.get(name, "–")} if newest is not None else {}),
            "name": indicator.name,
            "own": "own" if name in own else "",
        }
        for name, indicator in sorted({**packaged_indicators(), **own}.items())
    ]


def _newest_here(workspace: WorkspaceFolder) -> dict[str, str] | None:
    """The newest period of each indicator that the place itself has a figure of; None before the first build."""
    from placewright.build.evidence_held import FILE
    from placewright.build.territory import area_code, codes_of_territory
    from placewright.core.periods import parse_period

    path = workspace.build / FILE
    if not path.is_file():
        return None
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    held = pq.ParquetFile(path).read(["indicator", "place", "period", "value"])
    codes = pa.array(codes_of_territory(area_code(workspace)))
    known = pc.and_(pc.is_in(held["place"].cast(pa.string()), codes), pc.is_valid(held["value"]))
    rows = held.filter(known).select(["indicator", "period"]).to_pylist()
    periods = {period: parse_period(period) for period in {row["period"] for row in rows}}
    newest: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: periods[row["period"]].end):
        newest[row["indicator"]] = periods[row["period"]].label
    return newest


def _results(workspace: WorkspaceFolder) -> Rows:
    from placewright.analysis.results import RESULTS

    return [
        {
            "id": id,
            "unit": series.definition.unit,
            "by": ", ".join(series.by),
            "name": series.definition.name,
        }
        for id, series in RESULTS.items()
    ]


def _authored(kind: Kind) -> Callable[[WorkspaceFolder], Rows]:
    """What lists the records of a kind, each with its title and the few fields that tell one from another."""

    def listed(workspace: WorkspaceFolder) -> Rows:
        from placewright.ledger.chain import title_of
        from placewright.workspace.authored import read_authored

        authored, issues = read_authored(workspace.folder)
        for issue in issues:
            if issue.where.startswith(f"{kind.folder}/"):
                print(issue, file=sys.stderr)  # noqa: T201
        built = built_claims(workspace) if kind.name == "claim" else {}
        return [
            {
                "id": id,
                **({"verdict": verdict_words(built.get(id, {}))} if built else {}),
                **{name: _said(getattr(record, name)) for name in _SHOWN.get(kind.name, ())},
                "title": title_of(record),
            }
            for id, record in authored.of_kind(kind.name).items()
        ]

    return listed


def _said(value: object) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, tuple) else str(value or "")


def _files(kind: str, pattern: str = "*.toml") -> Callable[[WorkspaceFolder], Rows]:
    def listed(workspace: WorkspaceFolder) -> Rows:
        paths = workspace.records_of(kind, pattern)
        return [{"id": path.stem, "file": path.relative_to(workspace.folder).as_posix()} for path in paths]

    return listed


_PLURALS = {"study": "studies", "summary": "summaries", "priority": "priorities", "funding": "funding"}
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "study": ("by", "published"),
    "finding": ("study", "grade"),
    "event": ("kind", "when"),
    "claim": ("stance", "foundation"),
    "alignment": ("priority", "stand"),
    "intervention": ("owner",),
    "measure": ("owner",),
    "decision": ("kind", "date"),
    "edition": ("kind", "date", "parent"),
}

KINDS: Mapping[str, Callable[[WorkspaceFolder], Rows]] = {
    "sources": _sources,
    "datasets": _datasets,
    "snapshots": _snapshots,
    "places": _places,
    "indicators": _indicators,
    "results": _results,
    "figures": _files("figures", "*.*"),
    "caveats": _files("caveats"),
    **{_PLURALS.get(kind.name, f"{kind.name}s"): _authored(kind) for kind in AUTHORED.values() if kind.name != "place"},
    "named-places": _authored(AUTHORED["place"]),
}
"""The kinds that can be listed, each with what lists it."""
