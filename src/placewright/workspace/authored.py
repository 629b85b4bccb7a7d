"""The authored records of a workspace: everything that people wrote, read, checked and written back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from placewright.core.errors import BadRecord, PlacewrightError, did_you_mean
from placewright.core.files import write_text
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.records.alignment import Alignment
from placewright.records.chapter import Chapter
from placewright.records.checklist import Checklist
from placewright.records.claim import Claim
from placewright.records.decision import Decision
from placewright.records.edition import Edition
from placewright.records.event import Event
from placewright.records.finding import Finding
from placewright.records.funding import FundingStream
from placewright.records.intervention import Intervention
from placewright.records.measure import Measure
from placewright.records.named_place import NamedPlace
from placewright.records.priority import Choice, Priority
from placewright.records.programme import Programme
from placewright.records.review import Review, Waiver
from placewright.records.study import Study
from placewright.records.summary import Summary
from placewright.workspace.kinds import KINDS, Kind
from placewright.workspace.records_in_markdown import dump_markdown, read_markdown
from placewright.workspace.records_in_toml import dump_record, parse_each, place_of_key, read_record, read_text

CHOICE = "priorities/choice.toml"
REVIEWS = "reviews.toml"
WAIVERS = "waivers.toml"
_LIKE_RECORDS = frozenset({".md", ".markdown", ".toml", ".txt", ".yaml", ".yml", ".json"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Authored:
    """Every authored record by id, a mapping for each kind, in the order of the ids; chapters in their own order."""

    studies: Mapping[str, Study] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    summaries: Mapping[str, Summary] = field(default_factory=dict)
    places: Mapping[str, NamedPlace] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    priorities: Mapping[str, Priority] = field(default_factory=dict)
    alignments: Mapping[str, Alignment] = field(default_factory=dict)
    funding: Mapping[str, FundingStream] = field(default_factory=dict)
    interventions: Mapping[str, Intervention] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    strategy: Mapping[str, Chapter] = field(default_factory=dict)
    editions: Mapping[str, Edition] = field(default_factory=dict)
    choice: Choice = field(default_factory=Choice)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()

    def of_kind(self, name: str) -> Mapping[str, Any]:
        """The records of a kind, such as `claim`, by id."""
        return getattr(self, KINDS[name].folder)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Every record with its reference `kind:id`, in the order of the chain."""
        for name in KINDS:
            for id, record in self.of_kind(name).items():
                yield f"{name}:{id}", record

    def find(self, reference: str) -> Any | None:
        """The record that `kind:id` names; None where there is none."""
        kind, _, id = reference.partition(":")
        return self.of_kind(kind).get(id) if kind in KINDS else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written yet."""
        return next(iter(self), None) is None


@dataclass(frozen=True, slots=True)
class _Reviews:
    review: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class _Waivers:
    waiver: tuple[Waiver, ...] = ()


def read_authored(folder: Path) -> tuple[Authored, tuple[Issue, ...]]:
    """The authored records in a workspace's folder, and an error for each file that holds none.

    A bad file is left out and named with line, key and mend; the good ones are kept.
    """
    issues: list[Issue] = []
    found: dict[str, Any] = {kind.folder: _of_kind(folder, kind, issues) for kind in KINDS.values()}
    found["strategy"] = dict(sorted(found["strategy"].items(), key=lambda item: (item[1].order, item[0])))
    choice = _alone(folder, CHOICE, Choice, issues) or Choice()
    reviews = _each(folder, REVIEWS, Review, issues)
    waivers = _each(folder, WAIVERS, Waiver, issues)
    issues += passed_over(folder)
    by_record = {review.record: review for review in reviews}
    return Authored(**found, choice=choice, reviews=by_record, waivers=waivers), tuple(issues)


def passed_over(folder: Path) -> tuple[Issue, ...]:
    """What lies where records lie and is read as none: links that lead nowhere, other endings, misspelt folders."""
    found = []
    for kind in KINDS.values():
        for path in sorted((folder / kind.folder).glob("*")):
            where = f"{kind.folder}/{path.name}"
            if path.name.startswith(".") or path.name.endswith("~") or where == CHOICE:
                continue
            if path.name.endswith(kind.suffix):
                if not path.is_file():
                    nowhere = worded("This link leads nowhere.")
                    what = worded("This is no file that can be read.") if path.exists() else nowhere
                    found.append(Issue(Severity.ERROR, where, what, worded("Put the record there, or remove it.")))
            elif path.suffix.casefold() in _LIKE_RECORDS:
                fix = worded("Rename it to %(name)s, or keep it elsewhere.", name=f"{path.stem}{kind.suffix}")
                what = worded("It is not read: files of this folder end in %(suffix)s.", suffix=kind.suffix)
                found.append(Issue(Severity.WARNING, where, what, fix))
    folders = {kind.folder for kind in KINDS.values()}
    for path in sorted(folder.glob("*/")):
        near = get_close_matches(path.name, folders - {path.name}, n=1, cutoff=0.8)
        if near and path.name not in folders and any(path.glob("*.*")):
            what = worded("Nothing in this folder is read.")
            found.append(Issue(Severity.WARNING, f"{path.name}/", what, did_you_mean(path.name, near)))
    return tuple(found)


def stop_if_unread(wrong: Iterable[Issue], path: str) -> None:
    """Say what is wrong with the file of a record that is looked for, rather than that there is no such record.

    Raises:
        BadRecord: the file is there and could not be read.
    """
    for issue in wrong:
        if issue.severity is Severity.ERROR and issue.where.partition(",")[0] == path:
            raise BadRecord(issue.what, where=issue.where, fix=issue.fix)


def read_waivers(folder: Path) -> tuple[Waiver, ...]:
    """The waivers of a workspace's folder that can be read; none where the file is missing."""
    return _each(folder, WAIVERS, Waiver, [])


