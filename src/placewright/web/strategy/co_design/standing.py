"""What the foot of the public's pages says of editions: which is the newest, since when, and whether the text is it."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from placewright.core.periods import day_in_words
from placewright.web.strategy.co_design.queries import newest_public

FOOT = re.compile(rb'<p class="edition-line">.*?</p>', re.DOTALL)
"""The line of a built page that says which edition it is of."""


@dataclass(frozen=True, slots=True)
class StandingEdition:
    """The newest edition that everybody may read, the day since when, and the build that it was made from."""

    slug: str
    title: str
    since: date
    build: int

    def words(self, shown: int) -> str:
        """What is said of it on the pages of a build."""
        said = {"title": self.title, "day": day_in_words(self.since)}
        if shown == self.build:
            return _("“%(title)s”, published on %(day)s") % said
        return _("The text as it is now, after “%(title)s”, which was published on %(day)s") % said

    def line(self, shown: int) -> bytes:
        """The same as a line of a page, with the way to the edition."""
        href = reverse("edition_page", args=[self.slug, ""])
        words = format_html('<p class="edition-line">{}. ', self.words(shown))
        return (words + format_html('<a href="{}">{}</a></p>', href, _("Read the edition"))).encode()


def standing_edition() -> StandingEdition | None:
    """The newest public edition, asked for once in a moment by each process; None where none is public."""
    now = time.monotonic()
    at, found = _asked.get(_ONE, (float("-inf"), None))
    if now - at >= settings.PLACEWRIGHT_SHOWN_SECONDS:
        made = newest_public()
        found = None
        if made is not None and made.public_since is not None:
            since = timezone.localtime(made.public_since).date()
            found = StandingEdition(made.slug, made.title, since, made.build_id)
        _asked[_ONE] = (now, found)
    return found


_ONE = "newest"
_asked: dict[str, tuple[float, StandingEdition | None]] = {}
