"""How many answered, by day, mode, place and group, against the plan; never what they answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.printing import number
from placewright.questionnaires.flow import chosen
from placewright.questionnaires.model import Questionnaire
from placewright.web.engagement.models import (
    Instrument,
    Invitation,
    InvitationState,
    Mode,
    ReachTarget,
    ResponseState,
    StepCount,
)
from placewright.web.engagement.services.counting import CHECKED
from placewright.web.engagement.services.questionnaires import asked_version, working_version

COUNTED = (ResponseState.ACCEPTED, ResponseState.FLAGGED)


@dataclass(frozen=True, slots=True)
class Reached:
    """One line of the reach plan with what came in."""

    target: ReachTarget
    came: int

    @property
    def gap(self) -> int:
        """How many are still wanted."""
        return max(0, self.target.target - self.came)


@dataclass(frozen=True, slots=True)
class StepDrop:
    """How many saw a screen, how many went on, and the share that left there."""

    step: str
    title: str
    shown: int
    passed: int

    @property
    def lost(self) -> float | None:
        """Share that did not go on, 0 to 1; None where nobody saw it."""
        return None if not self.shown else max(0.0, 1 - self.passed / self.shown)


@dataclass(frozen=True, slots=True)
class StratumRate:
    """What became of the invitations of one stratum."""

    stratum: str
    invited: int
    answered: int
    refused: int
    not_eligible: int
    failed: int

    @property
    def rate(self) -> float | None:
        """Response rate 1: answers over all whose eligibility is not ruled out; a lower bound.

        Source: AAPOR, Standard Definitions, RR1: completes / (completes + partials + refusals + non-contacts + others
        + unknown eligibility). What is not eligible is left out; undelivered ones are of unknown eligibility and stay.
        """
        base = self.invited - self.not_eligible
        return self.answered / base if base > 0 else None

    @property
    def percent(self) -> str:
        """The rate in percent, as it is read."""
        return "–" if self.rate is None else f"{number(self.rate * 100, 1)} %"


@dataclass(frozen=True, slots=True)
class Monitor:
    """All that the team may see while it is open."""

    total: int
    held: int
    days: tuple[tuple[date, int], ...]
    modes: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    reached: tuple[Reached, ...]
    drops: tuple[StepDrop, ...]
    strata: tuple[StratumRate, ...]


def monitor(instrument: Instrument, now: datetime | None = None) -> Monitor:
    """The counts of a survey or consultation now."""
    rows: list[Any] = list(instrument.responses.values_list("state", "submitted_at", "mode", "language", "answers"))
    counted = [row for row in rows if row[0] in COUNTED]
    zone = instrument.zone
    days = Counter(timezone.localtime(row[1], zone).date() for row in counted)
    version = asked_version(instrument) or working_version(instrument)
    return Monitor(
        total=len(counted),
        held=sum(row[0] == ResponseState.HELD for row in rows),
        days=tuple(_every_day(instrument, days, now or timezone.now())),
        modes=tuple(_labelled(Counter(row[2] for row in counted), dict(Mode.choices))),
        languages=tuple(Counter(row[3] for row in counted).most_common()),
        reached=tuple(_reached(instrument.reach.all(), [(row[2], row[4]) for row in counted])),
        drops=tuple(_drops(version.questionnaire, instrument)),
        strata=tuple(_strata(instrument)),
    )


def _every_day(instrument: Instrument, days: Mapping[date, int], now: datetime) -> Iterable[tuple[date, int]]:
    """Days from opening to today or closing, those without an answer too."""
    if instrument.opens_at is None:
        return sorted(days.items())
    first = min([timezone.localtime(instrument.opens_at, instrument.zone).date(), *days])
    end = min(now, instrument.closes_at) if instrument.closes_at else now
    last = max([timezone.localtime(end, instrument.zone).date(), *days])
    return [
        (first + timedelta(days=number), days.get(first + timedelta(days=number), 0))
        for number in range((last - first).days + 1)
    ]


def _labelled(counts: Mapping[str, int], labels: Mapping[str, object]) -> Iterable[tuple[str, int]]:
    return sorted(((str(labels.get(code, code)), number) for code, number in counts.items()), key=lambda row: -row[1])


def _reached(targets: Iterable[ReachTarget], counted: list[tuple[str, Mapping[str, object]]]) -> Iterable[Reached]:
    for target in targets:
        came = sum(
            (target.code == mode) if not target.question else target.code in chosen(answers.get(target.question))
            for mode, answers in counted
        )
        yield Reached(target, came)


def _drops(questionnaire: Questionnaire, instrument: Instrument) -> Iterable[StepDrop]:
    counts = {
        row["step"]: row
        for row in StepCount.objects.filter(version__instrument=instrument)
        .values("step")
        .annotate(shown=Sum("shown"), passed=Sum("passed"))
    }
    for page in questionnaire.pages:
        for group in page.groups:
            row = counts.get(group.code, {"shown": 0, "passed": 0})
            yield StepDrop(group.code, group.title or page.title or group.code, row["shown"], row["passed"])
    if CHECKED in counts:
        row = counts[CHECKED]
        yield StepDrop(CHECKED, _("Check your answers, and send them in"), row["shown"], row["passed"])


def _strata(instrument: Instrument) -> Iterable[StratumRate]:
    states: dict[str, Counter[str]] = {}
    for stratum, state in Invitation.objects.filter(instrument=instrument).values_list("stratum", "state"):
        states.setdefault(stratum, Counter())[state] += 1
    for stratum, found in sorted(states.items()):
        yield StratumRate(
            stratum,
            invited=found.total(),
            answered=found[InvitationState.ANSWERED],
            refused=found[InvitationState.REFUSED],
            not_eligible=found[InvitationState.NOT_ELIGIBLE],
            failed=found[InvitationState.FAILED],
        )
