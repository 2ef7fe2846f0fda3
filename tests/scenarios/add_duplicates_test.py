"""fob add where the name is taken."""

import base64

from scenarios import fob, vaults
from scenarios.fob import PASSPHRASE, RFC_SECRET, RFC_URI, Scenario

OTHER_SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
ALICE_TOO = f"otpauth://totp/GitHub:alice?secret={OTHER_SECRET}&issuer=GitHub"


class InAScript(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(ALICE)

    def secrets(self):
        return [base64.b32encode(account.secret).decode()
                for account in vaults.read(self.vault, PASSPHRASE).accounts]

    def test_the_same_account_is_already_there(self):
        before = self.vault.read_bytes()
        result = self.run_fob("add", "-", stdin=ALICE)
        self.assertEqual((result.status, result.out, result.err),
                         (0, "GitHub:alice\n", "fob: GitHub:alice is already there\n"))
        self.assertEqual(self.vault.read_bytes(), before)

    def test_another_secret_is_refused_and_nothing_is_added(self):
        before = self.vault.read_bytes()
        self.assert_fails(self.run_fob("add", "-", stdin=f"{RFC_URI}\n{ALICE_TOO}"), 11,
                          "GitHub:alice exists with another secret or other settings",
                          "say which is to be: --on-duplicate skip, replace or keep")
        self.assertEqual(self.vault.read_bytes(), before)

    def test_skip_leaves_it_out(self):
        result = self.run_fob("add", "-", "--on-duplicate", "skip", stdin=ALICE_TOO)
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", "fob: GitHub:alice is left out\n"))
        self.assertEqual(self.secrets(), [RFC_SECRET])

    def test_replace_keeps_the_former_version_as_a_removed_entry(self):
        result = self.run_fob("add", "-", "--on-duplicate", "replace", stdin=ALICE_TOO)
        self.assertEqual((result.status, result.out, result.err),
                         (0, "GitHub:alice\n",
                          "fob: replaced GitHub:alice, its former version is kept for 90 days\n"
                          "  undo: fob remove --undo GitHub:alice\n"))
        self.assertEqual(self.secrets(), [OTHER_SECRET])
        (removed,) = vaults.read(self.vault, PASSPHRASE).removed
        self.assertEqual(base64.b32encode(removed.secret).decode(), RFC_SECRET)

    def test_what_was_replaced_comes_back_by_the_command_that_is_named(self):
        self.fob("add", "-", "--on-duplicate", "replace", stdin=f"{ALICE_TOO}\n{RFC_URI}")
        self.fob("remove", "--undo", "--yes", "GitHub:alice")
        self.assertEqual(self.fob("show", "--secret", "GitHub:alice"), RFC_SECRET + "\n")

    def test_several_are_replaced_with_one_command_to_undo_it(self):
        self.fob("add", "-", stdin=RFC_URI)
        other = RFC_URI.replace(RFC_SECRET, OTHER_SECRET)
        result = self.run_fob("add", "-", "--on-duplicate", "replace",
                              stdin=f"{ALICE_TOO}\n{other}")
        self.assertEqual(result.err, "fob: replaced 2 accounts, their former versions are kept "
                                     "for 90 days\n"
                                     "  undo: fob remove --undo GitHub:alice RFC:6238\n")

    def test_of_very_many_it_names_what_lists_them(self):
        uris = [f"otpauth://totp/{n}?secret={RFC_SECRET}" for n in range(21)]
        self.fob("add", "-", stdin="\n".join(uris))
        result = self.run_fob("add", "-", "--on-duplicate", "replace",
                              stdin="\n".join(uri + "&digits=8" for uri in uris))
        self.assertEqual(result.err, "fob: replaced 21 accounts, their former versions are kept "
                                     "for 90 days\n"
                                     "  to list them: fob list --removed\n")

    def test_keep_leaves_two_that_can_be_told_apart(self):
        name = self.fob("add", "-", "--on-duplicate", "keep", stdin=ALICE_TOO).strip()
        self.assertRegex(name, r"^GitHub:alice #[0-9a-f]{8}$")
        self.assertEqual(self.fob("show", "--secret", name), OTHER_SECRET + "\n")
        self.assertEqual(self.secrets(), [RFC_SECRET, OTHER_SECRET])


class AtATerminal(Scenario):
    def add(self, *words):
        return self.type_fob("add", "--passphrase-file", str(self.passphrase_file), *words)

    def test_a_name_that_is_taken_is_asked_about_before_the_secret_is_typed(self):
        self.make_vault(ALICE)
        session = self.add("GitHub:alice", "--type", "hotp")
        session.expect_exact("GitHub:alice is there already, as totp and not hotp; "
                             "replace it where it differs? [y/N] ")
        session.sendline("y")
        session.expect_exact("secret of GitHub:alice: ")
        session.sendline(OTHER_SECRET)
        status, text = self.end(session)
        self.assertEqual((status, text.splitlines()),
                         (0, ["", "fob: 32 characters, 160 bits",
                              "fob: replaced GitHub:alice, its former version is kept for 90 days",
                              "  undo: fob remove --undo GitHub:alice", "GitHub:alice",
                              "fob: for a code, type: fob code GitHub:alice"]))
        self.assertEqual(self.fob("show", "--secret", "GitHub:alice"), OTHER_SECRET + "\n")

    def test_and_a_no_ends_it(self):
        self.make_vault(ALICE)
        before = self.vault.read_bytes()
        session = self.add("GitHub:alice")
        session.expect_exact("GitHub:alice is there already; replace it where it differs? [y/N] ")
        session.sendline("")
        self.assertEqual(self.end(session), (11, "\nfob: not done\n"))
        self.assertEqual(self.vault.read_bytes(), before)

    def test_yes_may_be_said_beforehand(self):
        self.make_vault(ALICE)
        session = self.add("GitHub:alice", "-q", "--yes")
        session.expect_exact("secret of GitHub:alice: ")
        session.sendline(OTHER_SECRET)
        self.assertEqual(self.end(session), (0, "\nGitHub:alice\n"))
        self.assertEqual(self.fob("show", "--secret", "GitHub:alice"), OTHER_SECRET + "\n")

    def test_the_same_secret_is_already_there_all_the_same(self):
        self.make_vault(ALICE)
        before = self.vault.read_bytes()
        session = self.add("GitHub:alice", "--yes")
        session.expect_exact("secret of GitHub:alice: ")
        session.sendline(RFC_SECRET)
        self.assertEqual(self.end(session)[1].splitlines()[-2:],
                         ["fob: GitHub:alice is already there", "GitHub:alice"])
        self.assertEqual(self.vault.read_bytes(), before)

    def test_where_several_have_the_name_it_may_be_one_more(self):
        self.make_vault(ALICE)
        self.fob("add", "-", "--on-duplicate", "keep",
                 stdin=ALICE.replace(RFC_SECRET, OTHER_SECRET))
        session = self.add("GitHub:alice", "-q")
        session.expect_exact("2 accounts are called GitHub:alice; add one more? [y/N] ")
        session.sendline("y")
        session.expect_exact("secret of GitHub:alice: ")
        session.sendline(RFC_SECRET[::-1])
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertRegex(text, r"^\nGitHub:alice #[0-9a-f]{8}\n$")

    def test_what_on_duplicate_decides_is_not_asked(self):
        self.make_vault(ALICE)
        session = self.add("GitHub:alice", "-q", "--on-duplicate", "skip")
        session.expect_exact("secret of GitHub:alice: ")
        session.sendline(OTHER_SECRET)
        self.assertEqual(self.end(session), (0, "\n"))

    def test_a_uri_is_asked_about_when_its_name_is_known(self):
        self.make_vault(ALICE)
        other = ALICE.replace(RFC_SECRET, OTHER_SECRET)
        for uri, met in ((other, "with another secret"),
                         (ALICE + "&digits=8", "with other settings"),
                         (other.replace("totp", "hotp") + "&counter=0",
                          "with another secret, as totp and not hotp"),
                         (ALICE.replace("totp", "steam"),
                          "with other settings, as totp and not steam")):
            session = self.add("-", "-q")
            session.expect_exact("URI: ")
            session.sendline(uri)
            session.expect_exact(f"GitHub:alice is there {met}; replace it? [y/N] ")
            session.sendline("n")
            self.assertEqual(self.end(session), (11, "n\nfob: not done\n"))
        session = self.add("-", "-q")
        session.expect_exact("URI: ")
        session.sendline(other)
        session.expect_exact("replace it? [y/N] ")
        session.sendline("yes")
        self.assertEqual(self.end(session), (0, "yes\nGitHub:alice\n"))
        self.assertEqual(self.fob("show", "--secret", "GitHub:alice"), OTHER_SECRET + "\n")

    def test_a_secret_from_a_file_asks_nothing(self):
        self.make_vault(ALICE)
        self.file("secret", OTHER_SECRET, 0o600)
        for words in ([], ["--yes"]):
            status, text = self.end(self.add("GitHub:alice", "--secret-file", "secret", *words))
            self.assertEqual((status, text),
                             (11, "fob: GitHub:alice exists with another secret or other settings\n"
                                  "hint: say which is to be: --on-duplicate skip, replace or keep\n"))


if __name__ == "__main__":
    fob.main()
