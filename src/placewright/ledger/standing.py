"""How the claims stand: what fails, is suspect or cannot be measured in the text, and which waivers let it pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import worded_day
from placewright.core.printing import written_out
from placewright.core.said import Worded, enumerated, sentences, worded
from placewright.records.review import Waiver
from placewright.records.verdict import ClaimResult, Mark, TestResult, Verdict


@dataclass(frozen=True, slots=True)
class RuledIssue:
    """An issue with the record (`kind:id`) and the rule that a waiver would name."""

    record: str
    rule: str
    issue: Issue


UNDATED = "undated"
"""The rule of sentences that do not say of when their figures are."""

RULES: Mapping[str, str] = {
    "fails": worded("The figures contradict the claim."),
    "unmeasured": worded("A figure of the claim is missing, or it has no test."),
    "cannot-tell": worded("The intervals leave open whether the claim holds."),
    "suspect": worded("The evidence changed since a person last looked at the claim."),
    "unreviewed": worded("Nobody has looked at the claim against its evidence yet."),
    "stale": worded("A newer release of the data is out or due."),
    UNDATED: worded("The sentence does not say of when its figures are."),
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


def words_of_test(test: TestResult) -> str:
    """What became of a test, by the names that the claim's file gives its figures; no statement of what is."""
    words = Worded(test.said)
    match test.verdict:
        case Verdict.HOLDS:
            return worded("the test “%(test)s” is met", test=words)
        case Verdict.FAILS:
            return worded("the test “%(test)s” is not met", test=words)
        case Verdict.UNMEASURED:
            return worded("the test “%(test)s” lacks a figure", test=words)
    return worded("the test “%(test)s” stays open", test=words)


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
                what = worded('%(what)s When it was reviewed it read: "%(before)s"', what=what, before=before)
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
        words = worded(
            "Waived by %(by)s until %(until)s: %(why)s", by=waiver.by, until=worded_day(waiver.until), why=waiver.why
        )
        made.append(replace(ruled, issue=Issue(Severity.NOTE, ruled.issue.where, ruled.issue.what, words)))
    renewed = {(w.record, w.rule, w.what) for w, good in zip(waivers, stands, strict=True) if good and w.until >= today}
    troubled = {ruled.record for ruled in made if ruled.record and ruled.issue.severity is not Severity.NOTE}
    for number, waiver in enumerate(waivers):
        if known_rules is not None and waiver.rule not in known_rules:
            made.append(_of_no_rule(waiver, known_rules))
        elif said := waiver_trouble(waiver, today):
            what = worded(
                "The waiver of %(record)s (%(rule)s) lets nothing pass: %(said)s",
                record=waiver.record,
                rule=waiver.rule,
                said=said[0],
            )
            made.append(RuledIssue(waiver.record, "waiver-incomplete", _issue(Severity.ERROR, what, said[1])))
        else:
            is_renewed = (waiver.record, waiver.rule, waiver.what) in renewed
            made += _of_waiver(waiver, used=number in used, renewed=is_renewed, troubled=troubled, today=today)
    return tuple(made)


def waiver_trouble(waiver: Waiver, today: date) -> tuple[str, str] | None:
    """Why a waiver lets nothing pass although it has not expired, and the mend; None where it is in order."""
    if not waiver.by.strip():
        return worded("it does not say who."), worded("Write `by`.")
    if not waiver.why.strip():
        return worded("it does not say why."), worded("Write `why`.")
    if waiver.date > today:
        said = worded("it is of %(day)s, a day to come.", day=worded_day(waiver.date))
        return said, worded("Write in `date` the day on which it was decided.")
    if waiver.date > waiver.until:
        said = worded("it ends on %(day)s, before it was decided.", day=worded_day(waiver.until))
        return said, worded("Correct `until` or `date`.")
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
    told = result.verdict in (Verdict.FAILS, Verdict.CANNOT_TELL) or Mark.SUSPECT in result.marks
    rest = sentences(sentence, _figures(result)) if told else ""
    match result.verdict:
        case Verdict.FAILS:
            fix = worded("Rewrite the claim, or correct its test; or waive it, with a reason and a date.")
            yield "fails", worded("The claim fails%(tests)s: %(rest)s", tests=_tests(result), rest=rest), fix
        case Verdict.UNMEASURED:
            fix = worded(
                "Name a figure that is published and test it, or drop the claim. "
                "`placewright profile PLACE` lists what is published of a place."
            )
            yield "unmeasured", sentences(Worded(result.why), sentence), fix
        case Verdict.CANNOT_TELL:
            said = sentences(worded("It cannot be told%(tests)s.", tests=_tests(result)), Worded(result.why), rest)
            yield "cannot-tell", said, ""
    if Mark.SUSPECT in result.marks:
        fix = worded(
            "Look at it, then `placewright review WORKSPACE claim:%(id)s --by ROLE --note TEXT`.", id=result.id
        )
        yield "suspect", worded("Its evidence changed since it was reviewed: %(rest)s", rest=rest), fix
    if Mark.UNREVIEWED in result.marks:
        fix = worded(
            "Read it against its figures, then `placewright review WORKSPACE claim:%(id)s --by ROLE --note TEXT`.",
            id=result.id,
        )
        yield "unreviewed", worded("Nobody has reviewed it: %(sentence)s", sentence=sentence), fix
    if Mark.STALE in result.marks:
        yield (
            "stale",
            worded("A newer release of its data is out or due: %(sentence)s", sentence=sentence),
            worded("Fetch and adopt it, then check."),
        )


