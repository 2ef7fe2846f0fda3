"""fob code --copy with the clipboards that people have: of an X server (Xvfb) by xclip and xsel, and
of a Wayland compositor (sway, which needs no screen) by wl-copy."""

import os
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from scenarios import fob, proc
from scenarios.fob import PROGRAM, RFC_SECRET, Scenario

QUICK = f"otpauth://totp/Quick:one?secret={RFC_SECRET}&issuer=Quick&digits=8&period=3"
NOBODY = 65534


class Board:
    """What holds with every clipboard. `programs` copy, paste and clear for fob; with `paste` and
    `put` the test looks and copies itself."""

    @classmethod
    def setUpClass(cls):
        for program in (*cls.programs, cls.server, cls.paste[0], cls.put[0]):
            if not shutil.which(program):
                raise unittest.SkipTest(f"{program} is not installed")
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.variables = cls.start()

    @classmethod
    def run_server(cls, *words, **options):
        server = subprocess.Popen([cls.server, *words], cwd=cls.folder, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        cls.addClassCleanup(server.wait)
        cls.addClassCleanup(server.terminate)
        return server

    def setUp(self):
        super().setUp()
        # fob finds these and no others.
        for program in self.programs:
            (self.home / program).symlink_to(shutil.which(program))
        self.around = self.environment | self.variables
        self.environment |= self.variables | {"PATH": f"{self.home}:/nowhere"}
        if "wl-copy" in self.programs:
            for program in ("cat", "rm"):  # wl-copy runs them
                (self.home / program).symlink_to(shutil.which(program))
        self.make_vault(QUICK)

    def board(self):
        done = subprocess.run(self.paste, capture_output=True, env=self.around, timeout=20,
                              check=False)
        return done.stdout.decode()

    def copy(self, *words):
        """What is said. Standard output and error are pipes: somebody who waits for their end."""
        result = self.run_fob("code", "--copy", "--valid-for", "3", "one", *words)
        self.assertEqual((result.status, result.out), (0, ""), result)
        return result.err

    def wait_until(self, done):
        end = time.monotonic() + 15
        while not done():
            self.assertLess(time.monotonic(), end, "it never came to that")
            time.sleep(0.05)

    def test_the_code_is_there_until_it_expires(self):
        self.assertRegex(self.copy(),
                         r"^fob: copied the code of Quick:one; it is cleared in \d s\n$")
        self.wait_until(lambda: len(self.board()) == 8)
        self.assertRegex(self.board(), r"^[0-9]{8}$")
        self.wait_until(lambda: not self.board())
        self.wait_until(lambda: not proc.of_home(PROGRAM, self.home))

    def test_what_somebody_copied_since_stays(self):
        self.copy("-q")
        self.wait_until(lambda: len(self.board()) == 8)
        subprocess.run(self.put, input=b"another thing", stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env=self.around, check=True, timeout=20)
        self.wait_until(lambda: not proc.of_home(PROGRAM, self.home))
        self.assertEqual(self.board(), "another thing")

    def test_without_a_server_the_program_fails(self):
        lost = {name: "/nowhere/at-all:77" for name in self.variables if name.endswith("DISPLAY")}
        self.assert_fails(self.run_fob("code", "--copy", "one", environment=lost), 10,
                          f"{self.programs[0]} failed (exit status 1), and nothing was copied")


class OnX(Board):
    server = "Xvfb"
    put = ["xclip", "-selection", "clipboard", "-in"]

    @classmethod
    def start(cls):
        reading, writing = os.pipe()
        with open(reading, encoding="ascii") as display:
            cls.run_server("-displayfd", str(writing), "-screen", "0", "64x64x8", "-nolisten",
                           "tcp", pass_fds=[writing])
            os.close(writing)
            number = display.readline().strip()
        if not number:
            raise unittest.SkipTest("Xvfb does not start here")
        return {"DISPLAY": f":{number}"}


class Xclip(OnX, Scenario):
    programs = ["xclip"]
    paste = ["xsel", "--clipboard", "--output"]


class Xsel(OnX, Scenario):
    programs = ["xsel"]
    paste = ["xclip", "-selection", "clipboard", "-out"]


class Wayland(Board, Scenario):
    server = "sway"
    programs = ["wl-copy", "wl-paste"]
    paste = ["wl-paste", "--no-newline"]
    put = ["wl-copy"]

    @classmethod
    def start(cls):
        (cls.folder / "configuration").write_text("xwayland disable\n")
        runtime = cls.folder / "runtime"
        runtime.mkdir(0o700)
        environment = {"PATH": os.environ["PATH"], "HOME": str(runtime), "WLR_BACKENDS": "headless",
                       "WLR_RENDERER": "pixman", "XDG_RUNTIME_DIR": str(runtime)}
        options = {}
        if os.geteuid() == 0:  # which sway refuses
            cls.folder.chmod(0o755)
            os.chown(runtime, NOBODY, NOBODY)
            options = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        server = cls.run_server("-c", str(cls.folder / "configuration"), env=environment, **options)
        for _ in range(200):
            for socket in runtime.glob("wayland-*"):
                if socket.is_socket():
                    return {"WAYLAND_DISPLAY": str(socket), "XDG_RUNTIME_DIR": str(runtime)}
            if server.poll() is not None:
                break
            time.sleep(0.05)
        raise unittest.SkipTest("sway does not start here")

    def test_it_is_offered_as_plain_text(self):
        self.copy("-q")
        types = subprocess.run(["wl-paste", "--list-types"], capture_output=True, env=self.around,
                               check=True, timeout=20, text=True).stdout.split()
        self.assertIn("text/plain;charset=utf-8", types)
        self.wait_until(lambda: not self.board())


if __name__ == "__main__":
    fob.main()
