"""Reviews, the links that they cover, and waivers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from placewright.web.strategy.models.base import line, words


class Review(models.Model):
    """That a person looked at a record and at what it rests on; `said` is what a claim's sentence read then."""

    record = line(_("record"), blank=False, unique=True)
    by = line(_("by which role"), blank=False)
    date = models.DateField(_("when"))
    decision = line(_("decision"))
    said = words(_("what it said"))

    class Meta:
        ordering = ("record",)
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def __str__(self) -> str:
        return f"{self.record} ({self.by}, {self.date})"


class Link(models.Model):
    """A link of a reviewed record to a target, with the fingerprint that the target had when it was reviewed."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveIntegerField()
    target = line(_("target"), blank=False, db_index=True)
    fingerprint = line(_("fingerprint when reviewed"), blank=False)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("review", "target"), name="one_link_a_target"),)
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return f"{self.review.record} -> {self.target}"


class Waiver(models.Model):
    """An issue that is let pass: of which record and rule, by whom, when, why and until when."""

    position = models.PositiveIntegerField(default=0)
    record = line(_("record"), blank=False)
    rule = line(_("rule"), blank=False)
    by = line(_("by whom"), blank=False)
    why = words(_("why"), blank=False)
    until = models.DateField(_("until"))
    date = models.DateField(_("since"))
    what = words(_("what it lets pass"))

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")

    def __str__(self) -> str:
        return f"{self.record}: {self.rule}"
