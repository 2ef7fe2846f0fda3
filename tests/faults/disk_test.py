"""Real disks: full to the last block, without an inode, read-only, with a limit on the size of
files, or not to be written by this user. A command that writes says so, exit 10, and leaves the
vault as it was; a HOTP code is not printed. Where only the record of what was seen cannot be
written, nobody notices."""

import contextlib
import errno
import os
import resource
import shutil
import sys

from faults import mounts, places
from faults.places import Place
from faults.writers import ALL, NEXT, SAMPLE, WRITERS

BLOCK = 1024
READERS = (["list"], ["show", "Example:alice"], ["check"], ["export"],
           ["code", "--all"], ["verify", "Example:alice", "000000"])
# Root, with no right to pass over modes.
POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()


def writers():
    """Under sanitizers a sample: what they look at is the same code for the others."""
    few = os.environ.get("FOB_SANITIZE") and not ALL
    return {name: writer for name, writer in WRITERS.items()
            if ALL or not writer.slow and (not few or name in SAMPLE)}


def sync(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def write_one(name, size):
    """A new file of `size` bytes, on disk."""
    with name.open("xb", buffering=0) as file:
        file.write(b"x" * size)
        os.fsync(file.fileno())


def fill(folder, block):
    """Takes all that is free: blocks of this size, or where it is 0 inodes. Gives the files to
    remove, each of one piece."""
    pieces = []
    with contextlib.suppress(OSError):
        while not block or len(pieces) < 32:
            pieces.append(folder / f"piece-{len(pieces)}")
            write_one(pieces[-1], block)
    if block:
        size = block << 10
        with (folder / "ballast").open("wb", buffering=0) as ballast:
            while size >= block:
                try:
                    ballast.write(b"x" * size)
                    os.fsync(ballast.fileno())
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    size //= 2
    return [piece for piece in pieces if piece.exists()]


class Disk(places.Places):
    def copy_to(self, folder, writer):
        shutil.copytree(self.pristine[writer.fresh].folder, folder)
        return Place(folder)

    @staticmethod
    def files_of(place, writer):
        """What a refused command leaves as it was."""
        return {file: file.read_bytes() if file.exists() else None
                for file in (place.vault, place.previous, place.folder / (writer.makes or "none"))}

    def check_refused(self, place, writer, reason, before=(), **options):
        """`writer` fails for this reason and leaves everything as it was."""
        files = self.files_of(place, writer)
        done = place.run(writer.words, writer.stdin, before=before, **options)
        self.check_refusal(place, writer, done, reason, files)

    def check_refusal(self, place, writer, done, reason, files):
        self.assertEqual((done.returncode, done.stdout), (10, ""), done.stderr)
        self.assertIn(f": {reason}", done.stderr)
        self.assertEqual(self.files_of(place, writer), files)
        self.assertEqual(place.temporaries(), [])


class Full(Disk):
    def check_full(self, folder, size):
        """Each writer on the full file system at `folder`, and again with one more piece of
        `size` bytes free, until it succeeds."""
        for name, writer in writers().items():
            with self.subTest(command=name):
                place = self.copy_to(folder / name, writer)
                before, files = place.written(writer), self.files_of(place, writer)
                pieces = fill(folder, size)
                with self.assertRaises(OSError) as one_more:
                    write_one(folder / "one-more", size)
                self.assertEqual(one_more.exception.errno, errno.ENOSPC)
                (folder / "one-more").unlink(missing_ok=True)
                sync(folder)

                tries = 0
                while (done := place.run(writer.words, writer.stdin)).returncode != 0:
                    self.check_refusal(place, writer, done, "No space left on device", files)
                    pieces.pop().unlink()
                    sync(folder)
                    tries += 1
                self.assertGreater(tries, 0)
                self.assertNotEqual(place.written(writer), before)
                for file in [*folder.glob("piece-*"), *folder.glob("ballast")]:
                    file.unlink()
                place.passphrase = place.content()[-1]
                place.must(["add", "-"], NEXT)
                shutil.rmtree(place.folder)
                sync(folder)
                print(f"{name}: {tries} times refused", file=sys.stderr)

    def test_a_full_ext4(self):
        mounts.mount_ext4(self, self.scratch / "ext4")
        self.check_full(self.scratch / "ext4", BLOCK)

    def test_a_full_tmpfs(self):
        mounts.mount_tmpfs(self, self.scratch / "tmpfs", "size=512k")
        self.check_full(self.scratch / "tmpfs", 4096)

    def test_an_ext4_without_inodes(self):
        mounts.mount_ext4(self, self.scratch / "inodes", "-N", "64")
        self.check_full(self.scratch / "inodes", 0)

    def test_a_tmpfs_without_inodes(self):
        mounts.mount_tmpfs(self, self.scratch / "nodes", "nr_inodes=64")
        self.check_full(self.scratch / "nodes", 0)


class Refused(Disk):
    def test_a_file_system_that_became_read_only(self):
        folder = self.scratch / "read-only"
        mounts.mount_tmpfs(self, folder, "size=8m")
        copies = {name: self.copy_to(folder / name, writer)
                  for name, writer in writers().items()}
        mounts.read_only(self, folder)
        for name, writer in writers().items():
            with self.subTest(command=name):
                self.check_refused(copies[name], writer, "Read-only file system")
        self.check_readers(copies["add"])

    def test_a_folder_that_this_user_may_not_write(self):
        for name, writer in writers().items():
            with self.subTest(command=name):
                place = self.place(f"mode-{name}", writer.fresh)
                folder = (place.folder if writer.fresh or writer.makes else place.vault.parent)
                folder.chmod(0o500)
                self.check_refused(place, writer, "Permission denied", before=POWERLESS)
                folder.chmod(0o700)

    def test_a_vault_that_this_user_may_not_read(self):
        for name, writer in writers().items():
            if writer.fresh:
                continue
            with self.subTest(command=name):
                place = self.place(f"unread-{name}")
                place.vault.chmod(0)
                done = place.run(writer.words, writer.stdin, before=POWERLESS)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (
                    10, "", f"fob: cannot read {place.vault}: Permission denied\n"))

    def test_a_limit_on_the_size_of_files(self):
        for name, writer in writers().items():
            place = self.place(f"limit-{name}", writer.fresh)
            for limit in (0, 1, 100, 4096, 4500):
                if writer.makes and limit > 100:
                    continue
                with self.subTest(command=name, limit=limit):
                    self.check_refused(place, writer, "File too large", preexec_fn=lambda: (
                        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))))
            place.must(writer.words, writer.stdin)

    def check_readers(self, place, before=()):
        for words in READERS:
            with self.subTest(command=words):
                done = place.run(words, before=before)
                self.assertIn(done.returncode, (0, 1), done.stderr)


