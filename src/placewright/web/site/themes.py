"""What the strategy and the evidence say of each theme: its claims, priorities and chapters."""

from __future__ import annotations

from dataclasses import dataclass

from placewright.publish.views import FOUNDATIONS
from placewright.publish.views_strategy import ClaimLine, Link
from placewright.web.strategy.current import Shown
from placewright.web.strategy.public_changes import claims_of


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with what belongs to it; every link is from the root of the site."""

    slug: str
    name: str
    about: str
    claims: tuple[ClaimLine, ...]
    priorities: tuple[Link, ...]
    chapters: tuple[Link, ...]

    @property
    def evidence(self) -> str:
        """Where its indicators are listed, from the root of the site."""
        return f"indicators/index.html#{self.slug}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing belongs to it."""
        return not (self.claims or self.priorities or self.chapters)


def themes(now: Shown) -> tuple[Theme, ...]:
    """The themes that anything belongs to, in their fixed order."""
    made = (_theme(now, slug, name, about) for slug, name, about in FOUNDATIONS)
    return tuple(theme for theme in made if not theme.is_empty)


def theme_named(now: Shown, slug: str) -> Theme | None:
    """The theme of that name; None where nothing belongs to it."""
    return next((theme for theme in themes(now) if theme.slug == slug), None)


def _theme(now: Shown, slug: str, name: str, about: str) -> Theme:
    authored = now.world.authored
    claims = tuple(
        ClaimLine(
            id,
            claim["text"],
            claim["verdict"],
            claim["stance"],
            claim["foundation"],
            tuple(claim["marks"]),
            claim["title"],
        )
        for id, claim in claims_of(now.out).items()
        if claim["foundation"] == slug
    )
    priorities = tuple(
        Link(item.title, f"priorities.html#{item.id}")
        for item in authored.priorities.values()
        if item.chosen and str(item.foundation) == slug
    )
    chapters = tuple(
        Link(item.title, f"strategy/{item.id}.html", item.summary)
        for item in authored.strategy.values()
        if item.foundation == slug
    )
    return Theme(slug, name, about, claims, priorities, chapters)
