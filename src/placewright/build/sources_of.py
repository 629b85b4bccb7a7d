"""Where figures come from, in the shape of pages: publisher, release, licence, and the pin of the bytes."""

from __future__ import annotations

from collections.abc import Iterable

from placewright.build.world import World
from placewright.core.periods import day_if_one, day_in_words
from placewright.core.words import gettext as _
from placewright.publish.views import SourceNote
from placewright.records.source import Source

LICENCES = {
    "OGL-UK-3.0": (
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
}
"""A licence's short name, its name in words and the address of its text."""


def source_notes(world: World, names: Iterable[str]) -> tuple[SourceNote, ...]:
    """The provenance of each dataset that the workspace has pinned, in the order given."""
    return tuple(_note(world, name) for name in names if name in world.workspace.datasets)


def release_words(source: Source) -> str:
    """What a release is called, and the day on which it came out where its name lets one think of another year.

    A publisher's "2024" is of what was counted in that year, and may have come out in the next.
    """
    if source.released is None or str(source.released.year) in source.release:
        return day_if_one(source.release)
    told = {"release": day_if_one(source.release), "day": day_in_words(source.released)}
    return _("%(release)s (published %(day)s)") % told


def _plain(text: str) -> str:
    """A note of a source in the signs that pages use."""
    text = text.replace("GBP ", "£").replace("+/- ", "±").replace("1 ±", "1 ± ")
    return text.replace(" x (", " × (").replace(" x ", " × ").removeprefix("None: ").strip()


def _note(world: World, name: str) -> SourceNote:
    source = world.workspace.source(name)
    dataset = world.workspace.datasets[name]
    licence, address = LICENCES.get(source.licence, (source.licence, ""))
    return SourceNote(
        dataset=name,
        publisher=source.publisher,
        title=source.title,
        released=release_words(source),
        period=source.coverage,
        licence=licence,
        licence_url=address,
        url=source.landing_page,
        table=", ".join(file.name for file in dataset.files[:3]) + (" and others" if len(dataset.files) > 3 else ""),
        fingerprint=dataset.snapshot,
        rounding=_plain(source.rounding),
        not_in_interval=" ".join(source.not_in_interval.split()),
        rows=dataset.figures_rows,
        retrieved=dataset.retrieved.date().isoformat() if dataset.retrieved else "",
    )
