"""The world before anything is computed: names, codes and caveats, which is all that some pages need."""

from __future__ import annotations

from placewright.build.territory import area_code, codes_of_territory
from placewright.build.world import World
from placewright.publish.beside import ALONE, Beside
from placewright.records.caveat import caveats_by_id, read_caveats
from placewright.workspace.authored import Authored, read_authored
from placewright.workspace.folder import WorkspaceFolder


def plain_world(workspace: WorkspaceFolder, authored: Authored | None = None, *, beside: Beside = ALONE) -> World:
    """The world without evidence, benchmarks and signals.

    Args:
        workspace: the folder.
        authored: what people wrote in it, where that was read already or is not asked for.
        beside: pages that are served with the site.
    """
    area = area_code(workspace)
    same = {code: codes_of_territory(code) for code in dict.fromkeys((area, *workspace.record.codes()))}
    caveats = caveats_by_id(read_caveats(workspace.folder / "caveats"))
    if authored is None:
        authored, _ = read_authored(workspace.folder)
    return World(workspace, area, {}, {}, (), caveats, same, {}, {}, authored, beside)
