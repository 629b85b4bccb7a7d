"""Packed files whose bytes repeat, whatever the clock and the order in which their parts were written."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import date

import pytest

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


def test_another_library_in_the_place_of_zlib_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = packed({"a.xml": b"<row>12</row>" * 500, "inner.xlsx": packed({"b.xml": b"<b/>" * 500}), "none.xml": b""})
    here = repeatable_zip(parts, day=DAY)
    compressor = zlib.compressobj
    monkeypatch.setattr(zlib, "compressobj", lambda *_given, **_named: compressor(1, zlib.DEFLATED, -15))
    assert repeatable_zip(parts, day=DAY) == here


def test_it_is_laid_out_as_the_standard_library_does() -> None:
    names = {"é.xml": b"<e/>" * 50, "b.xml": b"", "a.png": b"picture"}
    made = repeatable_zip(packed(names), day=DAY)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as read_back, zipfile.ZipFile(stream, "w") as again:
        assert read_back.testzip() is None
        for info in read_back.infolist():
            like = zipfile.ZipInfo(info.filename, info.date_time)
            like.compress_type, like.create_system = info.compress_type, info.create_system
            like.external_attr = info.external_attr
            again.writestr(like, read_back.read(info))
    with zipfile.ZipFile(stream) as usual, zipfile.ZipFile(io.BytesIO(made)) as own:
        for one, other in zip(usual.infolist(), own.infolist(), strict=True):
            assert [getattr(one, name) for name in _SHARED] == [getattr(other, name) for name in _SHARED]


_SHARED = (
    "filename", "date_time", "compress_type", "create_system", "create_version", "extract_version", "flag_bits",
    "external_attr", "internal_attr", "header_offset", "CRC", "compress_size", "file_size", "extra", "comment",
)  # fmt: skip
