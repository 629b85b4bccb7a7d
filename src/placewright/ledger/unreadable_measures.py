"""Measures that cannot be read as they are written: lines of a breakdown that there are not, and unknown directions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from placewright.core.errors import did_you_mean
from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.records.indicator import Indicator
from placewright.records.measure import DOWN, UP, Measure, way_of

Found: TypeAlias = Iterator[tuple[Severity, str, str, str]]
"""Issues of one record: how grave, where in its file, what, and the mend."""


def unreadable(measure: Measure, indicator: Indicator | None) -> Found:
    """What keeps a measure from being read of its indicator, or its readings from being rated."""
    yield from _of_direction(measure.direction)
    yield from _of_member(measure, indicator)


def _of_direction(direction: str) -> Found:
    """Of a measure: can its readings be rated by which way they should go?"""
    if not direction.strip() or way_of(direction):
        return
    if " " in direction.strip():
        what = worded("Its direction is in words ('%(words)s'), so its readings are not rated.", words=direction)
        yield Severity.NOTE, "", what, worded("Begin with 'up' or 'down', where it is one of them.")
        return
    what = worded("'%(word)s' is no direction by which a reading can be rated.", word=direction)
    fix = did_you_mean(direction.strip().casefold(), sorted(UP | DOWN)) or worded(
        "Write 'up' or 'down', or say in a few words what it should do."
    )
    yield Severity.WARNING, "", what, fix


def _of_member(measure: Measure, indicator: Indicator | None) -> Found:
    """Of a measure: is the line of the breakdown that it names one that its indicator has?"""
    if not measure.member or indicator is None:
        return
    by, members = indicator.compute.by, indicator.compute.members
    known = [f"{by}={member}" for member in members]
    if not by:
        what = worded("'%(name)s' has no lines of a breakdown, and `member` names one.", name=measure.indicator)
        yield Severity.ERROR, "", what, worded("Take `member` out, or take an indicator that is broken down.")
    elif measure.member not in known and (members or not measure.member.startswith(f"{by}=")):
        what = worded(
            "There is no line '%(member)s' in the breakdown of '%(name)s'.",
            member=measure.member,
            name=measure.indicator,
        )
        example = known[0] if known else f"{by}=..."
        fix = did_you_mean(measure.member, known) or worded("Write it as in '%(example)s'.", example=example)
        yield Severity.ERROR, "", what, fix
