"""A starting point for a strategy: a first chapter with guidance, and a few claims that figures bear out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from placewright.build.checking import check_workspace, current_evidence
from placewright.build.judging import Judged, make_context
from placewright.core.errors import PlacewrightError
from placewright.core.files import write_text
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import Day, parse_period
from placewright.ledger.claims import judge_claim
from placewright.ledger.context import Context
from placewright.places import same_territory
from placewright.places.in_sentences import in_a_sentence
from placewright.records.chapter import Chapter
from placewright.records.claim import Claim, Comparison, FigureSpec, Stance, Test
from placewright.records.indicator import Foundation
from placewright.records.verdict import ClaimResult, Verdict
from placewright.workspace.authored import Authored, record_path, write_authored
from placewright.workspace.folder import RECORD, WorkspaceFolder, open_workspace, write_workspace

CHAPTER = "the-place"
"""The id of the first chapter."""

_NOTE = "A starting point, written by a program. Read it against its figures; then change it, review it or take it out."
_MOST = 3
_PICTURES = ("chart", "bars", "")
"""What is shown of the first claim, each tried where the one before has too few figures."""

_MATERIAL = 0.025
"""Figures nearer to each other than this are no way to start an argument."""

_ENGLAND = ("E92000001",)
_KINGDOM = ("UKX", "K02000001")


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which the figures may turn out: the sentence that is then true, its tests and its stance."""

    text: str
    holds: tuple[Test, ...]
    stance: Stance


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that a place may start with: an indicator held against a wider place, and the wordings to try in turn.

    `undecided` is the sentence for where the intervals do not tell.
    """

    id: str
    title: str
    indicator: str
    against: tuple[str, ...]
    foundation: Foundation
    wordings: tuple[Wording, ...]
    undecided: str


def _above(than: str | float = "wider") -> Test:
    return Test("here", Comparison.ABOVE, than)


def _below(than: str | float = "wider") -> Test:
    return Test("here", Comparison.BELOW, than)


CANDIDATES: tuple[Candidate, ...] = (
    Candidate(
        "hour-of-work",
        "What an hour of work makes",
        "gva-per-hour",
        _KINGDOM,
        Foundation.BUSINESS_ENVIRONMENT,
        (
            Wording(
                "An hour's work in PLACE made {{ here }} in {{ here.period }}, more than in the United Kingdom "
                "({{ wider }}).",
                (_above(),),
                Stance.STRENGTH,
            ),
            Wording(
                "An hour's work in PLACE made {{ here }} in {{ here.period }}, less than in the United Kingdom "
                "({{ wider }}).",
                (_below(),),
                Stance.NEED,
            ),
        ),
        "An hour's work in PLACE made {{ here }} in {{ here.period }}, and in the United Kingdom {{ wider }}. The "
        "figures do not tell whether that is more.",
    ),
    Candidate(
        "people-over-ten-years",
        "People over ten years",
        "population-change-10",
        _ENGLAND,
        Foundation.PLACES,
        (
            Wording(
                "In the ten years to {{ here.period }} the number of people in PLACE hardly changed ({{ here }}); in "
                "England it grew by {{ wider }}.",
                (_above(-0.5), _below(0.5), Test("wider", Comparison.ABOVE, 0.5)),
                Stance.THREAT,
            ),
            Wording(
                "In the ten years to {{ here.period }} the number of people in PLACE grew by {{ here }}, more than in "
                "England ({{ wider }}).",
                (_above(0.0), _above()),
                Stance.OPPORTUNITY,
            ),
            Wording(
                "In the ten years to {{ here.period }} the number of people in PLACE grew by {{ here }}, less than in "
                "England ({{ wider }}).",
                (_above(0.0), _below()),
                Stance.OPPORTUNITY,
            ),
            Wording(
                "In the ten years to {{ here.period }} the number of people in PLACE fell by {{ here.abs }}.",
                (_below(0.0),),
                Stance.THREAT,
            ),
        ),
        "",
    ),
    Candidate(
        "jobs-for-each-resident",
        "Jobs for each resident",
        "jobs-density",
        _ENGLAND,
        Foundation.BUSINESS_ENVIRONMENT,
        (
            Wording(
                "There were {{ here }} jobs in PLACE for each resident of working age in {{ here.period }}, more than "
                "in England ({{ wider }}).",
                (_above(),),
                Stance.STRENGTH,
            ),
            Wording(
                "There were {{ here }} jobs in PLACE for each resident of working age in {{ here.period }}, fewer than "
                "in England ({{ wider }}).",
                (_below(),),
                Stance.NEED,
            ),
        ),
        "There were {{ here }} jobs in PLACE for each resident of working age in {{ here.period }}, and {{ wider }} in "
        "England. The figures do not tell whether that is fewer.",
    ),
    Candidate(
        "income-of-residents",
        "What residents have to spend",
        "gdhi-per-head",
        _ENGLAND,
        Foundation.PEOPLE,
        (
            Wording(
                "Residents of PLACE had {{ here }} each to spend or save in {{ here.period }}, more than in England "
                "({{ wider }}).",
                (_above(),),
                Stance.STRENGTH,
            ),
            Wording(
                "Residents of PLACE had {{ here }} each to spend or save in {{ here.period }}, less than in England "
                "({{ wider }}).",
                (_below(),),
                Stance.NEED,
            ),
        ),
        "Residents of PLACE had {{ here }} each to spend or save in {{ here.period }}, and {{ wider }} in England. "
        "The figures do not tell whether that is more.",
    ),
    Candidate(
        "new-businesses",
        "New businesses",
        "business-birth-rate",
        _ENGLAND,
        Foundation.BUSINESS_ENVIRONMENT,
        (
            Wording(
                "In {{ here.period }} new businesses were {{ here }} of those active in PLACE, a larger part than in "
                "England ({{ wider }}).",
                (_above(),),
                Stance.STRENGTH,
            ),
            Wording(
                "In {{ here.period }} new businesses were {{ here }} of those active in PLACE, a smaller part than in "
                "England ({{ wider }}).",
                (_below(),),
                Stance.NEED,
            ),
        ),
        "In {{ here.period }} new businesses were {{ here }} of those active in PLACE, and {{ wider }} in England. The "
        "figures do not tell whether that is less.",
    ),
)
"""The claims that a place may start with; those whose figures it has are tried in this order."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a workspace was given to start from: the claims as the evidence has them, by id, and the files written."""

    claims: Mapping[str, ClaimResult]
    files: tuple[str, ...]


