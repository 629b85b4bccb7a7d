"""Why the margins of a recipe cannot be met by those who answered: which class, its number, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from placewright.core.errors import Undefined
from placewright.core.words import gettext as _
from placewright.methods.survey_weights import NoConvergence

Held = Mapping[str, tuple[NDArray[Any], Mapping[str, float]]]
"""For each margin the class of each respondent, and what each class should add to."""


def refuse_empty(held: Held, labels: Mapping[str, str]) -> None:
    """Refuse a class that has a target and in which nobody answered.

    Raises:
        Undefined: the message names the question, the class and its target.
    """
    for name, (found, targets) in held.items():
        there = set(found.tolist())
        for label, target in targets.items():
            if target > 0 and label not in there:
                raise Undefined(
                    _(
                        "Nobody answered in the class “%(label)s” of “%(name)s”, which should come to %(target)s "
                        "and comes to 0."
                    )
                    % {"label": label, "name": labels.get(name, name), "target": f"{target:,.0f}"},
                    where="weights",
                    fix=_("Join it under Weights with a class that is alike, or leave this margin out, and say so."),
                )


def contradiction(held: Held, error: NoConvergence, labels: Mapping[str, str]) -> NoConvergence:
    """Why margins cannot all hold for these respondents, in plain words, with what to do.

    Said first is a class whose members all lie in few classes of another margin that are smaller than it; where no
    single class shows it, the class that stays furthest from its number.
    """
    for name, (found, targets) in held.items():
        for other, (places, room) in held.items():
            if other == name:
                continue
            for label, target in targets.items():
                among = sorted(set(places[found == label].tolist()), key=list(room).index)
                most = sum(room[one] for one in among)
                if target > most * (1 + 1e-9):
                    return _too_little_room((name, label, target), (other, among, most), labels)
    return _furthest(held, error, labels)


def _too_little_room(
    wanted: tuple[str, str, float], among: tuple[str, list[str], float], labels: Mapping[str, str]
) -> NoConvergence:
    name, label, target = wanted
    other, classes, most = among
    values = {
        "label": label,
        "name": labels.get(name, name),
        "target": f"{target:,.0f}",
        "other": labels.get(other, other),
        "classes": ", ".join(f"“{one}”" for one in classes),
        "most": f"{most:,.0f}",
    }
    what = _(
        "The margins cannot all hold for these respondents. The class “%(label)s” of “%(name)s” should come to "
        "%(target)s and comes to %(most)s at most: all who answered in it are in %(classes)s of “%(other)s”, where "
        "there are no more than that."
    )
    fix = _("Join it under Weights with a class that is alike, or leave one of the two margins out, and say so.")
    return NoConvergence(what % values, where="weights", fix=fix)


def _furthest(held: Held, error: NoConvergence, labels: Mapping[str, str]) -> NoConvergence:
    if error.furthest is None:
        return error
    off = error.furthest
    values = {
        "label": list(held[off.margin][1])[off.level],
        "name": labels.get(off.margin, off.margin),
        "target": f"{off.target:,.0f}",
        "reached": f"{off.reached:,.0f}",
    }
    what = _(
        "The margins cannot all hold for these respondents. Furthest away stays the class “%(label)s” of “%(name)s”: "
        "it should come to %(target)s and comes to %(reached)s."
    )
    fix = _("Join small classes under Weights, or leave one margin out, and say so.")
    return NoConvergence(what % values, where="weights", fix=fix)
