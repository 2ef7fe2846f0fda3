"""How words name an account: the QUERY of every command."""

import json
import subprocess
import unicodedata
from urllib.parse import quote

from scenarios import fob
from scenarios.fob import RFC_SECRET, Scenario, plain

KEY = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"


def totp(issuer, account, secret=RFC_SECRET):
    """The URI of an account with these two names, whatever characters they have."""
    label = quote(account, safe="") if issuer else quote(":" + account, safe="")
    parameters = f"secret={secret}" + (f"&issuer={quote(issuer, safe='')}" if issuer else "")
    return f"otpauth://totp/{label}?{parameters}"


class Names(Scenario):
    def make_accounts(self, *names):
        self.make_vault(*(totp(*name) for name in names))

    def accounts(self):
        return json.loads(self.fob("list", "--json"))

    def chosen(self, *words, **options):
        """The (issuer, account) that `code` chooses."""
        answer = json.loads(self.fob("code", "--json", *words, **options))
        return answer["issuer"], answer["account"]

    def listed(self, *words, **options):
        return self.fob("list", *words, **options).splitlines()


class TheRules(Names):
    def test_an_account_is_named_by_either_name_or_both(self):
        self.make_accounts(("GitHub", "alice"), ("Acorn", "bob"))
        for query in ("GitHub:alice", "GitHub", "alice"):
            self.assertEqual(self.chosen("--exact", query), ("GitHub", "alice"))

    def test_a_stricter_rule_hides_what_a_looser_one_would_find(self):
        names = [("oak", "1"), ("OAK", "2"), ("oakley", "3"), ("soak", "4")]
        self.make_accounts(*names)
        self.assertEqual(self.listed("oak"), ["oak:1"])
        self.assertEqual(self.listed("Oak"), ["oak:1", "OAK:2"])
        self.assertEqual(self.listed("oakl"), ["oakley:3"])
        self.assertEqual(self.listed("soa"), ["soak:4"])
        self.assertEqual(self.listed("ak"), ["oak:1", "OAK:2", "oakley:3", "soak:4"])

    def test_a_prefix_may_be_of_the_account_alone(self):
        self.make_accounts(("Acorn", "mia@oak.example"), ("Dormia", "x"))
        self.assertEqual(self.chosen("mia@"), ("Acorn", "mia@oak.example"))
        self.assertEqual(self.listed("mia"), ["Acorn:mia@oak.example"])

    def test_code_says_whom_an_inexact_query_chose(self):
        self.make_accounts(("GitHub", "alice"))
        for query in ("git", "lic", "hub:al"):
            self.assertEqual(self.run_fob("code", query).err, "fob: GitHub:alice\n")
            self.assertEqual(self.run_fob("code", "-q", query).err, "")
        for query in ("GitHub", "ALICE", "github:Alice"):
            self.assertEqual(self.run_fob("code", query).err, "")

    def test_several_inexact_queries_are_each_told(self):
        self.make_accounts(("GitHub", "alice"), ("Acorn", "bob"))
        self.assertEqual(self.run_fob("code", "git", "bob", "aco").err,
                         "fob: GitHub:alice\nfob: Acorn:bob\n")

    def test_nothing_found_is_not_found(self):
        self.make_accounts(("GitHub", "alice"))
        for command in ("code", "show", "list"):
            self.assert_fails(self.run_fob(command, "oak"), 3, "no account matches 'oak'",
                              "type: fob list")

    def test_several_found_are_ambiguous_and_named(self):
        self.make_accounts(("GitHub", "alice"), ("GitHub", "bob"), ("Acorn", "carol"))
        for query in ("GitHub", "github", "gith", "hub"):
            self.assert_fails(self.run_fob("code", query), 4, f"2 accounts match '{query}'",
                              "type one of these:\n  GitHub:alice\n  GitHub:bob")

    def test_many_candidates_are_cut_short(self):
        self.make_accounts(*(("Oak", f"{number:02}") for number in range(25)))
        result = self.run_fob("code", "Oak")
        self.assertEqual(result.err.splitlines()[1:3], ["hint: type one of these:", "  Oak:00"])
        self.assertEqual(result.err.splitlines()[-2:], ["  Oak:19", "  and 5 more: fob list QUERY"])

    def test_ambiguous_is_a_document_under_json(self):
        self.make_accounts(("GitHub", "alice"), ("GitHub", "bob"))
        result = self.run_fob("code", "--json", "GitHub")
        self.assertEqual((result.status, result.out), (4, ""))
        self.assertEqual(json.loads(result.err), {"error": {
            "kind": "ambiguous", "message": "2 accounts match 'GitHub'",
            "hint": "type one of these:\nGitHub:alice\nGitHub:bob"}})

    def test_an_empty_query_is_wrong_usage(self):
        self.make_accounts(("GitHub", "alice"))
        for words in (["code", ""], ["show", ""], ["list", ""], ["verify", "", "123456"],
                      ["export", ""], ["code", "GitHub", ""]):
            self.assert_fails(self.run_fob(*words), 2, "the QUERY is empty", "type: fob list")

    def test_an_empty_account_of_the_vault_is_no_answer_to_an_empty_half(self):
        self.make_accounts(("GitHub", ""), ("", "alice"))
        self.assertEqual(self.listed(), ["GitHub", "alice"])
        self.assert_fails(self.run_fob("code", ":"), 3, "no account matches ':'",
                          "type: fob list")

    def test_a_query_that_is_not_utf_8_is_wrong_usage(self):
        self.make_accounts(("GitHub", "alice"))
        for command in ("code", "show", "list"):
            self.assert_fails(self.run_fob(command, b"caf\xe9"), 2, "the QUERY is not UTF-8",
                              "type: fob list")

    def test_the_words_of_a_message_are_escaped(self):
        self.make_accounts(("GitHub", "alice"))
        self.assert_fails(self.run_fob("code", "a\x1b[2J\nb"), 3,
                          "no account matches 'a\\x1b[2J\\nb'", "type: fob list")

    def test_a_query_is_never_split_at_a_colon(self):
        self.make_accounts(("Oak", "a:b"), ("Oak:a", "c"))
        self.assertEqual(self.chosen("--exact", "Oak:a"), ("Oak:a", "c"))
        self.assertEqual(self.chosen("--exact", "Oak:a:b"), ("Oak", "a:b"))
        self.assertEqual(self.chosen("--exact", "a:b"), ("Oak", "a:b"))
        self.assert_fails(self.run_fob("code", "Oak:b"), 3, "no account matches 'Oak:b'",
                          "type: fob list")


