"""What is done and watched: funding streams, interventions, programmes, measures, and editions that pin it all."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from placewright.records.edition import EditionKind
from placewright.web.strategy.models.base import AuthoredRecord, choice, line, listed, table, words


class FundingStream(AuthoredRecord):
    """Existing money: who gives it, for what, how much by year, from when to when."""

    kind = "funding"

    title = line(_("title"), blank=False)
    funder = line(_("funder"), blank=False)
    text = words(_("what it is for"))
    amounts = table(_("amounts by year"))
    total = models.FloatField(_("total"), null=True, blank=True)
    prices = line(_("prices"), default="current")
    opened = models.DateField(_("opened"), null=True, blank=True)
    closed = models.DateField(_("closed"), null=True, blank=True)
    eligible = listed(_("who and what is eligible"))
    places = listed(_("places"))
    source = line(_("source"))
    url = line(_("web address"))
    verified = models.BooleanField(_("facts were read in the source"), default=True)
    scope = words(_("scope"))

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("funding stream")
        verbose_name_plural = _("funding streams")
        ordering = ("slug",)

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("title"), index.SearchField("text")]


class Intervention(AuthoredRecord):
    """An action as a logic model, with its costs by year, its owner and where its money comes from."""

    kind = "intervention"

    title = line(_("title"), blank=False)
    text = words(_("what is done"), blank=False)
    priorities = listed(_("priorities it serves"))
    owner = line(_("owner"), blank=False)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    places = listed(_("places"))
    costs = table(_("costs by year"))
    prices = line(_("prices"))
    funding = listed(_("funding"))
    unfunded = models.BooleanField(_("unfunded"), default=False)
    nodes = listed(_("steps of the logic model"))
    steps = listed(_("links of the logic model"))
    external_drivers = listed(_("external drivers"))
    counterfactual = words(_("what would happen without it"))
    source = line(_("source"))
    url = line(_("web address"))
    illustrative = models.BooleanField(_("illustrative"), default=False)

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        ordering = ("slug",)

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("title"), index.SearchField("text")]


class Programme(AuthoredRecord):
    """The interventions that are done together, under whose responsibility."""

    kind = "programme"

    title = line(_("title"), blank=False)
    interventions = listed(_("interventions"))
    text = words(_("note"))
    owner = line(_("owner"))
    illustrative = models.BooleanField(_("illustrative"), default=False)

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("slug",)

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("title")]


class Measure(AuthoredRecord):
    """What is watched, from which baseline, towards which target or direction, and by whom."""

    kind = "measure"

    title = line(_("title"), blank=False)
    indicator = line(_("indicator"))
    place = line(_("place"))
    member = line(_("line of a breakdown"))
    measured_by = words(_("measured by"))
    baseline_period = line(_("period of the baseline"))
    target = line(_("target"))
    direction = line(_("direction"))
    frequency = line(_("how often"))
    owner = line(_("owner"))
    data_cost = line(_("cost of the data"))
    priorities = listed(_("priorities"))
    interventions = listed(_("interventions"))
    programme = line(_("programme"))
    text = words(_("note"))

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ("slug",)

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("title")]


class Edition(AuthoredRecord):
    """A dated version of the strategy: its parent, and the fingerprints of everything that it rests on."""

    kind = "edition"

    title = line(_("title"), blank=False)
    kind_of = choice(_("how far it has come"), EditionKind)
    date = models.DateField(_("date"))
    parent = line(_("parent"))
    text = words(_("note"))
    made_with = line(_("made with"))
    records = table(_("fingerprints of records"))
    datasets = table(_("fingerprints of datasets"))
    claims = table(_("fingerprints of claims"))
    outputs = table(_("digests of published files"))
    caveats = table(_("words of caveats"))

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("-date", "slug")

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("title")]
