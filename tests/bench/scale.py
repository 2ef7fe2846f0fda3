#!/usr/bin/env python3
"""How the cost of a command grows with the vault, beside the key derivation that it contains.

    scale.py FOB ARGON2ID [ROUNDS]

For vaults of 1 to 100,000 accounts (cost: 8 MiB, one pass) each command runs ROUNDS times, in
turn with the bare derivation. Printed are medians: the time that it takes more than the
derivation, its processor time, and its memory; and, for each command, how its time grows: the
exponent between 1,000 accounts and 100,000 (1 is linear).
"""

import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (1, 100, 1000, 10000, 100000)
COST = ("1", "8")  # passes, MiB


def uri(n):
    secret = "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(n * 7919 + i * 31) % 32] for i in range(32))
    return f"otpauth://totp/Service{n}:user{n}@example.org?secret={secret}&issuer=Service{n}\n"


def run(command):
    """Milliseconds of the clock, milliseconds of the processor, MiB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    elapsed = time.perf_counter() - start
    if status != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return elapsed * 1000, (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024


class Bench:
    def __init__(self, fob, argon2id, folder):
        self.fob, self.argon2id, self.folder = fob, argon2id, folder
        self.vault, self.source = folder / "vault.fob", folder / "source"
        passphrase = folder / "passphrase"
        passphrase.write_text("scale bench\n")
        passphrase.chmod(0o600)
        self.options = ["--quiet", "--vault", self.vault, "--passphrase-file", passphrase]

    def fill(self, size):
        """A vault of so many accounts, and a list of half as many that it has not."""
        for old in self.folder.glob("vault.fob*"):
            old.unlink()
        shutil.rmtree(self.folder / "state", ignore_errors=True)
        shutil.rmtree(self.folder / "seen", ignore_errors=True)
        subprocess.run([self.fob, "init", *self.options, "--kdf-passes", COST[0],
                        "--kdf-memory", COST[1]], check=True)
        self.source.write_text("".join(uri(n) for n in range(size)))
        subprocess.run([self.fob, "import", self.source, *self.options], check=True,
                       stdout=subprocess.DEVNULL)
        self.source.write_text("".join(uri(size + n) for n in range(max(1, size // 2))))
        shutil.copy(self.vault, self.folder / "full")
        shutil.copytree(self.folder / "state", self.folder / "seen", dirs_exist_ok=True)

    def commands(self, size):
        """(name, command, is the vault to be as it was before each run)"""
        one = self.folder / "one"
        one.write_text(uri(10 ** 6))
        return [("code NAME", ["code", f"Service{size - 1}", *self.options], False),
                ("list", ["list", *self.options], False),
                ("add", ["import", one, *self.options], True),
                ("import", ["import", self.source, *self.options], True)]

    def measure(self, arguments, restore, rounds):
        more, processor, memory = [], [], []
        for _ in range(rounds):
            if restore:
                shutil.copy(self.folder / "full", self.vault)
                shutil.copytree(self.folder / "seen", self.folder / "state", dirs_exist_ok=True)
            bare = run([self.argon2id, *COST])
            command = run([self.fob, *arguments])
            more.append(command[0] - bare[0])
            processor.append(command[1])
            memory.append(command[2])
        return [statistics.median(one) for one in (more, processor, memory)]


def main():
    fob, argon2id = map(Path, sys.argv[1:3])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 11
    growth = {}
    with tempfile.TemporaryDirectory() as name:
        os.environ.update(HOME=name, XDG_STATE_HOME=f"{name}/state")
        bench = Bench(fob.resolve(), argon2id.resolve(), Path(name))
        print(f"{'accounts':>9}  {'command':<10} {'more than the KDF':>18} {'processor':>12} {'memory':>10}")
        for size in SIZES:
            bench.fill(size)
            for command, arguments, restore in bench.commands(size):
                more, processor, memory = bench.measure(arguments, restore, rounds)
                growth.setdefault(command, {})[size] = more
                print(f"{size:>9,}  {command:<10} {more:>15.1f} ms {processor:>9.1f} ms {memory:>6.0f} MiB")
    print()
    for command, times in growth.items():
        exponent = math.log(times[100000] / times[1000]) / math.log(100)
        print(f"{command:<10} grows from 1,000 to 100,000 accounts as n^{exponent:.2f}")


if __name__ == "__main__":
    main()
