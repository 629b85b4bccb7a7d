"""The blocks that editors compose pages of: claims, figures and pictures come from the build that the public sees."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.shortcuts import get_rendition_or_not_found

from placewright.publish.strategy_site import QUIET_MARKS, STANCES, VERDICTS
from placewright.web.site import fragments
from placewright.web.strategy.current import shown

RICH = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class BuiltBlock(blocks.StructBlock):
    """A block that shows something of the shown build; its template gets it as `shown`."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """What the template needs, and whether it is drawn for editors, who are told of what is left out."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {
            "shown": self.look_up(value),
            "for_editors": bool((parent_context or {}).get("for_editors")),
            "root": "/",
            "at": lambda href: href if href.startswith(("/", "#")) or "://" in href else f"/{href}",
            "verdicts": VERDICTS,
            "quiet_marks": QUIET_MARKS,
            "stances": STANCES,
            "marks": {},
            "grades": {},
            "standings": {},
        }

    def look_up(self, value: Any) -> Any:
        """What the block shows; None where the build has it no more, or it may not be said."""
        raise NotImplementedError

    def claims(self, value: Any) -> tuple[str, ...]:
        """The claims that it says."""
        return ()


class ClaimBlock(BuiltBlock):
    """A claim with its verdict."""

    claim = blocks.ChoiceBlock(choices=fragments.claim_choices, label=_("Claim"))

    class Meta:
        icon = "tick"
        label = _("Claim")
        template = "site/blocks/claim.html"

    def look_up(self, value: Any) -> Any:
        """The claim, where it may be said."""
        found = fragments.claim_shown(value["claim"])
        return found if fragments.holds(found) else None

    def claims(self, value: Any) -> tuple[str, ...]:
        """The claim."""
        return (value["claim"],)


class FigureBlock(BuiltBlock):
    """One large figure of a claim, with what it is."""

    figure = blocks.ChoiceBlock(choices=fragments.figure_choices, label=_("Figure"))
    label = blocks.CharBlock(label=_("What it is"), max_length=120)

    class Meta:
        icon = "order"
        label = _("Figure")
        template = "site/blocks/figure.html"

    def look_up(self, value: Any) -> Any:
        """The figure, where its claim may be said."""
        claim, _dot, name = value["figure"].partition(".")
        found = fragments.figure_shown(claim, name)
        return found if found and fragments.holds(found.claim) else None

    def claims(self, value: Any) -> tuple[str, ...]:
        """The figure's claim."""
        return (value["figure"].partition(".")[0],)


class ChartBlock(BuiltBlock):
    """A chart or diagram that the build drew."""

    chart = blocks.ChoiceBlock(choices=fragments.chart_choices, label=_("Chart"))
    caption = blocks.CharBlock(label=_("What it shows, in words"), max_length=300)

    class Meta:
        icon = "image"
        label = _("Chart")
        template = "site/blocks/chart.html"

    def look_up(self, value: Any) -> Any:
        """The chart."""
        return fragments.chart_shown(value["chart"])


class MapBlock(BuiltBlock):
    """The map of an indicator."""

    indicator = blocks.ChoiceBlock(choices=fragments.indicator_choices, label=_("Indicator"))

    class Meta:
        icon = "globe"
        label = _("Map")
        template = "site/blocks/built_piece.html"

    def look_up(self, value: Any) -> Any:
        """The map."""
        return fragments.map_shown(value["indicator"])

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """And the page that it is from."""
        page = f"indicators/{value['indicator']}.html"
        more = {"page_address": f"/{page}", "page_name": fragments.name_of_page(page)}
        return super().get_context(value, parent_context) | more


class TableBlock(MapBlock):
    """The table of an indicator."""

    class Meta:
        icon = "table"
        label = _("Table")
        template = "site/blocks/built_piece.html"

    def look_up(self, value: Any) -> Any:
        """The table."""
        return fragments.table_shown(value["indicator"])


class PriorityBlock(BuiltBlock):
    """One of the priorities that were chosen."""

    priority = blocks.ChoiceBlock(choices=fragments.priority_choices, label=_("Priority"))

    class Meta:
        icon = "pick"
        label = _("Priority")
        template = "site/blocks/priority.html"

    def look_up(self, value: Any) -> Any:
        """The priority's card."""
        return fragments.priority_shown(value["priority"])


class QuotationBlock(blocks.StructBlock):
    """What somebody said, and where it can be read."""

    words = blocks.TextBlock(label=_("Words"))
    who = blocks.CharBlock(label=_("Who said so"), max_length=200)
    source = blocks.URLBlock(label=_("Where it can be read"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "site/blocks/quotation.html"


class MomentBlock(blocks.StructBlock):
    """One moment of a timeline."""

    when = blocks.CharBlock(label=_("When"), max_length=60)
    title = blocks.CharBlock(label=_("What"), max_length=200)
    text = blocks.TextBlock(label=_("More"), required=False)


class TimelineBlock(blocks.StructBlock):
    """Moments in their order, those of the strategy's own making among them where that is wanted."""

    moments = blocks.ListBlock(MomentBlock(), label=_("Moments"), min_num=0, default=[])
    with_events = blocks.BooleanBlock(label=_("Add the events of the strategy"), required=False)

    class Meta:
        icon = "history"
        label = _("Timeline")
        template = "site/blocks/timeline.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """And the events of the shown build, in their order."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        now = shown() if value["with_events"] else None
        events = sorted(now.world.authored.events.values(), key=lambda event: event.when) if now else []
        return context | {"events": events}


class DownloadBlock(blocks.StructBlock):
    """A document or data to take away: one that the build made, or one that was uploaded."""

    words = blocks.CharBlock(label=_("Words of the link"), max_length=120)
    built = blocks.ChoiceBlock(choices=fragments.download_choices, label=_("Of the build"), required=False)
    document = DocumentChooserBlock(label=_("Uploaded"), required=False)

    class Meta:
        icon = "download"
        label = _("Download")
        template = "site/blocks/download.html"


class PictureBlock(blocks.StructBlock):
    """An image with words for those who do not see it."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(label=_("What is to be seen, for those who do not see it"), max_length=300)
    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "site/blocks/picture.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """What the template needs: the image as it is drawn; None where none was chosen, or it was removed since."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        image = value["image"]
        return context | {"drawn": get_rendition_or_not_found(image, "width-1200") if image else None}


class Body(blocks.StreamBlock):
    """What a page is composed of."""

    text = blocks.RichTextBlock(label=_("Text"), features=RICH, icon="pilcrow", template="site/blocks/text.html")
    claim = ClaimBlock()
    figure = FigureBlock()
    chart = ChartBlock()
    map = MapBlock()
    table = TableBlock()
    priority = PriorityBlock()
    quotation = QuotationBlock()
    timeline = TimelineBlock()
    download = DownloadBlock()
    picture = PictureBlock()
