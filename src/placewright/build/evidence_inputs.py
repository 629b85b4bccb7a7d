"""What evidence is made from besides figures, and for each indicator the key of all that its rows depend on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from placewright.build.lists import Lists, written_lists
from placewright.build.pipeline import Build, lower_code
from placewright.build.territory import area_code, bundle_without, bundles_of, codes_of_territory
from placewright.core.fingerprints import fingerprint
from placewright.core.late_dataclass import dataclass
from placewright.evidence.catalogue import packaged_indicators, read_indicators
from placewright.records.caveat import Caveat, read_caveats
from placewright.records.indicator import ComputeKind, Indicator
from placewright.workspace.authored import Authored


@dataclass(frozen=True, slots=True)
class EvidenceInputs:
    """What evidence is made from besides figures, and for each indicator the key of all that its rows depend on."""

    indicators: Mapping[str, Indicator]
    caveats: tuple[Caveat, ...]
    lists: Lists
    keys: Mapping[str, str]


def evidence_inputs(build: Build) -> EvidenceInputs:
    """What the evidence of a build depends on."""
    caveats = read_caveats(build.workspace.folder / "caveats")
    indicators = workspace_indicators(build)
    lists = written_lists(build.written[0])
    return EvidenceInputs(indicators, caveats, lists, _keys(build, indicators, caveats, lists))


@dataclass(frozen=True, slots=True)
class Computation:
    """Some indicators to compute, and all that this takes: it can be handed to another process.

    `files` are the figures of each dataset, `bundles` the lists of places that stand for codes, `lists` those of some
    indicators alone and `listed` the codes of these, `named` the places that breakdowns are kept for.
    """

    plain: tuple[Indicator, ...]
    derived: tuple[Indicator, ...]
    files: Mapping[str, Path]
    caveats: tuple[Caveat, ...]
    lists: Lists
    bundles: Mapping[str, tuple[str, ...]]
    listed: frozenset[str]
    named: frozenset[str]


def computation_of(build: Build, inputs: EvidenceInputs, names: Collection[str]) -> Computation:
    """What it takes to compute the indicators of those names."""
    caveats = inputs.caveats
    changed = [inputs.indicators[name] for name in inputs.keys if name in names]
    lists = {
        item.id: {
            **bundle_without(build.workspace, [one for one in caveats if one.dataset in item.datasets]),
            **inputs.lists.get(item.id, {}),
        }
        for item in changed
    }
    listed = {code: codes for own in lists.values() for code, codes in own.items()}
    return Computation(
        tuple(item for item in changed if item.compute.kind is not ComputeKind.DERIVED),
        tuple(item for item in changed if item.compute.kind is ComputeKind.DERIVED),
        {name: file.path for name, file in build.figures.items()},
        caveats,
        lists,
        {**bundles_of(build.workspace), **listed},
        frozenset(listed),
        places_broken_down(build),
    )


def indicators_named(authored: Authored) -> frozenset[str]:
    """The indicators that figures of claims name."""
    return frozenset(figure.indicator for claim in authored.claims.values() for figure in claim.figures.values())


def workspace_indicators(build: Build) -> dict[str, Indicator]:
    """The catalogue's indicators and the workspace's own, those whose figures the workspace has; own ones go first."""
    own = read_indicators(build.workspace.folder / "indicators")
    every = {**packaged_indicators(), **own}
    return {name: item for name, item in sorted(every.items()) if _has_figures(build, item)}


def places_broken_down(build: Build) -> frozenset[str]:
    """The places that breakdowns are kept for: those the workspace names, under every code of theirs."""
    named = (area_code(build.workspace), *build.workspace.record.codes())
    return frozenset(same for code in named for same in codes_of_territory(code))


def _has_figures(build: Build, indicator: Indicator) -> bool:
    needed = [term.choices for term in indicator.compute.terms()]
    if not needed:
        return any(source in build.figures for source in indicator.datasets)
    return all(any(cells.dataset in build.figures for cells in choices) for choices in needed)


def _keys(
    build: Build, indicators: Mapping[str, Indicator], caveats: tuple[Caveat, ...], lists: Lists
) -> dict[str, str]:
    code, bundles, named = lower_code(), bundles_of(build.workspace), sorted(places_broken_down(build))
    same_for_all = fingerprint({"code": code, "bundles": bundles})  # long lists, so they are gone through once
    return {
        name: fingerprint(
            {
                "same for all": same_for_all,
                "indicator": repr(indicator),  # several times as fast as its canonical form, and as exact
                "figures": {
                    source: build.figures[source].sha256 for source in indicator.datasets if source in build.figures
                },
                "caveats": [caveat for caveat in caveats if caveat.dataset in indicator.datasets],
                "lists": lists.get(name, {}),
                "broken down": named if indicator.compute.members else (),
            }
        )
        for name, indicator in indicators.items()
    }
