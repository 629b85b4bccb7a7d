"""Make the script that draws charts in the browser, and the licences that go along with it.

Usage: python tools/make_chart_library.py [FOLDER]; run it after the lock names another vl-convert-python. The script is
the bundle that vl-convert-python brings. FOLDER is a `node_modules` in which npm has put vega, vega-lite and vega-embed
in the versions that `vl_convert.get_vega_version()` and its like tell: the licences are taken from there.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from placewright.publish.pictures import LIBRARY, LICENCES, chart_script

BUNDLED = re.compile(
    r"vega(-.+)?|d3-.+|delaunator|fast-json-patch|internmap|json-stringify-pretty-compact|robust-predicates|semver|topojson-client|tslib"
)
"""The packages that go into the bundle; npm also installs what only their commands need."""

_HEAD = """The script vega.js, which draws charts in the browser, is made of the packages below. Each stands under its
own licence, which follows the names of the packages that it holds for.
"""


def main() -> None:
    """Write the script, and the licences where a folder of packages is given."""
    LIBRARY.write_text(chart_script(), encoding="utf-8")
    print(LIBRARY)
    if len(sys.argv) > 1:
        LICENCES.write_text(licences(Path(sys.argv[1])), encoding="utf-8")
        print(LICENCES)


def licences(folder: Path) -> str:
    """Each licence once, below the names and versions of the packages that it holds for."""
    held: dict[str, list[str]] = defaultdict(list)
    for package in sorted(folder.iterdir()):
        if BUNDLED.fullmatch(package.name):
            about = json.loads((package / "package.json").read_text(encoding="utf-8"))
            (file,) = (path for path in package.iterdir() if path.name.lower().startswith("licen"))
            text = "\n".join(line.rstrip() for line in file.read_text(encoding="utf-8").strip().splitlines())
            held[text].append(f"{about['name']} {about['version']} ({about['license']})")
    parts = [f"{', '.join(names)}\n\n{text}\n" for text, names in held.items()]
    return f"\n{'-' * 78}\n\n".join([_HEAD, *parts])


if __name__ == "__main__":
    main()
