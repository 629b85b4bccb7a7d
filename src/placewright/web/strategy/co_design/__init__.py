"""Co-design: editions under way, reviewers outside the team, what they say and what it is answered, and Word."""
