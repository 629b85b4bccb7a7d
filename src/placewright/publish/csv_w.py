"""CSV on the Web: what a program must know of the tables, in the file that the standard has it look for."""

from __future__ import annotations

import json
import re
from typing import Any

from placewright.publish.data import check_tables
from placewright.publish.views_data import DataField, DataPackage, DataTable

FILE = "csv-metadata.json"
"""Where a reader of CSV on the Web looks for the description of every table of a folder."""

_TYPES = {"string": "string", "number": "number", "integer": "integer", "date": "date", "boolean": "boolean"}


def csv_metadata(package: DataPackage) -> bytes:
    """The package as a group of tables by the Metadata Vocabulary for Tabular Data (W3C, 2015).

    Every column has its datatype, closed sets are regular expressions, and keys point from table to table: those that
    every row has, since the standard asks it of each row.

    Raises:
        BadTable: a table differs from its description, or points at one that the package does not hold.
    """
    check_tables(package)
    licences = list(
        dict.fromkeys(note.licence_url for table in package.tables for note in table.sources if note.licence_url)
    )
    description: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": package.title,
        "dc:description": package.description,
        "dc:modified": {"@value": package.as_of.isoformat(), "@type": "xsd:date"},
        **({"dc:license": [{"@id": address} for address in licences]} if licences else {}),
        "tables": [_table(table) for table in package.tables],
    }
    return (json.dumps(description, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: DataTable) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(field) for field in table.fields]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    required = {field.name for field in table.fields if field.required}
    points = [key for key in table.points if required.issuperset(key.fields)]
    if points:
        schema["foreignKeys"] = [
            {
                "columnReference": list(key.fields),
                "reference": {"resource": f"{key.table}.csv", "columnReference": list(key.to)},
            }
            for key in points
        ]
    sources = [f"{note.publisher}: {note.title}" for note in table.sources]
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.description,
        **({"dc:source": sources} if sources else {}),
        "tableSchema": schema,
    }


def _column(field: DataField) -> dict[str, Any]:
    datatype: str | dict[str, str] = _TYPES[field.type]
    if field.values:
        datatype = {"base": "string", "format": "|".join(re.escape(value) for value in field.values)}
    return {
        "name": field.name,
        "titles": field.name,
        **({"dc:description": field.description} if field.description else {}),
        "datatype": datatype,
        **({"required": True} if field.required else {}),
    }
