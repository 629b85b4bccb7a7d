"""Links that let somebody in once: the first administrator, somebody invited, somebody locked out."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placewright.web.accounts.models.people import Organisation, Team
from placewright.web.common.fields import OrderedJSONField


class Purpose(models.TextChoices):
    """What a link is for."""

    FIRST = "first", _("first administrator")
    INVITATION = "invitation", _("invitation")
    SIGN_IN = "sign-in", _("one-time sign-in")


class LinkQuerySet(models.QuerySet["OneTimeLink"]):
    """Links, as they are looked for."""

    def open(self, now: datetime | None = None) -> LinkQuerySet:
        """Those that would still let somebody in."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=now or timezone.now())

    def waiting(self) -> LinkQuerySet:
        """Those neither used nor revoked; some may have expired and can be sent again."""
        return self.filter(used_at=None, revoked_at=None)


class OneTimeLink(models.Model):
    """A link that works once and not for ever; of its secret only a digest is kept, so that a copy lets nobody in."""

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="links"
    )
    roles: models.Field[list[str], list[str]] = OrderedJSONField(_("roles"), default=list)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")
        constraints = (
            models.CheckConstraint(
                condition=~Q(purpose=Purpose.SIGN_IN) | Q(account__isnull=False), name="sign_in_link_has_account"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.pk}"

    @property
    def is_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()
