"""Real exports of Google Authenticator and of lists, in the folder FOB_SHARED, give the accounts
that an independent reader found in them."""

import base64
import csv
import hmac
import os
import sys
import urllib.parse
from pathlib import Path

SHARED = os.environ.get("FOB_SHARED", "")
if not SHARED or not (Path(SHARED) / "samples" / "EXPECTED.tsv").is_file():
    print("skipped: FOB_SHARED names no folder with samples")
    sys.exit(77)

from scenarios import fob  # noqa: E402
from scenarios.fob import CHEAP, Scenario  # noqa: E402

SAMPLES = Path(SHARED) / "samples"


def expected():
    """For each sample that this version reads, the URIs that it must give, in their order."""
    uris = {}
    with open(SAMPLES / "EXPECTED.tsv", encoding="utf-8", newline="") as table:
        lines = (line for line in table if not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            folder, _, name = row["file"].partition("/")
            if folder in ("google", "plain") and name.endswith(".txt"):
                uris.setdefault(row["file"], []).append(row["expected"])
    return uris


def code(uri):
    """The code of a canonical URI at the time 1234567890, by RFC 4226 and RFC 6238."""
    parts = urllib.parse.urlsplit(uri)
    fields = dict(urllib.parse.parse_qsl(parts.query))
    moving = (int(fields["counter"]) if parts.netloc == "hotp"
              else 1234567890 // int(fields["period"]))
    secret = fields["secret"]
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.digest(key, moving.to_bytes(8, "big"), fields["algorithm"].lower())
    start = mac[-1] & 15
    number = int.from_bytes(mac[start:start + 4], "big") & 0x7fffffff
    return str(number % 10 ** int(fields["digits"])).zfill(int(fields["digits"]))


class TheSamples(Scenario):
    def test_each_gives_its_accounts_and_codes(self):
        samples = expected()
        self.assertGreaterEqual(len(samples), 4)
        for number, (name, uris) in enumerate(samples.items()):
            with self.subTest(name):
                self.check(("--vault", f"{number}.fob"), SAMPLES / name, uris)

    def check(self, vault, sample, uris):
        kept = list(dict.fromkeys(uris))
        self.fob("init", *vault, *CHEAP)
        totals = self.fob("import", *vault, str(sample))
        self.assertEqual(totals, f"{len(kept)} added, {len(uris) - len(kept)} already there, "
                         "0 in conflict, 0 rejected\n")
        self.assertEqual(self.fob("export", *vault).splitlines(), kept)
        codes = [line.split("\t")[0] for line in
                 self.fob("code", *vault, "--all", "--at", "1234567890").splitlines()]
        for account, shown in zip(kept, codes, strict=True):
            if account.startswith("otpauth://hotp/"):
                self.assertEqual(shown, "hotp")
                shown = self.run_bare("code", "-", stdin=account).out.strip()
            if not account.startswith("otpauth://steam/"):
                self.assertEqual(shown, code(account), account)


if __name__ == "__main__":
    fob.main()
