"""Whole copies of the installation: asked for, taken in the background, and when."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CopyState(models.TextChoices):
    """How far a copy is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being taken")
    READY = "ready", _("taken and checked")
    FAILED = "failed", _("failed")


class WholeCopy(models.Model):
    """A whole copy: when it was taken, by whom, how large it is, and whether its file is still here to be fetched.

    One that was taken on the command line lies where its command said, and is here only as a line.
    """

    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=CopyState, default=CopyState.WAITING)
    progress = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=200, blank=True)
    bytes = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    trouble = models.TextField(blank=True)
    on_command_line = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("whole copy")
        verbose_name_plural = _("whole copies")

    def __str__(self) -> str:
        return self.name or f"{_('Copy')} {self.pk}"

    @property
    def file(self) -> Path:
        """Where its file lies, if it was taken on the team's page."""
        return Path(settings.DATA) / "backups" / f"{self.pk}.zip"

    @property
    def is_here(self) -> bool:
        """Whether it can be fetched."""
        return self.state == CopyState.READY and not self.on_command_line and self.file.is_file()
