"""The rotation function beside Python functions: cold starts and whole rotations. See bench/run.

Ours is the packaged zip under AWS's runtime interface client for Java, with the JVM's options of the
managed runtime; theirs are small functions with boto3 under AWS's client for Python. Both talk to the
same Runtime API and the same moto, as processes that are started for it, in turns.
"""

import argparse
import contextlib
import os
import random
import sys
import tempfile
import time
import uuid
import zipfile

import function_report
import function_variants
from bench import DISTANCE, HERE, ROOT, Bench, interleaved
from function_process import FunctionProcess

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
SCHEDULE = '{"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}'
REFUSED = '{"Step": "createSecret"}'
MEMORY = 1024  # MiB, as deploy/ has it.
HEAP = MEMORY * 1024 * 85 // 100  # KiB; Lambda gives the heap 85 %.
TARGET = os.path.join(ROOT, "target")
PYTHON = os.path.join(TARGET, "venv-bench", "bin", "python")
RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
HANDLER = "dev.keyturn.app.lambda.Handler::handleRequest"


class Functions(Bench):
    """The emulator, and the functions that are measured against it."""

    def __init__(self, folder):
        super().__init__(folder)
        # The launcher's variable; the function refuses those that it does not know.
        self.options = self.env.pop("KEYTURN_JAVA_OPTS").split()
        self.package = os.path.join(folder, "package")
        with zipfile.ZipFile(os.path.join(TARGET, "keyturn-lambda.zip")) as package:
            package.extractall(self.package)

    def keyturn(self, package=None, handler=HANDLER, **variables):
        """Starts the packaged function, or what was made of it."""
        command = [
            os.path.join(os.environ["JAVA_HOME"], "bin", "java"),
            f"-XX:MaxHeapSize={HEAP}k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
            *self.options, "-cp", os.path.join(TARGET, "lambda-runtime", "*"), RUNTIME, handler,
        ]
        # As with the command line: one look at the new key, as the Python functions have it.
        proof = {"KEYTURN_VERIFY_SUCCESSES": "1", "KEYTURN_VERIFY_SPAN": "0s"}
        return FunctionProcess(command, package or self.package, {**self.env, **proof, **variables})

    def python(self, handler, **variables):
        return FunctionProcess([PYTHON, "-m", "awslambdaric", handler], HERE, {**self.env, **variables})

    def rotation(self):
        """The events of Secrets Manager's rotation of a fresh secret, which it has begun."""
        secret = self.fleet.fresh().secret
        arn = self.fleet.secrets.describe_secret(SecretId=secret)["ARN"]
        token = str(uuid.uuid4())
        try:
            self.fleet.secrets.rotate_secret(
                SecretId=secret,
                ClientRequestToken=token,
                RotationLambdaARN="arn:aws:lambda:us-east-1:123456789012:function:bench",
                RotationRules={"AutomaticallyAfterDays": 900},
            )
        except self.fleet.secrets.exceptions.ResourceNotFoundException:
            # moto has made the empty version, as the service does, and then found no function to call.
            pass
        return [
            f'{{"Step": "{step}", "SecretId": "{arn}", "ClientRequestToken": "{token}"}}'
            for step in STEPS
        ]

    def first(self, process, event, fails=False):
        """From the start of a process to its first answer."""
        self.control("calls")
        with process() as function:
            answer = function.invoke(event, fails)
            used = function.used()
            return {
                **used,
                "wall": answer.at - function.begun,
                "ready": answer.asked - function.begun,
                "handled": answer.at - answer.asked,
                "calls": sum(self.control("calls").values()),
            }

    def steps_cold(self, process):
        """Four steps, each in a process that is started for it."""
        each = [self.first(process, event) for event in self.rotation()]
        whole = {field: sum(step[field] for step in each) for field in ("wall", "cpu", "calls")}
        return {**whole, "peak": max(step["peak"] for step in each)}

    def steps_in_one(self, process):
        """Four steps in one process that is started for them."""
        events = self.rotation()
        self.control("calls")
        with process() as function:
            answers = [function.invoke(event) for event in events]
            used = function.used()
            calls = sum(self.control("calls").values())
            return {**used, "wall": answers[-1].at - function.begun, "calls": calls}

    def steps_warm(self, process):
        """Four steps in a process that has rotated another secret before."""
        before, events = self.rotation(), self.rotation()
        with process() as function:
            for event in before:
                function.invoke(event)
            begun, cpu = time.monotonic(), function.used()["cpu"]
            self.control("calls")
            for event in events:
                function.invoke(event)
            wall, used = time.monotonic() - begun, function.used()
            calls = sum(self.control("calls").values())
            return {"wall": wall, "cpu": used["cpu"] - cpu, "peak": used["peak"], "calls": calls}


