"""The roles in which people work here, and what each may do; a role is a group of that name."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from placewright.web.accounts.capabilities import May


class Role(models.TextChoices):
    """A role by the name of its group."""

    ADMINISTRATOR = "administrator", _("Administrator")
    ANALYST = "analyst", _("Analyst")
    EDITOR = "editor", _("Editor")
    ENGAGEMENT_OFFICER = "engagement officer", _("Engagement officer")
    PROGRAMME_MANAGER = "programme manager", _("Programme manager")
    REVIEWER = "reviewer", _("Reviewer")
    VIEWER = "viewer", _("Viewer")


CAPABILITIES: Mapping[Role, frozenset[May]] = {
    Role.ADMINISTRATOR: frozenset(May),
    Role.ANALYST: frozenset(
        {
            May.SEE_TEAM,
            May.EDIT_RECORDS,
            May.REVIEW_LINKS,
            May.REFRESH_DATA,
            May.COMMENT,
            May.READ_ANSWERS,
        }
    ),
    Role.EDITOR: frozenset(
        {
            May.SEE_TEAM,
            May.EDIT_RECORDS,
            May.PUBLISH_RECORDS,
            May.REVIEW_LINKS,
            May.WAIVE,
            May.SHOW_BUILDS,
            May.MOVE_EDITIONS,
            May.ANSWER_REVIEWERS,
            May.COMMENT,
            May.COMPOSE_PAGES,
        }
    ),
    Role.ENGAGEMENT_OFFICER: frozenset(
        {
            May.SEE_TEAM,
            May.EDIT_RECORDS,
            May.COMMENT,
            May.RUN_ENGAGEMENT,
            May.READ_ANSWERS,
            May.READ_IDENTITIES,
        }
    ),
    Role.PROGRAMME_MANAGER: frozenset({May.SEE_TEAM, May.EDIT_RECORDS, May.COMMENT, May.RUN_DELIVERY}),
    Role.REVIEWER: frozenset({May.SEE_TEAM, May.COMMENT}),
    Role.VIEWER: frozenset({May.SEE_TEAM}),
}
"""What each role may do."""
