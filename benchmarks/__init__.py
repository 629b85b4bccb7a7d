"""How fast and how small Placewright's work is beside the packages people use for it: `make bench`."""
