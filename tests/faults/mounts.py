"""File systems of a test's own, in a mount namespace of its own: nothing stays behind."""

import os
import pathlib
import shutil
import subprocess
import sys

INSIDE = "FOB_FAULTS_INSIDE"


def enter():
    """Starts this program again in a mount namespace (and a user namespace, where it is not
    root's); where that is not allowed it goes on as it is, and may not mount."""
    if INSIDE in os.environ or not shutil.which("unshare"):
        return
    for options in (["--mount"], ["--user", "--map-root-user", "--mount"]):
        command = ["unshare", *options]
        if subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            os.environ[INSIDE] = "yes"
            sys.stdout.flush()
            os.execvp("unshare", [*command, sys.executable, "-B", *sys.argv])


def mount(test, *words):
    """As mount(8), until `test` ends; where it may not, `test` is skipped."""
    words = [str(word) for word in words]
    if INSIDE not in os.environ:
        test.skipTest("this user may not mount here")
    done = subprocess.run(["mount", *words], capture_output=True, text=True)
    if done.returncode != 0:
        test.skipTest(f"it may not be mounted here: {done.stderr.strip()}")
    test.addCleanup(subprocess.run, ["umount", "--lazy", words[-1]], capture_output=True)


def mount_tmpfs(test, folder, options):
    folder.mkdir()
    mount(test, "-t", "tmpfs", "-o", options, "fob-faults", folder)


def mount_ext4(test, folder, *options):
    """A new file system of 8 MiB, in blocks of 1 KiB of which none is kept back."""
    program = shutil.which("mkfs.ext4", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    if not program:
        test.skipTest("there is no mkfs.ext4")
    image = pathlib.Path(f"{folder}.image")
    with image.open("wb") as file:
        file.truncate(8 << 20)
    subprocess.run([program, "-q", "-m", "0", "-b", "1024", *options, image], check=True,
                   capture_output=True)
    folder.mkdir()
    mount(test, "-o", "loop", image, folder)


def read_only(test, folder):
    mount(test, "-o", "remount,bind,ro", folder)
