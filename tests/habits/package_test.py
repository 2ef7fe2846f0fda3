"""The Debian package, made by cpack of what is built: what is in it, and that it comes and goes.

    FOB=build/fob FOB_COMPLETIONS=build/completions PYTHONPATH=tests tests/habits/package_test.py
"""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import verdict

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ["FOB_COMPLETIONS"]).parent
VERSION = re.search(r"^project\(fob VERSION (\S+)", (TOP / "CMakeLists.txt").read_text(), re.MULTILINE).group(1)


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True,
                          env=os.environ | {"LC_ALL": "C.UTF-8"}, **options).stdout


def make(folder, umask=0o022):
    """The package, and nothing in the build's folder."""
    run("cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", folder, umask=umask)
    (package,) = folder.glob("*.deb")
    return package


def setUpModule():
    global folder, package, unpacked
    if os.environ.get("FOB_SANITIZE"):
        raise unittest.SkipTest("what is packed is the release")
    folder = Path(tempfile.mkdtemp())
    unittest.addModuleCleanup(shutil.rmtree, folder)
    package = make(folder / "first")
    unpacked = folder / "unpacked"
    run("dpkg-deb", "-x", package, unpacked)


class Content(unittest.TestCase):
    maxDiff = None

    def test_it_is_called_as_debian_calls_packages(self):
        architecture = run("dpkg", "--print-architecture").strip()
        self.assertEqual(package.name, f"fob_{VERSION}_{architecture}.deb")
        fields = run("dpkg-deb", "--field", package, "Package", "Version", "Section", "Priority")
        self.assertEqual(fields, f"Package: fob\nVersion: {VERSION}\nSection: utils\nPriority: optional\n")
        self.assertNotIn("Depends", run("dpkg-deb", "--info", package))

    def test_these_files_are_in_it_and_no_others(self):
        pages = [f"usr/share/man/man{page.suffix[1]}/{page.name}.gz"
                 for page in (TOP / "man").iterdir() if re.fullmatch(r"\.[0-9]", page.suffix)]
        files = [str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if not path.is_dir()]
        self.assertEqual(sorted(files), sorted([
            "usr/bin/fob",
            "usr/share/bash-completion/completions/fob",
            "usr/share/doc/fob/changelog.gz",
            "usr/share/doc/fob/copyright",
            "usr/share/fish/vendor_completions.d/fob.fish",
            "usr/share/lintian/overrides/fob",
            "usr/share/zsh/vendor-completions/_fob",
            *pages]))

    def test_everything_belongs_to_root_and_may_be_read_by_all(self):
        for line in run("dpkg-deb", "--contents", package).splitlines():
            mode, owner, *_, name = line.split()
            program = name == "./usr/bin/fob"
            self.assertEqual(owner, "root/root", line)
            self.assertEqual(mode, "drwxr-xr-x" if name.endswith("/") else
                             "-rwxr-xr-x" if program else "-rw-r--r--", line)

    def test_the_sums_are_those_of_the_files(self):
        control = folder / "control"
        run("dpkg-deb", "--control", package, control)
        sums = (control / "md5sums").read_text().splitlines()
        self.assertEqual(len(sums), sum(1 for path in unpacked.rglob("*") if path.is_file()))
        for line in sums:
            digest, name = line.split(maxsplit=1)
            self.assertEqual(hashlib.md5((unpacked / name).read_bytes()).hexdigest(), digest, name)

    def test_the_program_runs_and_knows_its_version(self):
        self.assertEqual(run(unpacked / "usr/bin/fob", "--version"), f"fob {VERSION}\n")

    def test_the_program_names_no_folder_of_the_build(self):
        program = (unpacked / "usr/bin/fob").read_bytes()
        for path in (TOP, BUILD.resolve()):
            self.assertNotIn(bytes(path) + b"/", program)

    def test_the_pages_can_be_read(self):
        for page in (unpacked / "usr/share/man").rglob("*.gz"):
            text = run("mandoc", "-T", "utf8", page)
            self.assertIn("NAME", re.sub(r".\x08", "", text), page)

    def test_the_copyright_names_every_library_that_is_linked(self):
        text = (unpacked / "usr/share/doc/fob/copyright").read_text()
        wanted = re.findall(r"^build  (\S+)$", (TOP / "cli/packages").read_text(), re.MULTILINE)
        for library in [name for name in wanted if name.endswith("-dev")]:
            self.assertIn(f"Files: {library}/", text)
        used = set(re.findall(r"^License: (.*)$", text, re.MULTILINE))
        with_text = set(re.findall(r"^License: (.*)\n ", text, re.MULTILINE))
        self.assertEqual(used, with_text)

    def test_it_is_the_same_to_the_byte_whatever_the_umask(self):
        again = make(folder / "again", umask=0o077)
        self.assertEqual(again.read_bytes(), package.read_bytes())


class Checked(unittest.TestCase):
    def test_lintian_finds_that_it_is_static_and_nothing_else(self):
        if shutil.which("lintian") is None:
            self.skipTest("there is no lintian")
        shown = run("lintian", "--allow-root", "--fail-on", "none", "--show-overrides", package)
        self.assertEqual([line for line in shown.splitlines() if not line.startswith("N:")],
                         ["O: fob: statically-linked-binary [usr/bin/fob]"])


class Installed(unittest.TestCase):
    """In a root of its own. dpkg runs no script there, for the package has none."""

    def setUp(self):
        self.root = folder / "root"
        shutil.rmtree(self.root, ignore_errors=True)
        (self.root / "var/lib/dpkg/info").mkdir(parents=True)
        (self.root / "var/lib/dpkg/updates").mkdir()
        (self.root / "var/lib/dpkg/status").touch()
        if os.geteuid() != 0 and shutil.which("fakeroot") is None:
            self.skipTest("dpkg wants root, or fakeroot")

    def dpkg(self, *words):
        return run(*([] if os.geteuid() == 0 else ["fakeroot"]), "dpkg", f"--root={self.root}",
                   "--force-not-root", "--force-script-chrootless", "--log=/dev/null", *words)

    def files(self):
        return sorted(str(path.relative_to(self.root)) for path in self.root.rglob("*")
                      if not path.is_relative_to(self.root / "var"))

    def test_it_installs_and_leaves_nothing_behind(self):
        for word in ("--remove", "--purge"):
            before = self.files()
            self.dpkg("--install", package)
            self.assertIn("usr/bin/fob", self.files())
            self.assertEqual(run(self.root / "usr/bin/fob", "--version"), f"fob {VERSION}\n")
            self.assertEqual(self.dpkg("--verify", "fob"), "")
            self.dpkg(word, "fob")
            self.assertEqual(self.files(), before)
            self.assertNotIn("Package: fob", (self.root / "var/lib/dpkg/status").read_text())


if __name__ == "__main__":
    verdict.main()
