"""Where the team finds surveys and consultations; each part registers its own pages."""

from placewright.web.engagement import running_hooks

__all__ = ["running_hooks"]
