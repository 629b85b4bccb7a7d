"""The registry of places: vintages, changes, parents, neighbours, equivalents."""
