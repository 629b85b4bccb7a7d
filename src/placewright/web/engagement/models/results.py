"""What was made of the answers: frozen tables, what was withheld from them, and what was removed in time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from placewright.web.common.fields import OrderedJSONField
from placewright.web.engagement.models.instruments import Instrument
from placewright.web.engagement.models.responses import Response


class ResultSet(models.Model):
    """Tables made of the responses at one moment. `frozen` names digests of questionnaire, data, recipe and code."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="results")
    number = models.PositiveIntegerField()
    tables = OrderedJSONField()
    """`placewright.questionnaires.results.Results` as plain values, disclosure-checked."""
    frozen = OrderedJSONField()
    withheld = OrderedJSONField(default=list)
    """What was left out and why, in counts; never what it said."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("instrument_id", "number")
        constraints = (models.UniqueConstraint(fields=("instrument", "number"), name="one_result_a_number"),)

    def __str__(self) -> str:
        return f"{self.instrument_id}, {self.number}"


class TextReview(models.Model):
    """Whether one free text of one response may be quoted, what the search for personal data found, and who decided."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="text_reviews")
    question = models.CharField(max_length=80)
    found = OrderedJSONField(default=list)
    """Kinds of personal data found, with their places in the text; never the data themselves."""
    may_quote = models.BooleanField(default=False)
    redacted = models.TextField(blank=True)
    """The text with what was found taken out; empty where it may not be quoted."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("response", "question"), name="one_review_a_text"),)

    def __str__(self) -> str:
        return f"{self.response_id}: {self.question}"


class Shredding(models.Model):
    """Proof of what was removed, when and under which rule: counts and a digest of the references, no content."""

    instrument = models.ForeignKey(Instrument, on_delete=models.SET_NULL, null=True, related_name="shreddings")
    instrument_slug = models.CharField(max_length=60)
    rule = models.CharField(max_length=80)
    reason = models.CharField(max_length=500, blank=True)
    counts = OrderedJSONField(default=dict)
    references_digest = models.CharField(max_length=64)
    checked = OrderedJSONField(default=dict)
    """What was looked for afterwards, and not found."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("removal")
        verbose_name_plural = _("removals")

    def __str__(self) -> str:
        return f"{self.instrument_slug}: {self.rule}"
