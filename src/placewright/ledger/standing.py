"""How the claims stand: what fails, is suspect or cannot be measured in the text, and which waivers let it pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.records.review import Waiver
from placewright.records.verdict import ClaimResult, Mark, Verdict


@dataclass(frozen=True, slots=True)
class RuledIssue:
    """An issue with the record (`kind:id`) and the rule that a waiver would name."""

    record: str
    rule: str
    issue: Issue


RULES: Mapping[str, str] = {
    "fails": "The figures contradict the claim.",
    "unmeasured": "A figure of the claim is missing, or it has no test.",
    "cannot-tell": "The intervals leave open whether the claim holds.",
    "suspect": "The evidence changed since a person last looked at the claim.",
    "unreviewed": "Nobody has looked at the claim against its evidence yet.",
    "stale": "A newer release of the data is out or due.",
}
"""The rules about claims, by the name that a waiver gives."""

_GRAVITY = {
    "fails": Severity.ERROR,
    "unmeasured": Severity.ERROR,
    "cannot-tell": Severity.NOTE,
    "suspect": Severity.ERROR,
    "unreviewed": Severity.WARNING,
    "stale": Severity.WARNING,
}


def standing_issues(
    results: Mapping[str, ClaimResult], *, in_text: Collection[str], seen: Mapping[str, str] | None = None
) -> tuple[RuledIssue, ...]:
    """What is wrong with the claims; what would be an error is a warning for a claim that no text says.

    Args:
        in_text: the ids of the claims that a chapter or a priority uses.
        seen: the sentence of each claim as it was last published, for the message of one that changed.
    """
    found = []
    for id, result in results.items():
        for rule, what, fix in _troubles(result):
            severity = _GRAVITY[rule]
            if severity is Severity.ERROR and id not in in_text:
                severity = Severity.WARNING
            before = (seen or {}).get(id, "")
            if before and before != result.text:
                what = f'{what} It said: "{before}" It now reads: "{result.text}"'
            issue = Issue(severity, f"claims/{id}.md", what, fix)
            found.append(RuledIssue(f"claim:{id}", rule, issue))
    return tuple(found)


def apply_waivers(
    issues: Iterable[RuledIssue],
    waivers: Sequence[Waiver],
    *,
    today: date,
    known_rules: Collection[str] | None = None,
) -> tuple[RuledIssue, ...]:
    """The issues, those that a waiver lets pass made notes; a waiver that expired or fits nothing is one itself.

    Args:
        issues: what was found.
        waivers: what people let pass.
        today: the day by which waivers expire.
        known_rules: the rules that a waiver may name, another being an error; without it, any.
    """
    made: list[RuledIssue] = []
    used: set[int] = set()
    stands = [not waiver_trouble(waiver, today) for waiver in waivers]
    for ruled in issues:
        fitting = [number for number, waiver in enumerate(waivers) if _fits(waiver, ruled)]
        used.update(fitting)
        number = next((n for n in fitting if stands[n] and waivers[n].until >= today), None)
        if number is None:
            made.append(ruled)
            continue
        waiver = waivers[number]
        words = f"Waived by {waiver.by} until {waiver.until.isoformat()}: {waiver.why}"
        made.append(replace(ruled, issue=Issue(Severity.NOTE, ruled.issue.where, ruled.issue.what, words)))
    renewed = {(w.record, w.rule) for w, good in zip(waivers, stands, strict=True) if good and w.until >= today}
    troubled = {ruled.record for ruled in made if ruled.record and ruled.issue.severity is not Severity.NOTE}
    for number, waiver in enumerate(waivers):
        if known_rules is not None and waiver.rule not in known_rules:
            made.append(_of_no_rule(waiver, known_rules))
        elif said := waiver_trouble(waiver, today):
            what = f"The waiver of {waiver.record} ({waiver.rule}) lets nothing pass: {said[0]}"
            made.append(RuledIssue(waiver.record, "waiver-incomplete", _issue(Severity.ERROR, what, said[1])))
        else:
            is_renewed = (waiver.record, waiver.rule) in renewed
            made += _of_waiver(waiver, used=number in used, renewed=is_renewed, troubled=troubled, today=today)
    return tuple(made)


def waiver_trouble(waiver: Waiver, today: date) -> tuple[str, str] | None:
    """Why a waiver lets nothing pass although it has not expired, and the mend; None where it is in order."""
    for said, key, asked in ((waiver.by, "by", "who"), (waiver.why, "why", "why")):
        if not said.strip():
            return f"it does not say {asked}.", f"Write `{key}`."
    if waiver.date > today:
        return f"it is of {waiver.date.isoformat()}, a day to come.", "Write in `date` the day on which it was decided."
    if waiver.date > waiver.until:
        return f"it ends on {waiver.until.isoformat()}, before it was decided.", "Correct `until` or `date`."
    return None


def waived(results: Mapping[str, ClaimResult], waivers: Sequence[Waiver], *, today: date) -> dict[str, ClaimResult]:
    """The results with a mark on those that a waiver lets pass."""
    standing = (waiver for waiver in waivers if waiver.until >= today and not waiver_trouble(waiver, today))
    names = {waiver.record.removeprefix("claim:") for waiver in standing}
    return {
        id: replace(result, marks=(*result.marks, Mark.WAIVED)) if id in names else result
        for id, result in results.items()
    }


def _troubles(result: ClaimResult) -> Iterable[tuple[str, str, str]]:
    sentence = f'"{result.text.strip()}"'
    figures = _figures(result)
    match result.verdict:
        case Verdict.FAILS:
            fix = "Rewrite the claim, or correct its test; or waive it, with a reason and a date."
            yield "fails", f"The claim fails{_tests(result)}: {sentence}{figures}", fix
        case Verdict.UNMEASURED:
            fix = "Name a figure that is published and test it, or drop the claim."
            yield "unmeasured", f"{result.why} {sentence}", fix
        case Verdict.CANNOT_TELL:
            yield "cannot-tell", f"It cannot be told{_tests(result)}. {result.why} {sentence}{figures}", ""
    if Mark.SUSPECT in result.marks:
        fix = f"Look at it, then `placewright review WORKSPACE claim:{result.id} --by ROLE --note TEXT`."
        yield "suspect", f"Its evidence changed since it was reviewed: {sentence}{figures}", fix
    if Mark.UNREVIEWED in result.marks:
        fix = f"Read it against its figures, then `placewright review WORKSPACE claim:{result.id} ...`."
        yield "unreviewed", f"Nobody has reviewed it: {sentence}", fix
    if Mark.STALE in result.marks:
        yield "stale", f"A newer release of its data is out or due: {sentence}", "Fetch and adopt it, then check."


def _tests(result: ClaimResult) -> str:
    """The tests that turned out so, by the names that the claim's file gives its figures."""
    turned = [test.words for test in result.tests if test.verdict is result.verdict]
    return f" ({'; '.join(turned)})" if turned else ""


