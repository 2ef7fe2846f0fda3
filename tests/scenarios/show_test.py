"""fob show."""

import json
import time

from scenarios import fob
from scenarios.fob import RFC_SECRET, RFC_URI, Scenario, plain

ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=7"
MOTP = "otpauth://motp/Door:me?secret=e3152afee62599c8&issuer=Door&pin=1234"
RFC_URI_IN_FULL = (f"otpauth://totp/RFC:6238?secret={RFC_SECRET}&issuer=RFC&algorithm=SHA1"
                   "&digits=8&period=30")


def columns(text):
    """What `show` prints in a pipe, as a dictionary."""
    return dict(line.split("\t") for line in text.splitlines())


class AnAccount(Scenario):
    def test_has_a_line_for_each_thing_that_is_kept(self):
        self.make_vault()
        self.fob("add", "-", "--tag", "work", "--tag", "web", "--note", "the shared login",
                 stdin=ALICE)
        shown = columns(self.fob("show", "alice"))
        self.assertEqual(list(shown), ["name", "issuer", "account", "type", "algorithm", "digits",
                                       "period", "tags", "note", "created", "modified", "id"])
        self.assertRegex(shown.pop("id"), "^[0-9a-f]{32}$")
        for name in ("created", "modified"):
            self.assertRegex(shown.pop(name), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(shown, {
            "name": "GitHub:alice", "issuer": "GitHub", "account": "alice", "type": "totp",
            "algorithm": "SHA1", "digits": "6", "period": "30", "tags": "work, web",
            "note": "the shared login"})

    def test_has_no_line_for_what_it_has_not(self):
        self.make_vault(f"otpauth://totp/alone?secret={RFC_SECRET}")
        self.assertEqual(list(columns(self.fob("show", "alone"))),
                         ["name", "account", "type", "algorithm", "digits", "period", "created",
                          "modified", "id"])

    def test_of_hotp_has_the_next_counter(self):
        self.make_vault(HAL)
        self.fob("code", "hal")
        shown = columns(self.fob("show", "hal"))
        self.assertEqual((shown["counter"], "period" in shown), ("8", False))

    def test_says_that_a_pin_is_kept_and_not_which(self):
        self.make_vault(MOTP)
        text = self.fob("show", "Door")
        self.assertEqual(columns(text)["pin"], "kept")
        self.assertNotIn("1234", text.replace(columns(text)["id"], ""))

    def test_shows_control_characters_escaped(self):
        self.make_vault(f"otpauth://totp/a%1B[2Jb?secret={RFC_SECRET}")
        self.assertEqual(columns(self.fob("show", "b"))["account"], "a\\x1b[2Jb")

    def test_is_looked_for_among_those_with_a_tag(self):
        self.make_vault(ALICE)
        self.fob("add", "-", "--tag", "work", stdin=ALICE.replace("GitHub", "Work"))
        self.assertEqual(columns(self.fob("show", "--tag", "work", "alice"))["name"], "Work:alice")
        self.assertEqual(self.fob("show", "--tag", "work", "--secret", "Work:alice"),
                         RFC_SECRET + "\n")
        self.assert_fails(self.run_fob("show", "--tag", "work", "GitHub"), 3,
                          "no account with the tag 'work' matches 'GitHub'",
                          "type: fob list --long")
        self.assert_fails(self.run_fob("show", "--tag", "home", "alice"), 3,
                          "no account has the tag 'home'", "type: fob list --long")
        self.assert_fails(self.run_bare("show", "--tag", "work", "-", stdin=ALICE), 2,
                          "--tag is for accounts of the vault, and - is none", "leave out --tag")

    def test_shows_no_secret_unless_asked(self):
        self.make_vault(ALICE)
        for words in (["show", "alice"], ["show", "alice", "--json"]):
            self.assertNotIn(RFC_SECRET, self.fob(*words))

    def test_is_one(self):
        self.make_vault(ALICE)
        for words in ([], ["alice", "alice"]):
            self.assert_fails(self.run_fob("show", *words), 2, "show takes one QUERY",
                              "type: fob list")


class Secrets(Scenario):
    def test_the_uri_is_the_answer_and_nothing_else(self):
        self.make_vault(RFC_URI)
        result = self.run_fob("show", "--uri", "RFC:6238")
        self.assertEqual((result.status, result.out, result.err), (0, RFC_URI_IN_FULL + "\n", ""))

    def test_so_is_the_secret(self):
        self.make_vault(RFC_URI, MOTP)
        self.assertEqual(self.fob("show", "--secret", "RFC"), RFC_SECRET + "\n")
        self.assertEqual(self.fob("show", "--secret", "Door"), "e3152afee62599c8\n")

    def test_both_at_once_are_wrong_usage(self):
        self.make_vault(RFC_URI)
        self.assert_fails(self.run_fob("show", "--uri", "--secret", "RFC"), 2,
                          "--uri and --secret do not go together", "leave out one of them")

    def test_the_uri_gives_the_same_account_again(self):
        self.make_vault(RFC_URI, HAL, MOTP)
        for name in ("RFC", "Nostromo", "Door"):
            uri = self.fob("show", "--uri", name)
            self.assertEqual(self.run_bare("show", "--uri", "-", stdin=uri).out, uri)
            self.assertIn("already there", self.run_fob("add", "-", stdin=uri).err)


class Json(Scenario):
    def test_it_is_an_object(self):
        before = int(time.time())
        self.make_vault()
        self.fob("add", "-", "--tag", "work", "--tag", "web", "--note", "the shared login",
                 stdin=ALICE)
        answer = json.loads(self.fob("show", "--json", "alice"))
        self.assertEqual(list(answer), ["id", "name", "issuer", "account", "type", "period",
                                        "digits", "algorithm", "tags", "note", "created",
                                        "modified"])
        self.assertRegex(answer.pop("id"), "^[0-9a-f]{32}$")
        self.assertTrue(before <= answer.pop("created") <= time.time())
        self.assertTrue(before <= answer.pop("modified") <= time.time())
        self.assertEqual(answer, {
            "name": "GitHub:alice", "issuer": "GitHub", "account": "alice", "type": "totp",
            "period": 30, "digits": 6, "algorithm": "SHA1", "tags": ["work", "web"],
            "note": "the shared login"})

    def test_a_secret_is_added_when_it_is_asked_for(self):
        self.make_vault(RFC_URI)
        answer = json.loads(self.fob("show", "--json", "--secret", "RFC"))
        self.assertEqual((answer["secret"], "uri" in answer), (RFC_SECRET, False))
        answer = json.loads(self.fob("show", "--json", "--uri", "RFC"))
        self.assertEqual((answer["uri"], "secret" in answer), (RFC_URI_IN_FULL, False))

    def test_notes_are_in_it(self):
        result = self.run_bare("show", "--json", "-", stdin="otpauth://totp/a:b?secret=MFRGGZDF")
        answer = json.loads(result.out)
        self.assertEqual((answer["name"], "id" in answer, result.err), ("a:b", False, ""))
        self.assertEqual(answer["warnings"],
                         ["the secret is 40 bits long; 128 or more are recommended"])


class WithoutAVault(Scenario):
    def test_a_uri_is_explained(self):
        result = self.run_bare("show", "-", stdin=RFC_URI)
        self.assertEqual((result.status, result.err), (0, ""))
        self.assertEqual(result.out, "name\tRFC:6238\nissuer\tRFC\naccount\t6238\ntype\ttotp\n"
                                     "algorithm\tSHA1\ndigits\t8\nperiod\t30\n")
        self.assertFalse(self.vault.exists())

    def test_every_parameter_of_a_bare_secret_is_shown(self):
        out = self.run_bare("show", "-", "--uri", "-y", "--algorithm", "sha256", "--digits", "8",
                            "--period", "59", "--secret-format", "hex", stdin="3132333435").out
        self.assertEqual(out, "otpauth://totp/?secret=GEZDGNBV&algorithm=SHA256&digits=8"
                              "&period=59\n")

    def test_a_bare_secret_is_made_a_uri(self):
        result = self.run_bare("show", "--uri", "--type", "hotp", "--counter", "9", "-",
                               stdin=RFC_SECRET)
        self.assertEqual(result.out, f"otpauth://hotp/?secret={RFC_SECRET}&algorithm=SHA1"
                                     "&digits=6&counter=9\n")

    def test_the_options_of_a_bare_secret_need_one(self):
        self.make_vault(RFC_URI)
        self.assert_fails(self.run_fob("show", "RFC", "--digits", "8"), 2,
                          "the options from --type to --secret-format are for a bare secret",
                          "type: fob show -    and give it on standard input")


class AtATerminal(Scenario):
    def type_with_passphrase(self, *words):
        return self.type_fob("--passphrase-file", str(self.passphrase_file), *words)

    def test_the_columns_are_aligned(self):
        self.make_vault(RFC_URI)
        status, text = self.end(self.type_with_passphrase("show", "RFC"))
        self.assertEqual(status, 0)
        self.assertTrue(plain(text).startswith("name       RFC:6238\nissuer     RFC\n"), text)

    def test_a_secret_is_shown_after_a_yes(self):
        self.make_vault(RFC_URI)
        for option, what, shown in (("--uri", "the URI with its secret", RFC_URI_IN_FULL),
                                    ("--secret", "the secret", RFC_SECRET)):
            session = self.type_with_passphrase("show", option, "RFC")
            session.expect_exact(f"show {what} on this terminal? [y/N] ")
            session.sendline("y")
            status, text = self.end(session)
            self.assertEqual((status, text.splitlines()[-1]), (0, shown))

    def test_and_not_after_a_no(self):
        self.make_vault(RFC_URI)
        session = self.type_with_passphrase("show", "--secret", "RFC")
        session.expect_exact("[y/N] ")
        session.sendline("")
        status, text = self.end(session)
        self.assertEqual((status, RFC_SECRET in text), (11, False))
        self.assertTrue(text.endswith("fob: not done\n"), text)

    def test_yes_answers(self):
        self.make_vault(RFC_URI)
        self.assertEqual(self.end(self.type_with_passphrase("show", "--secret", "-y", "RFC")),
                         (0, RFC_SECRET + "\n"))

    def test_where_nothing_may_be_asked_nothing_is_shown(self):
        self.make_vault(RFC_URI)
        status, text = self.end(self.type_with_passphrase("show", "--secret", "--no-input", "RFC"))
        self.assertEqual((status, text), (2, "fob: the secret would be shown on this terminal\n"
                                             "hint: to do that, add --yes\n"))


if __name__ == "__main__":
    fob.main()
