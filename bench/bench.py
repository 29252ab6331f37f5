"""Measures everything and prints a table in Markdown. bench/run starts it."""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.request

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

import report
import reports
from cache import is_trained
from fleet import Fleet

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HERE = os.path.join(ROOT, "bench")
PROOF = ["--verify-successes", "1", "--verify-span", "0s"]
PYTHON = sys.executable
PASSWORD = "made-up"  # A key store wants one; what it guards opens nothing.
DISTANCE = 20  # Milliseconds to an answer; AWS's own are seldom quicker, and IAM's are slower.


class Bench:
    """One emulator, and commands that are measured against it."""

    def __init__(self, folder):
        self.folder = folder
        store, *identity = made_up_identity(folder)
        self.server = subprocess.Popen(
            [PYTHON, os.path.join(HERE, "emulator.py"), *identity],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "AWS_EC2_METADATA_DISABLED": "true"},
        )
        self.endpoint = f"http://127.0.0.1:{int(self.server.stdout.readline())}"
        self.tls = f"https://127.0.0.1:{int(self.server.stdout.readline())}"
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "KEYTURN_"))}
        self.env.update(
            AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
            AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            AWS_REGION="us-east-1",
            AWS_DEFAULT_REGION="us-east-1",
            AWS_ENDPOINT_URL=self.endpoint,
            AWS_EC2_METADATA_DISABLED="true",
            AWS_CONFIG_FILE=os.path.join(folder, "config"),
            AWS_SHARED_CREDENTIALS_FILE=os.path.join(folder, "credentials"),
            AWS_CA_BUNDLE=identity[0],
            # What is compared here is the programs, and not how considerate they are of others in the account.
            KEYTURN_READS_PER_SECOND="10000",
            KEYTURN_WRITES_PER_SECOND="10000",
            KEYTURN_JAVA_OPTS=f"-Djavax.net.ssl.trustStore={store} -Djavax.net.ssl.trustStorePassword={PASSWORD}",
        )
        self.fleet = Fleet(self.endpoint, self.env, self.control)

    def control(self, path):
        with urllib.request.urlopen(f"{self.endpoint}/bench/{path}") as answer:
            return json.load(answer)

    @contextlib.contextmanager
    def like_aws(self):
        """Over TLS, and some way off."""
        self.control(f"distance/{DISTANCE}")
        self.env["AWS_ENDPOINT_URL"] = self.tls
        try:
            yield
        finally:
            self.env["AWS_ENDPOINT_URL"] = self.endpoint
            self.control("distance/0")

    def close(self):
        self.server.stdin.close()
        self.server.wait(30)

    def measure(self, *command, expect=(0,)):
        """Runs a command; gives its wall, cpu, peak and AWS calls."""
        result = os.path.join(self.folder, "result")
        self.control("calls")
        ended = subprocess.run(
            [PYTHON, "-I", "-S", os.path.join(HERE, "measure.py"), result, *command],
            cwd=ROOT, env=self.env, capture_output=True, text=True, check=False,
        )
        if ended.returncode not in expect:
            sys.exit(f"bench: {command} ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}")
        with open(result, encoding="ascii") as file:
            measured = json.load(file)
        measured["calls"] = sum(self.control("calls").values())
        return measured

    def keyturn(self, *arguments, expect=(0,)):
        return self.measure(os.path.join(ROOT, "keyturn"), *arguments, expect=expect)

    def python(self, *arguments):
        return self.measure(PYTHON, *arguments)


