"""What happened to a response, and why something is withheld, in words for the team."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from placewright.questionnaires.results_words import omission_words

CHANGES: Mapping[str, str | Promise] = {
    "decided": _("decided on"),
    "undone": _("the decision was taken back"),
    "corrected": _("corrected by who gave it"),
    "retyped": _("typed in anew from the form"),
    "withdrawn": _("withdrawn by who gave it"),
    "erased": _("erased"),
}

WITHHELD: Mapping[str, str | Promise] = {
    "small": _("too few answers"),
    "for-others": _("so that a small number cannot be worked out"),
    "base": _("too few answered"),
    "dominance": _("one or two make most of it"),
    "undefined": _("it cannot be worked out"),
    "no-leave": _("who wrote it has not let it be published"),
    "not-read": _("nobody has read it yet"),
    "decided": _("it was decided not to quote it"),
    "taken-back": _("who wrote it took it back"),
}


def withheld_words(withheld: list[dict[str, object]]) -> list[dict[str, object]]:
    """What was left out of results, with the reason in words."""
    return [
        one | {"what": omission_words(str(one["what"])), "why": WITHHELD.get(str(one["why"]), one["why"])}
        for one in withheld
    ]
