"""URIs that nobody should take, and transfers that were cut."""

import json
import re

from scenarios import fob, transfer
from scenarios.fob import RFC_URI, Scenario

# What no tool should take, each around the secret S. None of it may come back in a message.
UGLY = """
otpauth://
otpauth://totp
otpauth://totp/
otpauth://totp/a
otpauth://totp/a?
otpauth://totp/a?secret
otpauth://totp/a?secret=
otpauth://totp/a?secret=====
otpauth://totp/a?secret=0S
otpauth://totp/a?secret=S1
otpauth://totp/a?secret=S8S9
otpauth://totp/a?secret=S!
otpauth://totp/a?secret=S%
otpauth://totp/a?secret=S%4
otpauth://totp/a?secret=S%zz
otpauth://totp/a?secret=S%00
otpauth://totp/a?secret=S%FF
otpauth://totp/a?secret=%C3%28S
otpauth://totp/a?secret=S&secret=SS
otpauth://totp/a?secret=S&secret=
otpauth://totp/a?secret=S&digits=
otpauth://totp/a?secret=S&digits=0
otpauth://totp/a?secret=S&digits=06
otpauth://totp/a?secret=S&digits=11
otpauth://totp/a?secret=S&digits=-6
otpauth://totp/a?secret=S&digits=+6
otpauth://totp/a?secret=S&digits=6.0
otpauth://totp/a?secret=S&digits=S
otpauth://totp/a?secret=S&digits=6&digits=8
otpauth://totp/a?secret=S&period=0
otpauth://totp/a?secret=S&period=86401
otpauth://totp/a?secret=S&period=30s
otpauth://totp/a?secret=S&period=99999999999999999999
otpauth://totp/a?secret=S&period=S
otpauth://totp/a?secret=S&algorithm=
otpauth://totp/a?secret=S&algorithm=SHA3
otpauth://totp/a?secret=S&algorithm=S
otpauth://totp/a?secret=S&algorithm=MD5
otpauth://totp/a?secret=S&algorithm=SHA1&algorithm=SHA256
otpauth://totp/a?secret=S&issuer=%
otpauth://totp/a?secret=S&issuer=%00
otpauth://totp/a?secret=S&issuer=a&issuer=b
otpauth://totp/%?secret=S
otpauth://totp/%ff?secret=S
otpauth://totp/a%00b?secret=S
otpauth://hotp/a?secret=S&counter=
otpauth://hotp/a?secret=S&counter=-1
otpauth://hotp/a?secret=S&counter=18446744073709551616
otpauth://hotp/a?secret=S&counter=S
otpauth://totq/a?secret=S
otpauth:///a?secret=S
otpauth://S/a?secret=S
otpauth://S
otpauth://steam/a?secret=S&digits=6
otpauth://steam/a?secret=S&period=60
otpauth://steam/a?secret=S&algorithm=SHA256
otpauth://yaotp/a?secret=S&digits=6
otpauth://yaotp/a?secret=SS
otpauth://motp/a?secret=S&period=30
steam://
steam://0S
motp://a
motp://a:b
otpauth://totp/a?secret=S#fragment&digits=0
otpauth://totp/a?secret="S"
otpauth-migration://offline
otpauth-migration://offline?data=
otpauth-migration://offline?data=S
otpauth-migration://offline?data=%
otpauth-migration://online?data=S
otpauth-migration:S
""".strip().splitlines()


class UglyUris(Scenario):
    secret = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"

    def filled(self, template):
        """`template` with the secret in place of each S that is no part of a word."""
        return re.sub(r"S(?!HA)", self.secret, template)

    def assert_says_nothing(self, result, uri):
        told = result.out + result.err
        for at in range(len(self.secret) - 5):
            self.assertNotIn(self.secret[at:at + 6], told.upper(), uri)
        self.assertEqual(result.err.count("fob: "), 1 if result.status == 9 else 0, result.err)

    def test_each_is_refused_by_code_and_add_and_told_from_a_good_one(self):
        for template in UGLY:
            uri = self.filled(template)
            for words in (["code", "-"], ["show", "-"], ["add", "-"]):
                if template.startswith("otpauth-migration") and words != ["add", "-"]:
                    continue
                result = self.run_bare(*words, stdin=uri + "\n")
                self.assertEqual((result.status, result.out), (9, ""), (words, uri, result))
                self.assert_says_nothing(result, uri)
        self.assertEqual([path.name for path in self.home.iterdir()], ["passphrase"])

    def test_each_is_rejected_by_import_and_none_makes_a_vault(self):
        for template in UGLY:
            uri = self.filled(template)
            result = self.run_bare("import", "-", stdin=uri + "\n")
            self.assertIn(result.status, (8, 9), (uri, result))
            self.assert_says_nothing(result, uri)
        self.assertFalse(self.vault.exists())

    def test_all_of_them_cost_the_good_one_beside_them_nothing(self):
        self.make_vault()
        result = self.run_fob("import", "-", stdin="\n".join([*UGLY, RFC_URI]))
        self.assertEqual(result.status, 8)
        self.assertEqual(self.fob("list"), "RFC:6238\n")


class Transfers(Scenario):
    def test_one_that_is_cut_at_any_byte_gives_whole_accounts_or_none(self):
        secret = b"abcdefghijklmnopqrst"
        uri = transfer.picture(transfer.account("alice", "GitHub", secret),
                               transfer.account("hal", "Nostromo", secret, kind=transfer.HOTP,
                                                counter=7))
        names = ["GitHub:alice", "Nostromo:hal"]
        for size in range(len(uri)):
            result = self.run_bare("import", "--dry-run", "--json", "-", stdin=uri[:size])
            self.assertIn(result.status, (0, 8, 9), uri[:size])
            for piece in ("abcdef", "MFRGGZ", "YWJjZG"):
                self.assertNotIn(piece, result.out + result.err)
            if result.status == 9:
                continue
            entries = json.loads(result.out)["entries"]
            taken = [entry["name"] for entry in entries if entry["status"] == "added"]
            self.assertEqual(taken, names[:len(taken)], uri[:size])


if __name__ == "__main__":
    fob.main()
