"""What /proc tells of the processes of fob."""

import contextlib
import re
from pathlib import Path


def of_home(program, home):
    """The processes of `program` whose arguments name something in that home."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes()
            if words.startswith(f"{program}\0".encode()) and f"{home}/".encode() in words:
                found.append(int(entry.name))
    return found


def memory_of(process):
    """All that it can read of its own memory. For root alone."""
    parts = []
    with open(f"/proc/{process}/mem", "rb") as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            start, end, rights = re.match(r"(\w+)-(\w+) (\S+)", line).groups()
            if not rights.startswith("r") or "[v" in line:
                continue
            memory.seek(int(start, 16))
            parts.append(memory.read(int(end, 16) - int(start, 16)))
    return b"\0".join(parts)
