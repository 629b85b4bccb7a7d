"""`placewright outlines`: a workspace's maps, from a folder of boundary files or from the Open Geography Portal."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from placewright.build.held_files import holding_for_editions
from placewright.build.outlines import Outlines, named, write_outlines
from placewright.cli._output import Output
from placewright.core.errors import Offline, PlacewrightError
from placewright.core.files import write_text
from placewright.core.late_dataclass import dataclass
from placewright.records.workspace import Workspace
from placewright.workspace.folder import open_workspace, write_workspace

if TYPE_CHECKING:
    from placewright.sources.live.http import Http

PORTAL = "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services"
"""The feature services of the Office for National Statistics."""

_AT_ONCE = 60
"""How many codes are asked for at a time: more would make an address too long."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A feature service of boundaries: its name, the attribute that holds the codes, and the file it becomes."""

    service: str
    code: str
    file: str

    @property
    def url(self) -> str:
        """The address of its only layer."""
        return f"{PORTAL}/{self.service}/FeatureServer/0"


DISTRICTS = (
    Layer("Local_Authority_Districts_May_2024_Boundaries_UK_BUC", "LAD24CD", "LAD_MAY_2024_UK_BUC.geojson"),
    Layer("Local_Authority_Districts_December_2023_Boundaries_UK_BUC", "LAD23CD", "LAD_DEC_2023_UK_BUC.geojson"),
    Layer("LAD_MAY_2025_UK_BUC", "LAD25CD", "LAD_MAY_2025_UK_BUC.geojson"),
)
"""Districts, ultra-generalised; the first whose codes cover the workspace's members is used."""

SMALL_AREAS = (
    Layer("Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V5", "LSOA21CD", "LSOA_DEC_2021_EW.geojson"),
    Layer("Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BSC_V4", "LSOA21CD", "LSOA_DEC_2021_EW.geojson"),
)
"""Small areas of 2021, generalised; the second is asked where the first is not there."""


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "outlines",
        help="get the boundaries that the maps are drawn from",
        description="Writes boundaries/lad.geojson, around.geojson and lsoa.geojson, simplified, and records them in "
        "workspace.toml: from a folder of boundary files, or without --from from the Open Geography Portal. What the "
        "files do not cover is left as it is. Of several files of districts the one of the year that workspace.toml "
        "records is taken, else the newest.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument("--from", dest="files", metavar="FOLDER", type=Path, help="a folder of boundary files")


def run(arguments: argparse.Namespace) -> int:
    """Write the outlines; 1 where a level that the place has could not be made."""
    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    record, folder = workspace.record, workspace.folder
    if arguments.files is not None:
        if not arguments.files.is_dir():
            raise PlacewrightError(
                "This is not a folder.", where=str(arguments.files), fix="Name a folder of boundary files."
            )
        with holding_for_editions(folder):
            outlines = write_outlines(record, folder, arguments.files)
    else:
        try:
            outlines = _from_portal(record, folder, workspace.snapshots / "downloads", output)
        except Offline as error:
            by_hand = (
                f"download boundary files by hand and run `placewright outlines {arguments.workspace} --from FOLDER`"
            )
            raise Offline(error.what, where=error.where, fix=f"Try again later, or {by_hand}.") from error
    if not outlines.files:
        raise PlacewrightError(
            "No file in it has the boundaries of this place.",
            where=str(arguments.files or PORTAL),
            fix=f"Fetch them from the network: `placewright outlines {arguments.workspace}`."
            if arguments.files
            else "Download boundary files by hand and use --from FOLDER.",
        )
    write_workspace(folder, outlines.recorded_in(record))
    made = outlines.files
    output.line(f"Maps: {named(made)}.")
    if arguments.files is not None:
        for file in dict.fromkeys(outlines.taken.values()):
            levels = {level: "" for level, taken in outlines.taken.items() if taken == file}
            output.line(f"Made from {file}: {named(levels)}.")
    missing = sorted(_levels(record) - set(made))
    for level in missing:
        held = "; the earlier one stays" if level in record.boundaries else ""
        output.line(f"Not found: {named({level: ''})}{held}.")
    output.line(f"Next: placewright build {arguments.workspace}")
    output.result({"workspace": str(folder), "boundaries": made, "missing": missing})
    return 1 if missing else 0


def small_areas(record: Workspace) -> list[str]:
    """The codes of the place's small areas of 2021; none outside England and Wales."""
    from placewright.places import registry

    places = registry()
    members = record.members or record.places
    return sorted({area.code for code in members for area in places.children(code, "lsoa", "lsoa-2021")})


def _levels(record: Workspace) -> set[str]:
    """The levels that the place has: small areas only in England and Wales."""
    return {"lad", "around", "lsoa"} if small_areas(record) else {"lad", "around"}


def _from_portal(record: Workspace, folder: Path, downloads: Path, output: Output) -> Outlines:
    """Fetch what layers cover the workspace, then write the outlines from them as from any folder."""
    from placewright.cli._network import polite_http

    http = polite_http(downloads / "cache")
    downloads.mkdir(parents=True, exist_ok=True)
    small = small_areas(record)
    with TemporaryDirectory(dir=downloads, prefix="outlines-") as made_here:
        files = Path(made_here)
        with output.progress("Downloading", 1 + bool(small)) as advance:
            _fetch_districts(http, files, set(record.members or record.places))
            advance("districts")
            if small:
                _fetch_first(http, files, SMALL_AREAS, small)
                advance("small areas")
        with holding_for_editions(folder):
            return write_outlines(record, folder, files)


def _fetch_districts(http: Http, files: Path, members: set[str]) -> None:
    """The first layer of districts that has every member."""
    for layer in _in_turn(DISTRICTS, http, files, None):
        held = json.loads((files / layer.file).read_bytes())["features"]
        if members <= {feature["properties"].get(layer.code) for feature in held}:
            return
        (files / layer.file).unlink()


def _fetch_first(http: Http, files: Path, layers: Sequence[Layer], codes: Sequence[str]) -> None:
    next(_in_turn(layers, http, files, codes))


def _in_turn(layers: Sequence[Layer], http: Http, files: Path, codes: Sequence[str] | None) -> Iterator[Layer]:
    """Each layer that the publisher gives, once its file is written; an error only where it gives none."""
    from placewright.sources.live.http import PublisherRefused

    refused: PublisherRefused | None = None
    given = False
    for layer in layers:
        try:
            features = list(_features(http, layer, codes))
        except PublisherRefused as error:
            refused = error
            continue
        given = True
        collection = {"type": "FeatureCollection", "features": features}
        write_text(files / layer.file, json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n")
        yield layer
    if refused is not None and not given:
        raise PlacewrightError(
            f"The publisher no longer gives these boundaries ({refused.what})",
            where=refused.where,
            fix="Download them from https://geoportal.statistics.gov.uk and use --from FOLDER.",
        )


def _features(http: Http, layer: Layer, codes: Sequence[str] | None) -> Iterator[Mapping[str, Any]]:
    from placewright.sources.live.arcgis import features

    fields = f"{layer.code},{layer.code[:-2]}NM"
    if codes is None:
        yield from features(http, layer.url, fields=fields)
        return
    for start in range(0, len(codes), _AT_ONCE):
        listed = ",".join(f"'{code}'" for code in codes[start : start + _AT_ONCE])
        yield from features(http, layer.url, where=f"{layer.code} IN ({listed})", fields=fields)
