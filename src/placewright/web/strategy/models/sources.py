"""What claims may rest on beside statistics: studies, findings, events, summaries, and places with a name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from placewright.records.event import EventKind
from placewright.records.finding import Grade
from placewright.records.summary import SummaryKind
from placewright.web.strategy.models.base import AuthoredRecord, choice, line, listed, table, words


class Study(AuthoredRecord):
    """Commissioned or published evidence, of which findings are graded statements."""

    kind = "study"

    title = line(_("title"), blank=False)
    by = line(_("by whom"), blank=False)
    published = line(_("published"), blank=False, help_text=_("A year, a month such as 2018-03, or a day."))
    url = line(_("web address"))
    commissioned = models.BooleanField(_("commissioned by us"), default=False)
    method = words(_("method"))
    scope = words(_("scope"))
    licence = line(_("licence"))
    read = models.BooleanField(_("the study itself was read"), default=True)
    expires = models.DateField(_("too old to rest on after"), null=True, blank=True)
    text = words(_("note"))

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("study")
        verbose_name_plural = _("studies")
        ordering = ("slug",)

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("title"), index.SearchField("text")]


class Finding(AuthoredRecord):
    """One graded statement of a study, with the figures that it gives."""

    kind = "finding"

    text = words(_("statement, in our own words"), blank=False)
    grade = choice(_("strength of the evidence"), Grade)
    study = line(_("study"), help_text=_("The id of the study that says so."))
    source = line(_("other source"))
    url = line(_("web address"))
    page = line(_("page"))
    scope = words(_("scope"))
    places = listed(_("places"))
    stated_on = line(_("stated on"))
    expires = models.DateField(_("too old to rest on after"), null=True, blank=True)
    figures = table(_("figures"))

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("slug",)

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("text")]


class Event(AuthoredRecord):
    """A conference, round table, panel, meeting or consultation: when, how many, what was said and decided."""

    kind = "event"

    title = line(_("title"), blank=False)
    kind_of = choice(_("form"), EventKind)
    when = line(_("when"), blank=False, help_text=_("A day, a month such as 2018-03, or a year."))
    until = line(_("until"))
    source = line(_("source"))
    url = line(_("web address"))
    organisations = listed(_("organisations that took part"))
    figures = table(_("figures"))
    points = listed(_("points made"))
    decisions = listed(_("decisions"))
    actions = listed(_("actions"))
    planned = models.BooleanField(_("still to come"), default=False)
    text = words(_("note"))

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("when", "slug")

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("title"), index.SearchField("text")]


class Summary(AuthoredRecord):
    """A disclosure-checked result of a survey, consultation or event; never a person's data."""

    kind = "summary"

    title = line(_("title"), blank=False)
    kind_of = choice(_("estimates or counts"), SummaryKind)
    question = words(_("question"), blank=False)
    base = models.IntegerField(_("how many answered"))
    rows = listed(_("options"))
    several = models.BooleanField(_("several options could be chosen"), default=False)
    population = line(_("population"))
    fieldwork_from = models.DateField(_("fieldwork from"), null=True, blank=True)
    fieldwork_until = models.DateField(_("fieldwork until"), null=True, blank=True)
    method = words(_("method"))
    source = line(_("source"))
    event = line(_("event"))
    threshold = models.IntegerField(_("smallest count shown"), default=10)
    text = words(_("note"))

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("summary")
        verbose_name_plural = _("summaries")
        ordering = ("slug",)

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("title")]


class NamedPlace(AuthoredRecord):
    """A list of codes under one name, such as a town of small areas."""

    kind = "place"

    name = line(_("name"), blank=False)
    codes = listed(_("codes"))
    within = line(_("within"))
    rule = words(_("how the codes were chosen"))
    vintage = line(_("vintage of the codes"))
    missing = listed(_("what is not known of it"))
    text = words(_("note"))

    class Meta(AuthoredRecord.Meta):
        abstract = False
        verbose_name = _("named place")
        verbose_name_plural = _("named places")
        ordering = ("slug",)

    search_fields: ClassVar = [*AuthoredRecord.search_fields, index.SearchField("name")]
