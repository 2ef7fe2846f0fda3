"""How long it takes to check a code or a passphrase tells nothing but the answer: of all
branches and addresses, one depends on the secret, and it is met once for each answer."""

import os
import shutil
import subprocess
import unittest
from xml.etree import ElementTree

import verdict

PROGRAM = os.environ.get("FOB_CONSTANT_TIME", "")


def dependent_places(what):
    """Where something depends on the secret, and how often it was met there, and the number of
    answers that were given. Which function a place is in changes with what is inlined."""
    done = subprocess.run(["valgrind", "--quiet", "--xml=yes", "--xml-fd=2", PROGRAM, what],
                          capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    report = ElementTree.fromstring(done.stderr)
    functions = {error.findtext("unique"): error.findtext("stack/frame/fn")
                 for error in report.findall("error")}
    counts = [(functions[pair.findtext("unique")], int(pair.findtext("count")))
              for pair in report.findall("errorcounts/pair")]
    return counts, int(done.stdout)


class ConstantTime(unittest.TestCase):
    def check(self, what):
        places, answers = dependent_places(what)
        self.assertGreater(answers, 0)
        # One place that is met more often gives an answer early, or looks at each part.
        self.assertEqual([count for _, count in places], [answers], places)

    def test_verifying_a_code_tells_whether_it_is_valid(self):
        self.check("verify")

    def test_trying_a_slot_tells_whether_the_passphrase_fits(self):
        self.check("slot")


if __name__ == "__main__":
    reason = ("FOB_CONSTANT_TIME names no program" if not os.access(PROGRAM, os.X_OK)
              else "there is no valgrind" if not shutil.which("valgrind") else None)
    if reason:
        print(f"skipped: {reason}")
        raise SystemExit(77)
    verdict.main()
