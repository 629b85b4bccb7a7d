"""The texts of other records that readers see beside the chapters, from priorities and actions to what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
    yield from _of_evidence(authored)
    for decision in authored.decisions.values():
        stated = (decision.figure,) if decision.figure is not None else ()
        where = record_path("decision", decision.id)
        yield PlainText(f"decision:{decision.id}", where, decision.text, "plan", _claims(decision.about), stated)
    for checklist in authored.checklists.values():
        for answer in checklist.answers:
            where = f"{record_path('checklist', checklist.id)}, {answer.item}"
            # an answer may begin with its score
            text = re.sub(r"^\d+: ", "", answer.text)
            yield PlainText(f"checklist:{checklist.id}", where, text, "plan", _claims(answer.by))


def _of_evidence(authored: Authored) -> Iterator[PlainText]:
    """What studies, findings, partners' strategies and funds say, in our words: their numbers need a source."""
    for study in authored.studies.values():
        where = record_path("study", study.id)
        yield PlainText(f"study:{study.id}", where, study.text, "account", cited=bool(study.url or study.published))
    for finding in authored.findings.values():
        where, cited = record_path("finding", finding.id), bool(finding.study or finding.source)
        stated = tuple(finding.figures.values())
        yield PlainText(f"finding:{finding.id}", where, finding.text, "account", stated=stated, cited=cited)
    for one in authored.alignments.values():
        where, cited = record_path("alignment", one.id), bool(one.source or one.url)
        yield PlainText(f"alignment:{one.id}", where, one.text, "account", cited=cited)
    for fund in authored.funding.values():
        where, cited = record_path("funding", fund.id), bool(fund.source or fund.url)
        for key, text in (("", fund.text), ("scope", fund.scope), *(("eligible", rule) for rule in fund.eligible)):
            at = f"{where}, {key}" if key else where
            yield PlainText(f"funding:{fund.id}", at, text, "account", cited=cited)


def _claims(names: Iterable[str]) -> tuple[str, ...]:
    """The claims among the names of records."""
    return tuple(name.removeprefix("claim:") for name in names if name.startswith("claim:"))


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
