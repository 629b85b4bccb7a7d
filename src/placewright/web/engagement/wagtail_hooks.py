"""Where the team finds surveys and consultations; each part registers its own pages."""

from placewright.web.engagement import (
    builder_hooks,
    rehearsal_hooks,
    result_hooks,
    rights_hooks,
    running_hooks,
    waiting,
    ways_hooks,
)

__all__ = ["builder_hooks", "rehearsal_hooks", "result_hooks", "rights_hooks", "running_hooks", "waiting", "ways_hooks"]
