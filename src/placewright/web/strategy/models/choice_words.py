"""The words of closed sets as labels, marked for translation: what a form offers and a table says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHOICE_WORDS: Mapping[str, Promise] = MappingProxyType(
    {
        "agreed": _("Agreed"),
        "all": _("All"),
        "any": _("Any"),
        "asserted": _("Asserted"),
        "assumption": _("Assumption"),
        "budget": _("Budget"),
        "business-environment": _("Business environment"),
        "caveat": _("Caveat"),
        "choice": _("Choice"),
        "co-design": _("Co-design"),
        "conference": _("Conference"),
        "conflicts": _("Conflicts"),
        "consultation": _("Consultation"),
        "count": _("Count"),
        "date": _("Date"),
        "draft": _("Draft"),
        "estimate": _("Estimate"),
        "ideas": _("Ideas"),
        "inclusive-growth": _("Inclusive growth"),
        "infrastructure": _("Infrastructure"),
        "meeting": _("Meeting"),
        "milestone": _("Milestone"),
        "moderate": _("Moderate"),
        "need": _("Need"),
        "opportunity": _("Opportunity"),
        "panel": _("Panel"),
        "people": _("People"),
        "places": _("Places"),
        "publication": _("Publication"),
        "review": _("Review"),
        "round-table": _("Round table"),
        "silent": _("Silent"),
        "strength": _("Strength"),
        "strong": _("Strong"),
        "supports": _("Supports"),
        "survey": _("Survey"),
        "target": _("Target"),
        "threat": _("Threat"),
        "weak": _("Weak"),
        "weighted": _("Weighted"),
        "workshop": _("Workshop"),
    }
)
"""Labels by what is kept; each kind of record takes those of its own words."""


def labelled(kinds: Iterable[str]) -> list[tuple[str, Promise]]:
    """What is kept and what is said of each word, as a field's choices."""
    return [(str(kind), CHOICE_WORDS[str(kind)]) for kind in kinds]