def rotation(bench, process, far=False):
    """A fresh secret, rotated by the schedule in a process that is started for it."""
    user = bench.fleet.fresh(days=120)
    with bench.like_aws() if far else contextlib.nullcontext():
        return bench.first(lambda: process(f"{user.secret}={user.name}"), SCHEDULE)


def rows(bench, runs):
    """What is measured, ours beside theirs."""

    def steps():
        return bench.python("old_steps.handler")

    def due():
        return rotation(bench, lambda pair: bench.keyturn(secrets=pair))

    def old_rotation():
        return rotation(bench, lambda pair: bench.python("old_function.handler", secrets=pair))

    def far(measured):
        return lambda: rotation(bench, measured, far=True)

    return [
        (
            "Start to first answer, no AWS call",
            *interleaved(
                runs,
                lambda: bench.first(bench.keyturn, REFUSED, fails=True),
                lambda: bench.first(steps, REFUSED, fails=True),
            ),
        ),
        ("A rotation by the schedule, cold, beside the forty lines", *interleaved(runs, due, old_rotation)),
        (
            f"The same, over TLS, {DISTANCE} ms away",
            *interleaved(
                runs,
                far(lambda pair: bench.keyturn(secrets=pair)),
                far(lambda pair: bench.python("old_function.handler", secrets=pair)),
            ),
        ),
        (
            "Four steps, each in a cold process",
            *interleaved(runs, lambda: bench.steps_cold(bench.keyturn), lambda: bench.steps_cold(steps)),
        ),
        (
            "Four steps in one process, cold",
            *interleaved(runs, lambda: bench.steps_in_one(bench.keyturn), lambda: bench.steps_in_one(steps)),
        ),
        (
            "Four steps in one process, warm",
            *interleaved(runs, lambda: bench.steps_warm(bench.keyturn), lambda: bench.steps_warm(steps)),
        ),
    ]


def variants(bench, runs):
    """The package, and packages that differ in one thing: the same event to each, in changing order.

    Over plain HTTP: the native HTTP client would trust the made-up identity by other means.
    """
    made = function_variants.Variants(bench.package, os.path.join(bench.folder, "variants")).all()
    measured = {variant.what: [] for variant in made}
    for _ in range(runs + (runs > 1)):
        for variant in random.sample(made, len(made)):
            measured[variant.what].append(
                rotation(
                    bench,
                    lambda pair: bench.keyturn(variant.folder, variant.handler, secrets=pair),
                )
            )
    size = {variant.what: function_variants.zipped(variant.folder) for variant in made}
    return [(what, ran[runs > 1 :], size[what]) for what, ran in measured.items()]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--function", action="store_true", required=True)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--variants", action="store_true")
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    if not sys.platform.startswith("linux"):
        sys.exit("bench: AWS's runtime interface clients are for Linux; so is this part of the bench.")
    runs = 1 if chosen.quick else chosen.runs
    load = os.getloadavg()
    with tempfile.TemporaryDirectory() as folder:
        bench = Functions(folder)
        try:
            measured = rows(bench, runs)
            varied = variants(bench, runs) if chosen.variants else []
        finally:
            bench.close()
    text = function_report.markdown(measured, varied, load, runs)
    print(text)
    if chosen.write:
        function_report.write(text)


if __name__ == "__main__":
    main()
