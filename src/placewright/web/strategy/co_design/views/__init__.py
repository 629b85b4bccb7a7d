"""The pages of co-design: the public's editions, the reviewers' pages and the team's desk."""
