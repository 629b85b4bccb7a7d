"""The rules that a framework's items may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from placewright.ledger.rules import action, argument
from placewright.ledger.rules.parts import RuleInput, RuleResult

Rule: TypeAlias = Callable[[RuleInput], RuleResult]

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.__name__.replace("_", "-"): rule
        for rule in (
            argument.chosen_priorities,
            argument.priorities_argued,
            argument.claims_hold,
            argument.foundations_covered,
            argument.challenges_covered,
            argument.stances_covered,
            argument.places_named,
            argument.parts_described,
            argument.sectors_named,
            argument.criteria_weighed,
            argument.not_chosen_listed,
            argument.continued,
            argument.priorities_aligned,
            argument.consultation_held,
            argument.events_held,
            argument.organisations_took_part,
            argument.studies_graded,
            action.actions_serve,
            action.actions_counted,
            action.actions_led,
            action.actions_paid,
            action.funds_used,
            action.logic_models_drawn,
            action.outcomes_measurable,
            action.counterfactuals_stated,
            action.measures_complete,
            action.priorities_watched,
            action.no_headline_targets,
            action.edition_reached,
        )
    }
)
"""The rules by the name that a framework's file calls them by; what each asks is the first line of its docstring."""
