"""The pages that editors compose: a section of the front page, plain pages, stories, and lists of pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from placewright.web.site.blocks import Body
from placewright.web.site.publishing import PublicationRefused, reasons_against
from placewright.web.site.slugs import is_taken

TEMPLATE = "site/composed_page.html"
"""What draws every kind of composed page; Wagtail otherwise looks for one that is named like the kind."""


class BodyField(StreamField):
    """A stream of blocks whose definition stays out of migrations: changing a block changes no table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(*(args or ([],)), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The field without its blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class ComposedPage(Page):
    """A page of blocks, with a sentence that says what it is about."""

    lede = models.CharField(_("what it is about, in a sentence"), max_length=300, blank=True)
    body = BodyField(Body(required=False), blank=True, verbose_name=_("content"))

    class Meta:
        abstract = True

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body")]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("lede"), index.SearchField("body")]

    def clean(self) -> None:
        """Refuse a slug that would stand before, or never be seen behind, a page that is there already."""
        super().clean()
        if self.slug and is_taken(self.slug):
            raise ValidationError({"slug": _("A part of the site has this address already. Choose another.")})

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """Make a revision live.

        Raises:
            PublicationRefused: it says what the evidence does not bear out, or types a number.
        """
        reasons = reasons_against(revision.as_object())
        if reasons:
            raise PublicationRefused.because(reasons)
        super().publish(revision, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the template needs: the way here, and the pages below."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        from placewright.web.site.composed import drawn_blocks

        is_preview = bool(getattr(request, "is_preview", False))
        above = [page for page in self.get_ancestors().live() if page.depth > 2]
        return context | {
            "page": self,
            "trail": (*((page.title, page.url.lstrip("/")) for page in above), (self.title, "")),
            "drawn": drawn_blocks(self, request, for_editors=is_preview),
            "reasons": reasons_against(self) if is_preview else (),
            "children": self.get_children().live() if self.lists_children else (),
        }

    lists_children: ClassVar[bool] = False


class HomePage(ComposedPage):
    """The root of the pages that editors compose; its content is a section of the front page."""

    template = TEMPLATE
    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("section of the front page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the front page, which shows it; a preview shows it alone."""
        return redirect("home")


class StandardPage(ComposedPage):
    """A plain page: about, privacy, how to take part."""

    template = TEMPLATE

    class Meta:
        verbose_name = _("page")


class StoryPage(ComposedPage):
    """A story told along a timeline."""

    template = TEMPLATE

    class Meta:
        verbose_name = _("story with a timeline")


class IndexPage(ComposedPage):
    """A page that leads to the pages below it."""

    template = TEMPLATE
    lists_children = True

    class Meta:
        verbose_name = _("list of pages")
