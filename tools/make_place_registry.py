"""Makes the tables of the place registry from a folder of publishers' files.

Usage: python tools/make_place_registry.py FOLDER [--out DIR]

Deterministic: the same files give the same bytes. Facts that no file in the folder states (the codes of standing
areas, the areas of the former Local Enterprise Partnerships, names of withdrawn regions) stand in `place_facts.py`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import place_facts as facts
import pyarrow as pa
import pyarrow.parquet as pq
from place_overlaps import shares_of_itl3
from place_territories import make_equivalents, regions_within, territories_of
from python_calamine import CalamineWorkbook

OUT = Path(__file__).parents[1] / "src" / "placewright" / "places" / "data"
YEARLY = ("lad", "county", "cauth")
T = TypeVar("T")
Edge = tuple[str, str, str]  # child, parent, share of the child inside (blank for all of it)


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, plain or gzipped, with or without a byte order mark."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))


class Sources:
    """The publishers' files, read once."""

    def __init__(self, folder: Path) -> None:
        geography = folder / "geography"
        self.folder = folder
        self.topology = json.loads((geography / "ons_els_topo.json").read_text(encoding="utf-8"))
        self.districts = list(rows_of(geography / "la_all_codes.csv"))
        self.itl25 = list(rows_of(geography / "lad24_itl25_lookup.csv"))
        self.cauth25 = list(rows_of(geography / "lad25_cauth25_lookup.csv"))
        self.legacy = list(rows_of(geography / "lad_lad20x_harmonised.csv"))
        self.lsip = CalamineWorkbook.from_path(geography / "lsip_lookup.xlsx").get_sheet_by_index(0).to_python()[1:]
        self.itl21 = {
            f["properties"]["ITL321CD"]: f["properties"]["ITL321NM"]
            for f in json.loads((geography / "ITL3_JAN_2021_UK_BUC.geojson").read_text())["features"]
        }
        sheet = CalamineWorkbook.from_path(folder / "gva_productivity" / "labourproductivityitls.xls")
        self.itl21_upper = {
            str(row[1]).strip(): str(row[2]).strip()
            for row in sheet.get_sheet_by_name("A1").to_python()
            if str(row[0]) in ("ITL1", "ITL2")
        }
        bres = pq.read_table(
            folder / "employment" / "bres_nuts3_sic_sections_2015_2022.parquet",
            columns=["geography.code", "geography.name", "geography.type"],
        )
        self.nuts16 = {
            row["geography.code"]: row["geography.name"]
            for row in bres.group_by(bres.column_names).aggregate([]).to_pylist()
            if str(row["geography.type"]).startswith("nuts")
        }
        self.lad23 = json.loads((geography / "LAD_DEC_2023_UK_BUC.geojson").read_text())["features"]

    def areas(self, layer: str) -> Iterator[dict[str, object]]:
        """The areas of a layer of the topology, with their codes, names and first and last years."""
        for geometry in self.topology["objects"][layer]["geometries"]:
            yield geometry["properties"]

    def nuts_by_version(self) -> dict[str, set[str]]:
        """The NUTS codes that the place indicators use, by version of NUTS."""
        found: dict[str, set[str]] = defaultdict(set)
        for path in sorted((self.folder / "housing_innovation" / "beis_place_indicators").glob("*.nuts?.csv")):
            for row in rows_of(path):
                found[row["nuts_year_spec"]].add(row["nuts_id"])
        return found

    def lep_by_version(self) -> dict[str, set[str]]:
        """The codes of Local Enterprise Partnerships that the place indicators use, by version."""
        found: dict[str, set[str]] = defaultdict(set)
        for path in sorted((self.folder / "housing_innovation" / "beis_place_indicators").glob("*.lep.csv")):
            for row in rows_of(path):
                found[row["lep_year_spec"].removeprefix("-")].add(row["lep_id"])
        return found