def write_start(workspace: WorkspaceFolder, *, today: date) -> Start:
    """Write a first chapter, an empty checklist, and a few claims that the workspace's figures bear out.

    Each claim says what the figures say, by test; one that the intervals do not decide says just that. What would not
    pass the check is left out, so that the workspace can be built as it is.

    Raises:
        PlacewrightError: there are chapters or claims already, or no figures; nothing is touched.
    """
    folder = workspace.folder
    for name in ("strategy", "claims"):
        if any((folder / name).glob("*.md")):
            what = "Something has been written already; nothing was touched."
            raise PlacewrightError(what, where=f"{name}/", fix="A starting point is for a workspace without any.")
    if not workspace.figures():
        raise PlacewrightError(
            "The workspace has no figures yet, so that there is nothing to start from.",
            where=str(folder),
            fix=f"Run `placewright fetch {folder}`, then `placewright adopt {folder}`.",
        )
    chosen: dict[str, tuple[Claim, ClaimResult]] = {}
    context = make_context(workspace, current_evidence(workspace, workspace.build, today=today), Authored())
    for candidate in CANDIDATES:
        found = choose(candidate, context) if len(chosen) < _MOST else None
        if found is not None:
            chosen[candidate.id] = found
    files = _written_as_it_passes(workspace, chosen, today=today)
    return Start({id: result for id, (_, result) in chosen.items()}, tuple(files))


def _written_as_it_passes(
    workspace: WorkspaceFolder, chosen: dict[str, tuple[Claim, ClaimResult]], *, today: date
) -> list[str]:
    """The files, written and checked until nothing is refused; claims that are refused are taken out of `chosen`.

    Whatever is taken out, the picture becomes that of another claim; so each text that is written is checked.
    """
    folder, pictures = workspace.folder, list(_PICTURES)
    while True:
        files = _write(workspace, [claim for claim, _ in chosen.values()], picture=pictures[0])
        if not chosen:
            return files
        refused, of_chapter = _refused(check_workspace(open_workspace(folder), workspace.build, today=today), chosen)
        if of_chapter and not refused and len(pictures) > 1:
            pictures.pop(0)
            continue
        if not refused and not of_chapter:
            return files
        for id in refused or list(chosen):
            del chosen[id]
            (folder / record_path("claim", id)).unlink()
        pictures = list(_PICTURES)


def choose(candidate: Candidate, context: Context) -> tuple[Claim, ClaimResult] | None:
    """The first wording that the figures bear out, or the one for figures that do not tell; None where neither is."""
    if candidate.indicator not in context.definitions:
        return None
    itself = {context.area, *same_territory(context.area)}
    for against in candidate.against:
        if against in itself:
            continue
        undecided = None
        for wording in candidate.wordings:
            claim = _same_period(_claim(candidate, wording, against, context), context)
            result = judge_claim(claim, context)[0]
            if result.verdict is Verdict.HOLDS and _is_plain(result):
                return claim, result
            if result.verdict is Verdict.CANNOT_TELL and undecided is None:
                text = candidate.undecided.replace("PLACE", in_a_sentence(context.area_name))
                undecided = replace(claim, text=_dated(text, result.figures["here"].period))
        if undecided is not None and candidate.undecided:
            return undecided, judge_claim(undecided, context)[0]
    return None


