"""What a command does to the disk, as strace wrote it down, call by call."""

import ast
import os
import re

from faults.disks import Disk, File, Folder

# Calls that change a disk, or say where. One that is not understood is an error: what is not
# recorded could not be lost.
NAMES = ("open,openat,openat2,creat,mkdir,mkdirat,link,linkat,symlink,symlinkat,unlink,unlinkat,"
         "rmdir,rename,renameat,renameat2,write,pwrite64,writev,pwritev,pwritev2,truncate,"
         "ftruncate,fallocate,sendfile,copy_file_range,fsync,fdatasync,sync,syncfs,"
         "sync_file_range,msync,dup,dup2,dup3,chdir,fchdir,exit_group")
OPTIONS = ("strace", "-xx", "-s", "100000000", "-e", f"trace={NAMES}", "-e", "signal=none",
           "-e", "quiet=exit", "-o")

LINE = re.compile(r"(\w+)\((.*)\) += (-?\d+|\?)")
WORD = re.compile(r'"(?:\\x[0-9a-f]{2})*"|[^,]+')


def calls_in(log):
    """(name, arguments, result) of every call that succeeded: texts as bytes, the rest as it
    stands."""
    for line in log.read_text().splitlines():
        if not (found := LINE.match(line)):
            raise AssertionError(f"not understood: {line[:200]}")
        name, arguments, result = found.groups()
        if result.startswith("-"):
            continue
        words = [word.strip() for word in WORD.findall(arguments)]
        yield name, [ast.literal_eval("b" + word) if word.startswith('"') else word
                     for word in words], 0 if result == "?" else int(result)


class Recording:
    """The folder in which a command ran, from its calls: `disk` as it is after each."""

    def __init__(self, folder, before):
        """`before` is a folder that is as `folder` was at first."""
        self.folder = os.fsencode(folder)
        self.disk = Disk()
        self.descriptors = {}
        self.said = False  # has something gone to standard output?
        self._take(before, self.disk.root)
        self.disk.sync_all()

    def _take(self, path, folder):
        """What is on the real disk, as synced."""
        for entry in os.scandir(path):
            if entry.is_dir():
                node = Folder()
                self._take(entry.path, node)
            else:
                with open(entry.path, "rb") as file:
                    node = File(file.read())
            self.disk.change(folder, come=[(entry.name, node)])

    def play(self, log, drop=None):
        """Does one call after the other and says which it was; the sync with the number
        `drop`, counted from 0, is not done."""
        syncs = 0
        for call in calls_in(log):
            if call[0] in ("fsync", "fdatasync"):
                dropped, syncs = syncs == drop, syncs + 1
                if dropped:
                    continue
            self._do(*call)
            yield call

    def _find(self, at, path):
        """The folder of a path, and its last name there; nothing where it is elsewhere."""
        node = self.disk.root if at == "AT_FDCWD" else self.descriptors.get(int(at))
        if path.startswith(b"/"):
            if path != self.folder and not path.startswith(self.folder + b"/"):
                return None, ""
            node, path = self.disk.root, path[len(self.folder):]
        names = [name for name in os.fsdecode(path).split("/") if name not in ("", ".")]
        for name in names[:-1]:
            node = node.now.get(name) if isinstance(node, Folder) else None
        return (node, names[-1] if names else ".") if isinstance(node, Folder) else (None, "")

    def _do(self, name, words, result):
        if name in ("open", "mkdir", "link", "unlink", "rename"):
            at = ["AT_FDCWD"]
            words = at + words[:1] + at + words[1:] if name in ("link", "rename") else at + words
            name += "at"
        if name == "openat":
            self._open(*words[:3], result)
        elif name == "mkdirat":
            folder, new = self._find(*words[:2])
            self._change(folder, come=[(new, Folder())])
        elif name in ("renameat", "renameat2"):
            (source, old), (target, new) = self._find(*words[:2]), self._find(*words[2:4])
            if source is not target:
                raise AssertionError("renamed from one folder to another")
            self._change(source, [old], [(new, source.now[old])])
        elif name == "linkat":
            target, new = self._find(*words[2:4])
            self._change(target, come=[(new, self._linked(*words[:2]))])
        elif name == "unlinkat":
            folder, old = self._find(*words[:2])
            self._change(folder, [old])
        elif name in ("write", "pwrite64"):
            self._write(int(words[0]), words[1][:result], words[3] if name == "pwrite64" else None)
        elif name in ("fsync", "fdatasync"):
            if node := self.descriptors.get(int(words[0])):
                self.disk.sync(node)
        elif name != "exit_group":
            raise AssertionError(f"a call that is not understood: {name}")

    def _change(self, folder, *what, **more):
        if folder:
            self.disk.change(folder, *what, **more)

    def _open(self, at, path, flags, result):
        folder, name = self._find(at, path)
        node = None
        if folder:
            node = folder if name == "." else folder.now.get(name)
            if "O_TMPFILE" in flags or (node is None and "O_CREAT" in flags):
                node = File()
                if "O_TMPFILE" not in flags:
                    self.disk.change(folder, come=[(name, node)])
            elif "O_TRUNC" in flags:
                raise AssertionError("a file is written over")
        self.descriptors[result] = node

    def _linked(self, at, path):
        if path.startswith(b"/proc/self/fd/"):
            return self.descriptors[int(path.rpartition(b"/")[2])]
        folder, name = self._find(at, path)
        return folder.now[name]

    def _write(self, descriptor, data, offset):
        if descriptor == 1:
            self.said = True
        elif node := self.descriptors.get(descriptor):
            if offset is None:
                raise AssertionError("a write without its place")
            node.write(int(offset), data)
