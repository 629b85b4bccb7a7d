"""The build: figures become evidence, evidence becomes benchmarks and analyses, and these become pages and data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Protocol, TypeVar

from placewright import __version__
from placewright.build import turning_days
from placewright.build.as_they_stand import Stand, as_they_stand, record_paths
from placewright.build.collecting import without_collector
from placewright.build.one_at_a_time import alone_in
from placewright.build.releases import newer_releases, release_issues
from placewright.build.report import BuildReport, StepReport, why_words
from placewright.build.state import BuildState, code_fingerprint
from placewright.core.errors import PlacewrightError
from placewright.core.files import write_bytes, write_text
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.core.issues import Issue, Severity
from placewright.publish.beside import ALONE, Beside
from placewright.workspace.authored import Authored, passed_over, read_authored, read_waivers
from placewright.workspace.folder import FiguresFile, WorkspaceFolder

Result = TypeVar("Result")


class Elsewhere(Protocol):
    """Has a function called in another process, and gives what waits for its result."""

    def __call__(self, function: Callable[..., Result], *arguments: object) -> Callable[[], Result]:
        """What waits for the function's result."""
        ...


Progress = Callable[[str, int, int], None]
"""Told the name of the work, how much of it is done, and how much there is."""

EVERYTHING = "everything"
"""The step that stands for all of them: where it is current nothing need be looked at."""

_LOWER_CODE = ("core", "records", "methods", "places", "sources/tidy.py", "evidence", "analysis")


@dataclass(slots=True)
class Build:
    """One build under way: the workspace, where output goes, what was remembered, and what is reported."""

    workspace: WorkspaceFolder
    out: Path
    state: BuildState
    report: BuildReport
    figures: Mapping[str, FiguresFile]
    processes: int = 2
    progress: Progress = lambda name, done, of: None
    beside: Beside = ALONE
    names: set[str] = field(default_factory=set)
    finished: set[str] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)
    _written: tuple[Authored, tuple[Issue, ...]] | None = None
    _records: Mapping[str, str] | None = None
    _stand: Stand | None = None

    @property
    def written(self) -> tuple[Authored, tuple[Issue, ...]]:
        """What people wrote in the workspace, read once, and an error for each file that holds no record."""
        if self._written is None:
            self._written = read_authored(self.workspace.folder)
        return self._written

    @property
    def records(self) -> Mapping[str, str]:
        """The fingerprint of each record and other text of the workspace by its path, made once."""
        if self._records is None:
            self._records = records_as_they_are(self.workspace.folder)
        return self._records

    @property
    def is_undisturbed(self) -> bool:
        """Whether every file of the workspace stands as it did before any was read.

        What was made of files that somebody wrote meanwhile may be of the old ones under keys of the new: it is right
        for nobody, and is not kept.
        """
        return as_they_stand(self.workspace.folder) == self._stand

    def kept(self, name: str, key: str) -> bool:
        """Whether a step need not run; it is reported as kept, and its named inputs stay remembered."""
        self.names |= {name, _inputs(name)}
        if not self.state.is_current(name, key):
            return False
        self.finished |= {name, _inputs(name)}
        self.report.steps.append(StepReport(name, "kept", files=len(self.state.steps[name].files)))
        return True

    def wrote(self, name: str, key: str, files: Mapping[str, bytes], *, seconds: float, why: str = "") -> None:
        """Write a step's files, remember them and report the step."""
        self.begin(name)
        for path, content in files.items():
            write_bytes(self.out / path, content)
        self.done(name, key, list(files), seconds=seconds, why=why)

    def begin(self, name: str) -> None:
        """Say that a step's files are about to be written: until it is done they may be half of this build."""
        self.begun |= {name, _inputs(name)}

    @property
    def whole(self) -> set[str]:
        """The steps whose files are as they are remembered, whatever happens now."""
        return (set(self.state.steps) - self.begun - {EVERYTHING}) | self.finished

    def done(
        self, name: str, key: str, files: list[str], *, seconds: float, why: str = "", rows: int | None = None
    ) -> None:
        """Remember and report a step whose files are written; until a build ends, the whole is not what it was."""
        self.state.steps.pop(EVERYTHING, None)
        self.names.add(name)
        left = self.state.ran(name, key, files)
        self.finished |= {name, _inputs(name)}
        self.report.steps.append(StepReport(name, "ran", why, seconds, rows, len(files)))
        for file in left:
            (self.out / file).unlink(missing_ok=True)
            self.report.steps.append(StepReport(file, "removed", "nothing makes it any more"))


@without_collector()
def build_workspace(
    workspace: WorkspaceFolder,
    out: Path,
    *,
    today: date,
    processes: int = 2,
    progress: Progress = lambda name, done, of: None,
    beside: Beside = ALONE,
) -> BuildReport:
    """Build everything the workspace needs into `out`, running only the steps whose inputs changed.

    Where it is stopped, however that happens, every file is whole, and the next build runs what was not finished.
    `beside` names pages that are served with the site and that its header and foot lead to.

    Raises:
        PlacewrightError: the workspace has no figures, or they are not what was adopted.
    """
    with alone_in(out, lambda: progress("another build of this folder is waited for", 0, 1)):
        return _build_alone(workspace, out, today=today, processes=processes, progress=progress, beside=beside)


