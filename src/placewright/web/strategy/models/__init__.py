"""Every authored record kind, reviews and waivers, evidence and builds."""

from placewright.web.strategy.models.action import Edition, FundingStream, Intervention, Measure, Programme
from placewright.web.strategy.models.argument import (
    Alignment,
    Chapter,
    Checklist,
    Choice,
    Claim,
    Decision,
    Priority,
)
from placewright.web.strategy.models.base import AuthoredRecord
from placewright.web.strategy.models.builds import Build, BuildState, Evidence, Switch
from placewright.web.strategy.models.comments import RecordComment
from placewright.web.strategy.models.copies import CopyState, WholeCopy
from placewright.web.strategy.models.exchanges import Exchange, Incoming, IncomingState
from placewright.web.strategy.models.links import Link, Review, Waiver
from placewright.web.strategy.models.refreshes import TO_DECIDE, UNDER_WAY, Acceptance, Refresh, RefreshState
from placewright.web.strategy.models.sources import Event, Finding, NamedPlace, Study, Summary
from placewright.web.strategy.models.waiting import WaitingChange, WaitingState

RECORD_MODELS: tuple[type[AuthoredRecord], ...] = (
    Study,
    Finding,
    Event,
    Summary,
    NamedPlace,
    Claim,
    Priority,
    Alignment,
    FundingStream,
    Intervention,
    Programme,
    Measure,
    Decision,
    Checklist,
    Chapter,
    Edition,
)
"""The models of authored records, in the order of the chain."""

from placewright.web.strategy.co_design import models as _co_design  # noqa: E402, F401 - so that Django knows them

__all__ = [
    "RECORD_MODELS",
    "TO_DECIDE",
    "UNDER_WAY",
    "Acceptance",
    "Alignment",
    "AuthoredRecord",
    "Build",
    "BuildState",
    "Chapter",
    "Checklist",
    "Choice",
    "Claim",
    "CopyState",
    "Decision",
    "Edition",
    "Event",
    "Evidence",
    "Exchange",
    "Finding",
    "FundingStream",
    "Incoming",
    "IncomingState",
    "Intervention",
    "Link",
    "Measure",
    "NamedPlace",
    "Priority",
    "Programme",
    "RecordComment",
    "Refresh",
    "RefreshState",
    "Review",
    "Study",
    "Summary",
    "Switch",
    "WaitingChange",
    "WaitingState",
    "Waiver",
    "WholeCopy",
]
