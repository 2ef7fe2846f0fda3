"""The codes of fob and of oathtool are the same."""

import base64
import os
import random
import shutil
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import verdict

FOB = os.environ["FOB"]
OATHTOOL = shutil.which("oathtool")
VECTORS = Path(__file__).parent.parent / "vectors" / "uri" / "odd.tsv"
ENVIRONMENT = {"HOME": "/nonexistent", "PATH": os.environ["PATH"], "TZ": "UTC",
               "LC_ALL": "C.UTF-8"}

LAST_SECOND_OF_9999 = 253402300799
DAY = 86400

if not OATHTOOL:
    print("skipped: oathtool is not installed")
    sys.exit(77)


def run(*words, stdin):
    """(exit status, standard output) of a program that reads a secret."""
    done = subprocess.run(words, input=stdin.encode(), stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, env=ENVIRONMENT, close_fds=False)
    return done.returncode, done.stdout.decode()


class Method:
    """A random way to make codes, in the words of either program, and a few codes in a row."""

    COUNT = 5

    def __init__(self, chance):
        self.secret = base64.b32encode(chance.randbytes(chance.randint(10, 64))).decode()
        self.digits = str(chance.choice((6, 7, 8)))
        self.is_hotp = chance.random() < 0.2
        counter = chance.choice((chance.randrange(100), chance.randrange(2**63 - self.COUNT)))
        self.counters = range(counter, counter + self.COUNT)
        self.algorithm = chance.choice(("sha1", "sha256", "sha512"))
        self.period = chance.choice((1, 15, 30, 60, DAY, chance.randint(1, DAY)))
        last = LAST_SECOND_OF_9999 - (self.COUNT - 1) * self.period
        time = chance.choice((0, 59, last, chance.randrange(2**31), chance.randrange(last)))
        self.times = [time + step * self.period for step in range(self.COUNT)]

    def for_fob(self, step):
        if self.is_hotp:
            return ["--digits", self.digits, "--type", "hotp",
                    "--counter", str(self.counters[step])]
        return ["--digits", self.digits, "--algorithm", self.algorithm,
                "--period", str(self.period), "--at", str(self.times[step])]

    def for_oathtool(self):
        row = ["-d", self.digits, "-w", str(self.COUNT - 1)]
        if self.is_hotp:
            return [*row, "-c", str(self.counters[0])]
        return [*row, f"--totp={self.algorithm}", "-s", f"{self.period}s",
                "-N", f"@{self.times[0]}"]

    def by_fob(self):
        return [run(FOB, "code", "-", *self.for_fob(step), stdin=self.secret)
                for step in range(self.COUNT)]

    def by_oathtool(self):
        status, out = run(OATHTOOL, "-b", *self.for_oathtool(), "-", stdin=self.secret)
        return [(status, code + "\n") for code in out.split()]

    def verified_by_fob(self, code):
        return run(FOB, "verify", "-", code, "--window", "0", *self.for_fob(0),
                   stdin=self.secret)


class BesideOathtool(unittest.TestCase):
    SEED = 4226

    def test_two_thousand_random_codes_are_equal(self):
        chance = random.Random(self.SEED)
        # With sanitizers a process starts slowly, and they need no more than some.
        wanted = 500 if os.environ.get("FOB_SANITIZE") else 2000
        methods = [Method(chance) for _ in range(wanted // Method.COUNT)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            theirs = pool.map(Method.by_oathtool, methods)
            ours = pool.map(Method.by_fob, methods)
            for method, expected, codes in zip(methods, theirs, ours):
                self.assertEqual([len(expected), expected[0][0]], [Method.COUNT, 0])
                self.assertEqual(codes, expected, (method.secret, method.for_fob(0)))

    def test_verify_says_yes_to_its_codes_and_no_to_others(self):
        chance = random.Random(self.SEED)
        for _ in range(20):
            method = Method(chance)
            code = method.by_oathtool()[0][1].strip()
            other = str((int(code) + 1) % 10**len(code)).zfill(len(code))
            self.assertEqual(method.verified_by_fob(code), (0, "valid\n"), method.for_fob(0))
            self.assertEqual(method.verified_by_fob(other), (1, "not valid\n"),
                             method.for_fob(0))


class OddUris(unittest.TestCase):
    """Each row of the vectors, through the program: the codes in it are those of oathtool."""

    TIME = "1234567890"

    def rows(self):
        for line in VECTORS.read_text().splitlines():
            if line and not line.startswith("#"):
                name, _, uri, expected = line.split("\t")
                verdict, _, rest = expected.partition(" ")
                yield name, uri.encode().decode("unicode_escape"), verdict, rest

    def at(self, uri):
        return [] if "://hotp/" in uri else ["--at", self.TIME]

    def test_gives_its_code_or_is_malformed(self):
        codes = errors = 0
        for name, uri, verdict, rest in self.rows():
            with self.subTest(row=name):
                status, out = run(FOB, "code", "-", *self.at(uri), stdin=uri)
                if verdict == "error":
                    self.assertEqual((status, out), (9, ""))
                    errors += 1
                    continue
                fields = dict(pair.split("=", 1) for pair in rest.split("|"))
                self.assertEqual(status, 0)
                if "code" in fields:
                    self.assertEqual(out, fields["code"] + "\n")
                    codes += 1
        self.assertGreater(codes, 40)
        self.assertGreater(errors, 15)


if __name__ == "__main__":
    verdict.main()
