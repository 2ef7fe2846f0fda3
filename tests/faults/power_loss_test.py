"""The power goes after any call of a save: whatever of it the disk then holds, the vault opens,
with the old content or the new; after exit 0, or once a HOTP code was written, with the new.

strace records what each writing command does to the disk, with the data. After each of the
calls faults/disks.py makes every state that may be found there. In each, the files are those
of before or of after, to the byte; fob opens what differs in more than leftovers
(FOB_FAULTS=all: every state), and the next command works. And without any one of its syncs
every command would lose something: so it is with a recording in which one is dropped.
"""

import shutil
import sys

from faults import places, tracing
from faults.recordings import OPTIONS, Recording
from faults.writers import ALL, INIT, NEXT, WRITERS


class Run:
    """A recorded run of a writer, what was there before it, and after."""

    def __init__(self, place, writer):
        self.writer = writer
        self.folder = place.folder
        target = place.folder / writer.makes if writer.makes else place.vault
        self.target = str(target.relative_to(place.folder))
        self.vault = str(place.vault.relative_to(place.folder))
        self.log = place.folder.with_suffix(".log")
        self.pristine = place.folder.with_suffix(".before")
        shutil.copytree(place.folder, self.pristine)
        place.must(writer.words, writer.stdin, before=(*OPTIONS, str(self.log)))
        self.before = self.recording().disk.now()
        self.after = Recording(place.folder, place.folder).disk.now()

    def recording(self):
        return Recording(self.folder, self.pristine)

    def losses(self, state, promised):
        """What is wrong in a state of the disk, told by its bytes."""
        old, new = self.before.get(self.target), self.after[self.target]
        if state.get(self.target) not in ({new} if promised else {old, new}):
            yield f"{self.target} is lost, or its last change"
        previous = self.vault + "~"
        whole = {self.before.get(previous), self.before.get(self.vault),
                 self.after.get(self.vault)}
        if state.get(previous) not in ({self.after.get(previous)} if promised else whole):
            yield f"{previous} is lost, or its last change"
        for path, data in self.before.items():
            touched = path in (self.target, previous) or path.startswith("state/")
            if not touched and state.get(path, "nothing") != data:
                yield f"{path} is lost"


class PowerLoss(places.Places):
    def record(self, name, writer):
        return Run(self.place(name, writer.fresh), writer)

    def states(self, run, drop=None):
        """(state, what must be there is the new) after each call of a recorded run."""
        recording = run.recording()
        yield from ((state, False) for state in recording.disk.after_loss())
        seen = set()
        for name, *_ in recording.play(run.log, drop):
            promised = name == "exit_group" or (run.writer.answers and recording.said)
            for state in recording.disk.after_loss():
                key = (frozenset(state.items()), promised)
                if key not in seen:
                    seen.add(key)
                    yield state, promised

    def test_nothing_is_lost(self):
        total = opened = 0
        for name, writer in WRITERS.items():
            with self.subTest(command=name):
                run = self.record(name, writer)
                distinct, told_apart = set(), {}
                for state, promised in self.states(run):
                    self.assertEqual(list(run.losses(state, promised)), [])
                    distinct.add(key := frozenset(state.items()))
                    parts = key if ALL else frozenset(
                        item for item in key
                        if ".tmp-" not in item[0] and not item[0].endswith(".lock"))
                    told_apart.setdefault(parts, state)
                for number, state in enumerate(told_apart.values()):
                    self.open(run, f"{name}-{number}", state)
                total += len(distinct)
                opened += len(told_apart)
                print(f"{name}: {len(distinct)} states, {len(told_apart)} opened",
                      file=sys.stderr)
        print(f"{total} states, {opened} opened", file=sys.stderr)

    def open(self, run, name, state):
        """fob opens the vault of a state, and adds to it."""
        place = places.Place(self.scratch / name)
        for path, data in state.items():
            file = place.folder / path
            (file if data is None else file.parent).mkdir(0o700, parents=True, exist_ok=True)
            if data is not None:
                file.write_bytes(data)
                file.chmod(0o600)
        content = place.written(run.writer)
        self.assertEqual(content is None, run.target not in state)
        if not place.vault.exists():
            place.must(INIT)
            content = place.content()
        elif run.writer.makes:
            content = place.content()
        place.passphrase = content[-1]
        place.must(["add", "-"], NEXT)
        self.assertIn("Next:carol", place.must(["list"]).split())
        self.assertEqual(place.temporaries(), [])
        shutil.rmtree(place.folder)

    def test_each_sync_is_needed(self):
        for name, writer in WRITERS.items():
            run = self.record(f"{name}-drop", writer)
            syncs = sum(call[0] == "fsync" for call in run.recording().play(run.log))
            self.assertGreater(syncs, 1)
            for drop in range(syncs):
                with self.subTest(command=name, dropped=drop):
                    self.assertTrue(any(True for state, promised in self.states(run, drop)
                                        for _ in run.losses(state, promised)))


if __name__ == "__main__":
    places.main(tracing.obstacle())
