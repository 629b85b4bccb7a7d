"""Who was asked to answer: one single-use invitation each, whose address is sealed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from placewright.web.common.fields import OrderedJSONField
from placewright.web.engagement.models.instruments import Instrument


class InvitationState(models.TextChoices):
    """What became of an invitation; the base of response rates."""

    WAITING = "waiting", _("not sent yet")
    SENT = "sent", _("sent")
    STARTED = "started", _("begun")
    ANSWERED = "answered", _("answered")
    REFUSED = "refused", _("declined to answer")
    FAILED = "failed", _("could not be delivered")
    NOT_ELIGIBLE = "not-eligible", _("not eligible: closed, moved, out of scope")


class Invitation(models.Model):
    """One unit of the sample, or one address of a list. It does not say which response came of it."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="invitations")
    number = models.PositiveIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    sealed_contact = models.BinaryField()
    """Name, e-mail, organisation and postal address, sealed."""
    search_hashes = OrderedJSONField(default=list, blank=True)
    stratum = models.CharField(max_length=80, blank=True)
    cluster = models.CharField(max_length=80, blank=True)
    base_weight = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=InvitationState, default=InvitationState.WAITING)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("instrument_id", "number")
        constraints = (models.UniqueConstraint(fields=("instrument", "number"), name="one_invitation_a_number"),)
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.instrument_id}, {self.number}"


class SendingState(models.TextChoices):
    """How far the mail of one sending is."""

    WAITING = "waiting", _("waits for the worker")
    RUNNING = "running", _("being sent")
    DONE = "done", _("sent")
    STOPPED = "stopped", _("stopped")


class Sending(models.Model):
    """One round of mail: invitations to those who wait, or a reminder to those who did not answer."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="sendings")
    is_reminder = models.BooleanField(default=False)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), max_length=5000)
    address = models.CharField(max_length=300)
    """The site's address, before which links stand."""
    state = models.CharField(max_length=20, choices=SendingState, default=SendingState.WAITING)
    total = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    unaddressed = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.sent} of {self.total}"


class Desk(models.Model):
    """A tablet or a counter at an event: a code that staff start, under which many answer one after the other."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="desks")
    title = models.CharField(_("event"), max_length=200)
    event = models.CharField(_("record of the event"), max_length=120, blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return self.title
