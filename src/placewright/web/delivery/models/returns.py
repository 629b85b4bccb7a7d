"""Spending against funds, and the returns that funders ask for."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

QUARTER = RegexValidator(r"\A[0-9]{4}-[0-9]{2} Q[1-4]\Z", _("Write a quarter of a financial year, such as 2025-26 Q1."))


class SpendPurpose(models.TextChoices):
    """What money of a fund went on."""

    DELIVERY = "delivery", _("delivery")
    MANAGEMENT = "management", _("management")


class Spend(models.Model):
    """What was spent of a fund in a quarter, in GBP. A correction is another row; the earlier one is kept."""

    fund = models.CharField(_("fund"), max_length=120, db_index=True)
    intervention = models.CharField(_("action"), max_length=120, blank=True)
    quarter = models.CharField(_("quarter"), max_length=10, validators=[QUARTER])
    purpose = models.CharField(_("on"), max_length=20, choices=SpendPurpose, default=SpendPurpose.DELIVERY)
    amount = models.DecimalField(_("amount in GBP"), max_digits=14, decimal_places=2)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    is_current = models.BooleanField(default=True)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("fund", "quarter", "intervention", "purpose", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("fund", "intervention", "quarter", "purpose"),
                condition=models.Q(is_current=True),
                name="one_current_spend",
            ),
        )
        verbose_name = _("spending")
        verbose_name_plural = _("spending")

    def __str__(self) -> str:
        return f"{self.fund}, {self.quarter}"


class ReturnKind(models.TextChoices):
    """How often a return is made: the formal one covers half a year, the summary a quarter."""

    HALF_YEAR = "half-year", _("half-yearly return")
    QUARTER = "quarter", _("quarterly summary")


class Return(models.Model):
    """A return to a funder: what was spent and read comes from the rows; the words are written here."""

    fund = models.CharField(_("fund"), max_length=120, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ReturnKind, default=ReturnKind.HALF_YEAR)
    period = models.CharField(_("period"), max_length=10, help_text=_("Such as 2025-26 H1, or 2025-26 Q1."))
    narrative = models.TextField(_("what was done"), blank=True, help_text=_("At most 250 words."))
    forward_look = models.TextField(_("what comes next"), blank=True, help_text=_("At most 200 words."))
    underspend = models.DecimalField(
        _("expected underspend in GBP"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-period", "fund")
        constraints = (models.UniqueConstraint(fields=("fund", "kind", "period"), name="one_return_a_period"),)
        verbose_name = _("return")
        verbose_name_plural = _("returns")

    def __str__(self) -> str:
        return f"{self.fund}, {self.period}"
