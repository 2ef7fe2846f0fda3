"""Where the file system has no locks the vault is whole at every moment all the same, and who
loses a race that can be seen before the rename is told, and changes nothing.

FOB_NOLOCK is a launcher that lets flock(2) fail. Between the last look at the vault and the
rename nobody sees anything: what another wrote there is lost, which is what locks are for.
"""

import contextlib
import os
import sys

from faults import crowds, places, tracing
from faults.places import Place
from faults.writers import ALL, NEW, NEXT

NOLOCK = os.environ.get("FOB_NOLOCK", "")
ROUNDS = 30 if ALL else 2
TOLD = "fob: another program changed {} meanwhile; the vault is untouched"


class Crowd(crowds.Crowds):
    def test_the_vault_is_whole_at_every_moment(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                place = self.crowded_place(f"crowd-{number}")
                seen = set()

                def look():
                    for vault in (place.vault, place.previous):
                        with contextlib.suppress(FileNotFoundError):
                            seen.add(vault.read_bytes())

                ended = crowds.run_at_once(place, crowds.crowd("crowd"), (NOLOCK,), look)
                look()
                self.check_overlap(ended)
                told = sum(self.told(place, one) for one in ended if one.status != 0)
                self.open_all(seen)
                self.assertEqual(place.temporaries(), [])
                print(f"{crowds.lines_for(ended)}; {told} were told of a lost race, "
                      f"{self.untold(place, ended)} were not; {len(seen)} vaults seen",
                      file=sys.stderr)

    def told(self, place, one):
        """Was it told that it lost a race? It may also have been told before."""
        lines = one.err.splitlines()
        if TOLD.format(place.vault) in lines:
            self.assertEqual(one.status, 11, one)
            self.assertEqual(one.out, "", one)
            return True
        self.assertNotEqual(one.kind, "list", one)
        allowed = (
            "the passphrase was changed meanwhile, and nothing was saved",
            "this HOTP code may have been used already: the vault is not the newest one seen",
            "an older copy of the vault was put in its place meanwhile")
        self.assertTrue(any(f"fob: {text}" in lines for text in allowed), one)
        return False

    def open_all(self, vaults):
        place = Place(self.scratch / "opened")
        if not place.folder.exists():
            place.make()
        for data in vaults:
            file = place.folder / "seen.fob"
            file.write_bytes(data)
            file.chmod(0o600)
            self.assertIn("Example:alice", place.must(["list"], vault=file))

    @staticmethod
    def untold(place, ended):
        """How many changes were said to be saved and are not there."""
        names = set(place.must(["list"]).split())
        return sum(one.status == 0 and (
            (one.kind == "add" and one.name not in names)
            or (one.kind == "import" and f"{one.name}-a" not in names)
            or (one.kind == "remove" and one.name in names)) for one in ended)


class Pair(places.Places):
    """One is stopped after a call, another comes and goes, and the first goes on."""

    def setUp(self):
        if reason := tracing.obstacle():
            self.skipTest(reason)

    def moments(self, words, stdin):
        """The calls from the lock on, each with what must come of a stop after it: `both` changes
        are saved, the first is `told`, or the second is `lost`."""
        place = self.place(f"moments-{words[0]}")
        log = place.folder / "log"
        place.must(words, stdin, before=(NOLOCK, "strace", "-o", log))
        calls = tracing.counted(log)
        lines = [line for _, _, line in calls]

        def last(*parts, before=len(lines)):
            return max(n for n, line in enumerate(lines[:before])
                       if all(part in line for part in parts))

        locked = last("flock(", "ENOLCK", before=last("renameat("))
        renamed = last("renameat(", '"vault.fob")')
        compared = last("newfstatat(", '"vault.fob"', before=renamed)
        read = next(n for n in range(locked, renamed)
                    if "openat(" in lines[n] and '"vault.fob"' in lines[n])
        for number in range(locked, renamed + 1):
            fate = ("both" if number < read else "told" if number < compared
                    else "lost" if number < renamed else "both")
            close_by = min(abs(number - edge) for edge in (read, compared, renamed)) <= 1
            if ALL or close_by or calls[number][0] in tracing.CHANGES:
                yield calls[number][:2], fate

    def test_a_lost_race_is_told(self):
        fates = []
        for number, (call, fate) in enumerate(self.moments(["add", "-"], NEW)):
            with self.subTest(call=call):
                place = self.place(f"pair-{number}")
                with tracing.stopped(place, ["add", "-"], call, NEW, before=(NOLOCK,)) as first:
                    self.assertIsNone(first.poll())
                    place.must(["add", "-"], NEXT, before=(NOLOCK,))
                out, err = first.communicate()
                names = place.must(["list"]).split()
                self.assertEqual(first.returncode, 11 if fate == "told" else 0, err)
                self.assertEqual(TOLD.format(place.vault) in err.splitlines(), fate == "told")
                self.assertEqual(out, "" if fate == "told" else "Example:bob\n")
                self.assertEqual("Next:carol" in names, fate != "lost")
                self.assertEqual("Example:bob" in names, fate != "told")
                self.assertEqual(place.temporaries(), [])
                fates.append(fate)
        self.assertEqual(set(fates), {"both", "told", "lost"})
        print({fate: fates.count(fate) for fate in fates}, file=sys.stderr)

    def test_the_same_code_is_not_given_to_both(self):
        code = ["code", "--exact", "Example:alice"]
        given = 0
        for number, (call, fate) in enumerate(self.moments(code, "")):
            if fate == "lost":
                continue
            with self.subTest(call=call):
                place = self.place(f"codes-{number}")
                with tracing.stopped(place, code, call, before=(NOLOCK,)) as first:
                    second = place.must(code, before=(NOLOCK,))
                out, err = first.communicate()
                self.assertEqual(first.returncode, 11 if fate == "told" else 0, err)
                self.assertNotEqual(out, second)
                given += 1
        self.assertGreater(given, 3)


if __name__ == "__main__":
    places.main(None if os.access(NOLOCK, os.X_OK) else "FOB_NOLOCK names no launcher")
