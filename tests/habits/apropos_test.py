"""Who looks for what fob does finds its page."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import verdict

MAN = Path(__file__).resolve().parents[2] / "man"
# Debian calls mandoc's apropos mapropos, beside man-db's.
PATHS = f"{os.environ['PATH']}:/usr/sbin:/sbin"


class Apropos(unittest.TestCase):
    def setUp(self):
        self.tree = Path(self.enterContext(tempfile.TemporaryDirectory())) / "man"
        for page in MAN.iterdir():
            if page.suffix in (".1", ".5", ".7"):
                folder = self.tree / f"man{page.suffix[1]}"
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copy(page, folder)

    def looked_up(self, word, *tools):
        index, apropos = (shutil.which(tool, path=PATHS) for tool in tools)
        if index is None or apropos is None:
            self.skipTest(f"there is no {' or no '.join(tools)}")
        options = ["-q", "-u", "-c"] if tools[0] == "mandb" else []
        subprocess.run([index, *options, str(self.tree)], check=True, capture_output=True)
        done = subprocess.run([apropos, "-M", str(self.tree), word], capture_output=True, text=True,
                              env={"PATH": PATHS, "LC_ALL": "C.UTF-8"})
        return done.stdout

    def finds_fob(self, *tools):
        for word in ("otp", "2fa", "totp", "hotp", "authentication"):
            with self.subTest(word):
                self.assertRegex(self.looked_up(word, *tools), r"(?m)^fob *\(1\)")

    def test_with_mandoc(self):
        self.finds_fob("makewhatis", "mapropos")

    def test_with_man_db(self):
        self.finds_fob("mandb", "apropos")


if __name__ == "__main__":
    verdict.main()