class Places:
    """The table of places under construction."""

    def __init__(self) -> None:
        self.by_code: dict[str, list[str]] = {}

    def add(
        self, code: str, name: str, level: str, *, first: object = "", last: object = "", vintages: str = ""
    ) -> None:
        """Records a place once; a further vintage of the same code is added to the first record."""
        if code in self.by_code:
            row = self.by_code[code]
            row[5] = " ".join(sorted(set(row[5].split()) | set(vintages.split())))
            return
        self.by_code[code] = [code, name.strip(), level, str(first or ""), str(last or ""), vintages, "", ""]

    def locate(self, code: str, longitude: float, latitude: float) -> None:
        """Records where a place's centre is, where the place is known."""
        if code in self.by_code:
            self.by_code[code][6:8] = [f"{longitude:.4f}", f"{latitude:.4f}"]


def make_places(sources: Sources) -> Places:
    """Every place of the registry but the small areas."""
    places = Places()
    for code, (name, level) in facts.STANDING.items():
        places.add(code, name, level, vintages="" if level in YEARLY else "standing")
    for area in sources.areas("rgn"):
        places.add(str(area["areacd"]), str(area["areanm"]), "region", vintages="standing")
    for layer, level in (("ltla", "lad"), ("cty", "county"), ("mcty", "county"), ("cauth", "cauth")):
        for area in sources.areas(layer):
            code, name = str(area["areacd"]), str(area["areanm"])
            places.add(code, name, level, first=area.get("start"), last=area.get("end"))
    for code, (name, last) in facts.EARLIER_DISTRICTS.items():
        places.add(code, name, "lad", last=last)
    for code, name in facts.ABOLISHED_2009.items():
        places.add(code, name, "lad", last=2008)
    for code, (name, _, _) in facts.COUNTIES_ABOLISHED_2009.items():
        places.add(code, name, "county", last=2008)
    places.add("E11000004", "Tyne and Wear", "county", last=2012)
    northern_ireland = {code: facts.NI_DISTRICTS_FIRST for code in places.by_code if code.startswith("N09")}
    for code, first in {**facts.FIRST_YEARS, **northern_ireland}.items():
        places.by_code[code][3] = str(first)
    for row in sources.itl25:
        for level in (1, 2, 3):
            places.add(row[f"ITL{level}25CD"], row[f"ITL{level}25NM"], f"itl{level}", vintages="itl-2025")
    for code, name in {**sources.itl21_upper, **sources.itl21}.items():
        places.add(code, name, f"itl{len(code) - 2}", vintages="itl-2021")
    for code, name in sources.nuts16.items():
        places.add(code, name, f"itl{len(code) - 2}", vintages="nuts-2016")
    for code, name in facts.TL_OF_NUTS_NI.items():
        places.add(code, name, f"itl{len(code) - 2}", vintages="nuts-2016")
    add_nuts(places, sources)
    add_lep_and_lsip(places, sources)
    for feature in sources.lad23:
        at = feature["properties"]
        places.locate(at["LAD23CD"], at["LONG"], at["LAT"])
    return places


def add_nuts(places: Places, sources: Sources) -> None:
    """NUTS regions: those of 2016 are the ITL of 2021 but for a few; earlier versions as the files use them."""
    names = {f"UK{code[2:]}": name for code, name in {**sources.itl21_upper, **sources.itl21, **sources.nuts16}.items()}
    names.update(facts.NUTS_NAMES)
    of_2016 = {f"UK{code[2:]}" for code in (*sources.itl21, *sources.itl21_upper)} - facts.ITL_2021_ONLY
    of_2016 |= {f"UK{code[2:]}" for code in sources.nuts16}
    for code in of_2016:
        places.add(code, names[code], f"nuts{len(code) - 2}", vintages="nuts-2016")
    for version, codes in sorted(sources.nuts_by_version().items()):
        for code in sorted(codes | {code[:3] for code in codes} | {nuts2_of(code) for code in codes}):
            if not code.startswith("UKZ"):  # extra-regio
                places.add(code, names[code], f"nuts{len(code) - 2}", vintages=f"nuts-{version}")


