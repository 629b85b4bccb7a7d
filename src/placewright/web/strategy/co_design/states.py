"""The states that an edition moves through, which may follow which, and who has to approve."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from placewright.records.edition import EditionKind


class State(models.TextChoices):
    """How far an edition under way has come."""

    DRAFT = "draft", _("Draft")
    CONSULTATION = "consultation", _("Public consultation")
    CO_DESIGN = "co-design", _("Co-design with Government")
    AGREED = "agreed", _("Agreed")
    PUBLISHED = "published", _("Published")


class ReviewerRole(models.TextChoices):
    """As what somebody outside the team reads, agrees and approves."""

    BOARD = "board", _("Board")
    GOVERNMENT = "government", _("Government department")
    PARTNER = "partner", _("Partner organisation")
    NEIGHBOUR = "neighbour", _("Neighbouring area")
    EXPERT = "expert", _("Expert")


ORDER = tuple(State)
"""The states in their order."""

KIND_OF: Mapping[State, EditionKind] = {
    State.DRAFT: EditionKind.DRAFT,
    State.CONSULTATION: EditionKind.CONSULTATION,
    State.CO_DESIGN: EditionKind.CO_DESIGN,
    State.AGREED: EditionKind.AGREED,
    State.PUBLISHED: EditionKind.AGREED,
}
"""The kind of the edition that each state shows; an agreed edition is published as it is."""

PUBLIC = frozenset({State.CONSULTATION, State.PUBLISHED})
"""The states that make an edition's page public."""

APPROVALS: Mapping[State, tuple[ReviewerRole, ...]] = {
    State.DRAFT: (),
    State.CONSULTATION: (ReviewerRole.BOARD,),
    State.CO_DESIGN: (),
    State.AGREED: (ReviewerRole.BOARD, ReviewerRole.GOVERNMENT),
    State.PUBLISHED: (ReviewerRole.BOARD,),
}
"""Who must have approved the edition before it may reach a state."""

ALL_ANSWERED = frozenset({State.AGREED, State.PUBLISHED})
"""The states that no remark may be left unanswered before; the others ask it of objections alone."""


def next_state(state: str) -> State | None:
    """The state that follows; None behind the last."""
    at = ORDER.index(State(state))
    return ORDER[at + 1] if at + 1 < len(ORDER) else None
