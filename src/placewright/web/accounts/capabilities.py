"""What an account may be allowed to do, one word for each; roles are sets of these."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class May(models.TextChoices):
    """Something that a role allows; the permission is called `accounts.` and the word."""

    SEE_TEAM = "see_team", _("see drafts, the desk and the builds")
    EDIT_RECORDS = "edit_records", _("write claims, chapters and the other records")
    PUBLISH_RECORDS = "publish_records", _("make what was written live")
    REVIEW_LINKS = "review_links", _("sign off what a record rests on")
    WAIVE = "waive", _("let an issue pass, with a reason and until a date")
    REFRESH_DATA = "refresh_data", _("fetch new data and build from them")
    SHOW_BUILDS = "show_builds", _("choose which build the public sees")
    MOVE_EDITIONS = "move_editions", _("move an edition from one state to the next")
    ANSWER_REVIEWERS = "answer_reviewers", _("invite reviewers and answer what they say")
    COMMENT = "comment", _("comment on drafts")
    RUN_DELIVERY = "run_delivery", _("keep programmes, measures and readings")
    RUN_ENGAGEMENT = "run_engagement", _("run events, surveys and consultations")
    READ_ANSWERS = "read_answers", _("read single answers to surveys and consultations; logged each time")
    READ_IDENTITIES = (
        "read_identities",
        _("read who gave an answer, and find a person's data; logged each time"),
    )
    COMPOSE_PAGES = "compose_pages", _("compose the public's pages")
    MANAGE_PEOPLE = "manage_people", _("invite people and give them roles")
    READ_LOG = "read_log", _("read the event log")
    BACK_UP = "back_up", _("take and restore whole copies")

    @property
    def permission(self) -> str:
        """The permission as Django names it."""
        return f"accounts.{self.value}"
