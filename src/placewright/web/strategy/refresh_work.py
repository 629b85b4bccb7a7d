"""What a refresh does in the background: fetch, pin, build and compare, each step where people can watch it."""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.build.adopting import NotFetched, PartlyRefused, plan_newest, write_plans
from placewright.build.kept_readings import DATASET as OWN_FIGURES
from placewright.core.errors import PlacewrightError
from placewright.core.files import is_disk_full
from placewright.core.said import kept_words
from placewright.evidence.fetching import Fetched, Outcome, Task, fetch
from placewright.evidence.gathering import FileIndex
from placewright.evidence.snapshots import SnapshotStore
from placewright.records.source import Source
from placewright.web.strategy.building import run_build
from placewright.web.strategy.exchange import authored_in_database
from placewright.web.strategy.long_work import follow
from placewright.web.strategy.models import Build, BuildState, Evidence, Refresh, RefreshState
from placewright.web.strategy.own_figures import bring_own_figures
from placewright.web.strategy.page_changes import changed_pages, pages_by_part
from placewright.web.strategy.refreshing import build_for, close, state_after, with_acceptances
from placewright.web.strategy.stores import add_evidence, lay_out, share_tree
from placewright.workspace.authored import dump_authored
from placewright.workspace.folder import WorkspaceFolder, open_workspace

logger = logging.getLogger(__name__)

_MOST_ISSUES = 5


class NothingReached(PlacewrightError):
    """No publisher answered."""


class NoFiles(PlacewrightError):
    """No file has been uploaded that belongs to one of the datasets."""


def publisher_files() -> Path:
    """The folder that people's uploads of publishers' files go to."""
    return Path(settings.DATA) / "publisher-files"


def work_off(refresh: Refresh) -> Refresh:
    """Do what is left to be done of a refresh; whatever goes wrong ends it with words that say how to mend it."""
    try:
        _work_off(refresh)
    except PlacewrightError as error:
        _fail(refresh, kept_words(error.what), error.where or "", kept_words(error.fix or ""))
    except OSError as error:
        if not is_disk_full(error):
            logger.exception("Refresh %s failed", refresh.pk)
        full = _("The disk is full."), "", _("Free some space where the data of this installation lie; begin another.")
        other = _("A file could not be read or written (%(why)s).") % {"why": error.strerror or ""}, "", _("Try again.")
        _fail(refresh, *(full if is_disk_full(error) else other))
    except Exception:
        logger.exception("Refresh %s failed", refresh.pk)
        _fail(refresh, _("The refresh ended by itself."), "", _("The server's log says why. Begin another afterwards."))
    return refresh


def _work_off(refresh: Refresh) -> None:
    if refresh.evidence is None:
        refresh.evidence = _new_evidence(refresh)
        if refresh.evidence is None:
            close(refresh, RefreshState.NOTHING)
            return
        refresh.save()
    _enter(refresh, RefreshState.BUILDING)
    authored = with_acceptances(authored_in_database(), refresh)
    refresh.build = build_for(refresh)
    refresh.save(update_fields=["build"])
    run_build(refresh.build, authored=authored, progress=_told(refresh))
    _enter(refresh, RefreshState.COMPARING)
    refresh.trouble = refresh.build.trouble
    refresh.found = _compared(refresh, refresh.build)
    refresh.state, refresh.progress = state_after(refresh.build), ""
    refresh.finished_at = timezone.now()
    if refresh.state == RefreshState.FAILED:
        refresh.failed_at = RefreshState.BUILDING
        close(refresh, RefreshState.FAILED)
    else:
        refresh.save()


def _new_evidence(refresh: Refresh) -> Evidence | None:
    """A version of the evidence with the newest figures; None where nothing is newer than what is pinned."""
    _enter(refresh, RefreshState.FETCHING)
    against = refresh.against
    if against is None:
        raise NoFiles(_("What the refresh began from is gone."), fix=_("Begin another."))
    folder = refresh.folder / "workspace"
    shutil.rmtree(folder, ignore_errors=True)
    authored = authored_in_database()
    lay_out(against.evidence, dump_authored(authored), folder)
    own = bring_own_figures(folder, authored)
    workspace = open_workspace(folder)
    wanted = refresh.datasets or workspace.datasets
    names = [name for name in workspace.datasets if name in wanted and name != OWN_FIGURES]
    store = SnapshotStore(Path(settings.DATA) / "snapshots")
    tasks = _tasks(refresh, workspace, names)
    done: list[Fetched] = []
    for item in fetch(tasks, store, retrieved=timezone.now()):
        done.append(item)
        _tell(refresh, f"{item.source} {len(done)}/{len(tasks)}")
    refresh.outcomes = [_outcome(item) for item in sorted(done, key=lambda item: item.source)]
    refresh.save(update_fields=["outcomes"])
    if not own:
        _require_some(refresh, done)
    _enter(refresh, RefreshState.ADOPTING)
    return _adopted(refresh, workspace, store, names, own=own)


def _tasks(refresh: Refresh, workspace: WorkspaceFolder, names: list[str]) -> list[Task]:
    chosen = [workspace.source(name) for name in names]
    if refresh.from_publishers:
        return _from_publishers(refresh, chosen)
    publisher_files().mkdir(parents=True, exist_ok=True)
    index = FileIndex(publisher_files())
    gathered = [(source, index.gather(source)) for source in chosen]
    return [Task(source, found.paths, found.unmatched) for source, found in gathered if found.paths]