def nuts2_of(code: str) -> str:
    """The level 2 code that a NUTS code lies in: Northern Ireland was one region, though parts of it begin UKN1."""
    return code[:4].replace("UKN1", "UKN0")


def add_lep_and_lsip(places: Places, sources: Sources) -> None:
    """Local Enterprise Partnerships of three versions, and Local Skills Improvement Plan areas."""
    for version, codes in sorted(sources.lep_by_version().items()):
        for code in sorted(codes):
            places.add(code, facts.LEP_NAMES[code], "lep", vintages=f"lep-{version}")
    for row in sources.lsip:
        places.add(str(row[2]).strip(), str(row[3]).strip(), "lsip", vintages="lsip-2023")


def make_changes(places: Places, sources: Sources) -> list[list[str]]:
    """One row for every step from an ended code to a successor: the first year, the rule, and a note."""
    steps: list[tuple[str, str, int]] = []
    for row in sources.districts:
        old, new = row["LADCD"], row["LADCD_ACTIVE"]
        if old != new:
            new = facts.INTERMEDIATE.get(old, new)
            first = places.by_code[new][3]
            steps.append((old, new, int(first)))
    steps += [(old, new, year) for old, new, year in facts.COUNTY_CHANGES]
    into: dict[str, int] = defaultdict(int)
    out: dict[str, int] = defaultdict(int)
    for old, new, _ in steps:
        into[new] += 1
        out[old] += 1
    rows = []
    for old, new, year in sorted(steps):
        rule = "split" if out[old] > 1 else "merged" if into[new] > 1 else "recoded"
        rows.append([old, new, str(year), rule, facts.CHANGE_NOTES.get(new, "")])
    known = {row[0] for row in rows} | (set(places.by_code) - set(facts.ABOLISHED_2009))
    rows += [[old, new, str(year), "complex", note] for old, new, year, note in facts.COMPLEX_CHANGES]
    legacy = [row["LADCD"] for row in sources.legacy if row["LADCD"] not in known and row["LADCD"][:3] != "E41"]
    target = {row["LADCD"]: row["LAD20XCD"] for row in sources.legacy}
    target = {old: facts.LEGACY_JOINT.get(old) or facts.JOINT_AREAS.get(new, new) for old, new in target.items()}
    joined = _counts((target[old], old[:1].isdigit()) for old in legacy)
    for old in legacy:
        new, is_old_series = target[old], old[:1].isdigit()
        rule = "merged" if joined[new, is_old_series] > 1 else "recoded"
        note = "Code of the series before 2011." if is_old_series else "Earlier code of the district."
        if old in facts.ABOLISHED_2009:
            note = "District abolished in 2009."
        rows.append([old, new, places.by_code[new][3] or "2009", rule, note])
    by_name: dict[str, str] = {}
    for lep in sorted(facts.LEP_NAMES):
        if lep not in places.by_code:
            continue
        name = facts.LEP_NAMES[lep]
        if name in by_name:
            first = places.by_code[lep][5].split()[0][-4:]
            rows.append(
                [by_name[name], lep, first, "recoded", "Overlaps with other partnerships may have been removed."]
            )
        by_name[name] = lep
    return sorted(rows)


