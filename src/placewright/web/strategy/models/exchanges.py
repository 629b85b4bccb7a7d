"""When database and folder last agreed, and archives that were sent in to be taken over."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How database and folder came to agree."""

    FOLDER = "folder", _("a folder was taken over")
    ARCHIVE = "archive", _("an archive was taken over")
    EXPORT = "export", _("the workspace was exported")


def new_token() -> str:
    """A name for an exchange that no other installation gives."""
    return uuid4().hex


class Exchange(models.Model):
    """That database and folder agreed: what each record's file held, and which version of the evidence there was.

    What is imported later is held against the exchange that it comes from, which its archive names by `token`.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    way = models.CharField(max_length=20, choices=Way)
    files = models.JSONField(default=dict)
    evidence = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_way_display()}"


class IncomingState(models.TextChoices):
    """How far an archive that was sent in is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being compared")
    COMPARED = "compared", _("compared, not taken over")
    APPLIED = "applied", _("taken over")
    REFUSED = "refused", _("refused")


class Incoming(models.Model):
    """An archive of a workspace that somebody sent in: compared first, and taken over when somebody says so."""

    name = models.CharField(max_length=200)
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=IncomingState, default=IncomingState.WAITING)
    found = models.JSONField(default=dict)
    trouble = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("archive sent in")
        verbose_name_plural = _("archives sent in")

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> Path:
        """Where it lies, unpacked and as it was sent."""
        return Path(settings.DATA) / "incoming" / str(self.pk)

    @property
    def archive(self) -> Path:
        """The file as it was sent."""
        return self.folder / "sent.zip"

    @property
    def workspace(self) -> Path:
        """The workspace that it holds."""
        return self.folder / "workspace"
