"""A disk as a process sees it, and every state that it may be found in when the power goes.

What was synced is there. Of the rest, what was done to folders survives in any subset, each
rename whole; what was written to a file is absent, cut at a block, or there with some of its
blocks as zeros. The sync of a file says nothing of its name: that is its folder's.
"""

import dataclasses
import itertools

BLOCK = 4096
# Of so many blocks each may be there or zeros; of more, zeros from one of them on.
FEW_BLOCKS = 4


class File:
    def __init__(self, data=b""):
        self.synced = data
        self.writes = []  # (offset, bytes) since then

    def write(self, offset, data):
        self.writes.append((offset, data))

    def sync(self):
        self.synced = self.now()
        self.writes = []

    def now(self):
        data = bytearray(self.synced)
        for offset, more in self.writes:
            data.extend(bytes(max(0, offset - len(data))))
            data[offset:offset + len(more)] = more
        return bytes(data)

    def after_loss(self):
        """Whatever it may hold."""
        if not self.writes:
            return {self.synced}
        whole = self.now()
        blocks = [whole[at:at + BLOCK] for at in range(0, len(whole), BLOCK)]
        states = {self.synced}
        states |= {whole[:at] for at in range(0, len(whole), BLOCK)}
        if len(blocks) <= FEW_BLOCKS:
            kept = itertools.product((True, False), repeat=len(blocks))
        else:
            kept = ([n < count for n in range(len(blocks))] for count in range(len(blocks) + 1))
        for keep in kept:
            states.add(b"".join(block if there else bytes(len(block))
                                for block, there in zip(blocks, keep)))
        return states


class Folder:
    def __init__(self):
        self.synced = {}  # name -> File or Folder
        self.now = {}


@dataclasses.dataclass
class Step:
    """What was done to a folder: names taken away, and names given."""
    folder: Folder
    gone: tuple = ()
    come: tuple = ()  # (name, File or Folder)

    def do(self, names):
        for name in self.gone:
            names.pop(name, None)
        names.update(self.come)


class Disk:
    def __init__(self):
        self.root = Folder()
        self.steps = []  # not synced yet

    def change(self, folder, gone=(), come=()):
        step = Step(folder, tuple(gone), tuple(come))
        step.do(folder.now)
        self.steps.append(step)

    def sync(self, node):
        if isinstance(node, File):
            return node.sync()
        for step in self.steps:
            if step.folder is node:
                step.do(node.synced)
        self.steps = [step for step in self.steps if step.folder is not node]

    def sync_all(self):
        """As it is before anything is recorded."""
        for folder in {step.folder for step in self.steps}:
            self.sync(folder)

    def now(self):
        """{path: bytes, or None for a folder}, as a process sees it."""
        return next(self._states(self.root, lambda folder: folder.now,
                                 lambda file: {file.now()}))

    def after_loss(self):
        """The same, for each state that it may be found in."""
        seen = set()
        for count in range(len(self.steps) + 1):
            for steps in itertools.combinations(self.steps, count):
                names = {}
                for step in steps:
                    step.do(names.setdefault(step.folder, dict(step.folder.synced)))
                for state in self._states(self.root, lambda f: names.get(f, f.synced),
                                          File.after_loss):
                    key = frozenset(state.items())
                    if key not in seen:
                        seen.add(key)
                        yield state

    def _states(self, root, names_of, contents_of):
        files = {}  # what may hold more than one thing, once, whatever names it has
        paths = []

        def walk(folder, before):
            for name, node in names_of(folder).items():
                paths.append((before + name, node))
                if isinstance(node, Folder):
                    walk(node, f"{before}{name}/")
                else:
                    files[node] = contents_of(node)

        walk(root, "")
        for contents in itertools.product(*files.values()):
            held = dict(zip(files, contents))
            yield {path: held.get(node) for path, node in paths}
