"""The user keyring of the kernel, where an unlocked vault's key is."""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys

import verdict

USER_KEYRING, PROCESS_KEYRING = -4, -2
INSIDE = "FOB_TEST_IN_NAMESPACE"


def enter_namespace():
    """Starts this script again in a user namespace, which has a user keyring of its own, if it
    is not in one that it made and one may be made."""
    if os.environ.get(INSIDE) or not shutil.which("unshare"):
        return
    if subprocess.run(["unshare", "-Ur", "true"], capture_output=True, check=False).returncode != 0:
        return
    os.environ[INSIDE] = "yes"
    os.execvp("unshare", ["unshare", "-Ur", sys.executable, "-B", *sys.argv])


def keyrings():
    library = ctypes.util.find_library("keyutils")
    return ctypes.CDLL(library, use_errno=True) if library else None


def obstacle():
    """Why no key can be kept here, or nothing."""
    if not keyrings():
        return "there is no libkeyutils"
    if keyrings().keyctl_get_keyring_ID(USER_KEYRING, 1) < 0:
        return "the kernel keeps no keys here"
    return ""


def main():
    """Runs the tests of this script where a key can be kept."""
    enter_namespace()
    if (why := obstacle()):
        print(f"skipped: {why}")
        sys.exit(77)
    verdict.main()
