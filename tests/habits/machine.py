"""A machine on which the commands of a page are typed: a home with a vault, a terminal of 80
columns, and stand-ins for programs that only hand something on."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pexpect

from scenarios.fob import CHEAP, PASSPHRASE, PROGRAM, RFC_SECRET

# What a page calls the home.
HOME = "/home/alice"
OTHER_SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
VAULT = (("--tag work --note 'the shared login'",
          f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"),
         ("", f"otpauth://totp/Bank:alice?secret={OTHER_SECRET}&issuer=Bank",),
         ("", f"otpauth://hotp/Example:bob?secret={RFC_SECRET}&issuer=Example&counter=7",))
FILES = {
    "accounts.txt":
        f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub\n"
        f"otpauth://totp/Mail:alice?secret={OTHER_SECRET}&issuer=Mail\n",
    "old.txt":
        f"otpauth://totp/Mail:alice?secret={OTHER_SECRET}&issuer=Mail\n"
        "otpauth://totp/Forum:alice?issuer=Forum\n",
    "secret.txt": RFC_SECRET + "\n",
    "passphrase.txt": "a passphrase for a copy\n",
}
TRANSFER = ("otpauth-migration://offline?data=CjUKFHRlbGVwaG9uZS1maXJzdC0xISEhEhFhbGljZUBleGFtcGxl"
            "Lm9yZxoETWFpbCABKAEwAgoqChR0ZWxlcGhvbmUtc2Vjb25kLTIhIRIFYWxpY2UaBUNsb3VkIAEoAjACEAEYASAA"
            "KAc%3D")
# Each stands for the program of that name, which need not be there.
STAND_INS = {
    "age": 'cat',
    "fzf": 'head -n 1',
    "gpg": 'cat',
    "man": 'echo "$1"',
    "pass": f'case $2 in fob) echo "{PASSPHRASE}";; '
            f'*) echo "otpauth://totp/Shop:alice?secret={OTHER_SECRET}&issuer=Shop";; esac',
    "qrencode": 'grep -q ^otpauth:// && echo "a picture"',
    "rofi": 'head -n 1',
    "scp": """for word; do
  shift
  case $word in -*) ;; laptop:*) set -- "$@" ~laptop/"${word#laptop:}" ;; *) set -- "$@" "$word" ;; esac
done
exec cp -p -- "$@"
""",
    "ssh": """[ "$1" != -t ] || shift
shift; unset FOB_PASSPHRASE_FILE; HOME=~laptop; cd; exec sh -c "$*"
""",
    "wl-copy": 'cat >/dev/null',
    "wl-paste": 'exit 1',
    "xclip": 'case $* in *-out) cat ~/.primary ;; *) cat >~/.primary ;; esac',
    "zbarimg": f"echo '{TRANSFER}'",
}
END = re.compile("\x1e(\\d+)\r\n")


class Waiting(Exception):
    """A command waits for an answer that nobody gives; what the terminal shows so far."""


class Machine:
    """Commands are run one after another, in one shell."""

    def __init__(self, empty):
        self.folder = Path(tempfile.mkdtemp(prefix="page-"))
        self.home = self.folder / "alice"
        self.home.mkdir(mode=0o700)
        self.programs = self.folder / "bin"
        self.programs.mkdir()
        (self.programs / "fob").symlink_to(Path(PROGRAM).resolve())
        self.other = self.folder / "laptop"
        self.other.mkdir(mode=0o700)
        for name, script in STAND_INS.items():
            path = self.programs / name
            path.write_text(f"#!/bin/sh\n{script.replace('~laptop', str(self.other))}\n")
            path.chmod(0o755)
        self.passphrase = self.folder / "passphrase"
        self.passphrase.touch(mode=0o600)
        self.passphrase.write_text(PASSPHRASE + "\n")
        self.environment = {
            "HOME": str(self.home), "PATH": f"{self.programs}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1", "PS1": "", "PS2": "",
            "WAYLAND_DISPLAY": "wayland-0",
            **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}
        for name, content in FILES.items():
            (self.home / name).touch(mode=0o600)
            (self.home / name).write_text(content)
        if not empty:
            self.environment["FOB_PASSPHRASE_FILE"] = str(self.passphrase)
        self.shell = pexpect.spawn(
            "/bin/bash", ["--norc", "--noprofile", "-c", self.loop()], cwd=str(self.home),
            env=self.environment, encoding="utf-8", dimensions=(24, 80),
            timeout=90 if os.environ.get("FOB_SANITIZE") else 15)
        self.shell.delaybeforesend = None
        if not empty:
            self.must(f"fob init -q {' '.join(CHEAP)}")
            for options, uri in VAULT:
                self.must(f"echo '{uri}' | fob add -q - {options}")

    def loop(self):
        """Runs each script of a FIFO when it comes, and says how it ended."""
        self.queue = self.folder / "queue"
        os.mkfifo(self.queue)
        return f'while :; do . "{self.queue}"; printf "\\036%d\\n" $?; done'

    def close(self):
        # What the kernel keeps of a vault would outlive it.
        subprocess.run([PROGRAM, "lock", "--quiet"], env=self.environment, stderr=subprocess.DEVNULL,
                       check=False)
        self.shell.close(force=True)
        shutil.rmtree(self.folder)

    def must(self, text):
        status, output = self.run(text)
        assert status == 0, f"{text}: {status}: {output}"

    def run(self, text, typing=()):
        """The exit status, and what the terminal shows. `typing` has pairs: a regular expression
        of a question, and what is typed then."""
        self.queue.write_text(text + "\n")
        shown = ""
        for question, answer in typing:
            question = question.replace(
                re.escape(HOME), f"(?:{re.escape(str(self.home))}|{re.escape(str(self.other))})")
            which = self.shell.expect([question + " ?", END, pexpect.TIMEOUT])
            if which == 1:
                return int(self.shell.match.group(1)), self.seen(shown + self.shell.before)
            if which == 2:
                raise Waiting(self.seen(shown + self.shell.before))
            shown += self.shell.before + self.shell.match.group()
            self.shell.sendline(answer)
        if self.shell.expect([END, pexpect.TIMEOUT]) == 1:
            raise Waiting(self.seen(shown + self.shell.before))
        return int(self.shell.match.group(1)), self.seen(shown + self.shell.before)

    def seen(self, text):
        """The lines that a person would see, of the bytes that went to the terminal. Of one that
        was written over, what stood there last."""
        text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text.replace("\r\n", "\n"))
        lines = [([part for part in line.split("\r") if part] or [""])[-1].rstrip()
                 for line in text.split("\n")]
        shown = "\n".join(lines).replace(str(self.home), HOME).replace(str(self.other), HOME)
        return shown + "\n" if shown and not shown.endswith("\n") else shown
