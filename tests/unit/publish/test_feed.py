"""The feed of changes keeps the rules of Atom, and its bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from placewright.publish.feed import Feed, FeedEntry, atom
from placewright.publish.views_checks import ChangeLine
from placewright.publish.views_strategy import Link

ATOM = "{http://www.w3.org/2005/Atom}"
MOVED = ("Figures that moved", (ChangeLine("Pay & hours: moved", before="£30", after="£31 <new>"),))
FIRST = FeedEntry("first", "First draft", date(2025, 3, 1), "draft", "Where it began.")
SECOND = FeedEntry("second", "Draft <two>", date(2025, 9, 1), "consultation", changes=(MOVED,))
FEED = Feed("north-vale", "North Vale: what changed", "North Vale & Co", (FIRST, SECOND))


def read(feed: Feed = FEED) -> ElementTree.Element:
    return ElementTree.fromstring(atom(feed))


def test_feed_and_entries_have_what_atom_requires() -> None:
    root = read()
    for part in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(ATOM + name)) == 1 and part.findtext(ATOM + name)
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "North Vale & Co"
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"self", "alternate"}


def test_entries_come_newest_first_and_the_feed_is_as_new_as_the_newest() -> None:
    root = read()
    assert [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")] == ["Draft <two>", "First draft"]
    assert root.findtext(f"{ATOM}updated") == "2025-09-01T00:00:00Z"


def test_a_changed_caveat_names_the_claims_that_rest_on_it() -> None:
    resting = (Link("Pay: it rose.", "ledger/pay.html", "now £31"),)
    trouble = ("Known troubles of the data", (ChangeLine("late-books: added", after="Late.", rests=resting),))
    content = read(replace(FEED, entries=(replace(SECOND, changes=(trouble,)),))).findtext(f"{ATOM}entry/{ATOM}content")
    assert content and "late-books: added (before: nothing; now: Late.). On it rest: Pay: it rose. [now £31]" in content


def test_names_are_of_the_workspace_and_stay_when_titles_change() -> None:
    again = replace(FEED, entries=(replace(FIRST, title="Renamed"), SECOND))
    names = [part.text for part in read().iter(f"{ATOM}id")]
    assert names == [part.text for part in read(again).iter(f"{ATOM}id")]
    assert names == ["tag:north-vale,2026:changes", "tag:north-vale,2026:edition/second",
                     "tag:north-vale,2026:edition/first"]  # fmt: skip


def test_an_entry_says_what_changed_with_the_old_and_the_new_value() -> None:
    content = read().findall(f"{ATOM}entry")[0].findtext(f"{ATOM}content") or ""
    assert "<h2>Figures that moved</h2>" in content
    assert "Pay &amp; hours: moved (before: £30; now: £31 &lt;new&gt;)" in content


def test_the_same_editions_give_the_same_bytes() -> None:
    assert atom(FEED) == atom(replace(FEED, entries=FEED.entries[::-1]))


def test_the_feed_of_a_chapter_has_names_of_its_own_and_says_where_it_lies() -> None:
    root = read(replace(FEED, file="people.xml", name="chapter/people", page="people.html"))
    names = [part.text for part in root.iter(f"{ATOM}id")]
    assert names[:2] == ["tag:north-vale,2026:chapter/people", "tag:north-vale,2026:chapter/people/edition/second"]
    assert [link.get("href") for link in root.findall(f"{ATOM}link")] == ["people.xml", "people.html"]
