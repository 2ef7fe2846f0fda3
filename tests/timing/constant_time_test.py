"""How long it takes to check a code or a passphrase tells nothing but the answer: of all
branches and addresses, one depends on the secret, and it is where the answer is given."""

import os
import re
import shutil
import subprocess
import unittest
from xml.etree import ElementTree

import verdict

PROGRAM = os.environ.get("FOB_CONSTANT_TIME", "")


def dependent_places(what):
    """The functions in which something depends on the secret, one for each place."""
    done = subprocess.run(["valgrind", "--quiet", "--xml=yes", "--xml-fd=1", PROGRAM, what],
                          capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    errors = ElementTree.fromstring(done.stdout).findall("error")
    return [re.sub(r"\(.*", "", error.find("stack/frame/fn").text) for error in errors]


class ConstantTime(unittest.TestCase):
    def test_verifying_a_code_tells_whether_it_is_valid(self):
        self.assertEqual(dependent_places("verify"), ["fob::otp::verify"])

    def test_trying_a_slot_tells_whether_the_passphrase_fits(self):
        self.assertEqual(dependent_places("slot"), ["fob::vault::open_slot"])


if __name__ == "__main__":
    reason = ("FOB_CONSTANT_TIME names no program" if not os.access(PROGRAM, os.X_OK)
              else "there is no valgrind" if not shutil.which("valgrind") else None)
    if reason:
        print(f"skipped: {reason}")
        raise SystemExit(77)
    verdict.main()
