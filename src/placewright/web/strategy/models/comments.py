"""What the team says to each other of a record: comments with replies, resolved when they are dealt with."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordComment(models.Model):
    """A comment on a record, or a reply to one; its words are never changed.

    The record is named by its kind with its row, and by `reference`, so that it is found again under a new id of a
    draft, and after an import that made its row anew. Only a comment that is no reply is resolved.
    """

    kind = models.CharField(max_length=40)
    row = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=200, db_index=True)
    reply_to = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    text = models.TextField(_("comment"))
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, db_index=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("kind", "row"), name="comments_of_a_row"),)
        verbose_name = _("comment on a record")
        verbose_name_plural = _("comments on records")

    def __str__(self) -> str:
        return f"{self.reference}: {self.text[:40]}"

    @property
    def is_open(self) -> bool:
        """Whether it waits to be dealt with."""
        return self.resolved_at is None
