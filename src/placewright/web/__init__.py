"""The web application: the only part that knows people, requests and a database."""
