"""The fences a worker puts around itself before it reads a stranger's query; Linux has them all.

No connection to anywhere (an empty network namespace, and a seccomp filter that refuses new sockets), no file can
grow, no core is dumped, and memory ends at a limit. Where the system forbids a fence the worker goes on and says so.
"""

import ctypes
import errno
import os
import platform
import resource
import struct

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _SECCOMP_FILTER = 38, 22, 2

# The number of socket(2) on each machine, its audit name, and io_uring_setup(2), which could open sockets too.
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_IO_URING_SETUP = 425
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_OTHER_NUMBERING = 0x40000000  # x32, which would number socket(2) differently
_NUMBER_AT, _MACHINE_AT = 0, 4
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def confine() -> list[str]:
    """Put up every fence the system allows but that of memory; return the names of those that keep it offline."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    fences = {"network namespace": _without_network, "socket filter": _without_sockets}
    return [name for name, raised in fences.items() if raised()]


def limit_memory(memory: int, held: int = 0) -> None:
    """Let this process, and those it makes, have `memory` mebibytes besides `held` bytes that all of them share."""
    _limit(resource.RLIMIT_AS, (memory << 20) + held)


def allow_seconds(seconds: float) -> None:
    """Let this process use `seconds` of processor time from now on, whatever it used before; then it is killed."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 2, hard))


def _limit(what: int, value: int) -> None:
    resource.setrlimit(what, (value, value))


def _without_network() -> bool:
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is None:
        return False
    return bool(unshare(_CLONE_NEWNET) == 0 or unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)


def _without_sockets() -> bool:
    machine = _MACHINES.get(platform.machine())
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if machine is None or prctl is None or os.name != "posix":
        return False
    code = _filter(*machine)
    program = _Program(len(code) // 8, code)
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_SET_SECCOMP, _SECCOMP_FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter(machine: int, socket: int) -> bytes:
    """Return the filter as classic BPF (Linux, Documentation/userspace-api/seccomp_filter.rst)."""
    steps = (
        (_LOAD, 0, 0, _MACHINE_AT),
        (_JUMP_IF_EQUAL, 0, 5, machine),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_JUMP_IF_AT_LEAST, 3, 0, _OTHER_NUMBERING),
        (_JUMP_IF_EQUAL, 2, 0, socket),
        (_JUMP_IF_EQUAL, 1, 0, _IO_URING_SETUP),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    return b"".join(struct.pack("HBBI", *step) for step in steps)