def _from_publishers(refresh: Refresh, chosen: list[Source]) -> list[Task]:
    from placewright.evidence.from_publishers import tasks_from_publishers
    from placewright.web.strategy.network import keys_held, polite_http

    downloads = Path(settings.DATA) / "downloads"
    return tasks_from_publishers(
        chosen,
        polite_http(downloads / "cache"),
        downloads,
        keys=keys_held(),
        named=refresh.datasets,
        advance=_told(refresh),
    )


def _require_some(refresh: Refresh, done: list[Fetched]) -> None:
    counts = Counter(item.outcome for item in done)
    if not done or counts[Outcome.NOT_FOUND] == len(done):
        raise NoFiles(
            _("No file was found for any of the datasets."),
            fix=_("Upload the publishers' files first, or fetch from the publishers."),
        )
    if counts[Outcome.NOT_REACHED] and not counts[Outcome.NEW] and not counts[Outcome.UNCHANGED]:
        raise NothingReached(
            _("No publisher could be reached from this server."),
            fix=_("Look at its network, or download the files elsewhere and upload them here."),
        )


def _adopted(
    refresh: Refresh, workspace: WorkspaceFolder, store: SnapshotStore, names: list[str], *, own: Collection[str]
) -> Evidence | None:
    outcomes = {item["source"]: item for item in refresh.outcomes}
    if own:
        new = {"source": OWN_FIGURES, "outcome": str(Outcome.NEW), "issues": [], "changes": ", ".join(sorted(own))}
        outcomes[OWN_FIGURES] = new
    plans = []
    for name in names:
        try:
            plan = plan_newest(workspace, store, name, named=name in refresh.datasets)
        except (NotFetched, PartlyRefused) as error:
            outcomes.setdefault(name, {"source": name, "outcome": str(Outcome.REFUSED), "issues": []})
            outcomes[name]["issues"].append({"where": name, "what": kept_words(error.what), "fix": ""})
            continue
        if plan is not None:
            plans.append(plan)
            held = plan.snapshot.manifest
            outcomes.setdefault(name, {"source": name, "outcome": str(Outcome.NEW), "issues": []})
            outcomes[name] |= {"release": held.release, "changes": str(plan.changes)}
            if outcomes[name]["outcome"] == Outcome.UNCHANGED:  # since it was fetched, but new to what is pinned
                outcomes[name]["outcome"] = str(Outcome.NEW)
    refresh.outcomes = sorted(outcomes.values(), key=lambda item: str(item["source"]))
    if not plans and not own:
        return None
    write_plans(workspace, plans)
    named = ", ".join([*(plan.snapshot.manifest.source for plan in plans), *([OWN_FIGURES] if own else [])])
    return add_evidence(workspace.folder, by=refresh.asked_by, note=_("refreshed: %(what)s") % {"what": named})


def _compared(refresh: Refresh, build: Build) -> dict[str, Any]:
    """What the new figures change, found out in a process of its own; the words of what went wrong, where it did."""
    against = refresh.against
    if against is None or not against.out.is_dir() or not build.out.is_dir():
        return {}
    scratch = refresh.folder / "before"
    shutil.rmtree(scratch, ignore_errors=True)
    share_tree(against.out, scratch)
    paths = (against.workspace, scratch, build.workspace, build.out)
    ended = follow("placewright.web.strategy.comparing_process", *map(str, paths), timezone.localdate().isoformat())
    if ended.code or not ended.said:
        logger.warning("Refresh %s could not be compared: %s", refresh.pk, ended.trouble[-300:])
        return {"summary": _("The two states could not be compared."), "claims": [], "others": []}
    pages = changed_pages(against.site, build.site) if build.state == BuildState.READY else []
    return {**ended.said, "pages": pages_by_part(pages), "changed_pages": [page.as_plain() for page in pages]}


def _outcome(item: Fetched) -> dict[str, Any]:
    issues = [*item.refused, *(issue for issue in item.issues if issue.severity != "note")]
    return {
        "source": item.source,
        "outcome": str(item.outcome),
        "rows": item.rows,
        "files": item.files,
        "issues": [
            {"where": one.where, "what": kept_words(one.what), "fix": kept_words(one.fix)}
            for one in issues[:_MOST_ISSUES]
        ],
    }


def _enter(refresh: Refresh, state: RefreshState) -> None:
    refresh.state, refresh.progress = state, ""
    refresh.save(update_fields=["state", "progress"])


def _tell(refresh: Refresh, words: str) -> None:
    Refresh.objects.filter(pk=refresh.pk).update(progress=words[:200])


def _told(refresh: Refresh) -> Callable[[str], None]:
    return lambda words: _tell(refresh, words)


def _fail(refresh: Refresh, what: str | list[Any], where: str, fix: str | list[Any]) -> None:
    refresh.trouble, refresh.failed_at = (
        [{"severity": "error", "where": where, "what": what, "fix": fix}],
        refresh.state,
    )
    close(refresh, RefreshState.FAILED)
