"""The version stands in CMakeLists.txt; whatever else names it, or a date, agrees."""

import datetime
import os
import re
import subprocess
import unittest
from pathlib import Path

import verdict

TOP = Path(__file__).resolve().parents[2]
VERSION = re.search(r"^project\(fob VERSION (\S+)", (TOP / "CMakeLists.txt").read_text(), re.MULTILINE).group(1)
CHANGELOG = (TOP / "cli/package/changelog").read_text()
PAGES = [path for path in (TOP / "man").iterdir() if re.fullmatch(r"\.[0-9]", path.suffix)]


class Version(unittest.TestCase):
    def test_the_program_says_it(self):
        shown = subprocess.run([os.environ["FOB"], "--version"], capture_output=True, text=True, check=True)
        self.assertEqual(shown.stdout, f"fob {VERSION}\n")

    def test_the_changelog_begins_with_it(self):
        self.assertEqual(re.match(r"fob \((.*?)\) ", CHANGELOG).group(1), VERSION)

    def test_no_page_says_another_one(self):
        for page in PAGES:
            self.assertIn("\n.Os\n", page.read_text(), f"{page.name}: .Os stands alone")

    def test_no_page_is_newer_than_the_changelog(self):
        signed = re.search(r"^ -- .*>  (.*)$", CHANGELOG, re.MULTILINE).group(1)
        released = datetime.datetime.strptime(signed, "%a, %d %b %Y %H:%M:%S %z").date()
        for page in PAGES:
            date = re.match(r"\.Dd (.*)\n", page.read_text()).group(1)
            self.assertLessEqual(datetime.datetime.strptime(date, "%B %d, %Y").date(), released, page.name)


if __name__ == "__main__":
    verdict.main()
