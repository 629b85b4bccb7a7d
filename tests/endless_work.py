"""Long work that never ends by itself, and a process of its own that it started; both say their numbers."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from placewright.web.strategy.long_work import say, what_is_given

if __name__ == "__main__":
    given = what_is_given()
    if given.get("ends") == "well":
        say({"ready": given})
    elif given.get("ends") == "badly":
        sys.exit("It went wrong.")
    else:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        say({"progress": f"{os.getpid()} {child.pid}"})
        time.sleep(600)
