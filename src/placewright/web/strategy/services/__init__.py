"""Every write to what the team authors: each is one transaction with an entry of the event log."""
