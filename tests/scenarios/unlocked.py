"""A vault whose key may be with the kernel."""

import json
import re
from pathlib import Path

from scenarios.fob import RFC_SECRET, Scenario

ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
ID = re.compile(rb"id=([A-Za-z0-9_-]{22})")


class Unlocked(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(ALICE)
        self.wrong = self.file("wrong", "not this one\n", 0o600)
        self.addCleanup(self.run_bare, "lock", "--quiet")

    def state(self, *words):
        return json.loads(self.run_bare("status", "--json", *words).out)

    def opens(self, *words):
        """Without any passphrase."""
        return self.run_bare("list", "--no-input", *words).status == 0

    def key(self):
        """The line of /proc/keys about this vault's key, split; None where there is none."""
        name = f"fob:{ID.search(self.vault.read_bytes())[1].decode()}"
        for line in Path("/proc/keys").read_text().splitlines():
            parts = line.split(maxsplit=8)
            # What is invalid, by an `i` at the end, is still shown for a moment.
            if parts[8].startswith(name) and re.fullmatch("I[^ERDi]*", parts[1]):
                return parts
        return None
