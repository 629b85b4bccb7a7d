"""The routes of the interface, one module for each thing that it speaks of."""
