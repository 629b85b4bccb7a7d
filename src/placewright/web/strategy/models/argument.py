"""The argument: claims, priorities and how they were chosen, partners' plans, decisions, checklists and chapters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin
from wagtail.search import index

from placewright.ledger.chain import title_of
from placewright.records.alignment import Stand
from placewright.records.checklist import Checklist as ChecklistRecord
from placewright.records.claim import Joining, Stance
from placewright.records.decision import DecisionKind
from placewright.records.indicator import Foundation
from placewright.web.common.fields import OrderedJSONField
from placewright.web.strategy.models.base import AuthoredRecord, choice, line, listed, table, words


class Claim(PreviewableMixin, AuthoredRecord):  # type: ignore[misc]
    """One or two sentences with computed figures, and the tests that make them true."""

    kind = "claim"

    title = line(_("title"))
    stance = choice(_("stance"), Stance)
    foundation = choice(_("foundation"), Foundation)
    text = words(_("sentence"), blank=False, help_text=_("Figures by name in double braces: {{ now }}."))
    grand_challenge = line(_("grand challenge"))
    places = listed(_("places"))
    figures = table(_("figures"))
    holds = listed(_("tests"))
    join = choice(_("tests are joined with"), Joining, default=Joining.ALL)
    findings = listed(_("findings it rests on"))
    events = listed(_("events it rests on"))
    contradicts = listed(_("claims that speak against it"))
    note = words(_("note"))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The claim's own page as the site would draw it."""
        from placewright.web.strategy.previews import claim_page

        return claim_page(self)

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ("slug",)

    search_fields: ClassVar = [
        *AuthoredRecord.search_fields,
        index.SearchField("title", boost=2),
        index.SearchField("text"),
        index.FilterField("stance"),
        index.FilterField("foundation"),
    ]


class Priority(AuthoredRecord):
    """What the place chooses to do something about, or has looked at and not chosen."""

    kind = "priority"

    title = line(_("title"), blank=False)
    text = words(_("why"), blank=False)
    claims = listed(_("claims it is argued from"))
    foundation = choice(_("foundation"), Foundation, null=True, blank=True)
    chosen = models.BooleanField(_("chosen"), default=True)
    why_not = words(_("why not"))
    order = models.IntegerField(_("order"), default=0)
    scores = table(_("scores"))
    places = listed(_("places"))
    sectors = listed(_("sectors"))
    source = line(_("source"))
    url = line(_("web address"))
    illustrative = models.BooleanField(_("illustrative"), default=False)

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ("-chosen", "order", "slug")

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("title"), index.SearchField("text")]


class Choice(models.Model):
    """How priorities were chosen: criteria with their weights, and continuity with the earlier plan; one row."""

    criteria = listed(_("criteria"))
    earlier_plan = line(_("earlier plan"))
    earlier_source = line(_("where it can be read"))
    earlier_url = line(_("web address"))
    earlier = listed(_("what became of its priorities"))
    note = words(_("note"))

    class Meta:
        verbose_name = _("choice of priorities")
        verbose_name_plural = _("choice of priorities")

    def __str__(self) -> str:
        return str(_("How priorities were chosen"))


class Alignment(AuthoredRecord):
    """A priority against a partner's strategy: supports, conflicts, silent."""

    kind = "alignment"

    priority = line(_("priority"), blank=False)
    partner = line(_("partner"), blank=False)
    strategy = line(_("the partner's strategy"), blank=False)
    stand = choice(_("how it stands"), Stand)
    text = words(_("what it says"), blank=False)
    source = line(_("source"))
    url = line(_("web address"))
    read = models.BooleanField(_("the strategy itself was read"), default=True)

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("alignment")
        verbose_name_plural = _("alignments")
        ordering = ("slug",)

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("partner"), index.SearchField("text")]


class Decision(AuthoredRecord):
    """An assumption, choice, target, budget, date or review: by which role, when and why."""

    kind = "decision"

    kind_of = choice(_("what was decided"), DecisionKind)
    by = line(_("by which role"), blank=False)
    date = models.DateField(_("when"))
    text = words(_("what and why"), blank=False)
    about = listed(_("records concerned"))
    figure = OrderedJSONField(_("figure"), null=True, blank=True)
    source = line(_("source"))
    illustrative = models.BooleanField(_("illustrative"), default=False)

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-date", "slug")

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("text")]


class Checklist(AuthoredRecord):
    """What the place says of a framework's items that no rule can tell."""

    kind = "checklist"

    answers = listed(_("answers"))

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        ordering = ("slug",)

    def __str__(self) -> str:
        return title_of(ChecklistRecord(self.slug))


class Chapter(PreviewableMixin, AuthoredRecord):  # type: ignore[misc]
    """A part of the strategy's text, with claims, figures and pictures by reference."""

    kind = "chapter"

    title = line(_("title"), blank=False)
    order = models.IntegerField(_("order"))
    summary = words(_("summary"))
    text = words(_("text"), blank=False)
    foundation = line(_("foundation"))
    places = listed(_("places"))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The chapter as the site would draw it."""
        from placewright.web.strategy.previews import chapter_page

        return chapter_page(self)

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ("order", "slug")

    search_fields: ClassVar = [
        *AuthoredRecord.search_fields,
        index.SearchField("title", boost=2),
        index.SearchField("summary"),
        index.SearchField("text"),
    ]
