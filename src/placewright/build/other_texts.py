"""The texts of other records that readers see beside the chapters: of priorities, actions, measures and events."""

from __future__ import annotations

from collections.abc import Iterator

from placewright.ledger.prose import PlainText
from placewright.records.event import Event
from placewright.records.intervention import Intervention
from placewright.records.priority import Priority
from placewright.workspace.authored import Authored, record_path


def other_texts(authored: Authored) -> Iterator[PlainText]:
    """Every such text, with the record and the key that it stands under."""
    for priority in authored.priorities.values():
        yield from _of_priority(priority)
    for item in authored.interventions.values():
        yield from _of_intervention(item, authored)
    for kind in ("programme", "measure"):
        for id, record in authored.of_kind(kind).items():
            where = record_path(kind, id)
            yield PlainText(f"{kind}:{id}", f"{where}, title", record.title, form="heading")
            # a measure says how it should be read, not what it reads
            form = "plan" if kind == "measure" else "plain"
            yield PlainText(f"{kind}:{id}", f"{where}, text", record.text, form=form)
    for event in authored.events.values():
        yield from _of_event(event)


def _of_priority(priority: Priority) -> Iterator[PlainText]:
    record, where = f"priority:{priority.id}", record_path("priority", priority.id)
    yield PlainText(record, f"{where}, title", priority.title, form="heading")
    yield PlainText(record, where, priority.text, claims=priority.claims)
    yield PlainText(record, f"{where}, why_not", priority.why_not, claims=priority.claims)


def _of_intervention(item: Intervention, authored: Authored) -> Iterator[PlainText]:
    record, where = f"intervention:{item.id}", record_path("intervention", item.id)
    served = (authored.priorities[id].claims for id in item.priorities if id in authored.priorities)
    claims = tuple(
        dict.fromkeys((*(id for ids in served for id in ids), *(id for one in item.steps for id in one.claims)))
    )
    yield PlainText(record, f"{where}, title", item.title, form="heading")
    yield PlainText(record, where, item.text, claims=claims)
    for node in item.nodes:
        at = f"{where}, {node.stage} '{node.id}'"
        yield PlainText(record, f"{at}, text", node.text, form="plan", claims=claims)
        yield PlainText(record, f"{at}, measured_by", node.measured_by, form="plan", claims=claims)
    for step in item.steps:
        at = f"{where}, step from '{step.from_}' to '{step.to}', assumption"
        yield PlainText(record, at, step.assumption, form="plan", claims=claims)
    for driver in item.external_drivers:
        yield PlainText(record, f"{where}, external_drivers", driver, form="plan", claims=claims)
    yield PlainText(record, f"{where}, counterfactual", item.counterfactual, form="plan", claims=claims)


def _of_event(event: Event) -> Iterator[PlainText]:
    record, where = f"event:{event.id}", record_path("event", event.id)
    parts = (
        ("title", event.title),
        ("", event.text),
        *(("points", point.text) for point in event.points),
        *(("decisions", decision) for decision in event.decisions),
        *(("actions", action.text) for action in event.actions),
    )
    for key, text in parts:
        at = f"{where}, {key}" if key else where
        yield PlainText(record, at, text, form="account", stated=tuple(event.figures.values()))
