"""What stands against publishing a composed page: claims that do not hold, and numbers that somebody typed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.core.issues import Severity
from placewright.ledger.prose import Material, PlainText
from placewright.ledger.prose.rules import check_prose
from placewright.web.common.mends import said
from placewright.web.site import fragments
from placewright.web.site.blocks import BuiltBlock
from placewright.web.strategy.current import shown
from placewright.workspace.authored import Authored

if TYPE_CHECKING:
    from placewright.web.site.models import ComposedPage

_PARAGRAPH = re.compile(r"</(?:p|h[1-6]|li)>")
_TAG = re.compile(r"<[^>]+>")
_RULE = "unbound-number"
_HOW = "{{"


class PublicationRefused(PlacewrightError):
    """A page that may not be published as it is."""

    @classmethod
    def because(cls, reasons: Sequence[str]) -> Self:
        """For these reasons, the first of which is said in full."""
        return cls(" ".join(reasons[:5]), fix=_("Mend them in the draft, which is kept, and publish again."))


def reasons_against(page: ComposedPage) -> list[str]:
    """Why the page may not be published, each in a sentence; empty where nothing stands against it."""
    return [*_claims_against(page), *_numbers_against(page)]


def _claims_against(page: ComposedPage) -> Iterator[str]:
    for child in page.body:
        if isinstance(child.block, BuiltBlock):
            for id in child.block.claims(child.value):
                claim = fragments.claim_shown(id)
                if not fragments.holds(claim):
                    verdict = claim.verdict if claim else _("is gone")
                    yield _("The claim “%(claim)s” %(verdict)s.") % {
                        "claim": claim.title if claim else id,
                        "verdict": verdict,
                    }


def _numbers_against(page: ComposedPage) -> Iterator[str]:
    now = shown()
    texts = [PlainText("page", _("the page"), text) for text in texts_of(page) if text.strip()]
    material = Material(Authored() if now is None else now.world.authored, others=texts)
    for found in check_prose(material, only=(_RULE,)):
        if found.record == "page" and found.issue.severity is Severity.ERROR:
            mend = _("Choose a figure or a claim as a block instead, or leave the number out.")
            yield f"{said(found.issue.what)} {mend}"


def texts_of(page: ComposedPage) -> Iterator[str]:
    """The texts that editors typed, without what they quote, which has its source beside it."""
    yield from (page.title, page.lede)
    for child in page.body:
        yield from _typed(child.block_type, child.value)


def _typed(kind: str, value: Any) -> Iterator[str]:
    if kind == "text":
        for part in _PARAGRAPH.split(str(value.source)):
            yield html.unescape(_TAG.sub("", part)).replace(_HOW, "")
    elif kind == "figure":
        yield value["label"]
    elif kind in ("chart", "picture"):
        yield from (value["caption"] or "", value.get("alt") or "")
    elif kind == "download":
        yield value["words"]
    elif kind == "timeline":
        for moment in value["moments"]:
            yield from (moment["title"], moment["text"])
