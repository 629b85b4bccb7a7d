"""Packed files whose bytes repeat, whatever the clock and the order in which their parts were written."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from placewright.publish.repeatable_zip import repeatable_zip

CORE = b"<c><dcterms:created a='b'>2031-01-02</dcterms:created><dcterms:modified>now</dcterms:modified></c>"
DAY = date(2025, 3, 4)


def packed(entries: dict[str, bytes], *, year: int = 2001) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), content)
    return stream.getvalue()


def read(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_order_and_times_of_the_parts_do_not_matter() -> None:
    parts = {"b.xml": b"<b/>", "[Content_Types].xml": b"<t/>", "a.png": b"picture"}
    turned = dict(reversed(parts.items()))
    assert repeatable_zip(packed(parts), day=DAY) == repeatable_zip(packed(turned, year=2019), day=DAY)
    assert list(read(repeatable_zip(packed(parts), day=DAY))) == ["[Content_Types].xml", "a.png", "b.xml"]


def test_the_parts_keep_their_content() -> None:
    parts = {"a.png": bytes(range(256)), "b.xml": b"<b/>" * 999}
    assert read(repeatable_zip(packed(parts), day=DAY)) == parts


def test_an_office_document_says_one_day_in_its_properties_and_in_those_of_documents_inside() -> None:
    inner = packed({"docProps/core.xml": CORE})
    made = read(repeatable_zip(packed({"docProps/core.xml": CORE, "embeddings/book.xlsx": inner}), day=DAY))
    expected = CORE.replace(b"2031-01-02", b"2025-03-04T00:00:00Z").replace(b"now", b"2025-03-04T00:00:00Z")
    assert made["docProps/core.xml"] == expected
    assert read(made["embeddings/book.xlsx"])["docProps/core.xml"] == expected


def test_doing_it_twice_changes_nothing() -> None:
    once = repeatable_zip(packed({"a.xml": b"<a/>", "docProps/core.xml": CORE}), day=DAY)
    assert repeatable_zip(once, day=DAY) == once
