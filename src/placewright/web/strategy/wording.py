"""What the parts of nested columns are called for those who fill them in, and which names they may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

LONG = frozenset({"text", "assumption", "why", "measured_by"})
"""The parts that are written over several lines."""

NAMES: Mapping[str, str] = {
    "claim.places": "place",
    "claim.findings": "finding",
    "claim.events": "event",
    "claim.contradicts": "claim",
    "claim.figures.indicator": "indicator",
    "claim.figures.result": "result",
    "claim.figures.summary": "summary",
    "claim.figures.finding": "finding",
    "claim.figures.place": "place",
    "claim.figures.as": "transformation",
    "claim.figures.period": "period",
    "claim.holds.figure": "figure",
    "priority.claims": "claim",
    "priority.places": "place",
    "priority.scores": "criterion",
    "intervention.priorities": "priority",
    "intervention.places": "place",
    "intervention.funding.stream": "funding",
    "intervention.nodes.indicator": "indicator",
    "intervention.nodes.place": "place",
    "intervention.steps.from": "node",
    "intervention.steps.to": "node",
    "intervention.steps.findings": "finding",
    "intervention.steps.claims": "claim",
    "programme.interventions": "intervention",
    "measure.priorities": "priority",
    "measure.interventions": "intervention",
    "funding.places": "place",
    "finding.places": "place",
    "chapter.places": "place",
    "decision.about": "record",
    "checklist.answers.by": "record",
    "choice.earlier.by": "priority",
}
"""The list of names that a part may be chosen from, by kind, column and key."""

ROW_NAMES: Mapping[str, Any] = {
    "claim.figures": _("Name in the sentence"),
    "finding.figures": _("Name"),
    "event.figures": _("Name"),
    "named rows": _("Name"),
    "numbers": _("Year"),
    "priority.scores": _("Criterion"),
    "named texts": _("Name"),
}

_LABELS: Mapping[str, Any] = {
    "indicator": _("Indicator"),
    "result": _("Result of an analysis"),
    "summary": _("Summary"),
    "finding": _("Finding"),
    "place": _("Place"),
    "member": _("Line of a breakdown"),
    "period": _("Period"),
    "from_period": _("Since"),
    "as": _("Taken as"),
    "decimals": _("Decimals"),
    "plain": _("Without unit"),
    "figure": _("Figure"),
    "is": _("Is"),
    "than": _("Than"),
    "among": _("Among"),
    "over": _("Over the periods"),
    "within": _("Give or take"),
    "id": _("Id"),
    "stage": _("Stage"),
    "text": _("Text"),
    "measured_by": _("Measured by"),
    "baseline": _("Baseline"),
    "baseline_source": _("Source of the baseline"),
    "target": _("Target"),
    "direction": _("Direction"),
    "frequency": _("How often"),
    "owner": _("Owner"),
    "data_cost": _("Cost of the data"),
    "year": _("Year"),
    "objective": _("Objective"),
    "from": _("From"),
    "to": _("To"),
    "assumption": _("Why the one leads to the other"),
    "grade": _("Strength of the evidence"),
    "findings": _("Findings"),
    "claims": _("Claims"),
    "stream": _("Funding stream"),
    "amounts": _("Amounts by year"),
    "item": _("Item"),
    "standing": _("Standing"),
    "by": _("By"),
    "theme": _("Theme"),
    "due": _("Due"),
    "done": _("Done"),
    "label": _("Label"),
    "count": _("Count"),
    "share": _("Share, 0 to 1"),
    "low": _("Low"),
    "high": _("High"),
    "status": _("Status"),
    "value": _("Value"),
    "unit": _("Unit"),
    "words": _("As the text prints it"),
    "count_of": _("Of how many"),
    "answers_to": _("Answers to the question"),
    "several": _("Several answers allowed"),
    "vintage": _("Release"),
    "scope": _("Scope"),
    "name": _("Name"),
    "weight": _("Weight"),
    "title": _("Title"),
    "fate": _("What became of it"),
    "why": _("Why"),
}

_HELP: Mapping[str, Any] = {
    "claim.figures.period": _("latest, a period such as 2022, or a span 2015..2022 for a change."),
    "claim.figures.place": _("A code or the id of a named place; several codes with commas count as one place."),
    "claim.figures.as": _("value, change, rank, difference-from:100, percent-of:K02000001 ..."),
    "claim.figures.member": _("Such as industry=J."),
    "claim.holds.than": _("A number, two numbers with a comma, a figure's name, or 0.5 x then + 2."),
    "claim.holds.among": _("For the highest and lowest: codes with commas, a level, or members."),
    "claim.holds.over": _("For the highest and lowest over time: 2008..latest, 2008..2023, or all."),
}


def part(column: str, key: str) -> tuple[str, str]:
    """What a part is called, and what helps to fill it in."""
    label = _LABELS.get(key, key.replace("_", " ").capitalize())
    return str(label), str(_HELP.get(f"{column}.{key}", ""))
