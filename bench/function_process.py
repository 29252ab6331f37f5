"""A function's process, as Lambda starts one: cold, with an environment of its own, and then events.

What it used is read from /proc, at the moment of an answer: the process itself lives on, as in Lambda.
"""

import os
import re
import subprocess
import tempfile
import time

from runtime_api import RuntimeApi


class FunctionProcess:
    def __init__(self, command, folder, env):
        self.api = RuntimeApi()
        self.output = tempfile.TemporaryFile("w+")
        here = {
            **env,
            "AWS_LAMBDA_RUNTIME_API": self.api.address,
            "AWS_LAMBDA_FUNCTION_NAME": "bench",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
            "LAMBDA_TASK_ROOT": folder,
        }
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            command, cwd=folder, env=here, stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.output
        )

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.process.kill()
        self.process.wait()
        self.api.close()
        self.output.close()

    def invoke(self, event, fails=False):
        """The answer; one that is not as expected ends the bench."""
        answer = self.api.invoke(event, lambda: self.process.poll() is None)
        if answer is None or answer.failed != fails:
            self.output.seek(0)
            raise SystemExit(f"bench: {event} was answered with {answer}\n{self.output.read()}")
        return answer

    def used(self):
        """CPU in seconds and the peak in MiB, until now."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            ticks = file.read().rpartition(")")[2].split()[11:13]
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            peak = int(re.search(r"VmHWM:\s+(\d+)", file.read())[1])
        return {
            "cpu": sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"),
            "peak": peak / 1024,
        }
