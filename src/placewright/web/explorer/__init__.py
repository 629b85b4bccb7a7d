"""Looking at the evidence: charts, maps and tables of any indicator and place."""
