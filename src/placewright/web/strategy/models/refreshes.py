"""Refreshes of the evidence: asked for, worked off in the background, looked at, and then shown or dropped."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from placewright.web.strategy.models.builds import Build, Evidence


class RefreshState(models.TextChoices):
    """How far a refresh is."""

    WAITING = "waiting", _("waiting")
    FETCHING = "fetching", _("fetching")
    ADOPTING = "adopting", _("taking over the figures")
    BUILDING = "building", _("building")
    COMPARING = "comparing", _("comparing")
    READY = "ready", _("ready to be shown")
    STOPPED = "stopped", _("claims have to be read again")
    NOTHING = "nothing", _("nothing new")
    FAILED = "failed", _("failed")
    SHOWN = "shown", _("shown to the public")
    DROPPED = "dropped", _("dropped")


UNDER_WAY = (
    RefreshState.WAITING,
    RefreshState.FETCHING,
    RefreshState.ADOPTING,
    RefreshState.BUILDING,
    RefreshState.COMPARING,
)
"""The states in which a worker has something to do."""

STEPS = {
    RefreshState.FETCHING: _("Fetch"),
    RefreshState.ADOPTING: _("Take over"),
    RefreshState.BUILDING: _("Build"),
    RefreshState.COMPARING: _("Compare"),
}
"""What a worker does, one after the other, as a page of how far it is says it."""

TO_DECIDE = (RefreshState.READY, RefreshState.STOPPED)
"""The states in which a person has something to do."""


class Refresh(models.Model):
    """One attempt to bring the evidence up to date.

    `against` is the build that the public saw when it began. `outcomes` says of each dataset what became of it, `found`
    what the new figures change, `failed_at` the state in which it failed, `replaced` holds the reviews that showing it
    replaced, for the way back. One refresh at most is `is_open`: under way, or waiting for people to decide.
    """

    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    from_publishers = models.BooleanField(default=False)
    datasets = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=RefreshState, default=RefreshState.WAITING, db_index=True)
    is_open = models.BooleanField(default=True)
    progress = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="refreshes")
    build = models.ForeignKey(Build, on_delete=models.PROTECT, null=True, related_name="refreshes")
    against = models.ForeignKey(Build, on_delete=models.PROTECT, null=True, related_name="+")
    outcomes = models.JSONField(default=list)
    found = models.JSONField(default=dict)
    trouble = models.JSONField(default=list)
    failed_at = models.CharField(max_length=20, blank=True)
    replaced = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("refresh")
        verbose_name_plural = _("refreshes")
        constraints = (
            models.UniqueConstraint(
                fields=("is_open",), condition=models.Q(is_open=True), name="one_refresh_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{_('Refresh')} {self.pk}"

    @property
    def folder(self) -> Path:
        """Where it works; empty once it is decided."""
        return Path(settings.DATA) / "refreshes" / str(self.pk)

    @property
    def stands(self) -> str:
        """How far it is, or in which step it failed, in words."""
        if self.state == RefreshState.FAILED and self.failed_at:
            return str(_("failed while %(step)s") % {"step": RefreshState(self.failed_at).label})
        return str(self.get_state_display())

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has something to do."""
        return self.state in UNDER_WAY

    @property
    def is_to_decide(self) -> bool:
        """Whether a person has something to do."""
        return self.state in TO_DECIDE


class Acceptance(models.Model):
    """That a person read a claim again with the new figures and lets it stand; a review once the figures are shown."""

    refresh = models.ForeignKey(Refresh, on_delete=models.CASCADE, related_name="acceptances")
    claim = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField(_("by which role"), max_length=120)
    note = models.TextField(_("what was looked at, and why it stands"))
    at = models.DateTimeField(auto_now_add=True)
    evidence = models.CharField(max_length=64)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        constraints = (models.UniqueConstraint(fields=("refresh", "claim"), name="one_acceptance_a_claim"),)

    def __str__(self) -> str:
        return f"{self.claim} ({self.role})"
