"""The rows of a table and the shapes of a map as markup, put together in one pass: a template is slow at hundreds."""

from __future__ import annotations

from markupsafe import Markup, escape

from placewright.publish.maps import DrawnMap
from placewright.publish.sparks import cell_bar, sparkline
from placewright.publish.views import Cell, Table


def table_rows(table: Table, root: str) -> Markup:
    """The rows of a table's body; the first cell of each is its heading, and the address of a link begins with `root`.

    >>> print(table_rows(Table("t", "", (Column("Place"),), ((Cell("Ware & Hunsdon"),),)), ""))
    <tr>
    <th scope=row class="text">Ware &amp; Hunsdon</th>
    </tr>
    """
    kinds = [column.kind for column in table.columns]
    own = frozenset(table.own_rows)
    lines: list[str] = []
    for index, row in enumerate(table.rows):
        lines.append('<tr class="own">' if index in own else "<tr>")
        for at, cell in enumerate(row):
            lines.append(_cell(cell, kinds[at], root, is_head=at == 0))
        lines.append("</tr>")
    return Markup("\n".join(lines))  # noqa: S704 - every text is escaped


def map_places(drawn: DrawnMap, root: str) -> Markup:
    """The shapes of a map's places, each named for whoever points at it; links where the places have pages."""
    lines, fine = [], []
    for place in drawn.places:
        code, said = escape(place.code), escape(f"{place.name}: {place.text}")
        if place.href:
            lines.append(
                f'<a href="{escape(root + place.href)}" data-code="{code}" aria-label="{said}">'
                f'<path class="area f-{place.tone}" d="{place.path}"/><title>{said}</title></a>'
            )
        else:
            path = f'<path class="area f-{place.tone}" d="{place.path}" data-code="{code}">'
            fine.append(f"{path}<title>{said}</title></path>")
    if fine:
        lines += ['<g class="fine">', *fine, "</g>"]
    return Markup("\n".join(lines))  # noqa: S704 - every text is escaped, and paths are our own drawing


def _cell(cell: Cell, kind: str, root: str, *, is_head: bool) -> str:
    name = "th" if is_head else "td"
    scope = " scope=row" if is_head else ""
    tone = f" {cell.tone}" if cell.tone else ""
    text = _escaped(cell.text)
    if cell.sort is None:
        sort = ""
    else:
        sort = f' data-sort="{text if cell.sort is cell.text else _escaped(str(cell.sort))}"'
    if cell.href:
        text = f'<a href="{_escaped(root + cell.href)}">{text}</a>'
    if cell.bar:
        text = f"{cell_bar(cell)}{sparkline(cell.spark) if cell.spark else ''}{text}"
    elif cell.spark:
        text = f"{sparkline(cell.spark)}{text}"
    more = f' <span class="span">{_escaped(cell.detail)}</span>' if cell.detail else ""
    return f'<{name}{scope} class="{kind}{tone}"{sort}>{text}{more}</{name}>'


def _escaped(text: str) -> str:
    """The text as plain letters of a page: putting a `Markup` into a text costs more than escaping it."""
    return str(escape(text))
