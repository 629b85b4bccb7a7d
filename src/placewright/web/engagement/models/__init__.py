"""Instruments, invitations, responses, identities, results and removals."""

from placewright.web.engagement.models.instruments import (
    Extension,
    Instrument,
    InstrumentKind,
    LaunchWaiver,
    QuestionnaireVersion,
    ReachTarget,
    Stage,
    StepCount,
)
from placewright.web.engagement.models.invitations import Desk, Invitation, InvitationState, Sending, SendingState
from placewright.web.engagement.models.responses import (
    DeviceSighting,
    Draft,
    Identity,
    Mode,
    Response,
    ResponseChange,
    ResponseFlag,
    ResponseState,
    SentFile,
    SpentProof,
)
from placewright.web.engagement.models.results import ResultSet, Shredding, TextReview
from placewright.web.engagement.models.saves import QuestionnaireSave

__all__ = [
    "Desk",
    "DeviceSighting",
    "Draft",
    "Extension",
    "Identity",
    "Instrument",
    "InstrumentKind",
    "Invitation",
    "InvitationState",
    "LaunchWaiver",
    "Mode",
    "QuestionnaireSave",
    "QuestionnaireVersion",
    "ReachTarget",
    "Response",
    "ResponseChange",
    "ResponseFlag",
    "ResponseState",
    "ResultSet",
    "Sending",
    "SendingState",
    "SentFile",
    "Shredding",
    "SpentProof",
    "Stage",
    "StepCount",
    "TextReview",
]
