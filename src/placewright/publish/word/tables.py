"""Tables in Word: one header row that repeats, no merged cells, columns as wide as their words need."""

from __future__ import annotations

from collections.abc import Sequence

from placewright.publish.word.marks_up import attribute, paragraph

TEXT_WIDTH = 9354
"""The width of the text in twentieths of a point: 165 millimetres."""

_PER_LETTER, _PER_SMALL_LETTER = 108, 92
_PADDING = 190
_SHORT = 14


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    plain: Sequence[Sequence[str]],
    numeric: Sequence[bool],
    title: str,
    small: bool = False,
    is_kept: bool = False,
) -> str:
    """A table with its header row.

    Args:
        heads: the runs of each head.
        rows: the runs of each cell.
        plain: all rows as plain text, the heads first, to measure columns by.
        numeric: which columns are numbers, set to the right.
        title: what is said of the table to those who do not see it.
        small: in smaller letters.
        is_kept: on one page, with the paragraph below it.
    """
    widths = column_widths(plain, per_letter=_PER_SMALL_LETTER if small else _PER_LETTER)
    text = "TableSmall" if small else "TableText"
    styles = [f"{text}Number".replace("TextNumber", "Number") if number else text for number in numeric]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    kept = "<w:keepNext/>" if is_kept else ""
    body = [_row(heads, styles, widths, properties=kept, is_head=True)]
    body += [_row(row, styles, widths, properties=kept) for row in rows]
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="PlacewrightTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={attribute(title)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>"
    )


def column_widths(plain: Sequence[Sequence[str]], *, per_letter: int) -> list[int]:
    """Widths that add up to the text's: each column its longest word, the rest shared by how much text each holds.

    >>> column_widths([["Place", "Jobs"], ["Ashby", "12"]], per_letter=100)
    [4727, 4627]
    """
    columns = list(zip(*plain, strict=True))
    least = [_PADDING + per_letter * _unbroken(column) for column in columns]
    if sum(least) >= TEXT_WIDTH:
        return [round(TEXT_WIDTH * width / sum(least)) for width in least]
    spare = TEXT_WIDTH - sum(least)
    wanted = [_wanted(column, per_letter) - width for column, width in zip(columns, least, strict=True)]
    wanted = [max(want, 1.0) for want in wanted]
    share = [width + round(spare * want / sum(wanted)) for width, want in zip(least, wanted, strict=True)]
    share[-1] += TEXT_WIDTH - sum(share)
    return share


def _unbroken(column: Sequence[str]) -> int:
    """The letters that must stand in one line: all of a short cell, the longest word of a long one.

    A head counts for more, since its letters are bold.
    """
    head, *cells = (len(cell) if len(cell) <= _SHORT else max(map(len, cell.split())) for cell in column)
    return max(head + 1 + head // 8, *cells, 1)


def _wanted(column: Sequence[str], per_letter: int) -> float:
    mean, most = sum(map(len, column)) / len(column), max(map(len, column))
    return _PADDING + per_letter * min(most, 2.2 * mean**0.8 + 4)


def _row(
    cells: Sequence[str], styles: Sequence[str], widths: Sequence[int], *, properties: str, is_head: bool = False
) -> str:
    filled = (paragraph(style, cell, properties=properties) for cell, style in zip(cells, styles, strict=True))
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(filled, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{made}</w:tr>"
