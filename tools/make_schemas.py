"""Write the JSON Schemas of all kinds of record: `python tools/make_schemas.py`."""

from __future__ import annotations

from placewright.workspace.kinds import KINDS
from placewright.workspace.schemas import FOLDER, schema_text


def main() -> None:
    """Write one file for each kind, and remove those of kinds that are gone."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {f"{kind}.json" for kind in KINDS}
    for path in FOLDER.glob("*.json"):
        if path.name not in wanted:
            path.unlink()
    for kind in KINDS:
        (FOLDER / f"{kind}.json").write_text(schema_text(kind), encoding="utf-8")
    print(f"Wrote {len(KINDS)} schemas below {FOLDER.name}/.")


if __name__ == "__main__":
    main()
