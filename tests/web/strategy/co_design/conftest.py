"""Editions of two invented chapters, with pages, words, claims and a Word document, and people who look after them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from placewright.build.edition_files import published_fingerprints
from placewright.publish.document import Document, DocumentChapter
from placewright.publish.word import strategy_docx
from placewright.records.paragraphs import numbered, pieces
from placewright.records.prose import Heading, Number, NumberKind, Paragraph, Passage, Words
from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import Role
from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition
from placewright.web.strategy.co_design.services.inviting import Invited, invite
from placewright.web.strategy.models import Build, Chapter, Edition, Evidence, Switch

PEOPLE = "After school the picture turns: few adults learn."
SCHOOLS = "Schools are good here, and most children do well in them from the first year to the last."
MARKDOWN = f"## Schools\n\n{SCHOOLS}\n\n{{{{ pay.now }}}} is what an hour is paid. {PEOPLE}\n"


def blocks(*, pay: str = "£18.20", schools: str = SCHOOLS) -> tuple[Any, ...]:
    number = Number(pay, NumberKind.COMPUTED, "claim:pay", "now")
    return (
        Heading(2, "Schools", "people-schools"),
        Paragraph((Passage((Words(schools),)),)),
        Paragraph((Passage((number, Words(f" is what an hour is paid. {PEOPLE}"))),)),
    )


def write_output(
    folder: Path, *, pay: str = "£18.20", verdict: str = "holds", schools: str = SCHOOLS, edition: str = ""
) -> None:
    """What a build or an edition holds: words, claims, the page of a chapter and the Word document."""
    chapters = (
        DocumentChapter("people", "People", 1, blocks(pay=pay, schools=schools), "Who learns."),
        DocumentChapter("places", "Places", 2, (Paragraph((Passage((Words("Towns differ."),)),)),)),
    )
    words = [
        {
            "id": chapter.id,
            "title": chapter.title,
            "summary": chapter.summary,
            "paragraphs": [
                {
                    "number": one.number,
                    "kind": one.kind,
                    "text": one.text,
                    "fingerprint": one.fingerprint,
                    "pieces": list(pieces(one.passages)),
                }
                for one in numbered(chapter.blocks)
            ],
        }
        for chapter in chapters
    ]
    figure = {"name": "now", "text": pay, "value": 18.2, "low": 17.9, "high": 18.5, "error": "sampling"}
    claim = {"id": "pay", "title": "Pay", "text": f"Pay is {pay}.", "verdict": verdict, "figures": [figure]}
    (folder / "site" / "strategy").mkdir(parents=True)
    (folder / "words.json").write_text(json.dumps({"chapters": words}), encoding="utf-8")
    (folder / "claims.json").write_text(json.dumps({"claims": [claim]}), encoding="utf-8")
    page = "".join(
        f'<p id="p-{n}" data-paragraph="{n}">{one["text"]}</p>' for n, one in enumerate(words[0]["paragraphs"], 1)
    )
    html = f'<html><head></head><body><header class="head"></header><main id="main">{page}</main></body></html>'
    (folder / "site" / "index.html").write_text(html, encoding="utf-8")
    (folder / "site" / "strategy" / "people.html").write_text(html, encoding="utf-8")
    (folder / "site" / "strategy.pdf").write_bytes(b"%PDF-1.7")
    document = Document("A strategy", "", "Somewhere", "Draft", date(2026, 5, 1), "", chapters, edition_id=edition)
    (folder / "strategy.docx").write_bytes(strategy_docx(document))


@pytest.fixture
def editor(db: None) -> Account:
    """Somebody who may move editions, answer reviewers and let issues pass."""
    account = Account.objects.create_user("editor@example.org", "a password of no use", name="An Editor")
    account.groups.add(Group.objects.get(name=Role.EDITOR))
    return Account.objects.get(pk=account.pk)


@pytest.fixture
def build(db: None) -> Build:
    """A build that the public sees, in which pay is another."""
    made = Build.objects.create(evidence=Evidence.objects.create(digest="0" * 64), state="ready")
    write_output(made.out, pay="£19.00", verdict="fails")
    Chapter.objects.create(slug="people", title="People", order=1, text=MARKDOWN, live=True)
    return made


@pytest.fixture
def under_way(build: Build, editor: Account) -> EditionUnderWay:
    """An edition under way, as a draft."""
    return EditionUnderWay.objects.create(slug="one", title="The strategy", opened_by=editor)


@pytest.fixture
def make(under_way: EditionUnderWay, build: Build) -> Callable[..., MadeEdition]:
    """Makes an edition of a kind, pinned, without a build."""

    def made(kind: str = "draft", slug: str = "", schools: str = SCHOOLS, **more: Any) -> MadeEdition:
        slug = slug or f"one-{kind}"
        row = MadeEdition.objects.create(
            under_way=under_way,
            slug=slug,
            title=f"The {kind} edition",
            kind=kind,
            day=date(2026, 5, 1),
            build=build,
            state="ready",
            check_found={"errors": 0, "unsure": []} | more,
        )
        write_output(row.folder, edition=slug, schools=schools)
        outputs = published_fingerprints(row.folder)
        Edition.objects.create(slug=slug, title=row.title, kind_of=kind, date=row.day, outputs=outputs)
        return row

    return made


@pytest.fixture
def draft(make: Callable[..., MadeEdition]) -> MadeEdition:
    """A draft that reviewers may read."""
    return make("draft")


@pytest.fixture
def invited(draft: MadeEdition, editor: Account) -> Invited:
    """A link for somebody from Government, open for a week."""
    return invite_to(draft, editor)


def invite_to(made: MadeEdition, by: Account, **more: Any) -> Invited:
    given: dict[str, Any] = {"name": "Jo Reader", "organisation": "A department", "role": "government"}
    given |= {"until": timezone.now() + timedelta(days=7), "may_comment": True, "may_propose": True, "may_agree": True}
    return invite(made, by=by, **(given | more))


def show(build: Build) -> None:
    """Let the public see a build's output, without its frame."""
    Switch.objects.create(build=build)