class ExactOnly(Names):
    """What reveals takes a whole name, in any case."""

    COMMANDS = [["verify", "QUERY", "123456"], ["show", "--uri", "QUERY"],
                ["show", "--secret", "QUERY"], ["export", "QUERY"], ["code", "--exact", "QUERY"],
                ["QUERY"]]

    def run_with(self, words, query):
        return self.run_fob(*(query if word == "QUERY" else word for word in words))

    def test_a_looser_name_is_refused_with_the_candidates(self):
        self.make_accounts(("GitHub", "alice"), ("GitHub", "bob"), ("Acorn", "carol"))
        for words in self.COMMANDS:
            self.assert_fails(self.run_with(words, "gith"), 3, "no account is called 'gith'",
                              "type one of these:\n  GitHub:alice\n  GitHub:bob")
            self.assert_fails(self.run_with(words, "Acor"), 3, "no account is called 'Acor'",
                              "type one of these:\n  Acorn:carol")

    def test_yes_is_no_answer_to_a_looser_name(self):
        self.make_accounts(("GitHub", "alice"))
        for words in self.COMMANDS:
            self.assertEqual(self.run_with(["--yes", *words], "gith").status, 3)

    def test_another_case_is_the_same_name(self):
        self.make_accounts(("GitHub", "alice"))
        for words in self.COMMANDS:
            self.assertIn(self.run_with(words, "GITHUB:ALICE").status, (0, 1))

    def test_several_are_ambiguous_there_too(self):
        self.make_accounts(("GitHub", "alice"), ("GitHub", "bob"))
        for words in self.COMMANDS:
            self.assert_fails(self.run_with(words, "github"), 4, "2 accounts match 'github'",
                              "type one of these:\n  GitHub:alice\n  GitHub:bob")

    def test_show_without_a_secret_takes_a_part(self):
        self.make_accounts(("GitHub", "alice"))
        self.assertIn("name\tGitHub:alice\n", self.fob("show", "lic"))