def record_path(kind: str, id: str) -> str:
    """The file of a record below the workspace's folder, as in `claims/lead-lost.md`."""
    return f"{KINDS[kind].folder}/{id}{KINDS[kind].suffix}"


def dump(kind: str, record: Any) -> str:
    """The text of a record's file."""
    return dump_markdown(record) if KINDS[kind].markdown else dump_record(record)


def write_authored(folder: Path, kind: str, record: Any) -> bool:
    """Write a record's file; False where nothing changed."""
    return write_text(folder / record_path(kind, record.id), dump(kind, record))


def dump_authored(authored: Authored) -> dict[str, str]:
    """The text of every file that `read_authored` reads, by its path below the workspace's folder.

    Reading them back gives the same records; a file that would hold nothing is left out.
    """
    files = {}
    for reference, record in authored:
        kind, _, id = reference.partition(":")
        files[record_path(kind, id)] = dump(kind, record)
    alone = {
        CHOICE: dump_record(authored.choice),
        REVIEWS: _reviews_text(authored.reviews),
        WAIVERS: dump_record(_Waivers(authored.waivers)),
    }
    return dict(sorted((files | {path: text for path, text in alone.items() if text}).items()))


def is_authored(path: str) -> bool:
    """Whether a path below a workspace's folder is one of a file that people write."""
    folder, _, name = path.partition("/")
    if path in (CHOICE, REVIEWS, WAIVERS):
        return True
    return any(folder == kind.folder and "/" not in name and name.endswith(kind.suffix) for kind in KINDS.values())


def write_reviews(folder: Path, reviews: Mapping[str, Review]) -> bool:
    """Write the reviewed fingerprints, in the order of the records; False where nothing changed."""
    return write_text(folder / REVIEWS, _reviews_text(reviews))


def _reviews_text(reviews: Mapping[str, Review]) -> str:
    return dump_record(_Reviews(tuple(reviews[name] for name in sorted(reviews))))


def _of_kind(folder: Path, kind: Kind, issues: list[Issue]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in sorted((folder / kind.folder).glob(f"*{kind.suffix}")):
        where = f"{kind.folder}/{path.name}"
        if where == CHOICE or path.name.startswith(".") or not path.is_file():
            continue
        try:
            read = read_markdown if kind.markdown else read_record
            record: Any = read(path, kind.record, where=where, id=path.stem)
            _check_id(record.id, path, where)
        except PlacewrightError as error:
            issues.append(_issue(error, where))
        else:
            found[record.id] = record
    return found


def _check_id(id: str, path: Path, where: str) -> None:
    if id != path.stem:
        raise BadRecord(
            worded("The id '%(id)s' is not the file's name.", id=id[:200]),
            where=place_of_key(where, read_text(path, where), "id"),
            fix=worded("Make them equal."),
        )
    if not _SLUG.fullmatch(id):
        raise BadRecord(
            worded("'%(id)s' is no id.", id=id), where=where, fix=worded("Use lower-case letters, digits and hyphens.")
        )


def _alone(folder: Path, name: str, kind: type[Any], issues: list[Issue]) -> Any | None:
    path = folder / name
    if not (path.exists() or path.is_symlink()):
        return None
    try:
        return read_record(path, kind, where=name)
    except PlacewrightError as error:
        issues.append(_issue(error, name))
        return None


def _each(folder: Path, name: str, kind: type[Any], issues: list[Issue]) -> tuple[Any, ...]:
    """The records that a file holds in a list; one that is wrong is left out and named, the good ones are kept."""
    path = folder / name
    if not (path.exists() or path.is_symlink()):
        return ()
    try:
        made, wrong = parse_each(read_text(path, name), kind, key=name.removesuffix("s.toml"), where=name)
    except BadRecord as error:
        made, wrong = (), (error,)
    issues += [_issue(error, name) for error in wrong]
    return made


def _issue(error: PlacewrightError, where: str) -> Issue:
    return Issue(Severity.ERROR, error.where or where, error.what, error.fix or "")
