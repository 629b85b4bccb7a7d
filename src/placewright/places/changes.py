"""What became of a code: the codes that stand for it in another vintage, and the rule that says how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from placewright.core.late_dataclass import dataclass
from placewright.places import hierarchy
from placewright.places.tables import Step
from placewright.places.vintages import UnknownVintage, check_vintage, vintages_of, year_of_vintage
from placewright.records.place import SMALL_AREA_LEVELS, YEARLY_LEVELS, Place

if TYPE_CHECKING:
    from placewright.places.registry import Registry

Rule = Literal["same", "recoded", "merged", "split", "complex", "unknown"]
"""How a code became others.

`same`: the code is live in both. `recoded`: one code for one code, with at most a small change of boundary. `merged`:
it became a part of the one code named. `split`: the codes named together are it. `complex`: the codes named share
territory with it, but are not it together. `unknown`: no relation is recorded, and no code is named.
"""

_GRAVITY: tuple[Rule, ...] = ("same", "recoded", "merged", "split", "complex", "unknown")


@dataclass(frozen=True, slots=True)
class Resolution:
    """The codes that stand for `code` in a vintage, the rule, and what else is known."""

    code: str
    codes: tuple[str, ...]
    rule: Rule
    vintage: str
    note: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether figures of the codes, added up, are figures of the place (but for small changes of boundary)."""
        return self.rule in ("same", "recoded", "split")

    def __str__(self) -> str:
        target = " + ".join(self.codes) or "nothing recorded"
        return f"{self.code} {self.rule} as {target} in {self.vintage}" + (f" ({self.note})" if self.note else "")


def resolve(known: Registry, code: str, to_vintage: str | None = None) -> Resolution:
    """The codes that stand for a place in another vintage, the newest unless told."""
    forward, _ = known.steps
    if code not in known.places and code in forward:
        level = known.places[forward[code][0].successor].level
        target = check_vintage(to_vintage or vintages_of(level)[-1], level)
        return _by_steps(known, code, target)
    place = known.get(code)
    target = to_vintage or vintages_of(_level_after(known, place))[-1]
    if place.is_in(target):
        return Resolution(code, (code,), "same", target)
    if place.level.startswith("nuts") and target in ("itl-2021", "itl-2025"):
        return _from_nuts(known, place, target)
    if target not in vintages_of(place.level) and target not in vintages_of(_level_after(known, place)):
        raise UnknownVintage.named(target, place.level)
    if place.level == "lsoa":
        return _small_area(known, code, target)
    if place.level.startswith("itl"):
        return _by_territory(known, place, target)
    if place.level in YEARLY_LEVELS or place.level == "lep":
        return _by_steps(known, code, target)
    note = "Changes of MSOAs are not recorded." if place.level in SMALL_AREA_LEVELS else "No change is recorded."
    return Resolution(code, (), "unknown", target, note)


def successors(known: Registry, code: str) -> Resolution:
    """What became of a code, one step on; a code that never changed is its own."""
    steps = known.steps[0].get(code)
    if steps:
        level = known.places[steps[0].successor].level
        vintage = f"{level}-{steps[0].year}"
        return Resolution(code, tuple(step.successor for step in steps), _rule(steps), vintage, _notes(steps))
    return resolve(known, code)


def _level_after(known: Registry, place: Place) -> str:
    """The level of what a code became: a county may have become districts."""
    steps = known.steps[0].get(place.code)
    return known.places[steps[0].successor].level if steps else place.level


def _by_steps(known: Registry, code: str, target: str) -> Resolution:
    """Follows the recorded steps, forward or back, until every code is live in the target."""
    forward, back = known.steps
    year = year_of_vintage(target) or int(target[-4:])
    taken: list[Step] = []
    rules: list[Rule] = ["recoded"]
    codes, seen = {code}, {code}
    while pending := sorted(one for one in codes if one not in known.places or not known.places[one].is_in(target)):
        one = pending[0]
        place = known.places.get(one)
        is_later = place is not None and (place.first or int(place.vintages[0][-4:])) > year
        steps = back.get(one, []) if is_later else forward.get(one, [])
        if is_later:
            steps = [step for step in steps if _is_of_level(known, step.code, place)]
            rules.append(_rule_back(steps))
        else:
            rules.append(_rule(steps) if steps else "unknown")
        reached = {step.code if is_later else step.successor for step in steps}
        if not reached or reached & seen:
            return Resolution(code, (), "unknown", target, "No code of that vintage is recorded.")
        taken += steps
        seen |= reached
        codes = (codes - {one}) | reached
    return Resolution(code, tuple(sorted(codes)), max(rules, key=_GRAVITY.index), target, _notes(taken))


