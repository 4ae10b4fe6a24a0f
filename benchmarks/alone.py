"""A network of one machine: run a command where there is nothing but the loopback device.

    python benchmarks/alone.py COMMAND …

Whatever the command does wrong, no packet leaves. Linux only; root, or a system that lets anyone have a user
namespace. Exit status 77 where it cannot be had, else that of the command.
"""

import ctypes
import fcntl
import os
import socket
import struct
import sys
from pathlib import Path

NOT_TO_BE_HAD = 77
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_SET_FLAGS, _UP_AND_RUNNING = 0x8914, 0x1 | 0x40


class NotAloneError(Exception):
    """The system does not give this process a network of its own."""


def enter() -> None:
    """Leave the network for one that has only loopback; raise NotAloneError where that is not allowed.

    Call it before the first thread: the system gives no user namespace to a process that has several.
    """
    library = ctypes.CDLL(None, use_errno=True)
    unshare = getattr(library, "unshare", None)
    if unshare is None:
        raise NotAloneError("this system has no network namespaces; run it on Linux")
    user, group = os.getuid(), os.getgid()
    if unshare(_NEW_NETWORK) != 0:
        if unshare(_NEW_USER | _NEW_NETWORK) != 0:
            raise NotAloneError(f"no network namespace: {os.strerror(ctypes.get_errno())}")
        _keep_identity(user, group)
    _raise_loopback()


def _keep_identity(user: int, group: int) -> None:
    """Be the same user in the new user namespace as before (user_namespaces(7))."""
    own = Path("/proc/self")
    (own / "setgroups").write_text("deny", encoding="ascii")
    (own / "uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    (own / "gid_map").write_text(f"{group} {group} 1", encoding="ascii")


def _raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sH14s", b"lo", _UP_AND_RUNNING, b""))


def enter_or_exit() -> None:
    """Enter, or end this program with the status that says it cannot be done."""
    try:
        enter()
    except (NotAloneError, OSError) as error:
        print(f"No network of its own for this run: {error}", file=sys.stderr)
        sys.exit(NOT_TO_BE_HAD)


if __name__ == "__main__":
    enter_or_exit()
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - the command we were given