def make_edges(places: Places, sources: Sources) -> list[Edge]:
    """Which place lies in which: child, parent, and the share of the child inside."""
    edges: set[Edge] = set()

    def link(child: str, parent: str, share: float = 1.0) -> None:
        edges.add((child, parent, "" if share == 1.0 else f"{share:.3f}"))

    for child, parent in facts.STANDING_EDGES:
        link(child, parent)
    for area in sources.areas("rgn"):
        if str(area["areacd"]).startswith("E12"):
            link(str(area["areacd"]), "E92000001")
    for row in sources.districts:
        link(row["LADCD"], row["RGNCD"] or row["CTRYCD"])
        if row["LADCD"].startswith("E07"):
            link(row["LADCD"], facts.ENDED_COUNTY_OF.get(row["LADCD"]) or row["UTLACD"])
    ended_counties = {row[0]: row[1] for row in facts.COUNTY_REGION.items()}
    for county, region in ended_counties.items():
        link(county, region)
    for county, earlier in facts.ENDED_COUNTY.items():
        for district in earlier:
            link(district, county)
            link(district, facts.COUNTY_REGION[county])
    for county, districts in facts.METROPOLITAN.items():
        for district in districts:
            link(district, county)
    for child, parent in county_regions(edges):
        link(child, parent)
    for row in sources.cauth25:
        code, cauth = row["LAD25CD"], row["CAUTH25CD"]
        link(code, cauth)
        for old in facts.RECODED_TO.get(code, ()):
            link(old, cauth)
    for cauth, districts in facts.ENDED_CAUTH.items():
        for district in districts:
            link(district, cauth)
    for row in sources.itl25:
        link(row["ITL325CD"], row["ITL225CD"])
        link(row["ITL225CD"], row["ITL125CD"])
    split = {code for code, count in _counts(row["LAD24CD"] for row in sources.itl25).items() if count > 1}
    for row in sources.itl25:
        if row["LAD24CD"] not in split:
            for code in (row["LAD24CD"], *facts.RECODED_FROM.get(row["LAD24CD"], ())):
                link(code, row["ITL325CD"])
    overlaps = shares_of_itl3(sources.folder)
    for code, share_by_itl3 in overlaps.items():
        for itl3, share in share_by_itl3.items():
            if code in facts.STRADDLING:
                link(code, itl3, share)
            elif share == max(share_by_itl3.values()):
                link(code, itl3)
    for code, regions in facts.STRADDLING_2025.items():
        for itl3, as_in_2021 in regions.items():
            link(code, itl3, overlaps[code][as_in_2021])
    for code in sources.itl21:
        link(code, code[:4])
        link(code[:4], code[:3])
    for code in (*sources.nuts16, *facts.TL_OF_NUTS_NI):
        if len(code) == 5:
            link(code, f"TL{nuts2_of(f'UK{code[2:]}')[2:]}")
    for code, wider in facts.ITL1_WITHIN.items():
        link(code, wider)
    for code, row in places.by_code.items():
        if row[2] == "nuts3":
            link(code, nuts2_of(code))
        if row[2] == "nuts2":
            link(code, code[:3])
        if row[2] == "nuts1":
            link(code, "K02000001")
        if row[2] in ("lep", "lsip"):
            link(code, "E92000001")
    for row in sources.lsip:
        for code in (str(row[0]).strip(), *facts.RECODED_FROM.get(str(row[0]).strip(), ())):
            link(code, str(row[2]).strip())
    members: dict[str, list[str]] = defaultdict(list)
    for child, parent, *_ in edges:
        members[parent].append(child)
    for lep, area in facts.LEP_AREAS.items():
        for part in area:
            for code in [part] if part in places.by_code and places.by_code[part][2] == "lad" else members[part]:
                if places.by_code[code][2] == "lad":
                    link(code, lep)
    known = {edge for edge in edges if edge[0] in places.by_code and edge[1] in places.by_code}
    return sorted(known)


def county_regions(edges: Iterable[Edge]) -> set[tuple[str, str]]:
    """The region of each county: that of its districts."""
    region = {child: parent for child, parent, *_ in edges if parent.startswith("E12")}
    return {
        (parent, region[child])
        for child, parent, *_ in edges
        if parent[:3] in ("E10", "E11", "E13") and child in region
    }


def _counts(codes: Iterable[T]) -> dict[T, int]:
    counts: dict[T, int] = defaultdict(int)
    for code in codes:
        counts[code] += 1
    return counts


