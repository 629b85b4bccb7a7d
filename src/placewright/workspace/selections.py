"""The rows a workspace needs of a dataset for which nobody has chosen any."""

from __future__ import annotations

from placewright.records.dataset import Selection
from placewright.records.workspace import Workspace

_NATIONS = {"E": "england", "W": "wales", "S": "scotland", "N": "northern-ireland"}
_DISTRICTS = ("E06", "E07", "E08", "E09", "W06", "S12", "N09")


def default_selection(record: Workspace) -> Selection:
    """Every district of the place's country, to rank among, and every code that the workspace names.

    >>> default_selection(Workspace("vale", "Vale", ("E10000015",), members=("E07000243",))).levels
    ('lad-england', 'region-england', 'country', 'kingdom')
    """
    codes = tuple(record.codes())
    nations = dict.fromkeys(_NATIONS[code[0]] for code in codes if code.startswith(_DISTRICTS))
    home = {_NATIONS[code[0]]: None for code in codes if code[:1] in _NATIONS and code[1:].isdigit()}
    levels = [f"lad-{nation}" for nation in (nations or home or {"england": None})]
    regions = ["region-england"] if "lad-england" in levels else []
    return Selection(places=codes, levels=(*levels, *regions, "country", "kingdom"))
