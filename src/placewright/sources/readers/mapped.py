"""Any CSV, Excel, Parquet or JSON-stat table, read by the mapping that its source declares."""

from placewright.sources.live.mapped import read

__all__ = ["read"]