def make_borders(sources: Sources, changes: list[list[str]]) -> list[list[str]]:
    """District, bordering district, and rank by length of border; blank where carried over from predecessors."""
    path = sources.folder / "geography" / "lad21_neighbours.json"
    borders: dict[tuple[str, str], str] = {}
    for code, lists in json.loads(path.read_text()).items():
        for rank, other in enumerate(lists[0] or [], start=1):
            borders[code, other] = str(rank)
    for old, new, year, rule, _ in changes:
        if int(year) <= 2021 or not old.startswith(("E06", "E07", "E08")):
            continue
        for (code, other), rank in list(borders.items()):
            kept = rank if rule == "recoded" else ""
            if code == old and other != new:
                borders.setdefault((new, other), kept)
            if other == old and code != new:
                borders.setdefault((code, new), kept)
    pairs = {pair for pair in borders if pair[0] != pair[1]}
    pairs |= {(other, code) for code, other in pairs}
    merged = {(old, new) for old, new, *_ in changes}
    pairs = {(a, b) for a, b in pairs if (a, b) not in merged and (b, a) not in merged}
    return sorted([a, b, borders.get((a, b), "")] for a, b in pairs)


def make_peers(sources: Sources) -> list[list[str]]:
    """Code, kind, and its twenty nearest statistical neighbours in order."""
    rows = []
    for kind in ("global", "economic", "demographic"):
        for row in rows_of(sources.folder / "geography" / f"ons_els_{kind}-neighbours.csv"):
            rows.append([row["AREACD"], kind, " ".join(row[str(n)] for n in range(1, 21) if row[str(n)])])
    return sorted(rows)


def make_clusters(sources: Sources) -> list[list[str]]:
    """Code and its cluster of each kind."""
    rows = rows_of(sources.folder / "geography" / "ons_els_cluster-allocation.csv")
    return sorted([row["AREACD"], row["Global"], row["Economic"], row["Demographic"]] for row in rows)


def make_small_areas(sources: Sources) -> tuple[pa.Table, pa.Table]:
    """LSOAs and MSOAs of 2011 and 2021 with their districts; and the changes between the two censuses."""
    geography = sources.folder / "geography"
    current = {row["LADCD"]: row["LADCD_ACTIVE"] for row in sources.districts}
    ward24 = {
        row["lsoa21_code"]: row["ltla24_code"] for row in rows_of(geography / "lookup_lsoa21_ward24_ltla24.csv.gz")
    }
    pairs = list(rows_of(geography / "lookup_lsoa11_lsoa21_ltla22.csv.gz"))
    deprivation = rows_of(sources.folder / "deprivation" / "iod2025_msa_map.csv")
    lad24 = {row["LSOA code (2021)"]: row["Local Authority District code (2024)"] for row in deprivation}
    msoas = list(rows_of(geography / "lookup_msoa11_msoa21_ltla22.csv.gz"))
    herts = json.loads((geography / "msoa21_hertfordshire.geojson").read_text())["features"]
    msoa21 = {row["msoa21_name"]: row["msoa21_code"] for row in msoas}
    msoa21 |= {f["properties"]["MSOA21NM"]: f["properties"]["MSOA21CD"] for f in herts}
    msoa11 = {row["lsoa11_code"]: row for row in rows_of(geography / "lookup_lsoa11_msoa11.csv.gz")}

    table: dict[tuple[str, str], dict[str, str | None]] = {}

    def put(code: str, name: str, vintage: str, lad22: str | None, lad24_code: str | None, msoa: str | None) -> None:
        values = {"name": name.strip(), "lad22": lad22, "lad24": lad24_code, "msoa": msoa}
        table.setdefault((code, vintage), {"code": code, "vintage": vintage, **values})

    def in_own_district(row: dict[str, str]) -> int:
        return 0 if row["lsoa11_name"].startswith(row["ltla22_name"]) else 1

    def to_2024(code: str) -> str:
        return code if code.startswith("E08") else current.get(code, code)

    for row in sorted(pairs, key=lambda row: (in_own_district(row), row["lsoa21_code"])):
        lad22, code21 = row["ltla22_code"], row["lsoa21_code"]
        parent = msoa11.get(row["lsoa11_code"], {}).get("msoa11_code")
        put(row["lsoa11_code"], row["lsoa11_name"], "lsoa-2011", lad22, to_2024(lad22), parent)
        of_2024 = lad24.get(code21) or ward24.get(code21) or to_2024(lad22)
        if to_2024(lad22) != of_2024:
            of_2024 = to_2024(lad22)  # one LSOA is best-fitted to its neighbour through its ward
        put(code21, row["lsoa21_name"], "lsoa-2021", lad22, of_2024, msoa21.get(row["lsoa21_name"].strip()[:-1]))
    for code, row in msoa11.items():
        if code.startswith("S01"):
            put(code, row["lsoa11_name"], "lsoa-2011", None, None, row["msoa11_code"])
            put(row["msoa11_code"], row["msoa11_name"], "msoa-2011", None, None, None)
    district_of: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for (_, vintage), values in table.items():
        if values["msoa"]:
            district_of.setdefault((values["msoa"], vintage[-4:]), (values["lad22"], values["lad24"]))
    for row in msoas:
        put(row["msoa11_code"], row["msoa11_name"], "msoa-2011", row["ltla22_code"], to_2024(row["ltla22_code"]), None)
    for name, code in msoa21.items():
        put(code, name, "msoa-2021", *district_of.get((code, "2021"), (None, None)), None)
    rows = [table[key] for key in sorted(table)]
    names = ("code", "vintage", "name", "lad22", "lad24", "msoa")
    areas = pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in names})
    changed = sorted({(r["lsoa11_code"], r["lsoa21_code"], r["change_code"]) for r in pairs if r["change_code"] != "U"})
    columns = list(zip(*changed, strict=True))
    changes = pa.table({name: columns[n] for n, name in enumerate(("lsoa11", "lsoa21", "flag"))})
    return areas, changes


