"""A page of an edition as a reviewer sees it: as it will look, with a way to speak of each paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.templatetags.static import static

from placewright.web.common.templating import fragment
from placewright.web.strategy.co_design import queries
from placewright.web.strategy.co_design.models import Remark, ReviewerLink
from placewright.web.strategy.co_design.texts import ChapterWords

_PARAGRAPH = re.compile(r'<(p|li|h[2-6])\b[^>]*\bdata-paragraph="(\d+)"[^>]*>.*?</\1>', re.DOTALL)
_CHAPTER = re.compile(r"strategy/([a-z0-9-]+)\.html")
_HEAD = '<meta name="robots" content="noindex, nofollow">\n<link rel="stylesheet" href="{style}">\n</head>'
_MAIN_ENDS = "</main>"


def chapter_of_path(path: str) -> str:
    """The chapter that a page's path names; empty for another page."""
    match = _CHAPTER.fullmatch(path)
    return match[1] if match and match[1] != "index" else ""


def reviewed(
    page: str,
    link: ReviewerLink,
    chapter: ChapterWords | None,
    said: Sequence[Remark],
    *,
    saved: str = "",
) -> str:
    """The page with what a reviewer needs; nothing of its own words is changed.

    Args:
        page: the page as it was published.
        link: the reviewer's link.
        chapter: the chapter that the page shows; None for another page.
        said: what the reviewer said of the chapter before.
        saved: the number of the remark that was just saved.
    """
    page = page.replace("</head>", _HEAD.format(style=static("strategy/co_design.css")), 1)
    bar = fragment("strategy/co_design/review_bar.html", {"link": link, "chapter": chapter})
    page = page.replace('<header class="head">', f'{bar}<header class="head">', 1)
    if chapter is None:
        return page
    by_number: dict[int, list[Remark]] = {}
    for remark in said:
        if remark.kind in ("comment", "proposal"):
            by_number.setdefault(remark.number, []).append(remark)

    def with_way(match: re.Match[str]) -> str:
        number = int(match[2])
        paragraph = chapter.paragraph(number)
        if paragraph is None:
            return match[0]
        way = _way(link, chapter, number, by_number.get(number, []), saved, is_heading=match[1][0] == "h")
        if match[1] == "li":
            return f"{match[0].removesuffix('</li>')}{way}</li>"
        return match[0] + way

    page = _PARAGRAPH.sub(with_way, page)
    stand = queries.standing_words(said).get((link.pk, chapter.id))
    context = {
        "link": link,
        "chapter": chapter,
        "stand": stand,
        "remarks": _with_answers(by_number.get(0, [])),
        "saved": saved,
    }
    end = fragment("strategy/co_design/review_end.html", context)
    return page.replace(_MAIN_ENDS, end + _MAIN_ENDS, 1)


def _way(
    link: ReviewerLink,
    chapter: ChapterWords,
    number: int,
    remarks: list[Remark],
    saved: str,
    *,
    is_heading: bool,
) -> str:
    context = {
        "link": link,
        "chapter": chapter,
        "number": number,
        "remarks": _with_answers(remarks),
        "saved": saved,
        "is_heading": is_heading,
    }
    return fragment("strategy/co_design/review_paragraph.html", context)


def _with_answers(remarks: Sequence[Remark]) -> list[dict[str, object]]:
    return [{"row": row, "answer": next(iter(row.answers.all()), None)} for row in remarks]
