"""Readings of measures, and what a person judges of a measure against the rule."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from placewright.web.delivery.rules import Rating


class ReadingStatus(models.TextChoices):
    """What is known of a reading, in the words of the evidence."""

    OK = "ok", _("as counted")
    ESTIMATED = "estimated", _("estimated")
    PROVISIONAL = "provisional", _("provisional")
    SUPPRESSED = "suppressed", _("hidden, since few people are behind it")
    NOT_AVAILABLE = "not_available", _("not available")
    NOT_APPLICABLE = "not_applicable", _("does not apply")


class Reading(models.Model):
    """What a measure read in a period. A correction is another reading; the earlier one is kept, not current."""

    measure = models.CharField(_("measure"), max_length=120, db_index=True)
    period = models.CharField(_("period"), max_length=40)
    value = models.FloatField(_("value"), null=True, blank=True)
    low = models.FloatField(_("the least it may be"), null=True, blank=True)
    high = models.FloatField(_("the most it may be"), null=True, blank=True)
    text = models.CharField(_("in words"), max_length=500, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ReadingStatus, default=ReadingStatus.OK)
    source = models.CharField(_("source"), max_length=300)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)
    is_current = models.BooleanField(default=True)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("measure", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "period"), condition=models.Q(is_current=True), name="one_current_reading_a_period"
            ),
        )
        verbose_name = _("reading")
        verbose_name_plural = _("readings")

    def __str__(self) -> str:
        return f"{self.measure}, {self.period}"


class Judgement(models.Model):
    """That somebody rates a measure otherwise than the rule, and why; the newest counts, an empty one withdraws."""

    measure = models.CharField(_("measure"), max_length=120, db_index=True)
    rating = models.CharField(_("rating"), max_length=20, choices=Rating, blank=True)
    reason = models.CharField(_("why"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")

    def __str__(self) -> str:
        return f"{self.measure}: {self.rating}"
