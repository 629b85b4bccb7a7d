"""What the kill test writes of the strategy: claims, chapters, and what reviewers say by their private links."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx

Rows = Callable[[str], list[tuple[object, ...]]]
CHAPTERS = 4
"""How many chapters there are, one for each writer."""
_LINKS = 200
_COOKIE = "reviewer"
_CHAPTER = "kill-chapter"
_WORDS = "What a reviewer speaks of."


def prepare(by: Any) -> str:
    """Make, inside the application, chapters, an edition and links to it; gives what the writers need, as JSON.

    The edition's build was never run: the worker finds nothing to build from each time that something is published.
    """
    from datetime import timedelta

    from django.utils import timezone

    from placewright.build.words_file import FILE
    from placewright.core.files import write_text
    from placewright.records.paragraphs import text_fingerprint
    from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition
    from placewright.web.strategy.co_design.services.inviting import invite
    from placewright.web.strategy.co_design.states import ReviewerRole
    from placewright.web.strategy.models import Build, BuildState, Chapter, Claim, Evidence

    build = Build.objects.create(evidence=Evidence.objects.create(digest="none"), state=BuildState.FAILED)
    under_way = EditionUnderWay.objects.create(slug="kills", title="Kills")
    made = MadeEdition.objects.create(
        under_way=under_way,
        slug="kills-draft",
        title="Kills",
        kind="draft",
        day=timezone.localdate(),
        build=build,
        state=BuildState.READY,
    )
    paragraph = {"number": 1, "kind": "paragraph", "text": _WORDS, "fingerprint": text_fingerprint(_WORDS)}
    chapter = {"id": "people", "title": "People", "summary": "", "paragraphs": [{**paragraph, "pieces": []}]}
    write_text(made.folder / FILE, json.dumps({"chapters": [chapter]}))
    tokens = [
        invite(
            made,
            name=f"Reviewer {number}",
            organisation="The board",
            role=ReviewerRole.BOARD,
            until=timezone.now() + timedelta(days=30),
            may_comment=True,
            may_propose=True,
            may_agree=True,
            by=by,
        ).token
        for number in range(_LINKS)
    ]
    chapters = []
    for number in range(CHAPTERS):
        row = Chapter(slug=f"{_CHAPTER}-{number}", title="0", order=number, text="Words.", live=False)
        row.save()
        row.save_revision(user=by)
        chapters.append(row.pk)
    claim = Claim(slug="x", title="x", stance="need", foundation="people", text="A claim that prints no number.")
    return json.dumps(
        {
            "claim": _form_of(claim, by),
            "chapter": [_form_of(row, by) for row in Chapter.objects.order_by("slug")],
            "pks": chapters,
            "tokens": tokens,
        }
    )


def _form_of(row: Any, by: Any) -> dict[str, str]:
    """What a browser without JavaScript sends of a record's form as it comes."""
    from placewright.web.strategy.panels import edit_handler_for
    from placewright.web.strategy.parts_field import PartsWidget

    data: dict[str, str] = {}
    for bound in edit_handler_for(type(row)).get_form_class()(instance=row, for_user=by):
        value = bound.value()
        if isinstance(bound.field.widget, PartsWidget):
            shown = bound.field.widget.get_context(bound.html_name, value, {"id": ""})["widget"]
            data |= {f"{bound.html_name}-mode": "text", f"{bound.html_name}-text": shown["text"]}
        elif not (bound.field.disabled or value is None or value is False):
            data[bound.html_name] = "on" if value is True else str(value)
    return data


