"""Opening an edition under way, and making the edition that a state shows: record, archive, pins and pages."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.records.edition import EditionKind
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition
from placewright.web.strategy.co_design.services.taking_over import keep_taken_over, settle
from placewright.web.strategy.co_design.states import KIND_OF, State, next_state
from placewright.web.strategy.co_design.tasks import edition_task
from placewright.web.strategy.exchange import authored_in_database, values_of
from placewright.web.strategy.long_work import follow
from placewright.web.strategy.models import Build, BuildState, Edition
from placewright.web.strategy.stores import add_evidence, lay_out, share_tree
from placewright.workspace.authored import dump_authored, read_authored

_FOLLOWS: Mapping[EditionKind, tuple[EditionKind, ...]] = {
    EditionKind.DRAFT: (EditionKind.DRAFT,),
    EditionKind.CONSULTATION: (EditionKind.CONSULTATION, EditionKind.DRAFT),
    EditionKind.CO_DESIGN: (EditionKind.CO_DESIGN, EditionKind.CONSULTATION),
    EditionKind.AGREED: (EditionKind.AGREED, EditionKind.CO_DESIGN),
}


class CannotMake(PlacewrightError):
    """An edition that cannot be made now."""


def open_edition(*, slug: str, title: str, parent: str, note: str, by: Account) -> EditionUnderWay:
    """A new edition under way, as a draft.

    Raises:
        CannotMake: there is one of that id.
    """
    with transaction.atomic():
        if EditionUnderWay.objects.filter(slug=slug).exists():
            raise CannotMake(_("There is an edition under way with the id “%s”.") % slug, fix=_("Choose another id."))
        made = EditionUnderWay.objects.create(slug=slug, title=title, parent=parent, note=note, opened_by=by)
        record_event("opened", "edition under way", slug, by=by, note=note)
    return made


def kinds_to_make(under_way: EditionUnderWay) -> tuple[EditionKind, ...]:
    """The kinds of edition that can be made now: of the state that it is in, and of the one that follows.

    All but a draft follow an edition that is made already.
    """
    return tuple(kind for kind in _kinds_of_turn(under_way) if _missing_before(under_way, kind) is None)


def kinds_that_wait(under_way: EditionUnderWay) -> Mapping[EditionKind, EditionKind]:
    """The kinds whose turn it is but that follow one not made yet, each with that one."""
    found = {kind: _missing_before(under_way, kind) for kind in _kinds_of_turn(under_way)}
    return {kind: before for kind, before in found.items() if before is not None}


def ask_for_edition(
    under_way: EditionUnderWay, kind: EditionKind, *, title: str, text: str, by: Account, build: Build | None = None
) -> MadeEdition:
    """An edition of that kind, made in the background from a build once this is committed.

    Args:
        build: what it is made from; without one, what the public sees.

    Raises:
        CannotMake: it is not the kind's turn, nothing is built, or another is being made.
    """
    source = build or shown_build()
    if source is None or source.state != BuildState.READY:
        raise CannotMake(_("There is no build to make an edition from."), fix=_("Build the pages first."))
    if kind not in _kinds_of_turn(under_way):
        raise CannotMake(
            _("It is not the turn of a %s edition.") % kind,
            fix=_("Move the edition under way to the state before it, and make the edition that it follows."),
        )
    before = _missing_before(under_way, kind)
    if before is not None:
        fix = _("Make one first: the %s edition follows it.") % kind
        raise CannotMake(_("There is no %s edition yet.") % before, fix=fix)
    with transaction.atomic():
        EditionUnderWay.objects.select_for_update().get(pk=under_way.pk)
        if any(one.is_being_made for one in under_way.made.all()):
            raise CannotMake(_("Another edition is being made."), fix=_("Wait until it is ready."))
        made = MadeEdition.objects.create(
            under_way=under_way,
            slug=_free_slug(f"{under_way.slug}-{kind}"),
            title=title,
            kind=kind,
            parent=_parent_of(under_way, kind),
            text=text,
            day=timezone.localdate(),
            build=source,
            asked_by=by,
        )
        record_event("asked for", "edition", made.slug, by=by, note=text)
        transaction.on_commit(partial(edition_task.enqueue, made.pk))
    return made


def run_making(made: MadeEdition) -> MadeEdition:
    """Make the edition to its end; where errors stop it, it says which and leaves nothing behind."""
    if not MadeEdition.objects.filter(pk=made.pk, state=BuildState.WAITING).update(state=BuildState.RUNNING):
        return made  # another worker has it, or had it
    made.state = BuildState.RUNNING
    editions = Path(settings.DATA) / "editions"
    editions.mkdir(parents=True, exist_ok=True)
    part = editions / f".{made.slug}.part"
    shutil.rmtree(part, ignore_errors=True)
    try:
        workspace, out = part / made.build.workspace.name, part / "out"
        lay_out(made.build.evidence, _records(made.build), workspace)
        share_tree(made.build.out, workspace / "build")
        last = _follow(made, workspace, out)
        if "ready" in last and made.is_taken_over:
            keep_taken_over(made, out)
        elif "ready" in last:
            _keep(made, workspace, out, last["check"])
        else:
            _stopped(made, last)
    except Exception as error:
        _stopped(made, {"failed": type(error).__name__})
        raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return made


def _records(build: Build) -> dict[str, str]:
    """The texts of the records that the build was made from, with the editions that were made since."""
    records = dump_authored(read_authored(build.workspace)[0])
    editions = {p: text for p, text in dump_authored(authored_in_database()).items() if p.startswith("editions/")}
    return records | editions


def _follow(made: MadeEdition, workspace: Path, out: Path) -> Mapping[str, Any]:
    """Run the process that makes it, keep how far it is where people look, and give back how it ended."""
    wanted = {"id": made.slug, "title": made.title, "kind": made.kind, "on": made.day.isoformat()}
    wanted |= {"parent": made.parent, "text": made.text, "again": "yes" if made.is_taken_over else ""}

    def keep(words: str) -> None:
        MadeEdition.objects.filter(pk=made.pk).update(progress=words)

    ended = follow(
        "placewright.web.strategy.co_design.making_process", str(workspace), str(out), given=wanted, progress=keep
    )
    return ended.said if ended.said and "progress" not in ended.said else {"failed": ended.trouble}


def _keep(made: MadeEdition, workspace: Path, out: Path, check: Mapping[str, Any]) -> None:
    """Keep the pages where they never change, the archive as a version of the evidence, and the record as a row."""
    settle(out)
    record = read_authored(workspace)[0].editions[made.slug]
    out.rename(made.folder)
    try:
        with transaction.atomic():
            made.evidence = add_evidence(workspace, by=made.asked_by, note=f"edition {made.slug}")
            row = Edition.objects.create(**values_of("edition", record), live=True, has_unpublished_changes=False)
            row.save_revision(user=made.asked_by, changed=False)
            made.state, made.ready_at, made.check_found = BuildState.READY, timezone.now(), dict(check)
            made.progress = ""
            made.save()
            record_event("made", "edition", made.slug, by=made.asked_by, note=made.text)
    except BaseException:
        made.folder.rename(out)
        raise


def _stopped(made: MadeEdition, last: Mapping[str, Any]) -> None:
    made.progress = ""
    if "stopped" in last:
        made.state, made.trouble = BuildState.STOPPED, list(last["stopped"])
    else:
        made.state = BuildState.FAILED
        made.trouble = [{"where": "", "what": _("Making it ended by itself."), "fix": str(last.get("failed", ""))}]
    made.save()


def _kinds_of_turn(under_way: EditionUnderWay) -> tuple[EditionKind, ...]:
    following = next_state(under_way.state)
    states = [State(under_way.state)] + ([following] if following else [])
    return tuple(dict.fromkeys(KIND_OF[state] for state in states))


def _missing_before(under_way: EditionUnderWay, kind: EditionKind) -> EditionKind | None:
    """The kind that has to be made first; None where nothing is missing."""
    if kind is EditionKind.DRAFT or _newest_before(under_way, kind) is not None:
        return None
    return _FOLLOWS[kind][-1]


def _parent_of(under_way: EditionUnderWay, kind: EditionKind) -> str:
    """The edition that one of that kind follows: the newest that it may follow."""
    found = _newest_before(under_way, kind)
    return under_way.parent if found is None else found.slug


def _newest_before(under_way: EditionUnderWay, kind: EditionKind) -> MadeEdition | None:
    made = (under_way.made.filter(kind=before, state=BuildState.READY).first() for before in _FOLLOWS[kind])
    return next((found for found in made if found is not None), None)


def _free_slug(wanted: str) -> str:
    slug, number = wanted, 1
    while MadeEdition.objects.filter(slug=slug).exists() or Edition.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug
