"""A vault, a backup of it, and what becomes of the vault then."""

from scenarios import vaults
from scenarios.fob import PASSPHRASE, RFC_SECRET, Scenario

OTHER_SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
BOB = f"otpauth://totp/Bank:bob?secret={OTHER_SECRET}&issuer=Bank"
CAROL = f"otpauth://totp/Mail:carol?secret={OTHER_SECRET}&issuer=Mail"
HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=0"
# RFC 4226, appendix D.
HAL_CODES = ["755224", "287082", "359152", "969429", "338314"]
COUNTERS = "fob: warning: HOTP counters are as old as the backup: Nostromo:hal\n"


def totals(added=0, gone=0, different=0, same=0):
    return f"{added} added, {gone} gone, {different} different, {same} the same\n"


class BackedUp(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(ALICE, BOB, HAL)
        self.backup = self.home / "backup.fob"
        self.fob("backup", "-q", "backup.fob")

    def names(self, *words):
        return self.fob("list", *words).splitlines()

    def generation(self, path=None, passphrase=PASSPHRASE):
        return vaults.read(path or self.vault, passphrase).generation

    def kept(self, what="damaged"):
        """The file that stays beside the vault."""
        (path,) = self.vault.parent.glob(f"vault.fob.{what}-*")
        self.assertRegex(path.name, rf"vault\.fob\.{what}-\d{{4}}-\d\d-\d\dT\d{{6}}Z")
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        return path

    def live_on(self):
        """The vault after some days: an account was added, one removed, one changed, codes used."""
        self.fob("add", "-", stdin=CAROL)
        self.fob("remove", "--yes", "Bank:bob")
        self.fob("edit", "GitHub:alice", "--digits", "8")
        self.assertEqual([self.fob("code", "Nostromo:hal").strip() for _ in range(3)],
                         HAL_CODES[:3])

