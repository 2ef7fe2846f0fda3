"""Many processes that start at one moment, and what became of each."""

import base64
import collections
import dataclasses
import hashlib
import hmac
import os
import re
import time

from faults import places
from faults.writers import FOB, OLD

# Says that it is there, and waits at the other pipe until all are.
AT_THE_GATE = ("/bin/sh", "-c", 'echo >here; read -r _ <gate; exec "$@"', "sh")
FIRST_COUNTER = 7
# The accounts that a crowd takes away, and how many codes its HOTP account gives.
LEAVING = 8


def totp(name):
    return f"otpauth://totp/{name}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n"


def code_for(counter):
    """RFC 4226, of the account OLD."""
    secret = base64.b32decode(re.search("secret=(\\w+)", OLD)[1])
    digest = hmac.digest(secret, counter.to_bytes(8, "big"), hashlib.sha1)
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7fffffff) % 10**6:06}"


@dataclasses.dataclass
class Ended:
    kind: str
    name: str
    status: int
    out: str
    err: str
    seconds: float  # since the gate was opened
    beside: int  # how many others that write were at work when it ended


def run_at_once(place, jobs, before=(), meanwhile=lambda: None):
    """What became of each of `jobs`: (kind, name, words, standard input). `meanwhile` is done
    again and again until all have ended."""
    pipes = [place.folder / "here", place.folder / "gate"]
    for pipe in pipes:
        os.mkfifo(pipe)
    # For reading and writing, and so not one of these waits, nor ends, for want of the other side.
    here, gate = (os.open(pipe, os.O_RDWR) for pipe in pipes)
    running = [(job, place.start(job[2], job[3], before=(*AT_THE_GATE, *before)))
               for job in jobs]
    ended = []
    for _ in jobs:
        os.read(here, 1)  # the LF of one of them
    os.write(gate, b"go\n" * len(jobs))
    began = time.monotonic()
    while running:
        meanwhile()
        still = [one for one in running if one[1].poll() is None]
        gone = [one for one in running if one not in still]
        beside = sum(writes(job[0]) and at_work(process) for job, process in still) if gone else 0
        for job, process in gone:
            out, err = process.communicate()
            ended.append(Ended(*job[:2], process.returncode, out, err,
                               time.monotonic() - began, beside))
        running = still
        time.sleep(0.001)
    for descriptor, pipe in zip((here, gate), pipes):
        os.close(descriptor)
        os.unlink(pipe)
    return ended


def writes(kind):
    return kind not in ("list", "backup")


def at_work(process):
    """Is it past the gate, and fob?"""
    try:
        return os.path.samefile(f"/proc/{process.pid}/exe", FOB)
    except OSError:  # it has ended
        return False


def crowd(tag, passphrases=4):
    """64 jobs for run_at_once(): who adds, imports, spends, removes, reads, and changes the
    passphrase, to the same words."""
    jobs = [("add", f"{tag}-add-{n}", ("add", "-"), totp(f"{tag}-add-{n}")) for n in range(14)]
    jobs += [("import", f"{tag}-import-{n}", ("import", "-"),
              totp(f"{tag}-import-{n}-a") + totp(f"{tag}-import-{n}-b")) for n in range(8)]
    jobs += [("code", str(n), ("code", "--exact", "Example:alice"), "") for n in range(18)]
    jobs += [("remove", f"leaving-{n}", ("remove", "--yes", f"leaving-{n}"), "")
             for n in range(LEAVING)]
    jobs += [("passphrase", str(n), ("passphrase", "--new-passphrase-file", "passphrase"), "")
             for n in range(passphrases)]
    jobs += [("list", str(n), ("list",), "") for n in range(64 - len(jobs))]
    # Not one kind after the other.
    return [jobs[n * 37 % 64] for n in range(64)]


class Crowds(places.Places):
    def crowded_place(self, name):
        place = self.place(name)
        place.must(["import", "-"], "".join(totp(f"leaving-{n}") for n in range(LEAVING)))
        return place

    def check_overlap(self, ended):
        """They met: most who wrote ended while others were at it."""
        writers = [one for one in ended if writes(one.kind)]
        self.assertGreater(sum(one.beside > 0 for one in writers), len(writers) / 2)

    def check_codes(self, place, ended):
        """Each code is of the next counter: none is given twice, none is passed over."""
        spent = [one.out.strip() for one in ended if one.kind == "code" and one.status == 0]
        expected = [code_for(FIRST_COUNTER + n) for n in range(len(spent))]
        self.assertEqual(collections.Counter(spent), collections.Counter(expected))
        uri = place.must(["show", "--uri", "--yes", "Example:alice"])
        self.assertIn(f"counter={FIRST_COUNTER + len(spent)}", uri)

    def check_accounts(self, place, ended):
        """What was said to be done is done, and what was not is not."""
        names = set(place.must(["list"]).split())
        for one in ended:
            done = one.status == 0
            if one.kind == "add":
                self.assertEqual(one.name in names, done, one)
            elif one.kind == "import":
                for part in "ab":
                    self.assertEqual(f"{one.name}-{part}" in names, done, one)
            elif one.kind == "remove":
                self.assertEqual(one.name in names, not done, one)
        self.assertIn("Example:alice", names)
        return names


def lines_for(ended):
    """How many of each kind ended how, for the log."""
    counts = collections.Counter((one.kind, one.status) for one in ended)
    return ", ".join(f"{count} {kind}: {status}"
                     for (kind, status), count in sorted(counts.items()))