def _dated(text: str, period: str) -> str:
    """The sentence with "on" before a period that is a day, where one in a year is said."""
    if not period or not isinstance(parse_period(period), Day):
        return text
    return text.replace("in {{ here.period }}", "on {{ here.period }}").replace(
        "In {{ here.period }}", "On {{ here.period }}"
    )


def _is_plain(result: ClaimResult) -> bool:
    """Whether the two figures are far enough apart that a reader sees which is more."""
    here, wider = result.figures["here"], result.figures.get("wider")
    if wider is None or here.value is None or wider.value is None:
        return wider is None
    return here.text != wider.text and abs(here.value - wider.value) > _MATERIAL * abs(wider.value)


def _claim(candidate: Candidate, wording: Wording, against: str, context: Context) -> Claim:
    figures = {"here": FigureSpec(candidate.indicator), "wider": FigureSpec(candidate.indicator, place=against)}
    if "{{ wider" not in wording.text:
        del figures["wider"]
    return Claim(
        candidate.id,
        wording.stance,
        candidate.foundation,
        wording.text.replace("PLACE", in_a_sentence(context.area_name)),
        title=candidate.title,
        figures=figures,
        holds=wording.holds,
        note=_NOTE,
    )


def _same_period(claim: Claim, context: Context) -> Claim:
    """The claim with both figures of one period: the older one where the newest of each differ."""
    found = judge_claim(claim, context)[0].figures.values()
    periods = {figure.period for figure in found if figure.period and not figure.is_missing}
    oldest = min(periods, key=lambda text: parse_period(text).end, default="")
    claim = replace(claim, text=_dated(claim.text, oldest))
    if len(periods) < 2:
        return claim
    return replace(claim, figures={name: replace(spec, period=oldest) for name, spec in claim.figures.items()})


def _refused(judged: Judged, ids: Mapping[str, object]) -> tuple[list[str], bool]:
    """The claims that an error is about, and whether one is about the chapter that says them."""
    wheres = [ruled.issue.where for ruled in judged.errors]
    own = [id for id in ids if any(record_path("claim", id) in where for where in wheres)]
    return own, any(record_path("chapter", CHAPTER) in where for where in wheres)


def _write(workspace: WorkspaceFolder, claims: Sequence[Claim], *, picture: str) -> list[str]:
    folder, record = workspace.folder, workspace.record
    for claim in claims:
        write_authored(folder, "claim", claim)
    write_authored(folder, "chapter", _chapter(record.name, claims, picture=picture))
    checklist = f"checklists/{record.framework}.toml"
    if not (folder / checklist).exists():
        write_text(folder / checklist, _checklist(record.framework))
    write_workspace(folder, replace(record, cover=replace(record.cover, headline=tuple(claim.id for claim in claims))))
    named = [record_path("claim", claim.id) for claim in claims]
    return [RECORD, record_path("chapter", CHAPTER), checklist, *named]


def _chapter(name: str, claims: Sequence[Claim], *, picture: str) -> Chapter:
    return Chapter(
        CHAPTER,
        "The place",
        1,
        "\n\n".join(_paragraphs(in_a_sentence(name), claims, picture=picture)),
        summary=f"A starting point for {in_a_sentence(name)}: what a few figures say, and how to go on from here.",
    )


def _paragraphs(name: str, claims: Sequence[Claim], *, picture: str) -> Iterator[str]:
    yield "> This is a starting point, written by a program. It is nobody's policy. Change every word of it."
    if claims:
        yield (
            f"Here is what a few published figures say of {name}. Each sentence below is a claim: a file with figures, "
            "and a test that they must pass. Follow the mark beside a figure to see where it comes from."
        )
        for claim in claims:
            yield f"{{{{ claim:{claim.id} }}}}"
        if picture:
            yield f"{{{{ {picture}:{claims[0].figures['here'].indicator} }}}}"
    else:
        yield f"None of the figures that a start is made from tells a plain story of {name}. Look through the evidence."
    yield "## How to go on"
    yield "\n".join(
        (
            "- Say in your own words what kind of place this is, and for whom you write.",
            "- Read each claim in the folder `claims` against its figures. Change it, review it, or take it out.",
            "- Look through the pages of evidence for what surprises you, and write a claim for it.",
            "- Add a chapter for each part of the argument: strengths, needs, choices, actions, and how you will know.",
            "- Write down what the figures do not show, and whom you would have to ask.",
        )
    )
    yield (
        "A number typed into the text is refused: it has to come from a claim, a source or a decision. So what you "
        "publish can be traced, and new figures cannot make it wrong without your notice."
    )


def _checklist(framework: str) -> str:
    return f"""# What no rule can tell of this strategy: your answers to the items of the framework.
# `placewright check WORKSPACE --framework {framework}` lists the items and how each stands by the records alone.
# An answer says how an item stands (met, partly, missing or not-applicable), by which records, and why:
#
# [[answers]]
# item = "the item's name in that list"
# standing = "partly"
# by = ["chapter:{CHAPTER}"]
# text = "What is there, and what is not."

id = "{framework}"
"""
