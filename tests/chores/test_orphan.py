from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

CHILD = """
import os, sys, time
from assistant.chores.orphan import end_with_parent
end_with_parent(int(sys.argv[1]))
print(os.getpid(), flush=True)
time.sleep(30)
"""
PARENT = f"""
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}, str(os.getpid())])
child.wait()
"""


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    with open(f"/proc/{process}/stat", encoding="ascii") as stat:  # noqa: PTH123 - a zombie waits for its reaper
        return stat.read().rpartition(")")[2].split()[0] == "Z"


def test_a_child_ends_when_its_parent_is_killed_outright() -> None:
    parent = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())

    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    last = time.monotonic() + 5
    while not gone(child) and time.monotonic() < last:
        time.sleep(0.05)
    assert gone(child)


def test_a_child_whose_parent_lives_goes_on() -> None:
    child = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", CHILD, str(os.getpid())],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    child.stdout.readline()

    time.sleep(1.3)

    assert child.poll() is None
    child.kill()
    child.wait()
    child.stdout.close()