class Ids(Names):
    def test_six_digits_or_more_are_an_exact_name(self):
        self.make_accounts(("GitHub", "alice"), ("Acorn", "bob"))
        for account in self.accounts():
            for length in (6, 8, 31, 32):
                head = account["id"][:length]
                for query in (head, head.upper(), f"#{head}", f"whatever #{head}"):
                    self.assertEqual(self.chosen("--exact", query),
                                     (account["issuer"], account["account"]))

    def test_fewer_are_none(self):
        self.make_accounts(("GitHub", "alice"))
        head = self.accounts()[0]["id"][:5]
        self.assertEqual(self.run_fob("code", head).status, 3)

    def test_an_id_that_nobody_has_is_not_found_whatever_stands_before_it(self):
        self.make_accounts(("GitHub", "alice"))
        other = "0123456789abcdef" if self.accounts()[0]["id"][0] != "0" else "fedcba9876543210"
        self.assert_fails(self.run_fob("code", f"GitHub:alice #{other}"), 3,
                          f"no account matches 'GitHub:alice #{other}'", "type: fob list")

    def test_accounts_of_one_name_are_told_apart_by_it(self):
        self.make_accounts(("GitHub", "alice"))
        self.fob("add", "-", "--on-duplicate", "keep", stdin=totp("GitHub", "alice", KEY))
        heads = [account["id"][:8] for account in self.accounts()]
        lines = [f"GitHub:alice #{head}" for head in heads]
        self.assertEqual(self.listed(), lines)
        self.assert_fails(self.run_fob("code", "GitHub:alice"), 4,
                          "2 accounts match 'GitHub:alice'",
                          "type one of these:\n  " + "\n  ".join(f"'{line}'" for line in lines))
        codes = {self.fob("code", "--exact", "--at", "59", line) for line in lines}
        self.assertEqual(len(codes), 2)


class Letters(Names):
    def test_composed_and_decomposed_letters_are_one_name(self):
        for name in ("Équipe", "Ångström", "한국", "Ωμέγα"):
            self.forget_vault()
            self.make_accounts((name, "x"))
            for form in ("NFC", "NFD"):
                query = unicodedata.normalize(form, name)
                self.assertEqual(self.chosen("--exact", query), (name, "x"))
                self.assertEqual(self.chosen("--exact", query.upper()), (name, "x"))

    def test_a_name_equal_to_the_byte_comes_first(self):
        forms = [unicodedata.normalize(form, "café") for form in ("NFC", "NFD")]
        self.make_accounts(*(("", form) for form in forms))
        for form in forms:
            self.assertEqual(self.chosen(form), ("", form))
        self.assertEqual(self.run_fob("code", "CAFÉ").status, 4)

    def test_case_is_simple_folding(self):
        self.make_accounts(("Straße", "x"), ("ΣΊΣΥΦΟΣ", "x"), ("ПОЧТА", "x"))
        for query, issuer in (("STRAẞE", "Straße"), ("σίσυφος", "ΣΊΣΥΦΟΣ"), ("почта", "ПОЧТА")):
            self.assertEqual(self.chosen("--exact", query)[0], issuer)
        self.assertEqual(self.run_fob("code", "STRASSE").status, 3)

    def test_the_dots_of_the_letter_i_count_in_every_locale(self):
        names = ["İ", "ı", "I"]
        self.make_accounts(*((name + "zmir", name) for name in names))
        locales = ["C.UTF-8", "C"] + turkish_locales()
        for locale in locales:
            environment = {"LC_ALL": locale, "LANG": locale}
            for query, expected in (("İZMİR", None), ("İzmir", "İ"), ("ızmir", "ı"),
                                    ("IZMIR", "I"), ("izmir", "I"), ("İ", "İ"), ("ı", "ı"),
                                    ("i", "I"), ("I\u0307ZMIR", "İ")):
                with self.subTest(locale=locale, query=query):
                    result = self.run_fob("code", "--exact", "--json", query,
                                          environment=environment)
                    if expected is None:
                        self.assertEqual(result.status, 3, result)
                    else:
                        self.assertEqual(json.loads(result.out)["account"], expected)
        if len(locales) == 2:
            print("no Turkish locale is installed: passed over ... ", end="")

    def test_words_of_uris_and_options_know_no_locale(self):
        for locale in turkish_locales() or ["C"]:
            result = self.run_bare("code", "-", "--at", "59", environment={"LC_ALL": locale},
                                   stdin=f"OTPAUTH://TOTP/x?SECRET={RFC_SECRET}&DIGITS=8"
                                         "&ISSUER=I&PERIOD=30&ALGORITHM=sha1")
            self.assertEqual((result.status, result.out), (0, "94287082\n"))


