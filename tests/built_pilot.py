"""The pilot built once for all the tests that look at a build, and kept between runs."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from kept import MADE_THERE, PILOT, kept
from placewright.build.pipeline import build_workspace
from placewright.web.strategy.build_process import BESIDE
from placewright.web.strategy.stores import share_tree
from placewright.workspace.folder import open_workspace

BUILT_ON = date(2026, 11, 28)
EDITION = """id = "first-draft"
title = "First draft"
kind = "draft"
date = 2026-11-01
text = "For the panel."
made_with = "0.1.0"

[records]
"claim:air-quality" = "aaaa"

[datasets]
beis-place = "bbbb"

[claims]
air-quality = "cccc"

[outputs]
"index.html" = "dddd"
"""


def share_built_pilot(folder: Path) -> Path:
    """A folder with the pilot's `workspace`, one edition more, and `out`, a build of it.

    Whoever changes a file there has to replace it, since its content is shared with all other tests.
    """
    share_tree(kept("built-pilot", _build), folder)
    return folder


def _build(folder: Path) -> None:
    workspace = folder / "workspace"
    shutil.copytree(PILOT, workspace, ignore=shutil.ignore_patterns(*MADE_THERE))
    (workspace / "editions").mkdir(exist_ok=True)
    (workspace / "editions" / "first-draft.toml").write_text(EDITION, encoding="utf-8")
    build_workspace(open_workspace(workspace), folder / "out", today=BUILT_ON, processes=2, beside=BESIDE)
