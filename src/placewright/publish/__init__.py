"""Charts, maps, tables, pages and data packages, from view-models."""
