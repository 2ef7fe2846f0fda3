"""What the scenarios of a vault with several slots share."""

import json
import re

from scenarios.fob import RFC_CODE_AT_59, RFC_URI, Scenario

NEW = "eleven quiet owls count the stars"
KEY = re.compile(r"([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}")
CODE = ("code", "-q", "--at", "59", "RFC:6238")


class SlotScenario(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)

    def recovery(self, *words):
        """A new recovery key, and the file that it is in."""
        key = self.fob("slot", "add", "recovery", *words).rstrip("\n")
        self.assertRegex(key, KEY)
        return key, str(self.file("recovery", key + "\n", 0o600))

    def keyfile(self):
        path = self.home / "key"
        self.fob("slot", "add", "keyfile", "--new-keyfile", str(path))
        return path

    def slots(self, *words):
        return json.loads(self.fob("slot", "list", "--json", *words))["slots"]

    def id_of(self, kind):
        (slot,) = [slot for slot in self.slots() if slot["kind"] == kind]
        return slot["short_id"]

    def opens(self, *words, stdin=""):
        return self.run_bare(*CODE, *words, stdin=stdin).out == RFC_CODE_AT_59 + "\n"

    def head(self):
        return self.vault.read_bytes().split(b"\n\n\0")[0].decode().split("\n")

    def commit(self):
        return self.head()[-1].split(" ")[2]

    def previous(self):
        return self.vault.with_name("vault.fob~")