def _figures(result: ClaimResult) -> str:
    parts = []
    for figure in result.figures.values():
        span = "" if figure.low is None or figure.high is None else f", {figure.low:.6g} to {figure.high:.6g}"
        value = "missing" if figure.value is None else f"{figure.value:.6g}{span}"
        parts.append(f"{figure.name} = {value} ({figure.place_name or figure.origin}, {figure.period_label})")
    return f" Figures: {'; '.join(parts)}." if parts else ""


def _fits(waiver: Waiver, ruled: RuledIssue) -> bool:
    return waiver.record == ruled.record and waiver.rule == ruled.rule


def _of_no_rule(waiver: Waiver, known: Collection[str]) -> RuledIssue:
    what = f"The waiver of {waiver.record} names a rule '{waiver.rule}', which there is not."
    fix = did_you_mean(waiver.rule, known) or f"The rules are {', '.join(sorted(known))}."
    return RuledIssue(waiver.record, "waiver-unknown-rule", _issue(Severity.ERROR, what, fix))


def _of_waiver(
    waiver: Waiver, *, used: bool, renewed: bool, troubled: Collection[str], today: date
) -> Iterable[RuledIssue]:
    if waiver.until < today and renewed:
        what = f"The waiver of {waiver.record} ({waiver.rule}) of {waiver.date.isoformat()} was renewed."
        yield RuledIssue(waiver.record, "waiver-unused", _issue(Severity.WARNING, what, "Take the older one out."))
    elif waiver.until < today:
        what = f"The waiver of {waiver.record} ({waiver.rule}) by {waiver.by} expired on {waiver.until.isoformat()}."
        fix = "Mend what it let pass, or decide anew until when it may stand."
        yield RuledIssue(waiver.record, "waiver-expired", _issue(Severity.ERROR, what, fix))
    elif not used:
        hint = "" if waiver.record in troubled else did_you_mean(waiver.record, troubled)
        what = f"The waiver of {waiver.record} ({waiver.rule}) lets nothing pass."
        fix = hint or "Nothing breaks that rule there: remove it."
        yield RuledIssue(waiver.record, "waiver-unused", _issue(Severity.WARNING, what, fix))


def _issue(severity: Severity, what: str, fix: str) -> Issue:
    return Issue(severity, "waivers.toml", what, fix)
