"""What the public sees: the built pages, and pages that editors compose."""
