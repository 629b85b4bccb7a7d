"""Every write of co-design, one idea a module: making, moving, inviting, saying, answering, bringing back."""