@dataclass(slots=True)
class Strategy:
    """What was sent of the strategy, and what the server said it had written.

    Of each chapter the last number that was acknowledged is kept; it is what the live row must hold, or a later one.
    """

    ready: dict[str, Any]
    claims: dict[str, bool] = field(default_factory=dict)
    chapters: dict[int, int] = field(default_factory=dict)
    sent: dict[int, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    unanswered: list[dict[str, str]] = field(default_factory=list)
    again: int = 0
    """How many remarks were sent once more, since no answer came."""
    cookies: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    turn: int = 0

    @property
    def total(self) -> int:
        """How many writes were acknowledged."""
        return len(self.claims) + sum(self.chapters.values()) + len(self.remarks)

    def write_claim(self, client: httpx.Client, name: str, *, live: bool) -> None:
        """Make a claim, as a draft or live."""
        list_page = "/team/snippets/strategy/claim/"
        form = {**self.ready["claim"], "slug": name, "title": name}
        answer = client.post(f"{list_page}add/", data=form | ({"action-publish": "1"} if live else {}))
        to = answer.headers.get("Location", "") if answer.status_code == 302 else ""
        if to == list_page if live else to.startswith(f"{list_page}edit/"):
            self.claims[name] = live

    def write_chapter(self, client: httpx.Client, who: int) -> None:
        """Publish a chapter of the writer's own under the next number."""
        list_page = "/team/snippets/strategy/chapter/"
        self.sent[who] = self.sent.get(who, 0) + 1
        form = {**self.ready["chapter"][who], "title": str(self.sent[who]), "action-publish": "1"}
        answer = client.post(f"{list_page}edit/{self.ready['pks'][who]}/", data=form)
        if answer.status_code == 302 and answer.headers["Location"] == list_page:
            self.chapters[who] = self.sent[who]

    def say(self, client: httpx.Client, name: str, which: str) -> None:
        """Comment on a paragraph, or propose other words for it, by a private link; what had no answer goes first."""
        with self.lock:
            waiting = self.unanswered.pop() if self.unanswered else None
            self.turn += 1
            token = self.ready["tokens"][self.turn % _LINKS]
        if waiting is None:
            fields = {"text": name, "once": secrets.token_hex(16)} | ({"proposed": name} if which == "proposal" else {})
            waiting = {f"{which}-{key}": value for key, value in fields.items()} | {"which": which, "token": token}
        else:
            self.again += 1
        try:
            done = self._send(client, waiting)
        except httpx.TransportError:
            with self.lock:
                self.unanswered.append(waiting)
            raise
        if done:
            self.remarks.append(waiting[f"{waiting['which']}-text"])

    def _send(self, client: httpx.Client, waiting: dict[str, str]) -> bool:
        token = waiting["token"]
        if token not in self.cookies:
            entered = client.get(f"/review/{token}/")
            self.cookies[token] = entered.cookies[_COOKIE]
        form = {key: value for key, value in waiting.items() if key != "token"}
        headers = {"Cookie": f"{_COOKIE}={self.cookies[token]}; csrftoken={client.cookies['csrftoken']}"}
        answer = httpx.post(
            client.base_url.join("/review/say/people/1/"), data=form, headers={**client.headers, **headers}, timeout=30
        )
        return answer.status_code == 302 and "?saved=" in answer.headers["Location"]

    def missing(self, rows: Rows) -> list[str]:
        """What was acknowledged and is not there, or is there twice, in words."""
        return [*self._claims(rows), *self._chapters(rows), *self._remarks(rows)]

    def _claims(self, rows: Rows) -> Iterable[str]:
        live = {str(slug): bool(is_live) for slug, is_live in rows("SELECT slug, live FROM strategy_claim")}
        kept = {str(slug) for (slug,) in rows(_REVISIONS.format(table="strategy_claim"))}
        for name, is_live in self.claims.items():
            if name not in live or live[name] != is_live or name not in kept:
                yield f"the claim {name} is gone, has no revision, or is not as live as it was made"

    def _chapters(self, rows: Rows) -> Iterable[str]:
        titles = {str(slug): str(title) for slug, title in rows("SELECT slug, title FROM strategy_chapter WHERE live")}
        for who, number in self.chapters.items():
            held = titles.get(f"{_CHAPTER}-{who}", "0")
            if not number <= int(held) <= self.sent[who]:
                yield f"chapter {who} is live as {held}, and {number} was acknowledged"
        kept = {str(slug) for (slug,) in rows(_REVISIONS.format(table="strategy_chapter"))}
        yield from (f"chapter {who} lost its revision" for who in self.chapters if f"{_CHAPTER}-{who}" not in kept)

    def _remarks(self, rows: Rows) -> Iterable[str]:
        texts = [str(text) for (text,) in rows("SELECT text FROM strategy_remark")]
        there = set(texts)
        yield from (f"the remark {text} is gone" for text in self.remarks if text not in there)
        if len(texts) != len(there):
            yield f"{len(texts) - len(there)} remarks are there twice"
        logged = rows("SELECT COUNT(*) FROM common_logentry WHERE verb IN ('commented on', 'proposed words for')")[0][0]
        if logged != len(texts):
            yield f"{len(texts)} remarks have {logged} entries in the log"


_REVISIONS = """
SELECT record.slug FROM {table} AS record
JOIN wagtailcore_revision AS newest ON newest.id = record.latest_revision_id
WHERE NOT record.live OR record.live_revision_id IN (SELECT id FROM wagtailcore_revision)
"""
