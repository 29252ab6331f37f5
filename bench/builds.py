"""Two builds of Keyturn beside each other, on one emulator in one run, a pair at a time.

bench/run --beside OTHER/keyturn [THIS/keyturn] [--runs N] starts it. Each is a launcher, with its jar beside it or in a
clone that was built; give it the path of the build to compare with, such as that of an older commit in a worktree.
"""

import contextlib
import os
import statistics
import sys
import tempfile

import bench
from cache import is_trained

# Settings that an older build does not know, and refuses.
NEWER = ("KEYTURN_READS_PER_SECOND", "KEYTURN_WRITES_PER_SECOND")


class Build:
    """A launcher, with a cache of its own, which it has before anything is measured."""

    def __init__(self, on, launcher, known):
        self.on, self.launcher, self.known = on, os.path.abspath(launcher), known
        if not os.access(self.launcher, os.X_OK):
            sys.exit(f"bench: {launcher} is no launcher that can be run.")
        self.cache = tempfile.mkdtemp(dir=on.folder)
        if not is_trained(lambda: self("--version"), self.cache):
            sys.exit(f"bench: {launcher} makes no AOT cache.")

    def __call__(self, *arguments):
        kept = dict(self.on.env)
        self.on.env["KEYTURN_CACHE"] = self.cache
        if not self.known:
            for name in NEWER:
                self.on.env.pop(name)
        try:
            return self.on.measure(self.launcher, *arguments)
        finally:
            self.on.env.clear()
            self.on.env.update(kept)


def rows(on, runs):
    """What is measured: a name, what one build does for it, and how often."""
    fleet, seen = on.fleet, on.fleet.fresh()

    def due(number):
        return [fleet.fresh(days=120).secret for _ in range(number)]

    def far(build, *arguments):
        secrets = due(50 if arguments[0] == "run" else 1)
        with on.like_aws():
            return build(*arguments, *secrets, *bench.PROOF)

    few = max(1, runs // 3)
    return [
        ("`--version`", lambda build: build("--version"), runs),
        ("`status` of one secret, cold", lambda build: build("status", seen.secret), runs),
        ("One rotation, cold", lambda build: build("rotate", *due(1), *bench.PROOF), runs),
        ("One rotation, cold, over TLS, 20 ms away", lambda build: far(build, "rotate"), runs),
        ("`run` over 50 secrets, all due, over TLS, 20 ms away", lambda build: far(build, "run"), few),
        (
            "The same, `--concurrency 4`",
            lambda build: far(build, "run", "--concurrency", "4"),
            few,
        ),
    ]


def ratio(pairs, field):
    """The median of the pairs' ratios: what else the machine does falls on both of a pair."""
    return statistics.median(own[field] / other[field] for own, other in pairs)


def main():
    words = sys.argv[1:]
    runs = int(words[words.index("--runs") + 1]) if "--runs" in words else 9
    launchers = [word for word in words if os.path.basename(word) == "keyturn"]
    if not launchers:
        sys.exit("bench: --beside wants the path of another build's launcher, named keyturn.")
    theirs, ours = (*launchers, os.path.join(bench.ROOT, "keyturn"))[:2]
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(bench.Bench(folder)) as on:
        this, other = Build(on, ours, True), Build(on, theirs, False)
        print("| what, in pairs | CPU, this | CPU, other | ratio | wall, ratio | peak, ratio | calls |")
        print("|---|---|---|---|---|---|---|")
        for what, do, number in rows(on, runs):
            own, others = bench.interleaved(number, lambda do=do: do(this), lambda do=do: do(other))
            pairs = list(zip(own, others))
            cpu, wall, peak = (ratio(pairs, field) for field in ("cpu", "wall", "peak"))
            middle = [statistics.median(run["cpu"] for run in side) for side in (own, others)]
            calls = "{:.0f}, {:.0f}".format(*(statistics.median(run["calls"] for run in side) for side in (own, others)))
            print(
                f"| {what} | {middle[0]:.2f} s | {middle[1]:.2f} s | **{cpu:.2f}** | {wall:.2f} | {peak:.2f} | {calls} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