class StateFolder(Disk):
    """No command fails for it, and none says a word about it."""

    def check_all(self, name, spoil, before=()):
        for command, writer in writers().items():
            with self.subTest(command=command):
                place = self.place(f"{name}-{command}", writer.fresh)
                spoil(place.folder / "state")
                done = place.run(writer.words, writer.stdin, before=before)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertNotIn("state", done.stderr.replace(str(place.folder), ""))
                if not writer.fresh:
                    for words in READERS:
                        place.passphrase = place.content()[-1]
                        done = place.run(words, before=before)
                        self.assertIn(done.returncode, (0, 1, 3), done.stderr)

    def test_it_may_not_be_written(self):
        def spoil(state):
            (state / "fob").mkdir(parents=True, exist_ok=True)
            for file in (state / "fob").iterdir():
                file.chmod(0o400)
            (state / "fob").chmod(0o500)
            state.chmod(0o500)

        self.check_all("unwritable", spoil, POWERLESS)

    def test_a_file_is_in_its_place(self):
        def spoil(state):
            shutil.rmtree(state, ignore_errors=True)
            state.write_text("not a folder\n")

        self.check_all("a-file", spoil)

    def test_it_is_full(self):
        def spoil(state):
            shutil.rmtree(state, ignore_errors=True)
            mounts.mount_tmpfs(self, state, "nr_inodes=1")

        self.check_all("full", spoil)


if __name__ == "__main__":
    mounts.enter()
    places.main()
