"""A workspace for any place: members, comparators and neighbours from the registry, datasets from the catalogue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

from placewright.analysis.needs import ANALYSIS_NEEDS
from placewright.build.selection import selections
from placewright.build.territory import statistical_neighbours
from placewright.core.errors import PlacewrightError
from placewright.evidence.catalogue import packaged_indicators
from placewright.places import Bundle, Place, plain_name, registry, resolve_place, vintages_of
from placewright.records.dataset import Dataset
from placewright.records.indicator import Indicator
from placewright.records.workspace import Comparators, Cover, Workspace
from placewright.sources.catalogue import packaged_sources
from placewright.workspace.folder import RECORD, write_dataset, write_workspace
from placewright.workspace.version_control import holds_only_version_control, tell_version_control

FRAMEWORKS = ("lis", "lgp", "ceds", "s3")
HEADLINE = (
    "gva-per-hour-index",
    "gva-per-hour",
    "annual-pay-workplace",
    "gdhi-per-head",
    "employment-rate",
    "business-birth-rate",
    "house-price-to-earnings",
    "imd-average-score",
    "population",
)
"""The indicators that lead a new workspace's first page, where its figures have them."""
NOTICE = (
    "This is a starting point that a program wrote from published statistics. It is no body's policy: nobody has read, "
    "agreed or adopted it."
)
"""What stands on every page of a new workspace until somebody changes it."""
_PEERS = 10
_THAT_END = frozenset({"lad", "county"})
"""The levels of which a place may be abolished, or get another code, while the level stays."""


def plan_workspace(codes: Sequence[str], *, name: str = "", folder_name: str, framework: str, today: date) -> Workspace:
    """The record of a workspace for a place, one code or a list of them; comparators are fixed by rule, here and now.

    Raises:
        UnknownPlace: a code or name is not known; the message offers the nearest.
        PlacewrightError: it is no place in England, it is no more, or the framework is not known.
    """
    if framework not in FRAMEWORKS:
        raise PlacewrightError(f"There is no framework '{framework}'.", fix=f"Use one of {', '.join(FRAMEWORKS)}.")
    places = registry()
    found = [places.find(code) for code in codes]
    for place in found:
        _stop_if_it_is_no_more(place)
    bundle = resolve_place([place.code for place in found])
    members = _members(bundle)
    parents = {
        level: {parent.code for code in members if (parent := places.parent(code, level))}
        for level in ("region", "country")
    }
    if parents["country"] != {"E92000001"}:
        raise PlacewrightError(
            f"{bundle.name} is not wholly in England.",
            fix="The packaged indicators cover England; a workspace elsewhere needs sources and indicators of its own.",
        )
    own = set(members)
    touching = dict.fromkeys(place.code for place in places.neighbours(list(members)))
    title = name or plain_name(bundle.name)
    peers = _peers(found[0].code if len(found) == 1 else "", own)
    return Workspace(
        id=_slug(folder_name),
        name=title,
        places=tuple(place.code for place in found),
        members=members,
        comparators=Comparators(
            region=min(parents["region"]) if len(parents["region"]) == 1 else "",
            country="E92000001",
            kingdom="K02000001",
            neighbours=tuple(code for code in touching if code not in own),
            statistical_neighbours=peers,
            others=_regions_of_parts(parents["region"]),
            fixed_on=today,
            reason=_reason(has_region=len(parents["region"]) == 1, has_peers=bool(peers)),
        ),
        framework=framework,
        cover=Cover(title=f"{title}: an economic strategy", subtitle="A starting point", notice=NOTICE),
        headline=headline(packaged_indicators()),
        maps=headline(packaged_indicators())[:4],
    )


def _stop_if_it_is_no_more(place: Place) -> None:
    """An error for a district or county that was abolished or got another code, with what stands for it today."""
    if place.level not in _THAT_END or vintages_of(place.level)[-1] in place.vintages:
        return
    today = registry().resolve(place.code)
    last = place.vintages[-1].rpartition("-")[2]
    named = " and ".join(f"{plain_name(registry().name(code))} ({code})" for code in today.codes)
    became = "It became part of" if today.rule == "merged" else "Today it is"
    raise PlacewrightError(
        f"{plain_name(place.name)} ({place.code}) is no more: its code is of {last} at the latest.",
        fix=f"{became} {named}: use --place {','.join(today.codes)}." if today.codes else "",
    )


def what_no_rule_gives(comparators: Comparators) -> list[str]:
    """What a place has no comparator of by rule, each with what to do: people choose before results are seen."""
    said = []
    if not comparators.region:
        said.append("No region holds all of it: the regions of its parts stand under [comparators.others].")
    if not comparators.statistical_neighbours:
        said.append(
            "It has no statistical neighbours, which are published for single places: name places like it under "
            "statistical_neighbours, before you look at results, and say why in reason."
        )
    return said


def _reason(*, has_region: bool, has_peers: bool) -> str:
    """Why the comparators are what they are, of those alone that there are."""
    whole = (
        "the region, England and the United Kingdom that hold the place"
        if has_region
        else "England and the United Kingdom, and since no region holds the whole place the regions that hold its parts"
    )
    parts = [whole, "the districts that border it"]
    if has_peers:
        parts.append(
            "its nearest statistical neighbours in economy as the Office for National Statistics computes them"
        )
    lacking = "" if has_peers else " Statistical neighbours are computed for single places, and it has none."
    return f"By rule, before any result was computed: {', '.join(parts[:-1])}, and {parts[-1]}.{lacking}"


def _regions_of_parts(regions: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Each region that holds a part of a place which none holds whole, by its name."""
    if len(regions) == 1:
        return {}
    return {registry().name(code): (code,) for code in sorted(regions)}


def headline(indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The headline indicators that the catalogue has."""
    return tuple(name for name in HEADLINE if name in indicators)


def create(record: Workspace, folder: Path) -> int:
    """Write a new workspace's record, the datasets it needs and what Git is to leave out; how many datasets.

    Raises:
        PlacewrightError: there is more in the folder already than an empty repository of Git; nothing of it is touched.
    """
    if folder.exists() and not holds_only_version_control(folder):
        raise PlacewrightError(
            "There is something here already; nothing was touched.",
            where=str(folder / RECORD if (folder / RECORD).is_file() else folder),
            fix="Name a folder that does not exist yet.",
        )
    tell_version_control(folder)
    write_workspace(folder, record)
    return declare_datasets(record, folder)


def declare_datasets(record: Workspace, folder: Path) -> int:
    """Write a dataset record for each source that indicators or analyses need; how many there are."""
    wanted = selections(record, packaged_indicators().values(), packaged_sources(), ANALYSIS_NEEDS)
    for name, selection in wanted.items():
        write_dataset(folder, Dataset(name, selection))
    return len(wanted)


def _members(bundle: Bundle) -> tuple[str, ...]:
    districts = tuple(place.code for place in bundle.members("lad"))
    return districts or bundle.codes


def _peers(code: str, own: set[str]) -> tuple[str, ...]:
    peers = statistical_neighbours(code, most=_PEERS + len(own)) if code else ()
    return tuple(peer for peer in peers if peer not in own)[:_PEERS]


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "workspace"