def _tests(result: ClaimResult) -> str:
    """The tests that turned out so, by the names that the claim's file gives its figures; no statement of what is."""
    turned = [words_of_test(test) for test in result.tests if test.verdict is result.verdict]
    return enumerated((" (", enumerated(turned, "; "), ")"), "") if turned else ""


def _figures(result: ClaimResult) -> str:
    parts = []
    for figure in result.figures.values():
        value: str = worded("missing") if figure.value is None else written_out(figure.value)
        if figure.value is not None and figure.low is not None and figure.high is not None:
            low, high = written_out(figure.low), written_out(figure.high)
            value = worded("%(value)s, %(low)s to %(high)s", value=value, low=low, high=high)
        about = f" ({figure.place_name or figure.origin}, {figure.period_label})"
        parts.append(enumerated((f"{figure.name} = ", value, about), ""))
    return worded("Figures: %(figures)s.", figures=enumerated(parts, "; ")) if parts else ""


def _fits(waiver: Waiver, ruled: RuledIssue) -> bool:
    is_of_rule = waiver.record == ruled.record and waiver.rule == ruled.rule
    return is_of_rule and waiver.what in ruled.issue.what


def _of_no_rule(waiver: Waiver, known: Collection[str]) -> RuledIssue:
    what = worded(
        "The waiver of %(record)s names a rule '%(rule)s', which there is not.", record=waiver.record, rule=waiver.rule
    )
    fix = did_you_mean(waiver.rule, known) or worded("The rules are %(known)s.", known=", ".join(sorted(known)))
    return RuledIssue(waiver.record, "waiver-unknown-rule", _issue(Severity.ERROR, what, fix))


def _of_waiver(
    waiver: Waiver, *, used: bool, renewed: bool, troubled: Collection[str], today: date
) -> Iterable[RuledIssue]:
    if waiver.until < today and renewed:
        what = worded(
            "The waiver of %(record)s (%(rule)s) of %(day)s was renewed.",
            record=waiver.record,
            rule=waiver.rule,
            day=worded_day(waiver.date),
        )
        yield RuledIssue(
            waiver.record, "waiver-unused", _issue(Severity.WARNING, what, worded("Take the older one out."))
        )
    elif waiver.until < today:
        what = worded(
            "The waiver of %(record)s (%(rule)s) by %(by)s expired on %(day)s.",
            record=waiver.record,
            rule=waiver.rule,
            by=waiver.by,
            day=worded_day(waiver.until),
        )
        fix = worded("Mend what it let pass, or decide anew until when it may stand.")
        yield RuledIssue(waiver.record, "waiver-expired", _issue(Severity.ERROR, what, fix))
    elif not used:
        hint = "" if waiver.record in troubled else did_you_mean(waiver.record, troubled)
        what = worded("The waiver of %(record)s (%(rule)s) lets nothing pass.", record=waiver.record, rule=waiver.rule)
        fix = hint or worded("Nothing breaks that rule there: remove it.")
        yield RuledIssue(waiver.record, "waiver-unused", _issue(Severity.WARNING, what, fix))


def _issue(severity: Severity, what: str, fix: str) -> Issue:
    return Issue(severity, "waivers.toml", what, fix)
