"""What people write: every authored record, links, reviews, editions, evidence and builds."""