class OddWords(Names):
    def test_a_name_with_spaces_is_one_argument(self):
        self.make_accounts(("Great Oak", "mia  second key"))
        self.assertEqual(self.chosen("Great Oak:mia  second key"),
                         ("Great Oak", "mia  second key"))

    def test_a_leading_dash_needs_the_end_of_options(self):
        self.make_accounts(("", "--all"), ("", "-x"), ("", "--"))
        for name in ("--all", "-x", "--"):
            self.assertEqual(self.chosen("--exact", "--", name), ("", name))
            self.assertEqual(json.loads(self.fob("--json", "--", name))["account"], name)
        self.assert_fails(self.run_fob("code", "-x"), 2, "there is no option -x",
                          "type: fob code --help")

    def test_an_account_may_have_the_name_of_a_command(self):
        self.make_accounts(("", "list"), ("", "sync"), ("", "lost"))
        for name in ("list", "sync", "lost"):
            self.assertRegex(self.fob("--", name), r"^\d{6}\n$")
            self.assertRegex(self.fob("code", name), r"^\d{6}\n$")
        self.assertEqual(self.fob("list"), "list\nsync\nlost\n")
        self.assert_fails(self.run_fob("sync"), 2, "sync is not in this version",
                          "for an account of that name, type: fob code sync")
        self.assert_fails(self.run_fob("lost"), 2, "there is no command 'lost'",
                          "did you mean: fob list    for an account of that name: "
                          "fob -- lost")

    def test_options_may_stand_before_the_end_of_options(self):
        self.make_accounts(("", "list"))
        self.assertEqual(self.fob("--at", "59", "--", "list"), "287082\n")

    def test_an_account_called_dash_is_selected_by_its_id(self):
        self.make_accounts(("", "-"))
        line = f"- #{self.accounts()[0]['id'][:8]}"
        self.assertEqual(self.listed(), [line])
        self.assertRegex(self.fob("code", "--exact", "--", line), r"^\d{6}\n$")

    def test_a_uri_is_refused_as_a_name_and_not_repeated(self):
        self.make_accounts(("GitHub", "alice"))
        uri = totp("GitHub", "alice")
        for words in (["code", uri], [uri], ["show", uri], ["list", uri], ["export", uri],
                      ["verify", uri, "123456"], ["verify", "alice", uri]):
            self.assert_fails(self.run_fob(*words), 2,
                              "a URI cannot be given here, and is now in the shell's history",
                              "to keep it, type: fob add -    to use it once: fob code -    "
                              "and paste it there")


NASTY = [
    ("GitHub", "alice"), ("GitHub", "alice:bob"), ("GitHub:alice", "bob"), ("", "GitHub"),
    ("GITHUB", "alice"), ("alice", "GitHub"), ("alice", ""), ("", "alice"), ("", ""), ("", "-"),
    ("", "--"), ("", "--all"), ("-", "-"), ("", "list"), ("code", ""), ("", ":"), (":", ""),
    ("", ":x"), ("x:", ""), ("x", ":"), ("a:b", "c"), ("a", "b:c"), ("", "a:b:c"),
    ("two  words", "and more"), ("", "tab\there"), ("line\nend", "x"), ("line\\nend", "x"),
    ("\x1b[31mred", "\x1b]0;title\a"), ("\u202eright", "left"), ("\u2028", "\u2029"),
    ("\x01uri 0", ""), ("", "\x7f"), ("\x85", "\x9b"), ("", "caf\u00e9"), ("", "cafe\u0301"),
    ("İ", "ı"), ("I", "i"), ("", "deadbeef"), ("", "DEADBEEF"), ("x", "#deadbe"),
    ("x #deadbeef", ""), ("", "#deadbeef"), ("", "a #b"), ("", "#"),
    ("漢字", "🔑"), ("👩\u200d🔧", "🇩🇪"), ("zero\u200bwidth", "\u00a0"),
    ("q\u0307\u0323", "q\u0323\u0307"),
    ("[a,b]", "[]"), ("{}", "{0}"), ("%%", "%s"), ("'", '"'), ('"quoted"', "`$(id)`"),
    ("a,b", "c;d"),
    ("*", "?"), ("\\", "/"), ("a=b", "--at=59"), ("--json", ""), ("ſtrange", "K"),
    ("long" * 300, "x" * 2000), ("\U0010ffff", "\ufffd"), ("https://oak.example", "x"),
]


