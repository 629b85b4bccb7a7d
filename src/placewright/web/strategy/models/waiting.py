"""Changes that a program made to records on which live ones rest: drafts that wait until an editor agrees."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WaitingState(models.TextChoices):
    """What became of a change that waits."""

    WAITING = "waiting", _("waits for an editor")
    PUBLISHED = "published", _("published")
    DROPPED = "dropped", _("left as a draft")
    REPLACED = "replaced", _("replaced by a newer one")


class WaitingChange(models.Model):
    """Drafts of records of one kind, by `slugs`, with why they were made; nothing live changes while they wait.

    `found` keeps what was agreed to: the claims that changed, as the page showed them.
    """

    kind = models.CharField(max_length=40)
    slugs = models.JSONField(default=list)
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=WaitingState, default=WaitingState.WAITING, db_index=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField(_("by which role"), max_length=120, blank=True)
    note = models.TextField(_("what was looked at, and why it stands"), blank=True)
    found = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("change that waits")
        verbose_name_plural = _("changes that wait")

    def __str__(self) -> str:
        return self.reason

    @property
    def is_open(self) -> bool:
        """Whether an editor has still to decide."""
        return self.state == WaitingState.WAITING
