"""A record of the newest generation seen that says what no vault can have come to."""

from scenarios import fob
from scenarios.backed_up import BackedUp, totals

LAST = 2**63 - 1


class Recorded(BackedUp):
    def setUp(self):
        super().setUp()
        self.live_on()
        (self.record,) = (self.home / ".local" / "state" / "fob").iterdir()

    def record_seen(self, generation):
        start, _, digest = self.record.read_text().split("\n")[0].rpartition(" ")
        self.assertIn("generation=", start)
        self.record.write_text(f"fob-seen 1 generation={generation} {digest}\n")

    def assert_names_the_record(self, result, before=""):
        self.assertEqual((result.status, result.out, result.err), (
            11, "", before + f"fob: generation {LAST} of the vault was seen, and there is none "
            f"after it: so says {self.record}\nhint: if that cannot be, move it away: mv "
            f"{self.record} {self.record}.old\n"))


class AboveTheLast(Recorded):
    """It is no record then."""

    def test_a_backup_becomes_the_vault(self):
        for generation in (LAST + 1, 2**64 - 1):
            self.vault.unlink()
            self.record_seen(generation)
            self.assertEqual(self.fob("restore", "backup.fob"), totals(added=3))
            self.assertEqual(self.generation(), self.generation(self.backup) + 1)
            self.assertNotIn("warning", self.run_fob("code", "Nostromo:hal").err)

    def test_it_is_restored_into_the_vault(self):
        self.record_seen(2**64 - 1)
        before = self.generation()
        result = self.run_fob("restore", "--yes", "backup.fob")
        self.assertEqual((result.status, "warning" in result.err), (0, False), result)
        self.assertEqual(self.generation(), before + 1)


class TheLast(Recorded):
    """It leaves no generation for what is restored."""

    def setUp(self):
        super().setUp()
        self.record_seen(LAST)

    def test_where_there_is_no_vault(self):
        self.vault.unlink()
        self.assert_names_the_record(
            self.run_fob("restore", "backup.fob"),
            "fob: the previous generation is there too: fob restore --previous\n")
        self.assertFalse(self.vault.exists())
        self.record.rename(f"{self.record}.old")
        self.fob("restore", "backup.fob")
        self.assertEqual(self.generation(), self.generation(self.backup) + 1)

    def test_where_there_is_one(self):
        before, generation = self.vault.read_bytes(), self.generation()
        result = self.run_fob("restore", "--yes", "backup.fob")
        self.assert_names_the_record(
            result, "fob: warning: this vault is older than one seen before (generation "
            f"{generation}, seen {LAST}): was a copy put back?\n")
        self.assertEqual(self.vault.read_bytes(), before)

    def test_a_code_accepts_the_older_one(self):
        self.fob("code", "--accept-rollback", "Nostromo:hal")
        self.assertEqual(self.fob("restore", "--yes", "backup.fob"), totals(1, 1, 1, 1))


if __name__ == "__main__":
    fob.main()