def _build_alone(
    workspace: WorkspaceFolder, out: Path, *, today: date, processes: int, progress: Progress, beside: Beside
) -> BuildReport:
    started = perf_counter()
    build = open_build(workspace, out, today=today, processes=processes, progress=progress, beside=beside)
    state, report = build.state, build.report
    whole = key_of_everything(build, today)
    if not _says_the_same(state, today) or not build.kept(EVERYTHING, whole) or not _all_there(state):
        report.steps.clear()
        from placewright.build.checks import check_records
        from placewright.build.everything import build_everything

        _stop_at_errors(check_records(workspace))
        state.save(finished=())
        try:
            judged = build_everything(build, today=today)
        except BaseException:
            with suppress(OSError):
                state.save(finished=build.whole)
            raise
        for file in state.forget(build.names | {EVERYTHING}):
            report.steps.append(StepReport(file, "removed", "nothing makes it any more"))
        state.ran(turning_days.STEP, turning_days.span_of_days(judged.authored, today), [])
        state.ran(EVERYTHING, whole, [])
        undisturbed = build.is_undisturbed
        state.save(None if undisturbed else ())
        if not undisturbed:
            report.issues.append(_disturbed(workspace))
        elif beside is ALONE:  # as a check looks at it
            from placewright.build.check_outcome import remember_outcome

            remember_outcome(build, judged, everything=whole, today=today)
    elif state.is_touched:
        state.save()
    report.seconds = perf_counter() - started
    write_text(out / "report.json", report.as_json())
    return report


def open_build(
    workspace: WorkspaceFolder,
    out: Path,
    *,
    today: date,
    processes: int = 2,
    progress: Progress = lambda name, done, of: None,
    beside: Beside = ALONE,
    written: tuple[Authored, tuple[Issue, ...]] | None = None,
    stand: Stand | None = None,
) -> Build:
    """A build of the workspace into `out`, nothing of it run yet.

    `written` is what people wrote, where it was read already, and `stand` how the files stood before that.

    Raises:
        PlacewrightError: the workspace has no figures, or they are not what was adopted.
    """
    stand = stand or as_they_stand(workspace.folder)
    figures = workspace.figures()
    report = BuildReport(workspace.record.id, __version__)
    report.issues += [*workspace.check(), *release_issues(workspace, today)]
    _stop_at_errors(report.issues)
    if not figures:
        raise PlacewrightError(
            "The workspace has no figures yet.",
            where=str(workspace.folder),
            fix=f"Run `placewright fetch {workspace.folder}`, then `placewright adopt {workspace.folder}`.",
        )
    build = Build(workspace, out, BuildState.load(out), report, figures, processes, progress, beside)
    build._written, build._stand = written, stand
    return build


def _stop_at_errors(issues: Sequence[Issue]) -> None:
    grave = [issue for issue in issues if issue.severity is Severity.ERROR]
    if grave:
        more = f" There are {len(grave) - 1} more errors like it." if len(grave) > 1 else ""
        raise PlacewrightError(grave[0].what, where=grave[0].where, fix=f"{grave[0].fix}{more}")


def why_changed(build: Build, name: str, inputs: Mapping[str, str]) -> str:
    """Which of a step's named inputs changed since it last ran, in words; the inputs are remembered."""
    remembered = build.state.steps.get(_inputs(name))
    lines = remembered.key.split("\n") if remembered else []
    before = dict(line.split("=", 1) for line in lines if line)
    build.names.add(_inputs(name))
    build.begin(name)
    build.state.ran(_inputs(name), "\n".join(f"{key}={value}" for key, value in sorted(inputs.items())), [])
    if not before:
        return "first build"
    changed = [key for key, value in sorted(inputs.items()) if before.get(key) != value]
    gone = [key for key in sorted(before) if key not in inputs]
    words = [f"{key} changed" for key in changed] + [f"{key} is gone" for key in gone]
    return why_words(words) or "its output was missing"


def _inputs(name: str) -> str:
    """The step under which a step's named inputs are remembered."""
    return f"inputs of {name}"


def records_as_they_are(folder: Path) -> dict[str, str]:
    """The fingerprint of each of a workspace's records and other texts by its path."""
    return {path.relative_to(folder).as_posix(): fingerprint_of_file(path) for path in record_paths(folder)}


def records_but(records: Mapping[str, str], but: Collection[str]) -> dict[str, str]:
    """The fingerprints of records by their paths, `but` those of some files and folders."""
    return {path: found for path, found in records.items() if path.partition("/")[0] not in but}


def key_of_everything(build: Build, today: date) -> str:
    """The key of all that a build depends on."""
    folder = build.workspace.folder
    return fingerprint(
        {
            "code": code_fingerprint(),
            "beside": repr(build.beside),
            "stale": [one.key for one in newer_releases(build.workspace, today)],
            "waived": [waiver.date <= today <= waiver.until for waiver in read_waivers(folder)],
            "passed over": [str(issue) for issue in passed_over(folder)],
            "figures": {name: file.sha256 for name, file in build.figures.items()},
            "strays": build.workspace.strays(),
            "records": build.records,
        }
    )


def lower_code() -> str:
    """The fingerprint of the code that makes evidence, benchmarks and analyses."""
    return code_fingerprint(*_LOWER_CODE)


def _says_the_same(state: BuildState, today: date) -> bool:
    """Whether the records say that day what they said when they were last built."""
    days = state.steps.get(turning_days.STEP)
    return days is not None and turning_days.is_in_span(days.key, today)


def _all_there(state: BuildState) -> bool:
    return all(state.is_current(name, step.key) for name, step in state.steps.items())


def _disturbed(workspace: WorkspaceFolder) -> Issue:
    what = "Its files were written to while it was built, so pages may show some before and some after."
    return Issue(Severity.WARNING, str(workspace.folder), what, "Build it again; the next build begins anew.")
