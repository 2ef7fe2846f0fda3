"""fob list."""

import json
import time

from scenarios import fob
from scenarios.fob import RFC_SECRET, RFC_URI, Scenario, plain

ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub&algorithm=SHA256"
HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=7"
STEAM = f"otpauth://steam/Steam:eve?secret={RFC_SECRET}&issuer=Steam"


def today():
    return time.strftime("%Y-%m-%d", time.gmtime())


class InAPipe(Scenario):
    def test_a_name_is_a_line(self):
        self.make_vault(RFC_URI, ALICE, HAL)
        result = self.run_fob("list")
        self.assertEqual((result.status, result.out, result.err),
                         (0, "RFC:6238\nGitHub:alice\nNostromo:hal\n", ""))

    def test_a_query_chooses_by_the_strictest_rule_that_finds_any(self):
        self.make_vault(RFC_URI, ALICE, HAL)
        self.assertEqual(self.fob("list", "rfc"), "RFC:6238\n")
        self.assertEqual(self.fob("list", "al"), "GitHub:alice\n")
        self.assertEqual(self.fob("list", "o"), "Nostromo:hal\n")

    def test_several_are_no_failure(self):
        self.make_vault(ALICE, ALICE.replace("alice", "bob"))
        self.assertEqual(self.fob("list", "GitHub"), "GitHub:alice\nGitHub:bob\n")

    def test_the_long_form_has_tabs_between_its_columns(self):
        self.make_vault()
        self.fob("add", "-", "--tag", "work", "--tag", "web", stdin=ALICE)
        self.fob("add", "-", stdin="\n".join([HAL, STEAM]))
        ids = [account["id"] for account in json.loads(self.fob("list", "--json"))]
        day = today()
        self.assertEqual(self.fob("list", "--long"), (
            f"GitHub:alice\ttotp\tSHA256\t6\t30\twork,web\t{day}\t{ids[0]}\n"
            f"Nostromo:hal\thotp\tSHA1\t6\t7\t\t{day}\t{ids[1]}\n"
            f"Steam:eve\tsteam\tSHA1\t5\t30\t\t{day}\t{ids[2]}\n"))

    def test_a_tag_chooses_and_a_query_among_those(self):
        self.make_vault(RFC_URI)
        self.fob("add", "-", "--tag", "work", stdin="\n".join([ALICE, HAL]))
        self.assertEqual(self.fob("list", "--tag", "work"), "GitHub:alice\nNostromo:hal\n")
        self.assertEqual(self.fob("list", "--tag", "work", "hal"), "Nostromo:hal\n")
        self.assert_fails(self.run_fob("list", "--tag", "work", "RFC"), 3,
                          "no account with the tag 'work' matches 'RFC'", "type: fob list --long")
        self.assert_fails(self.run_fob("list", "--tag", "play"), 3,
                          "no account has the tag 'play'", "type: fob list --long")

    def test_a_tag_keeps_its_brackets(self):
        self.make_vault()
        self.fob("add", "-", "--tag", "[a]", stdin=ALICE)
        self.assertEqual(self.fob("list", "--tag", "[a]"), "GitHub:alice\n")

    def test_a_tag_takes_no_word_that_follows(self):
        self.make_vault()
        secret = self.file("secret", RFC_SECRET, 0o600)
        self.fob("add", "--secret-file", str(secret), "--tag", "work", "Acorn:mia")
        self.assertEqual(self.fob("list", "--tag", "work"), "Acorn:mia\n")

    def test_an_empty_vault_is_no_failure(self):
        self.make_vault()
        result = self.run_fob("list")
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", "fob: the vault has no accounts yet: fob add NAME\n"))
        self.assertEqual(self.run_fob("list", "-q").err, "")

    def test_two_queries_are_wrong_usage(self):
        self.make_vault(RFC_URI)
        self.assert_fails(self.run_fob("list", "RFC", "6238"), 2, "list takes one QUERY",
                          "type: fob list --help")

    def test_without_a_vault_there_is_nothing_to_list(self):
        self.assertEqual(self.run_fob("list").status, 6)

    def test_a_wrong_passphrase_opens_nothing(self):
        self.make_vault(RFC_URI)
        self.file("passphrase", "another\n", 0o600)
        self.assertEqual((self.run_fob("list").status, self.run_fob("list").out), (5, ""))


