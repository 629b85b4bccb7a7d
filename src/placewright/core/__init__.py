"""What everything else rests on: periods, quantities, fingerprints, errors and issues."""
