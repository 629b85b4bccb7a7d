"""The event log: who did what to which object and when; entries are added and never changed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from placewright.core.errors import PlacewrightError


class LogIsFixed(PlacewrightError):
    """Somebody tried to change or remove an entry of the event log."""


class LogEntry(models.Model):
    """One write: its moment, who did it, what was done to which object, and a digest that chains it to the one before.

    The database refuses to change or remove a row. `by` is empty for what the program did itself; `role` names who
    acted in words that outlive the account. No entry holds personal data beyond the account that acted.
    """

    at = models.DateTimeField(_("when"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    role = models.CharField(_("acted as"), max_length=80, blank=True)
    verb = models.CharField(_("did"), max_length=60, db_index=True)
    kind = models.CharField(_("kind of object"), max_length=60, db_index=True)
    key = models.CharField(_("object"), max_length=200, db_index=True)
    note = models.TextField(_("note"), blank=True)
    before = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("log entry")
        verbose_name_plural = _("event log")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.kind}:{self.key}"

    def computed_digest(self) -> str:
        """The digest that the entry's content and the entry before it give."""
        held = [self.before, self.at.isoformat(), self.by_id, self.role, self.verb, self.kind, self.key, self.note]
        return hashlib.sha256(json.dumps(held, ensure_ascii=False).encode()).hexdigest()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry.

        Raises:
            LogIsFixed: it is there already.
        """
        if self.pk is not None:
            raise LogIsFixed("An entry of the event log cannot be changed.", fix="Add another that says what is so.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse.

        Raises:
            LogIsFixed: always.
        """
        raise LogIsFixed("An entry of the event log cannot be removed.")


class SharedEntry(models.Model):
    """What processes remember together for a while, such as how often something was tried; Django's cache reads it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