class Removed(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI, HAL)
        self.fob("add", "-", "--tag", "work", stdin=ALICE)

    def entries(self, *words):
        return json.loads(self.fob("list", "--removed", "--json", *words))

    def test_a_line_brings_back_that_entry_and_no_other(self):
        self.fob("edit", "alice", "--digits", "8")
        self.fob("remove", "-y", "alice", "hal")
        lines = self.fob("list", "--removed").splitlines()
        self.assertEqual(sorted(line.split(" #")[0] for line in lines),
                         ["GitHub:alice", "GitHub:alice", "Nostromo:hal"])
        for line in lines:
            self.assertEqual(len(self.entries(line)), 1)

    def test_the_newest_is_the_first(self):
        for digits in ("7", "8", "9"):
            self.fob("edit", "alice", "--digits", digits)
        self.assertEqual([entry["digits"] for entry in self.entries()], [8, 7, 6])

    def test_what_it_was_and_how_long_it_stays_are_told(self):
        before = int(time.time())
        self.fob("edit", "alice", "--digits", "8")
        self.fob("remove", "-y", "hal")
        account, former = sorted(self.entries(), key=lambda entry: "former_of" in entry)
        self.assertEqual((account["name"], former["name"]), ("Nostromo:hal", "GitHub:alice"))
        for entry in (account, former):
            self.assertTrue(before <= entry["removed"] <= time.time())
            self.assertEqual(entry["expires"], entry["removed"] + 90 * 24 * 3600)
        (alice,) = json.loads(self.fob("list", "--json", "alice"))
        self.assertEqual(former["former_of"], alice["id"])
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(account["removed"]))
        (line,) = self.fob("list", "--removed", "--long", "hal").splitlines()
        self.assertEqual(line, f"Nostromo:hal\thotp\tSHA1\t6\t7\t\t{today()}\t{account['id']}\t"
                               f"account\t{at}\t90")

    def test_a_terminal_gets_a_table(self):
        self.fob("edit", "alice", "--digits", "8")
        session = self.type_fob("--passphrase-file", str(self.passphrase_file), "list",
                                "--removed")
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertRegex(text, rf"^GitHub:alice  former digits  {today()} \d\d:\d\dZ  "
                               r"90 days left  totp  work\n$")

    def test_a_narrow_terminal_gets_the_names_whole(self):
        self.fob("edit", "alice", "--digits", "8")
        session = self.type_fob("--passphrase-file", str(self.passphrase_file), "list",
                                "--removed", "--long", columns=30)
        self.assertEqual(self.end(session), (0, "GitHub:alice  former digits\n"))

    def test_of_one_second_the_account_is_newer_than_its_former_version(self):
        for _ in range(3):
            self.fob("edit", "alice", "--digits", "8")
            self.fob("remove", "-y", "alice")
            newest = self.fob("list", "--removed", "--long").splitlines()[0].split("\t")
            self.assertEqual((newest[3], newest[8]), ("8", "account"))
            self.fob("remove", "--undo", newest[0])
            self.fob("edit", "alice", "--digits", "6")

    def test_queries_and_tags_choose_among_them(self):
        self.fob("remove", "-y", "alice", "hal")
        self.assertEqual(self.fob("list", "--removed", "--tag", "work"), "GitHub:alice\n")
        self.assertEqual(self.fob("list", "--removed", "nos"), "Nostromo:hal\n")
        self.assert_fails(self.run_fob("list", "--removed", "RFC"), 3,
                          "no removed entry matches 'RFC'", "type: fob list --removed")

    def test_none_is_no_failure(self):
        result = self.run_fob("list", "--removed")
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", "fob: the vault has no removed entries\n"))
        self.assertEqual(self.entries(), [])


class Json(Scenario):
    def test_it_is_an_array_even_of_one(self):
        self.make_vault()
        self.fob("add", "-", "--tag", "work", stdin=ALICE)
        [answer] = json.loads(self.fob("list", "--json"))
        self.assertEqual(list(answer), ["id", "name", "issuer", "account", "type", "period",
                                        "digits", "algorithm", "tags"])
        self.assertRegex(answer.pop("id"), "^[0-9a-f]{32}$")
        self.assertEqual(answer, {
            "name": "GitHub:alice", "issuer": "GitHub", "account": "alice", "type": "totp",
            "period": 30, "digits": 6, "algorithm": "SHA256", "tags": ["work"]})

    def test_hotp_has_the_next_counter_in_place_of_a_period(self):
        self.make_vault(HAL)
        self.fob("code", "hal")
        [answer] = json.loads(self.fob("list", "--json"))
        self.assertEqual((answer["counter"], "period" in answer), ("8", False))

    def test_the_long_form_adds_times(self):
        before = int(time.time())
        self.make_vault(ALICE)
        [answer] = json.loads(self.fob("list", "--json", "--long"))
        self.assertTrue(before <= answer["created"] <= time.time())
        self.assertEqual(answer["modified"], answer["created"])

    def test_nothing_is_an_empty_array(self):
        self.make_vault()
        result = self.run_fob("list", "--json")
        self.assertEqual((result.status, json.loads(result.out), result.err), (0, [], ""))

    def test_no_secret_is_in_it(self):
        self.make_vault(ALICE, HAL, STEAM)
        for words in (["list"], ["list", "--long"], ["list", "--json", "--long"]):
            self.assertNotIn(RFC_SECRET, self.fob(*words))


class AtATerminal(Scenario):
    def type_with_passphrase(self, *words, **options):
        return self.type_fob("--passphrase-file", str(self.passphrase_file), *words, **options)

    def test_it_is_a_table_of_names_types_and_tags(self):
        self.make_vault(HAL)
        self.fob("add", "-", "--tag", "work", "--tag", "web", stdin=ALICE)
        status, text = self.end(self.type_with_passphrase("list"))
        self.assertEqual((status, plain(text)), (0, "Nostromo:hal  hotp\n"
                                                    "GitHub:alice  totp  work, web\n"))

    def test_the_long_form_has_eight_digits_of_the_id(self):
        self.make_vault(ALICE)
        (account,) = json.loads(self.fob("list", "--json"))
        text = plain(self.end(self.type_with_passphrase("list", "--long"))[1])
        self.assertEqual(text, f"GitHub:alice  totp  SHA256  6  30  {today()}  "
                               f"{account['id'][:8]}\n")

    def test_names_are_the_last_to_be_cut(self):
        self.make_vault(ALICE)
        text = plain(self.end(self.type_with_passphrase("list", "--long", columns=34))[1])
        self.assertTrue(text.startswith("GitHub:alice  "), text)

    def test_the_table_is_never_wider_than_the_terminal(self):
        self.make_vault(f"otpauth://totp/{'wide' * 30}:x?secret={RFC_SECRET}", ALICE, HAL)
        for columns in (30, 60, 100):
            for words in (["list"], ["list", "--long"]):
                session = self.type_with_passphrase(*words, columns=columns)
                for line in plain(self.end(session)[1]).splitlines():
                    self.assertLessEqual(len(line), columns)


if __name__ == "__main__":
    fob.main()