def make_wards(sources: Sources) -> list[list[str]]:
    """Code, name and district of each ward to which a small area is fitted best."""
    table = rows_of(sources.folder / "geography" / "lookup_lsoa21_ward24_ltla24.csv.gz")
    found = {(row["ward24_code"], row["ward24_name"].strip(), row["ltla24_code"]) for row in table}
    return sorted([*one] for one in found)


def write_csv(path: Path, header: str, rows: Iterable[Iterable[str]]) -> None:
    """Writes a table as CSV with plain line ends."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)


def write_parquet(path: Path, table: pa.Table) -> None:
    """Writes a table as one compressed Parquet file."""
    pq.write_table(table, path, compression="zstd", compression_level=19, row_group_size=len(table) or 1)


def main() -> None:
    """Reads the folder and writes every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of publishers' files")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    sources = Sources(arguments.folder)
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    places = make_places(sources)
    changes = make_changes(places, sources)
    edges = make_edges(places, sources)
    territories = territories_of(places, edges, changes)
    edges = sorted({*edges, *regions_within(places, territories)})
    equivalents = make_equivalents(places, territories, changes)
    write_csv(out / "places.csv", "code name level first last vintages lon lat", sorted(places.by_code.values()))
    write_csv(out / "changes.csv", "code successor year rule note", changes)
    write_csv(out / "parents.csv", "child parent share", edges)
    write_csv(out / "equivalents.csv", "code others relation note", equivalents)
    write_csv(out / "borders.csv", "code neighbour rank", make_borders(sources, changes))
    write_csv(out / "peers.csv", "code kind peers", make_peers(sources))
    write_csv(out / "clusters.csv", "code global economic demographic", make_clusters(sources))
    write_csv(out / "wards.csv", "code name district", make_wards(sources))
    areas, area_changes = make_small_areas(sources)
    write_parquet(out / "small_areas.parquet", areas)
    write_parquet(out / "small_area_changes.parquet", area_changes)
    for path in sorted(out.glob("*.[cp]*")):
        print(f"{path.name:32}{path.stat().st_size:>10,} bytes")


if __name__ == "__main__":
    main()
