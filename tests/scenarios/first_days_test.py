"""What people do with fob in their first days, from the first URI to the new laptop."""

import json
import re
import shutil
import subprocess
import time

from scenarios import fob, transfer
from scenarios.fob import (CHEAP, PASSPHRASE, PROGRAM, RFC_SECRET, RFC_URI, Scenario, plain,
                           totals_line)

ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
BOB = "otpauth://totp/GitHub:bob?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U&issuer=GitHub"
HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=0"


class TheFirstFiveMinutes(Scenario):
    def test_one_uri_one_passphrase_one_code(self):
        session = self.type_fob("add", "-")
        session.expect_exact(f"fob: there is no vault yet: making {self.vault}\r\n")
        session.expect_exact(f"new passphrase for {self.vault}: ")
        session.sendline(PASSPHRASE)
        session.expect_exact(f"the same again for {self.vault}: ")
        session.sendline(PASSPHRASE)
        session.expect_exact("URI: ")
        session.sendline(ALICE)
        session.expect(r"\d{3} \d{3}  GitHub:alice, \d+s left \(Enter ends this\)")
        session.sendline()
        self.assertEqual(self.end(session)[0], 0)

        session = self.type_fob("github")
        session.expect_exact(f"passphrase for {self.vault}: ")
        session.sendline(PASSPHRASE)
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertRegex(text, r"^\nGitHub:alice, \d+s left\n\d{6}\n$")

    def test_bare_fob_says_where_to_begin(self):
        result = self.run_bare()
        self.assertEqual((result.status, result.out), (2, ""))
        self.assertIn("  fob init               make a vault: begin here\n", result.err)

    def test_a_site_that_shows_its_secret_in_groups(self):
        self.make_vault()
        for name, typed in (("GitHub:alice", "gezd gnbv gy3t qojq gezd gnbv gy3t qojq"),
                            ("GitHub:bob", "GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ"),
                            ("GitHub:carol", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ====")):
            session = self.type_fob("add", "--passphrase-file", "passphrase", name)
            session.expect_exact(f"secret of {name}: ")
            session.sendline(typed)
            session.expect_exact("fob: 32 characters, 160 bits\r\n")
            session.expect_exact("Enter ends this")
            session.sendline()
            self.assertEqual(self.end(session)[0], 0)
        self.assertEqual(set(self.fob("code", "--all", "--at", "59").split()[::2]), {"287082"})

    def test_two_days_later_it_is_found_under_another_spelling(self):
        self.make_vault(f"otpauth://totp/B%C3%BCcher:J%C3%BCrgen?secret={RFC_SECRET}")
        for query in ("bücher:jürgen", "BÜCHER:JÜRGEN", "jürgen", "bu\u0308cher"):
            self.assertEqual(self.fob("--at", "59", query), "287082\n", query)
        self.assertEqual(self.fob("code", "--at", "59", "ücher"), "287082\n")


class AGoogleTransfer(Scenario):
    def test_of_three_pictures_one_is_missing_and_comes_later(self):
        self.make_vault()
        names = ("one", "two", "three")
        pictures = [transfer.picture(transfer.account(name, secret=name.encode() * 5), count=3,
                                     index=i, transfer=77) for i, name in enumerate(names)]
        result = self.run_fob("import", "-", stdin="\n".join([pictures[0], pictures[2]]))
        self.assertEqual((result.status, result.out), (8, totals_line(2, 0, 0, 0)))
        self.assertIn("QR 2 of 3 is missing", result.err)
        # He goes back for it, and takes all of them again.
        result = self.run_fob("import", "-", stdin="\n".join(pictures))
        self.assertEqual((result.status, result.out), (0, totals_line(1, 2, 0, 0)))
        self.assertEqual(sorted(self.fob("list").split()), sorted(names))


class TwoAccountsOfOneIssuer(Scenario):
    def test_at_a_terminal_and_in_a_script_he_learns_what_to_type(self):
        self.make_vault(ALICE, BOB)
        message = "fob: 2 accounts match 'github'\nhint: type one of these:\n" \
                  "  GitHub:alice\n  GitHub:bob\n"
        result = self.run_fob("code", "github")
        self.assertEqual((result.status, result.out, result.err), (4, "", message))
        session = self.type_fob("--passphrase-file", "passphrase", "--no-input", "code", "github")
        status, text = self.end(session)
        self.assertEqual((status, text), (4, message))
        self.assertEqual(self.fob("--at", "59", "alice"), "287082\n")


class ACodeThatEnds(Scenario):
    def test_in_two_seconds_is_told_or_waited_over(self):
        # Codes of four seconds: there is always one that ends soon.
        self.make_vault(f"otpauth://totp/Quick:me?secret={RFC_SECRET}&period=4")
        document = json.loads(self.fob("code", "me", "--json", "--at", "58"))
        self.assertEqual(document["remaining"], 2)
        self.assertRegex(document["next_code"], r"^\d{6}$")
        for _ in range(4):
            document = json.loads(self.fob("code", "me", "--json", "--valid-for", "3"))
            self.assertGreaterEqual(document["remaining"], 3)
            time.sleep(0.9)

    def test_turns_its_color_in_the_table(self):
        self.make_vault(f"otpauth://totp/Quick:me?secret={RFC_SECRET}&period=4")
        seen = set()
        for _ in range(12):
            session = self.type_fob("--passphrase-file", "passphrase", "code")
            status, text = self.end(session)
            self.assertEqual(status, 0)
            left = int(re.search(r"(\d)s", plain(text))[1])
            seen.add((left, tuple(re.findall(r"\x1b\[[0-9;]*m", text))))
            time.sleep(0.4)
        self.assertGreater(len({colors for _, colors in seen}), 1, seen)


class ANewLaptop(Scenario):
    def test_gets_a_vault_of_its_own_from_an_export(self):
        self.make_vault(ALICE, HAL)
        self.fob("code", "hal")
        new = self.file("new", "new laptop new luck\n", 0o600)
        self.fob("export", "--to", "fob", "-o", "move.fob", "--new-passphrase-file", str(new))
        laptop = self.home / "laptop"
        laptop.mkdir()
        words = ["--vault", str(laptop / "vault.fob"), "--passphrase-file", str(new)]
        self.run_bare("init", *words, *CHEAP)
        result = self.run_bare("import", "move.fob", *words, "--source-passphrase-file", str(new))
        self.assertEqual((result.status, result.out), (0, totals_line(2, 0, 0, 0)), result)
        self.assertEqual(self.run_bare("code", "hal", *words).out, "287082\n")

    def test_or_takes_the_file_as_it_is(self):
        self.make_vault(ALICE)
        laptop = self.home / "laptop" / ".local" / "share" / "fob"
        laptop.mkdir(parents=True)
        shutil.copy(self.vault, laptop)
        code = self.fob("--at", "59", "alice", environment={"HOME": str(self.home / "laptop")})
        self.assertEqual(code, "287082\n")


class SlipsOfTheFinger(Scenario):
    def test_a_command_an_option_and_an_account(self):
        self.make_vault(ALICE)
        self.assert_fails(self.run_fob("lits"), 2, "there is no command 'lits'",
                          "did you mean: fob list    for an account of that name: fob -- lits")
        self.assert_fails(self.run_fob("code", "--nxet", "alice"), 2, "there is no option --nxet",
                          "did you mean: --next")
        self.assert_fails(self.run_fob("code", "alcie"), 3, "no account matches 'alcie'",
                          "type: fob list")
        self.assert_fails(self.run_fob("verify", "hub:alice", "287082"), 3,
                          "no account is called 'hub:alice'",
                          "type one of these:\n  GitHub:alice")


class AClockThatIsWrong(Scenario):
    def test_verify_says_by_how_much(self):
        self.make_vault(ALICE)
        code = self.fob("--at", "1000000000", "alice").strip()
        result = self.run_fob("verify", "GitHub:alice", code, "--at", "1000000060", "--window", "3")
        self.assertEqual(result.status, 0)
        self.assertIn("2 periods behind: this clock or that one is a minute off",
                      result.out + result.err)


class AReadOnlyMedium(Scenario):
    def test_gives_codes_and_says_why_it_takes_nothing(self):
        self.make_vault(ALICE)
        folder = self.home / "medium"
        folder.mkdir()
        shutil.copy(self.vault, folder / "vault.fob")
        script = (f"mount --bind {folder} {folder} && mount -o remount,bind,ro {folder} || exit 77\n"
                  f'"{PROGRAM}" "$@"')

        def run(*words, stdin=""):
            return subprocess.run(
                ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", *words,
                 "--vault", str(folder / "vault.fob"), "--passphrase-file", "passphrase"],
                cwd=self.home, env=self.environment, input=stdin, capture_output=True, text=True,
                timeout=60)

        done = run("code", "alice", "--at", "59")
        if done.returncode in (1, 77) and not done.stdout:
            self.skipTest("nothing may be mounted here")
        self.assertEqual((done.returncode, done.stdout), (0, "287082\n"), done.stderr)
        done = run("add", "-", stdin=BOB)
        self.assertEqual((done.returncode, done.stdout), (10, ""))
        self.assertEqual(done.stderr, f"fob: cannot lock {folder}/vault.fob.lock: Read-only file "
                                      "system; the vault is untouched\n")


class ANarrowTerminal(Scenario):
    def test_of_30_columns_has_the_whole_table(self):
        self.make_vault(ALICE, f"otpauth://totp/A%20very%20long%20issuer%20indeed:somebody"
                               f"@example.org?secret={RFC_SECRET}&digits=8")
        session = self.type_fob("--passphrase-file", "passphrase", "code", columns=30)
        status, text = self.end(session)
        self.assertEqual(status, 0)
        lines = plain(text).splitlines()
        self.assertEqual(len(lines), 2)
        for line in lines:
            self.assertLessEqual(len(line), 30, lines)
        self.assertRegex(lines[0], r"\d{3} \d{3} +GitHub:alice +\d+s")


if __name__ == "__main__":
    fob.main()