def _is_of_level(known: Registry, code: str, place: Place | None) -> bool:
    return code in known.places and place is not None and known.places[code].level == place.level


def _rule(steps: list[Step]) -> Rule:
    rules = {step.rule for step in steps}
    if "complex" in rules:
        return "complex"
    if len(steps) > 1:
        return "split"
    return "merged" if rules == {"merged"} else "recoded"


def _rule_back(steps: list[Step]) -> Rule:
    """Read backwards, what was merged is several codes; what was split or complex shares only a part."""
    if any(step.rule == "complex" for step in steps):
        return "complex"
    if len(steps) > 1:
        return "split"
    return "merged" if any(step.rule == "split" for step in steps) else "recoded"


def _notes(steps: list[Step]) -> str:
    return " ".join(dict.fromkeys(step.note for step in steps if step.note))


def _small_area(known: Registry, code: str, target: str) -> Resolution:
    areas = known.small_areas
    found = areas.successors(code) if target == "lsoa-2021" else areas.predecessors(code)
    if not found:
        return Resolution(code, (), "unknown", target, "No change is recorded for this code.")
    rule = found[0][1]
    if target == "lsoa-2011" and rule in ("split", "merged"):
        rule = "merged" if rule == "split" else "split"
    kinds: dict[str, Rule] = {"split": "split", "merged": "merged", "complex": "complex"}
    note = "The boundaries changed in a way that neither splits nor merges whole areas." if rule == "complex" else ""
    return Resolution(code, tuple(sorted(other for other, _ in found)), kinds[rule], target, note)


def _from_nuts(known: Registry, place: Place, target: str) -> Resolution:
    for equivalent in known.equivalences.get(place.code, ()):
        other = known.places[equivalent.codes[0]]
        if other.level.startswith("itl"):
            onward = resolve(known, other.code, target)
            rule: Rule = "recoded" if onward.rule == "same" else onward.rule
            return Resolution(place.code, onward.codes, rule, target, equivalent.note)
    return Resolution(place.code, (), "unknown", target, "The region ended before the ITL began.")


def _by_territory(known: Registry, place: Place, target: str) -> Resolution:
    """Compares ITL regions of two vintages by the districts they are made of."""
    code = place.code
    mine = _districts(known, place)
    if not mine:
        return Resolution(code, (), "unknown", target, "The districts of the region are not recorded.")
    others = [known.places[one] for one in known.known_codes(place.level, target)]
    theirs = {other.code: _districts(known, other) for other in others}
    touching = {other: districts for other, districts in theirs.items() if districts & mine}
    names = tuple(sorted(touching))
    if not names:
        return Resolution(code, (), "unknown", target, "The districts of the region are not recorded.")
    union = frozenset().union(*touching.values())
    divides = any(straddles for one in (code, *names) if (straddles := _is_partial(known, one)))
    if divides and len(names) > 1:
        return Resolution(code, names, "complex", target, "A district lies across several regions.")
    if union == mine and not divides:
        rule: Rule = "recoded" if len(names) == 1 else "split"
        return Resolution(code, names, rule, target, "Told by the districts they are made of.")
    rule = "merged" if len(names) == 1 else "complex"
    return Resolution(code, names, rule, target, "Told by the districts they are made of.")


def _districts(known: Registry, place: Place) -> frozenset[str]:
    """The districts of today that a region holds or touches; districts since merged count as the one they became."""
    year = hierarchy.year_of(place)
    links = [link for link in known.links_down.get(place.code, ()) if known.places[link.code].level == "lad"]
    if not links:
        below = [known.places[link.code] for link in known.links_down.get(place.code, ())]
        vintage = place.newest_vintage
        return frozenset().union(*(_districts(known, one) for one in below if one.is_in(vintage)))
    live = {link.code for link in links if known.places[link.code].is_in(f"lad-{year}")}
    base = [one for code in live for one in known.resolve(code, "lad-2022").codes]
    return frozenset(base)


def _is_partial(known: Registry, code: str) -> bool:
    vintage = f"lad-{hierarchy.year_of(known.places[code])}"
    return any(link.share < 1 and known.places[link.code].is_in(vintage) for link in known.links_down.get(code, ()))
