"""fob add at a terminal: typing a secret, and the code that is shown to enrol with."""

import re

import pexpect

from scenarios import fob, transfer
from scenarios.fob import PASSPHRASE, PROGRAM, RFC_SECRET, RFC_URI, Scenario


class Enrol(Scenario):
    def add(self, *words):
        return self.type_fob("add", "--passphrase-file", str(self.passphrase_file), *words)

    def test_a_secret_is_asked_for_without_echo_and_described(self):
        self.make_vault()
        session = self.add("GitHub:alice")
        session.expect_exact("secret of GitHub:alice: ")
        session.sendline(" ".join(re.findall("....", RFC_SECRET.lower())))
        session.expect_exact("fob: 32 characters, 160 bits\r\nGitHub:alice\r\n")
        self.assertNotIn("gezd", session.before)
        session.expect(r"\d{3} \d{3}  GitHub:alice, \d+s left \(Enter ends this\)")
        session.sendline()
        self.assertEqual(self.end(session)[0], 0)
        self.assertEqual(self.fob("show", "--secret", "alice"), RFC_SECRET + "\n")

    def test_a_bad_one_may_be_corrected_twice(self):
        self.make_vault()
        session = self.add("--type", "hotp", "me")
        for _ in range(2):
            session.expect("secret of me: ")
            session.sendline("NOT0BASE32")
        session.expect_exact("fob: base32 has no 0, 1, 8 or 9: look again whether they are the "
                             "letters O, I or L, B and G\r\n")
        session.expect_exact("not base32 at position 4; secret of me: ")
        session.sendline(RFC_SECRET)
        status, text = self.end(session)
        self.assertEqual((status, text.splitlines()[-2:]),
                         (0, ["me", "fob: for a code, type: fob code me"]))

    def test_but_not_a_third_time(self):
        self.make_vault()
        before = self.vault.read_bytes()
        session = self.add("me")
        for _ in range(3):
            session.expect("secret of me: ")
            session.sendline("NOT0BASE32")
        status, text = self.end(session)
        self.assertEqual(status, 9)
        self.assertNotIn("NOT0", text)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_a_uri_is_asked_for_without_echo(self):
        self.make_vault()
        session = self.add("-", "-q")
        session.expect_exact("URI: ")
        session.sendline(RFC_URI)
        status, text = self.end(session)
        self.assertEqual((status, text), (0, "\nRFC:6238\n"))

    def test_without_a_name_there_is_nothing_to_ask_for(self):
        self.make_vault()
        status, text = self.end(self.add())
        self.assertEqual((status, text), (2, "fob: no NAME is given\nhint: type: fob add "
                                          "ISSUER:ACCOUNT    or: fob add -\n"))

    def test_the_code_is_shown_and_renewed_until_enter_and_then_erased(self):
        self.make_vault()
        session = self.add("-")
        session.expect_exact("URI: ")
        session.sendline(f"otpauth://totp/Quick:me?secret={RFC_SECRET}&digits=8&period=2")
        line = r"(\d{3} \d{3} \d{2})  Quick:me, (\d)s left \(Enter ends this\)"
        codes = set()
        while len(codes) < 2:
            session.expect(line)
            codes.add(session.match[1])
        session.sendline()
        status, rest = self.end(session)
        self.assertEqual(status, 0)
        self.assertTrue(rest.endswith("\r\x1b[K"), repr(rest))

    def test_an_interrupted_one_is_added_all_the_same(self):
        self.make_vault()
        session = self.add("-")
        session.expect_exact("URI: ")
        session.sendline(RFC_URI)
        session.expect_exact("Enter ends this")
        session.sendintr()
        self.assertEqual(self.end(session)[0], -2)
        self.assertEqual(self.fob("list"), "RFC:6238\n")

    def test_no_code_is_shown_for_hotp_without_a_pin_or_for_several(self):
        self.make_vault()
        for given in (f"otpauth://hotp/a?secret={RFC_SECRET}&counter=0",
                      "motp://Door:me?secret=e3152afee62599c8",
                      transfer.picture(transfer.account("b"), transfer.account("c"))):
            session = self.add("-")
            session.expect_exact("URI: ")
            session.sendline(given)
            status, text = self.end(session)
            self.assertEqual(status, 0)
            self.assertNotIn("left", text)

    def test_the_answer_may_go_into_a_file_meanwhile(self):
        self.make_vault()
        session = pexpect.spawn("/bin/sh", ["-c", f'"{PROGRAM}" add VPN:me --generate '
                                            '--passphrase-file passphrase > uri.txt'],
                                cwd=str(self.home), env=self.environment, encoding="utf-8",
                                timeout=20)
        self.addCleanup(session.close, force=True)
        session.expect_exact("VPN:me, ")
        session.sendline()
        self.assertEqual(self.end(session)[0], 0)
        text = (self.home / "uri.txt").read_text()
        self.assertRegex(text, r"^otpauth://totp/VPN:me\?secret=\S+\n$")

    def test_a_secret_in_place_of_the_name_is_not_repeated(self):
        self.make_vault()
        status, text = self.end(self.add(RFC_SECRET))
        self.assertEqual((status, text),
                         (2, "fob: the NAME looks like a secret, which is asked for\n"
                             "hint: it is in the shell's history now; where it is a name, type: "
                             "fob add --account NAME\n"))

    def test_a_vault_that_is_missing_is_made_first(self):
        session = self.type_fob("add", "me", "--type", "hotp")
        session.expect_exact(f"fob: there is no vault yet: making {self.vault}\r\n")
        session.expect_exact(f"new passphrase for {self.vault}: ")
        session.sendline(PASSPHRASE)
        session.expect_exact("the same again")
        session.sendline(PASSPHRASE)
        session.expect_exact("secret of me: ")
        session.sendline(RFC_SECRET)
        self.assertEqual(self.end(session)[0], 0)
        self.assertEqual(self.fob("list"), "me\n")


if __name__ == "__main__":
    fob.main()
