"""Runs one command and prints its wall time, CPU time and peak memory as JSON, to a file.

A process inherits the peak of whoever started it, so this one has to be small: python -I -S.
"""

import os
import sys
import time

result, *command = sys.argv[1:]
begun = time.monotonic()
child = os.fork()
if child == 0:
    try:
        os.execvp(command[0], command)
    finally:
        os._exit(127)
_, status, used = os.wait4(child, 0)
wall = time.monotonic() - begun
peak = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
with open(result, "w", encoding="ascii") as file:
    file.write(
        '{"wall": %f, "cpu": %f, "peak": %f}' % (wall, used.ru_utime + used.ru_stime, peak)
    )
sys.exit(os.waitstatus_to_exitcode(status) & 255)
