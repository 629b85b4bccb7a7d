"""The team's pages of the ledger, and the public's page of the trace."""
