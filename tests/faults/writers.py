"""The commands that write, one line each. A new one gets its line here, and every test of this
folder tries it."""

import dataclasses
import os

FOB = os.environ.get("FOB", "")
# The whole sweep, in place of a fair sample.
ALL = os.environ.get("FOB_FAULTS") == "all"

OLD = "otpauth://hotp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example&counter=7"
NEW = "otpauth://totp/Example:bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example"
GONE = "otpauth://totp/Gone:dave?secret=NBSWY3DPEB3W64TMMQQHI33EMF4Q&issuer=Gone"
NEXT = "otpauth://totp/Next:carol?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U&issuer=Next"
# They make the vault grow by some blocks of the disk.
MANY = "".join(f"otpauth://totp/Many:{n}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Many\n"
               for n in range(120))
# The smallest legal cost: what is tested here is not Argon2.
INIT = ("init", "--kdf-memory", "8", "--kdf-passes", "1")


@dataclasses.dataclass(frozen=True)
class Writer:
    """A command that writes to a vault in which OLD is, and GONE, removed. old.fob is a backup
    from before that."""
    words: tuple
    stdin: str = ""
    fresh: bool = False  # it makes the vault
    answers: bool = False  # what it prints may be printed only when it is on disk
    forgets: bool = False  # what was before is not in vault.fob~ either
    makes: str = ""  # the file that it makes; the vault stays as it is
    slow: bool = False  # it derives a key at the usual cost


WRITERS = {
    "init": Writer(INIT, fresh=True),
    "add": Writer(("add", "-"), NEW),
    "import": Writer(("import", "-"), MANY),
    "code": Writer(("code", "--exact", "Example:alice"), answers=True),
    "edit": Writer(("edit", "Example:alice", "--digits", "8"), answers=True),
    "rename": Writer(("rename", "Example:alice", "Example:eve"), answers=True),
    "remove": Writer(("remove", "--yes", "Example:alice")),
    "undo": Writer(("remove", "--undo", "Gone:dave"), answers=True),
    "purge": Writer(("remove", "--purge", "--yes", "Gone:dave"), forgets=True),
    "slot-add": Writer(("slot", "add", "passphrase", *INIT[1:], "--label", "laptop",
                        "--new-passphrase-file", "new-passphrase")),
    "slot-recovery": Writer(("slot", "add", "recovery"), answers=True),
    "slot-remove": Writer(("slot", "remove", "--yes", "stick"), forgets=True),
    "restore": Writer(("restore", "--yes", "old.fob")),
    # The slot of the key file gets the new data key too.
    "passphrase": Writer(("passphrase", "--keyfile", "key", "--new-passphrase-file",
                          "new-passphrase"), forgets=True),
    "backup": Writer(("backup", "copy.fob"), makes="copy.fob"),
    "export": Writer(("export", "-o", "list.txt"), makes="list.txt"),
    "export-vault": Writer(("export", "--to", "fob", "-o", "copy.fob",
                            "--new-passphrase-file", "new-passphrase"),
                           makes="copy.fob", slow=True),
}
# One of each way to write; the others save as these do.
SAMPLE = {"init", "add", "code", "purge", "restore", "passphrase", "backup", "export"}
