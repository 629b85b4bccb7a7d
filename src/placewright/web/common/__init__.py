"""What every app uses: the event log, access, middleware and the frame of pages."""
