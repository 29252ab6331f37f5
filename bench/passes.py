"""Passes over accounts of many secrets, on the simulator: AWS calls, time and peak memory of `run`.

bench/run --passes [SECRETS/DUE …] starts it; with --beside=OTHER/keyturn besides that build over 1,000 secrets of which 20 are
due, with AWS 20 ms away, in the same run.
"""

import json
import os
import subprocess
import sys
import tempfile

from cache import is_trained

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HERE = os.path.join(ROOT, "bench")
OURS = os.path.join(ROOT, "keyturn")

FIRST_ASKED = 1_000

# How many milliseconds away AWS is, beside another build.
FAR = 20

# As in bench.py: one proof of one pair of calls, of keys that are known at once.
PROOF = ["--verify-successes", "1", "--verify-span", "0s"]

# Secrets, due, and how many calls are allowed; the last also how many MiB.
ROWS = [(1_000, 20, 418, None), (1_000, 0, 30, None), (10_000, 200, 3_500, None), (100_000, 0, 1_300, 256)]


class Account:
    """A simulated account in a process of its own, by a program of the tests that says where it is."""

    def __init__(self, program, *arguments):
        java = os.path.join(os.environ["JAVA_HOME"], "bin", "java")
        classes = os.pathsep.join(os.path.join(ROOT, "target", part) for part in ("keyturn.jar", "test-classes"))
        self.server = subprocess.Popen(
            [java, "-Xmx3g", "-cp", classes, f"dev.keyturn.{program}", *map(str, arguments)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        endpoint, region, key, secret = self.server.stdout.readline().split()
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "KEYTURN_"))}
        self.env.update(
            AWS_ENDPOINT_URL=endpoint,
            AWS_REGION=region,
            AWS_ACCESS_KEY_ID=key,
            AWS_SECRET_ACCESS_KEY=secret,
            AWS_EC2_METADATA_DISABLED="true",
        )

    def calls(self):
        """How many calls there were since the last time; `more` is what else the program counts."""
        self.server.stdin.write("\n")
        self.server.stdin.flush()
        calls, *more = map(int, self.server.stdout.readline().split())
        self.more = more[0] if more else None
        return calls

    def keyturn(self, folder, *arguments, program=OURS):
        """Runs a command of a build; gives wall, cpu, peak, calls, and what else the account's program counts."""
        self.calls()
        result = os.path.join(folder, "result")
        ended = subprocess.run(
            [sys.executable, "-I", "-S", os.path.join(HERE, "measure.py"), result]
            + [program, *arguments],
            cwd=os.path.dirname(program), env={**self.env, "XDG_CACHE_HOME": folder}, capture_output=True, text=True, check=False,
        )
        if ended.returncode:
            sys.exit(f"bench: keyturn ended with {ended.returncode}:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
        with open(result, encoding="ascii") as file:
            measured = json.load(file)
        return {**measured, "calls": self.calls(), "more": self.more}

    def close(self):
        self.server.stdin.close()
        self.server.wait(60)


def await_cache(account, folder, program=OURS):
    """Where it was built, it has its cache there."""
    cache = os.path.join(os.path.dirname(program), "target", "aot")
    if not is_trained(lambda: account.keyturn(folder, "--version", program=program), cache):
        print(f"bench: there is no AOT cache of {program}; measuring without", file=sys.stderr)


def knows_passes(program):
    """Whether a build takes the setting that says how often passes come; an older one refuses it."""
    words = [program, "run", "--help"]
    return "--pass-every" in subprocess.run(words, capture_output=True, text=True, check=True).stdout


def measured(secrets, due, *arguments, away=0, program=OURS):
    """A pass; `away` is how many milliseconds each answer takes, `program` whose pass it is."""
    # As `adopt` leaves it, an hour after the last adoption.
    account = Account("app.cli.PassBench", secrets, due, away)
    try:
        with tempfile.TemporaryDirectory() as folder:
            await_cache(account, folder, program)
            # Just after another pass, so that it is hardly anybody's turn.
            account.env["KEYTURN_PASS_EVERY"] = "1s"
            if secrets <= FIRST_ASKED:
                # IAM then has a report, as it does for most passes of a day; the others wait some seconds for one.
                account.keyturn(folder, "status")
            if not knows_passes(program):
                del account.env["KEYTURN_PASS_EVERY"]
            return account.keyturn(folder, "run", *PROOF, *arguments, program=program)
    finally:
        account.close()


def row(name, it, bound):
    print(
        f"| {name} | {it['calls']:,} | {bound} | {it['wall']:.1f} s | {it['cpu']:.1f} s | {it['peak']:.0f} MiB |",
        flush=True,
    )


def main():
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    beside = [os.path.abspath(word.removeprefix("--beside=")) for word in sys.argv[1:] if word.startswith("--beside=")]
    print("| `run` over | AWS calls | at most | wall | CPU | peak memory |\n|---|---|---|---|---|---|")
    broken = []
    for secrets, due, most, mebibytes in ROWS:
        if wanted and f"{secrets}/{due}" not in wanted:
            continue
        it = measured(secrets, due)
        bound = f"{most:,}" + (f", {mebibytes} MiB" if mebibytes else "")
        row(f"{secrets:,} secrets, {due} due", it, bound)
        if it["calls"] > most or (mebibytes and it["peak"] > mebibytes):
            broken.append(f"{secrets}/{due}")
    if not wanted or "1000/20/closely" in wanted:
        it = measured(1_000, 20, "--all-closely", "--reads-per-second", "10000")
        row("1,000 secrets, 20 due, `--all-closely`", it, "")
    if not wanted or beside:
        near = measured(1_000, 20, away=FAR)
        row("1,000 secrets, 20 due, AWS 20 ms away", near, "418")
    for other in beside:
        it = measured(1_000, 20, away=FAR, program=other)
        row("the same by " + other, it, "")
        print(f"{near['wall'] / it['wall']:.2f} of its wall time, {near['calls'] / it['calls']:.2f} of its calls")
    if broken:
        sys.exit("bench: beyond what is allowed: " + ", ".join(broken))


if __name__ == "__main__":
    main()
