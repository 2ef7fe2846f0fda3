"""64 processes on one vault: no code is given twice, no counter passed over, no account lost,
nobody waits for the lock until its time is up, and who reads with a good passphrase never
fails."""

import sys
import time

from faults import crowds, places, tracing
from faults.writers import ALL, INIT, NEXT, NEW

ROUNDS = 30 if ALL else 2
MEANWHILE = "fob: the passphrase was changed meanwhile, and nothing was saved"


class Races(crowds.Crowds):
    def test_all_at_once(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                place = self.crowded_place(f"all-{number}")
                ended = crowds.run_at_once(place, crowds.crowd("all"))
                for one in ended:
                    if one.status != 0:
                        self.assertNotEqual(one.kind, "list", one)
                        self.assertEqual(one.status, 5, one)
                        self.assertIn(MEANWHILE, one.err.splitlines())
                    elif one.kind == "list":
                        self.assertEqual(one.err, "")
                self.check_codes(place, ended)
                self.check_accounts(place, ended)
                self.check_overlap(ended)
                self.assertEqual(place.temporaries(), [])
                self.report(ended)

    def test_without_a_change_of_the_passphrase_everybody_succeeds(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                place = self.crowded_place(f"same-{number}")
                ended = crowds.run_at_once(place, crowds.crowd("same", passphrases=0))
                self.assertEqual([one for one in ended if one.status != 0], [])
                self.check_codes(place, ended)
                self.check_accounts(place, ended)
                self.check_overlap(ended)
                self.report(ended)

    def test_a_backup_is_whole_whatever_goes_on(self):
        place = self.crowded_place("backup")
        names = [f"copy-{n}.fob" for n in range(8)]
        ended = crowds.run_at_once(place, crowds.crowd("backup")[:56] + [
            ("backup", name, ("backup", name), "") for name in names])
        self.check_codes(place, ended)
        now = self.check_accounts(place, ended)
        for one in ended:
            if one.kind == "backup":
                self.assertEqual((one.status, one.out), (0, f"{one.name}\n"), one)
                there = place.must(["list"], vault=place.folder / one.name).split()
                self.assertLessEqual({name for name in there if "leaving" not in name}, now)

    def test_codes_alone(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                place = self.place(f"codes-{number}")
                ended = crowds.run_at_once(
                    place, [("code", "", ("code", "--exact", "Example:alice"), "")] * 64)
                self.assertEqual([one for one in ended if one.status != 0], [])
                self.check_codes(place, ended)
                self.check_overlap(ended)
                self.report(ended)

    def test_the_passphrase_becomes_another(self):
        place = self.crowded_place("another")
        jobs = crowds.crowd("another", passphrases=0)[:48]
        jobs.insert(9, ("passphrase", "", ("passphrase", "--new-passphrase-file",
                                           "new-passphrase"), ""))
        ended = crowds.run_at_once(place, jobs)
        for one in ended:
            self.assertIn(one.status, (0, 5), one)
            if one.kind == "passphrase":
                self.assertEqual(one.status, 0, one)
            elif one.status == 5:
                self.assertIn("fob: wrong passphrase for ", one.err)
        place.passphrase = "new-passphrase"
        self.check_codes(place, ended)
        self.check_accounts(place, ended)

    def test_only_one_makes_the_vault(self):
        place = self.place("made", fresh=True)
        ended = crowds.run_at_once(place, [("init", str(n), INIT, "") for n in range(64)])
        self.assertEqual(sorted(one.status for one in ended), [0] + [11] * 63)
        for one in ended:
            if one.status == 11:
                self.assertIn(f"fob: {place.vault} exists already", one.err.splitlines())
        self.assertEqual(place.content(), ["passphrase", "", "passphrase"])
        self.assertEqual(place.temporaries(), [])

    def report(self, ended):
        slowest = max(one.seconds for one in ended)
        print(f"{crowds.lines_for(ended)}; {slowest:.1f} s", file=sys.stderr)


class Waiting(crowds.Crowds):
    """One that holds the lock is stopped."""

    def setUp(self):
        if reason := tracing.obstacle():
            self.skipTest(reason)

    def test_for_ten_seconds(self):
        place = self.place("waiting")
        with tracing.stopped(place, ["add", "-"], ("renameat", 1), NEW) as stopped:
            readers = place.must(["list"])
            began = time.monotonic()
            waiting = place.run(["add", "-"], NEXT)
            waited = time.monotonic() - began
        self.assertEqual(waiting.returncode, 11)
        self.assertEqual(waiting.stderr,
                         f"fob: another fob is writing to {place.vault} (waited 10 s)\n"
                         "hint: try again when it is done\n")
        # Its start and its key take time too, and on a busy machine much.
        self.assertTrue(10 <= waited < 30, waited)
        self.assertEqual(readers, "Example:alice\n")
        out, err = stopped.communicate()
        self.assertEqual((stopped.returncode, out), (0, "Example:bob\n"), err)
        self.assertEqual(place.must(["list"]), "Example:alice\nExample:bob\n")


if __name__ == "__main__":
    places.main()
