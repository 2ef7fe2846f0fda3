"""fob in scripts: from cron, from a service, with a password manager, in pipes."""

import json
import os
import re
import subprocess
import time
from pathlib import Path

from scenarios import fob
from scenarios.fob import (PASSPHRASE, PROGRAM, RFC_CODE_AT_59, RFC_SECRET, RFC_URI,
                           Scenario)

ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
BOB = "otpauth://totp/GitHub:bob?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U&issuer=GitHub"
SPACES = f"otpauth://totp/My%20Bank:%20me%20%5Bold%5D?secret={RFC_SECRET}&digits=8"


class Scripts(Scenario):
    def shell(self, script, **variables):
        """What the script prints; it must succeed, without a terminal anywhere."""
        environment = {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "FOB": PROGRAM}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in self.environment:
                environment[name] = self.environment[name]
        done = subprocess.run(["sh", "-eu", "-c", script], cwd=self.home, text=True,
                              env=environment | variables, stdin=subprocess.DEVNULL,
                              capture_output=True, start_new_session=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        return done.stdout

    def test_a_code_in_a_variable_from_cron(self):
        self.make_vault(ALICE)
        self.assertEqual(
            self.shell('code=$("$FOB" --quiet --at 59 code github)\nprintf "<%s>" "$code"',
                       FOB_PASSPHRASE_FILE=str(self.passphrase_file)), "<287082>")

    def test_a_failure_in_a_script_stops_it(self):
        self.make_vault(ALICE)
        done = subprocess.run(["sh", "-c", 'code=$("$FOB" code gitlab) || echo "status $?, <$code>"'],
                              cwd=self.home, env=self.environment | {
                                  "FOB": PROGRAM, "FOB_PASSPHRASE_FILE": "passphrase"},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              start_new_session=True, timeout=60)
        self.assertEqual(done.stdout, "status 3, <>\n")
        self.assertEqual(done.stderr, "fob: no account matches 'gitlab'\nhint: type: fob list\n")

    def test_a_service_gets_its_passphrase_as_a_credential(self):
        self.make_vault(ALICE)
        credentials = self.home / "credentials"
        credentials.mkdir()
        (credentials / "fob.passphrase").write_text(PASSPHRASE + "\n")
        self.assertEqual(self.shell('"$FOB" code --exact --at 59 GitHub:alice',
                                    CREDENTIALS_DIRECTORY=str(credentials)), "287082\n")

    def test_a_password_manager_is_asked_by_a_command(self):
        self.make_vault(ALICE)
        manager = self.file("manager", f"#!/bin/sh\n[ \"$1\" = show ] && echo '{PASSPHRASE}'\n", 0o755)
        self.assertEqual(self.shell('"$FOB" --at 59 alice',
                                    FOB_PASSPHRASE_COMMAND=f"{manager} show vault"), "287082\n")

    def test_without_any_passphrase_it_fails_at_once_and_says_what_to_give(self):
        self.make_vault(ALICE)
        self.assert_fails(self.run_bare("code", "alice"), 5,
                          f"no passphrase for {self.vault}, and no terminal to ask at",
                          "give --passphrase-file PATH, --passphrase-fd N or "
                          "--passphrase-command CMD")

    def test_every_line_of_list_is_a_query(self):
        self.make_vault(ALICE, BOB, SPACES)
        self.assertEqual(
            self.shell('"$FOB" list | while IFS= read -r name; do\n'
                       '  printf "%s: %s\\n" "$name" "$("$FOB" code --exact --at 59 "$name")"\n'
                       "done", FOB_PASSPHRASE_FILE=str(self.passphrase_file)),
            "GitHub:alice: 287082\nGitHub:bob: 241063\nMy Bank:me [old]: 94287082\n")

    def test_a_pipe_that_closes_early_ends_it_quietly(self):
        self.make_vault(ALICE, BOB)
        self.assertEqual(self.shell('"$FOB" list | head -n 1',
                                    FOB_PASSPHRASE_FILE=str(self.passphrase_file)),
                         "GitHub:alice\n")

    def test_the_readme_takes_accounts_over_from_other_programs(self):
        readme = (Path(__file__).parents[2] / "README.md").read_text()
        commands = re.search(r"for entry in .*?fob import -\n(awk .*?fob import -)\n", readme, re.S)
        tools = self.home / "bin"
        tools.mkdir()
        (tools / "fob").symlink_to(PROGRAM)
        # As pass-otp prints a URI, and as 2fa keeps its accounts.
        self.file("bin/pass", "#!/bin/sh\n"
                  f"echo \"otpauth://totp/$3:me?secret={RFC_SECRET}&issuer=$3\"\n", 0o755)
        self.file(".2fa", f"github 6 {RFC_SECRET.lower()}\n"
                          f"bank 7 {RFC_SECRET} 00000000000000000003\n")
        self.make_vault()
        self.shell(commands[0].replace("import -", "import -q -"),
                   PATH=f"{tools}:/usr/bin:/bin", FOB_PASSPHRASE_FILE=str(self.passphrase_file))
        self.assertEqual(self.fob("code", "--at", "59", "shop:me", "mail:me", "github"),
                         "287082\tshop:me\n287082\tmail:me\n287082\tgithub\n")
        # RFC 4226, appendix D: 1640338314 for the counter 4.
        self.assertEqual(self.fob("bank"), "0338314\n")

    def test_the_readme_takes_accounts_over_from_totp_cli(self):
        readme = (Path(__file__).parents[2] / "README.md").read_text()
        command = re.search(r"totp-cli dump .*?fob import -\n", readme, re.S)[0]
        tools = self.home / "bin"
        tools.mkdir()
        (tools / "fob").symlink_to(PROGRAM)
        self.file("dump.yaml", f"""\
- name: GitHub
  accounts:
    - name: alice
      token: {RFC_SECRET}
      prefix: ""
      algorithm: ""
      length: 0
      timePeriod: 0
    - name: 'bob: 100%?'
      token: {RFC_SECRET}
      prefix: ab
      algorithm: sha1
      length: 8
      timePeriod: 60
- name: My Bank
  accounts:
    - name: "me"
      token: {RFC_SECRET}
- name: 'Shop: A+B & #1'
  accounts:
    - name: you:me+1
      token: {RFC_SECRET}
""")
        self.file("bin/totp-cli", "#!/bin/sh\ncat dump.yaml\n", 0o755)
        self.make_vault()
        self.shell(command.replace("import -", "import -q -"),
                   PATH=f"{tools}:/usr/bin:/bin", FOB_PASSPHRASE_FILE=str(self.passphrase_file))
        self.assertEqual(self.fob("code", "--at", "59", "--all"),
                         "287082\tGitHub:alice\n84755224\tGitHub:bob: 100%?\n287082\tMy Bank:me\n"
                         "287082\tShop: A+B & #1:you:me+1\n")
        shown = json.loads(self.fob("show", "--json", "A+B"))
        self.assertEqual((shown["issuer"], shown["account"]), ("Shop: A+B & #1", "you:me+1"))

    def test_it_waits_for_a_pipe_that_does_not_wait(self):
        """Whoever shares the pipe may have set O_NONBLOCK for himself."""
        self.make_vault(RFC_URI)
        for words, given, answer in (
                (["code", "--at", "59", "--digits", "8", "-"], RFC_SECRET, RFC_CODE_AT_59),
                (["code", "--at", "59", "RFC:6238", "--passphrase-fd", "0"], PASSPHRASE,
                 RFC_CODE_AT_59)):
            with self.subTest(words=words):
                reading, writing = os.pipe2(os.O_NONBLOCK)
                with open(writing, "wb") as pipe, subprocess.Popen(
                        [PROGRAM, *words], stdin=reading, stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE, cwd=self.home, env=self.environment) as process:
                    os.close(reading)
                    time.sleep(0.3)
                    pipe.write(given.encode() + b"\n")
                    pipe.close()
                    self.assertEqual(process.communicate(timeout=30), (answer.encode() + b"\n", b""))

    def test_many_names_at_once(self):
        self.make_vault(ALICE, BOB)
        self.assertEqual(self.shell('"$FOB" list | tr "\\n" "\\0" | xargs -0 "$FOB" code --at 59',
                                    FOB_PASSPHRASE_FILE=str(self.passphrase_file)),
                         "287082\tGitHub:alice\n241063\tGitHub:bob\n")


if __name__ == "__main__":
    fob.main()