def made_up_identity(folder):
    """A key of 127.0.0.1: as a key store, which a JVM can trust, and as certificate and key files."""
    store, certificate, key = (os.path.join(folder, name) for name in ("keys", "cert.pem", "key.pem"))
    subprocess.run(
        [
            os.path.join(os.environ["JAVA_HOME"], "bin", "keytool"),
            *("-genkeypair", "-alias", "bench", "-dname", "CN=bench", "-ext", "san=ip:127.0.0.1"),
            *("-keyalg", "RSA", "-keysize", "2048", "-storetype", "PKCS12", "-keystore", store, "-storepass", PASSWORD),
        ],
        check=True,
        capture_output=True,
    )
    with open(store, "rb") as file:
        private, public, _ = pkcs12.load_key_and_certificates(file.read(), PASSWORD.encode())
    pem = serialization.Encoding.PEM
    with open(certificate, "wb") as file:
        file.write(public.public_bytes(pem))
    with open(key, "wb") as file:
        plain = serialization.NoEncryption()
        file.write(private.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return store, certificate, key


def interleaved(runs, ours, theirs):
    """A B A B …; whoever is first takes turns, and the first pair only warms up."""
    pairs = []
    for number in range(runs + (runs > 1)):
        if number % 2:
            other, own = theirs(), ours()
        else:
            own, other = ours(), theirs()
        pairs.append((own, other))
    pairs = pairs[runs > 1 :]
    return [own for own, _ in pairs], [other for _, other in pairs]


def short_commands(bench, runs):
    fleet, script = bench.fleet, os.path.join(HERE, "old_lambda.py")

    def rotate():
        return bench.keyturn("rotate", fleet.fresh().secret, *PROOF)

    def old_rotate():
        user = fleet.fresh()
        return bench.python(script, f"{user.name}={user.secret}")

    seen = fleet.fresh()
    return [
        ("One rotation, cold", *interleaved(runs, rotate, old_rotate)),
        (
            "`--help`, beside `import boto3`",
            *interleaved(
                runs,
                lambda: bench.keyturn("--help"),
                lambda: bench.python("-c", "import boto3"),
            ),
        ),
        (
            "`status` of one secret",
            *interleaved(
                runs,
                lambda: bench.keyturn("status", seen.secret),
                lambda: bench.python(os.path.join(HERE, "old_status.py"), seen.name, seen.secret),
            ),
        ),
    ]


def fleets(bench, runs, small, large, due):
    """One process that rotates many; then a large fleet of which a few are due."""
    fleet = bench.fleet

    def ours():
        users = [fleet.fresh(days=120) for _ in range(small)]
        return bench.keyturn("run", *[user.secret for user in users], *PROOF)

    def theirs():
        users = [fleet.fresh() for _ in range(small)]
        pairs = [f"{user.name}={user.secret}" for user in users]
        return bench.python(os.path.join(HERE, "old_lambda.py"), *pairs)

    rows = [(f"`run` over {small} secrets, all due", *interleaved(runs, ours, theirs))]
    users = [fleet.fresh(days=120 if number < due else 1) for number in range(large)]
    names = [user.secret for user in users]
    rows.append((f"`run` over {large:,} secrets, {due} due", [bench.keyturn("run", *names, *PROOF)], []))
    return rows


def far(bench, runs, small):
    """The same over TLS, with an answer that takes as long as one from AWS at its quickest."""
    fleet, script = bench.fleet, os.path.join(HERE, "old_lambda.py")

    def fresh(number):
        return [fleet.fresh(days=120) for _ in range(number)]

    def ours(command, users):
        with bench.like_aws():
            return bench.keyturn(*command, *[user.secret for user in users], *PROOF)

    def theirs(users):
        with bench.like_aws():
            return bench.python(script, *[f"{user.name}={user.secret}" for user in users])

    all_due = f"over {small} secrets, all due"
    rows = (
        ("One rotation, cold", ["rotate"], 1),
        (f"`run` {all_due}", ["run"], small),
    )

    def row(what, command, number):
        own, other = lambda: ours(command, fresh(number)), lambda: theirs(fresh(number))
        return f"{what}, over TLS, {DISTANCE} ms away", *interleaved(runs, own, other)

    return [row(*each) for each in rows]


def audits(bench, runs, users, rows, simulated, days):
    """A report as a file, without AWS: judged, judged and written out, and half a year of rotations tried."""

    def made(number):
        return reports.write(os.path.join(bench.folder, f"report-{number}.csv"), number)

    small, large = made(users), made(rows)
    csv, old = os.path.join(bench.folder, "keys.csv"), os.path.join(HERE, "old_audit.py")

    def ours():
        return bench.keyturn("audit", "--report", small, expect=(7,))

    judged = f"`audit --report` of {users:,} users", *interleaved(runs, ours, lambda: bench.python(old, small))
    written = bench.keyturn("audit", "--report", large, "--csv", csv, expect=(7,))
    tried = bench.keyturn("simulate", "--report", made(simulated), "--days", str(days))
    speed = f"{days / tried['wall']:.1f} days a second"
    return [
        judged,
        (f"`audit --report --csv` of {rows:,} users", [written], []),
        (f"`simulate` of {simulated:,} users over {days} days, {speed}", [tried], []),
    ]


def parts(bench, runs):
    """What a cold rotation is made of: programs that do less and less of it."""
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java")
    with open(os.path.join(bench.folder, "Empty.java"), "w", encoding="ascii") as file:
        file.write("class Empty { public static void main(String[] arguments) {} }\n")
    subprocess.run([f"{java}c", "-d", bench.folder, file.name], check=True)
    options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]
    seen = bench.fleet.fresh()
    return {
        "an empty program in the JVM": [
            bench.measure(java, *options, "-cp", bench.folder, "Empty") for _ in range(runs)
        ],
        "`keyturn --version`": [bench.keyturn("--version") for _ in range(runs)],
        "`keyturn --help`": [bench.keyturn("--help") for _ in range(runs)],
        "`keyturn status` of one secret": [bench.keyturn("status", seen.secret) for _ in range(runs)],
        "`keyturn rotate`": [
            bench.keyturn("rotate", bench.fleet.fresh().secret, *PROOF) for _ in range(runs)
        ],
    }


def life(bench):
    """AWS calls of each step in a key's life, counted at the emulator."""
    user = bench.fleet.fresh()
    now = ["--quiet", "0s", "--overlap", "0s", "--recovery", "0s"]
    idle = bench.keyturn("run", user.secret, *PROOF)["calls"]
    rotation = bench.keyturn("rotate", user.secret, *PROOF)["calls"]
    retire = bench.keyturn("run", user.secret, *PROOF, *now)["calls"]
    return {
        "a rotation, with its proof of one pair of calls": rotation,
        "a pass with nothing due": idle,
        "a retirement in one run: deactivation and deletion": retire,
    }


def await_cache(bench):
    if not is_trained(lambda: bench.keyturn("--version"), os.path.join(ROOT, "target", "aot")):
        print("bench: there is no AOT cache; measuring without", file=sys.stderr)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    runs = 1 if chosen.quick else chosen.runs
    load = os.getloadavg()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(folder)
        try:
            await_cache(bench)
            rows = short_commands(bench, runs)
            sizes = (2, 6, 2) if chosen.quick else (50, 1000, 20)
            rows += fleets(bench, min(runs, 3), *sizes)
            rows += far(bench, min(runs, 3), sizes[0])
            rows += audits(bench, runs, *((50, 500, 3, 5) if chosen.quick else (10_000, 1_000_000, 1_000, 180)))
            steps = parts(bench, runs)
            calls = life(bench)
        finally:
            bench.close()
    text = report.markdown(rows, steps, calls, load, runs)
    print(text)
    if chosen.write:
        report.write(os.path.join(ROOT, "docs", "performance.md"), text)


if __name__ == "__main__":
    main()
