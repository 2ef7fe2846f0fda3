"""What fob lets other processes see of a secret: nothing, be it in the words of a command, in an
environment, or in a core file."""

import re
from pathlib import Path
import subprocess

from faults import tracing
from scenarios.fob import CHEAP, PROGRAM, Scenario
from scenarios.secret_forms import PASSPHRASE, SECRET, URI, found_in
import verdict


class Processes(Scenario):
    def setUp(self):
        super().setUp()
        self.passphrase_file.write_text(PASSPHRASE + "\n")
        self.file("secret", SECRET + "\n", 0o600)
        self.file("uris", URI.replace("Place", "Other") + "\n")
        self.fob("init", *CHEAP)
        self.fob("add", "-", stdin=URI)

    def calls(self, names, *words, stdin=""):
        """Those system calls of fob and all its children, with whatever they were given."""
        log = self.home / "log"
        subprocess.run(["strace", "-f", "-v", "-s", "100000", "-o", log, "-e", f"trace={names}",
                        PROGRAM, *words], input=stdin.encode(), capture_output=True,
                       cwd=self.home, env=self.environment, start_new_session=True, timeout=60)
        calls = log.read_text().splitlines()
        log.unlink()
        return calls

    def test_no_child_is_given_a_secret(self):
        command = ["--passphrase-command", "cat passphrase; true"]
        given = ["--passphrase-file", "passphrase"]
        for words, stdin in (([*command, "code", "me"], ""), ([*command, "add", "-"], URI),
                             ([*command, "show", "--secret", "Place:me", "--yes"], ""),
                             ([*command, "export", "--quiet"], ""),
                             ([*command, "import", "uris"], ""),
                             ([*given, "import", "--source-passphrase-command",
                               "cat passphrase; true", ".local/share/fob/vault.fob"], ""),
                             ([*given, "help", "code"], "")):
            with self.subTest(words=words):
                started = [call for call in self.calls("execve", *words, stdin=stdin)
                           if "execve(" in call]
                self.assertGreater(len(started), 1, "no child was started")
                for call in started:
                    self.assertEqual(found_in(call.encode()), set(), call)

    def test_what_is_copied_or_shown_starts_nothing(self):
        for words, stdin in ((["code", "me"], ""), (["code", "-"], URI), (["add", "-"], URI),
                             (["edit", "Place:me", "--secret", "--secret-file", "secret"], ""),
                             (["check"], ""), (["export", "--quiet"], "")):
            with self.subTest(words=words):
                calls = self.calls("execve,fork,vfork,clone,clone3", "--passphrase-file",
                                   "passphrase", *words, stdin=stdin)
                self.assertEqual(len([call for call in calls if "(" in call]), 1, calls)

    def test_it_is_not_dumpable_before_it_opens_or_reads_anything(self):
        calls = [re.sub(r"^\d+ +", "", call) for call in self.calls(
            "prlimit64,setrlimit,prctl,open,openat,read,pread64,readv", "--passphrase-fd", "0",
            "code", "me", stdin=PASSPHRASE)]
        names = [call for call in calls if "(" in call]
        limited = next(at for at, call in enumerate(names)
                       if "RLIMIT_CORE" in call and "rlim_cur=0, rlim_max=0" in call)
        closed = next(at for at, call in enumerate(names)
                      if re.match(r"prctl\(PR_SET_DUMPABLE, (0|SUID_DUMP_DISABLE)\)", call))
        touched = next(at for at, call in enumerate(names)
                       if call.startswith(("open", "read", "pread")))
        self.assertLess(max(limited, closed), touched, names)

    def test_no_file_that_a_command_leaves_tells_a_secret(self):
        temporary = self.home / "tmp"
        temporary.mkdir()
        self.environment |= {"TMPDIR": str(temporary)}
        self.file("new", "another passphrase that is long\n", 0o600)
        kept = {"passphrase", "secret", "uris", "new"}
        for words, stdin in ((["code", "me"], ""), (["add", "-"], URI.replace("Place", "Third")),
                             (["import", "uris"], ""), (["edit", "Place:me", "--digits", "8"], ""),
                             (["rename", "Other:me", "Another:me"], ""),
                             (["remove", "--yes", "Another:me"], ""),
                             (["remove", "--undo", "Another:me"], ""),
                             (["remove", "--yes", "Another:me"], ""),
                             (["remove", "--purge", "--yes", "Another:me"], ""),
                             (["check"], ""), (["list", "--long"], ""),
                             (["export", "--to", "fob", "-o", "copy", "--new-passphrase-file",
                               "new"], ""),
                             (["passphrase", "--new-passphrase-file", "new"], "")):
            with self.subTest(words=words):
                result = self.run_fob(*words, stdin=stdin)
                self.assertIn(result.status, (0, 1), result)
                for path in self.home.rglob("*"):
                    self.assertEqual(found_in(str(path).encode()), set(), path)
                    if path.is_file() and path.name not in kept:
                        self.assertEqual(found_in(Path(path).read_bytes()), set(), path)
        self.assertEqual(list(temporary.iterdir()), [])


if __name__ == "__main__":
    if reason := tracing.obstacle():
        print(f"skipped: {reason}")
        raise SystemExit(77)
    verdict.main()
