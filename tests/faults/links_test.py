"""The place of a vault: behind a symbolic link, with a second name, mounted by itself, in a
folder that is taken away, moved or replaced while a command runs."""

import os
import shutil

from faults import mounts, places, tracing
from faults.writers import ALL, NEW, NEXT, WRITERS


def changers():
    """The writers of a vault that is there."""
    return {name: writer for name, writer in WRITERS.items()
            if not writer.fresh and not writer.makes}


class Links(places.Places):
    def linked_place(self, name, *links):
        """The vault lies in the folder `elsewhere`; each of `links` leads to the one before."""
        place = self.place(name)
        elsewhere = place.folder / "elsewhere"
        elsewhere.mkdir()
        place.vault.rename(elsewhere / "real.fob")
        for name in (f"{place.vault}~", f"{place.vault}.lock"):
            os.unlink(name)
        target = "../../elsewhere/real.fob"
        for link in links:
            (place.vault.parent / link).symlink_to(target)
            target = link
        return place, elsewhere / "real.fob"

    def test_a_symbolic_link_stays_one(self):
        for name, writer in changers().items():
            with self.subTest(command=name):
                place, real = self.linked_place(f"link-{name}", "one", "two", "vault.fob")
                before = place.content()
                place.must(writer.words, writer.stdin)
                self.assertNotEqual(place.content(), before)
                self.assertEqual(os.readlink(place.vault), "two")
                self.assertFalse(real.is_symlink())
                self.assertEqual(place.content(real), place.content())
                # What belongs to the vault is where it is, not where the link is.
                self.assertEqual(sorted(os.listdir(place.vault.parent)),
                                 ["one", "two", "vault.fob"])
                self.assertIn("real.fob.lock", os.listdir(real.parent))
                self.assertEqual([entry for entry in os.listdir(real.parent) if "tmp" in entry],
                                 [])

    def test_a_kill_behind_a_link_loses_nothing(self):
        if reason := tracing.obstacle():
            self.skipTest(reason)
        for call in (("pwrite64", 1), ("fsync", 1), ("fsync", 2), ("renameat", 1),
                     ("renameat", 2), ("fsync", 3)):
            with self.subTest(call=call):
                place, real = self.linked_place("-".join(map(str, call)), "vault.fob")
                before = place.content()
                killed = place.run(["add", "-"], NEW, before=tracing.at(call, "signal=SIGKILL"))
                self.assertEqual(killed.returncode, -9)
                if call != ("fsync", 3):
                    self.assertEqual(place.content(), before)
                place.must(["add", "-"], NEXT)
                self.assertTrue(place.vault.is_symlink())
                self.assertEqual(sorted(os.listdir(real.parent)),
                                 ["real.fob", "real.fob.lock", "real.fob~"])

    def test_a_link_that_leads_nowhere_is_left_alone(self):
        for name, writer in changers().items():
            with self.subTest(command=name):
                place, real = self.linked_place(f"nowhere-{name}", "vault.fob")
                real.unlink()
                done = place.run(writer.words, writer.stdin)
                self.assertEqual(done.returncode, 6, done.stderr)
                self.assertEqual(os.listdir(real.parent), [])

    def test_a_second_name_keeps_the_former_vault(self):
        for name, writer in changers().items():
            with self.subTest(command=name):
                place = self.place(f"hard-{name}")
                second = place.folder / "second.fob"
                os.link(place.vault, second)
                before = place.content()
                place.must(writer.words, writer.stdin)
                self.assertEqual(place.content(second), before)
                self.assertNotEqual(place.content(), before)
                self.assertEqual(place.vault.stat().st_nlink, 1)

    def test_a_vault_mounted_by_itself_is_not_replaced(self):
        for name, writer in changers().items():
            with self.subTest(command=name):
                place = self.place(f"mounted-{name}")
                real = place.folder / "real.fob"
                shutil.copy2(place.vault, real)
                mounts.mount(self, "--bind", real, place.vault)
                before = place.vault.read_bytes()
                done = place.run(writer.words, writer.stdin)
                self.assertEqual((done.returncode, done.stdout), (10, ""), done.stderr)
                self.assertIn(f"fob: {place.vault} is not saved: Device or resource busy\n"
                              "hint: a file mounted by itself cannot be replaced: mount its "
                              "folder instead\n", done.stderr)
                self.assertEqual(place.vault.read_bytes(), before)
                self.assertEqual(real.read_bytes(), before)
                self.assertEqual(place.temporaries(), [])


class Meanwhile(places.Places):
    """What happens to the folder after each call of a save."""

    def setUp(self):
        if reason := tracing.obstacle():
            self.skipTest(reason)

    def moments(self, words, stdin=""):
        """Calls from the first look at the vault on, and whether the vault is replaced when one
        is done."""
        place = self.place(f"moments-{words[0]}")
        log = place.folder / "log"
        place.must(words, stdin, before=("strace", "-o", log))
        calls = tracing.counted(log)
        first = next(n for n, (_, _, line) in enumerate(calls) if "vault.fob" in line)
        last = max(n for n, (_, _, line) in enumerate(calls)
                   if line.startswith("renameat(") and '"vault.fob")' in line)
        for number, (name, count, _) in enumerate(calls[first:last + 3], first):
            if ALL or name in tracing.CHANGES or number % 4 == 0:
                yield (name, count), number >= last

    def test_it_is_removed(self):
        code = ["code", "--exact", "Example:alice"]
        for number, (call, saved) in enumerate(self.moments(code)):
            with self.subTest(call=call):
                place = self.place(f"removed-{number}")
                with tracing.stopped(place, code, call) as stopped:
                    shutil.rmtree(place.vault.parent)
                out, err = stopped.communicate()
                self.assertIn(stopped.returncode, (0,) if saved else (6, 10, 11), err)
                self.assertEqual(out != "", saved)
                self.assertTrue(saved or err.startswith("fob: "), err)
                self.assertFalse(place.vault.parent.exists())

    def test_it_is_moved_away_and_another_put_in_its_place(self):
        for number, (call, saved) in enumerate(self.moments(["add", "-"], NEW)):
            with self.subTest(call=call):
                place = self.place(f"moved-{number}")
                other = self.place(f"moved-{number}-other")
                before = place.content()
                folder, moved = place.vault.parent, place.folder / "moved"
                with tracing.stopped(place, ["add", "-"], call, NEW) as stopped:
                    folder.rename(moved)
                    shutil.copytree(other.vault.parent, folder)
                out, err = stopped.communicate()
                # It holds on to the folder that it opened, or has found the other.
                contents = [place.content(), place.content(moved / "vault.fob")]
                self.assertEqual(stopped.returncode, 0, err)
                self.assertEqual(sorted(content != before for content in contents),
                                 [False, True])
                self.assertEqual(out, "Example:bob\n")
                if saved:
                    self.assertEqual(contents[0], before)


if __name__ == "__main__":
    mounts.enter()
    places.main()
