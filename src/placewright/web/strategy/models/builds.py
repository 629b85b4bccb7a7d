"""Versions of the evidence, the builds made of them, and which build the public sees."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Evidence(models.Model):
    """One version of everything that a workspace holds beside its records: figures, pins, sources, outlines, archives.

    Its files lie below `folder` and are never changed: a refresh or an import makes another version.
    """

    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("version of the evidence")
        verbose_name_plural = _("versions of the evidence")

    def __str__(self) -> str:
        return f"{_('Evidence')} {self.pk}"

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return Path(settings.DATA) / "evidence" / str(self.pk)


class BuildState(models.TextChoices):
    """How far a build is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    READY = "ready", _("ready")
    STOPPED = "stopped", _("stopped by errors")
    FAILED = "failed", _("failed")


class Build(models.Model):
    """What one run of the pipeline made from a version of the evidence and the records as they were live then.

    `held` names the claims for which it was kept from the public: they would have broken without anybody agreeing.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="builds")
    state = models.CharField(max_length=20, choices=BuildState, default=BuildState.WAITING, db_index=True)
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    progress = models.CharField(max_length=200, blank=True)
    records_digest = models.CharField(max_length=64, blank=True)
    trouble = models.JSONField(default=list)
    to_publish = models.BooleanField(default=True)
    held = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("build")
        verbose_name_plural = _("builds")

    def __str__(self) -> str:
        return f"{_('Build')} {self.pk}"

    @property
    def waits(self) -> bool:
        """Whether it waits for somebody who agrees that the public sees it."""
        return self.state == BuildState.READY and bool(self.held) and not self.switches.exists()

    @property
    def folder(self) -> Path:
        """Where it lies: `workspace`, what it was made from, and `out`, what it made."""
        return Path(settings.DATA) / "builds" / str(self.pk)

    @property
    def workspace(self) -> Path:
        """The workspace folder that it was made from."""
        return self.folder / "workspace"

    @property
    def out(self) -> Path:
        """What it made."""
        return self.folder / "out"

    @property
    def site(self) -> Path:
        """The pages that it made."""
        return self.out / "site"


class Switch(models.Model):
    """That from a moment on the public sees a build; the newest switch counts, and an older build can be had back.

    `changes` counts what differs from what the public saw before; `chapters` does so for each chapter that differs.
    """

    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="switches")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True)
    changes = models.JSONField(default=dict)
    chapters = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("switch")
        verbose_name_plural = _("switches")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.build}"