class EachLineOfList(Names):
    def make_nasty_vault(self):
        self.make_accounts(*NASTY)
        self.fob("add", "-", "--on-duplicate", "keep",
                 stdin="\n".join(totp(*name, KEY) for name in NASTY[:8]))

    def test_selects_its_account_and_no_other(self):
        self.make_nasty_vault()
        accounts, lines = self.accounts(), self.fob("list").split("\n")[:-1]
        self.assertEqual(len(lines), len(NASTY) + 8)
        self.assertEqual(lines, [account["name"] for account in accounts])
        self.assertEqual(len(set(lines)), len(lines))
        for account in accounts:
            with self.subTest(name=account["name"]):
                answer = json.loads(self.fob("show", "--json", "--uri", "--", account["name"]))
                self.assertEqual(answer["id"], account["id"])
        chosen = json.loads(self.fob("code", "--json", "--exact", "--", *lines))
        self.assertEqual([one["id"] for one in chosen], [one["id"] for one in accounts])

    def test_survives_the_pipe_of_the_page(self):
        self.make_nasty_vault()
        lines = self.fob("list").encode()
        done = subprocess.run(
            ["xargs", "-d", "\\n", fob.PROGRAM, "--passphrase-file", str(self.passphrase_file),
             "code", "--exact", "--"], input=lines, capture_output=True, env=self.environment)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual([line.split(b"\t", 1)[1] for line in done.stdout.splitlines()],
                         lines.splitlines())

    def test_holds_nothing_that_moves_a_cursor(self):
        self.make_nasty_vault()
        for words in (["list"], ["list", "--long"], ["code", "--all"]):
            for character in self.fob(*words):
                if character not in "\n\t":
                    self.assertNotIn(unicodedata.category(character), ("Cc", "Zl", "Zp"))
                    self.assertNotIn(unicodedata.bidirectional(character), ("RLO", "LRO", "RLE"))


class AtATerminal(Names):
    def type_with_passphrase(self, *words, **options):
        return self.type_fob("--passphrase-file", str(self.passphrase_file), *words, **options)

    def test_wide_and_combining_characters_keep_the_columns(self):
        names = [("漢字", "x"), ("cafe\u0301", "x"), ("🔑", "key"), ("plain", "name")]
        self.make_accounts(*names)
        status, text = self.end(self.type_with_passphrase("code", "--at", "59"))
        self.assertEqual(status, 0)
        self.assertEqual(plain(text), "287 082  漢字:x      1s\n"
                                      "287 082  cafe\u0301:x      1s\n"
                                      "287 082  🔑:key      1s\n"
                                      "287 082  plain:name  1s\n")

    def test_a_cut_name_ends_in_an_ellipsis(self):
        self.make_accounts(("漢字" * 10, "x"))
        status, text = self.end(self.type_with_passphrase("code", "--at", "59", columns=20))
        self.assertEqual((status, plain(text)), (0, "287 082  漢字漢…  1s\n"))


def turkish_locales():
    have = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.split()
    return [name for name in have if name.lower().replace("-", "") == "tr_tr.utf8"]


class ASecretInPlaceOfAName(Scenario):
    def test_is_not_repeated(self):
        self.make_vault()
        for words in (["code"], [], ["show"], ["edit", "--note", "x"]):
            result = self.run_fob(*words, "JBSWY3DPEHPK3PXPJBSWY3DP")
            self.assert_fails(result, 3,
                              "no account matches the QUERY, which looks like a secret",
                              "it is in the shell's history now; type: fob code -    and give it "
                              "on standard input")


if __name__ == "__main__":
    fob.main()
