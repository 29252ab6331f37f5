"""The function's tables, and their place in docs/performance.md."""

import datetime
import glob
import os
import subprocess
import zipfile

import report
from report import ROOT, middle, spread

BEGIN, END = "<!-- bench/run --function begins -->", "<!-- bench/run --function ends -->"
TARGET = os.path.join(ROOT, "target")
HERE = os.path.join(ROOT, "bench")


def markdown(rows, variants, load, runs):
    lines = [
        BEGIN,
        f"{datetime.date.today()}, {report.machine()}. Load before the run {load[0]:.1f}.",
        f"Medians of {runs} interleaved runs, with minimum and maximum.",
        *report.comparison(rows),
    ]
    return "\n".join([*lines, *sizes(), *differences(variants, runs), END])


def differences(variants, runs):
    """What each measure is worth: the package as it is first, the others as ratios to it."""
    if not variants:
        return []
    lines = [
        "",
        f"One rotation by the schedule in a process that is started for it; medians of {runs} runs in changing order.",
        "",
        "| the function | CPU, all | ratio | wall, start | wall, event | peak | package |",
        "|---|---|---|---|---|---|---|",
    ]
    base = variants[0][1]
    for what, ran, size in variants:
        lines.append(
            f"| {what} | {spread(ran, 'cpu', 's')} | **{middle(ran, 'cpu') / middle(base, 'cpu'):.2f}** "
            f"| {middle(ran, 'ready'):.2f} s | {middle(ran, 'handled'):.2f} s "
            f"| {middle(ran, 'peak'):.0f} MiB | {size / 1e6:.1f} MB |"
        )
    return lines


def sizes():
    """The packages, and what the SDK weighs that Python's runtime brings along."""
    ours = os.path.join(TARGET, "keyturn-lambda.zip")
    boto = sum(
        os.path.getsize(file)
        for name in ("boto3", "botocore", "s3transfer", "jmespath", "urllib3", "dateutil")
        for file in glob.glob(
            os.path.join(TARGET, "venv-bench", "lib", "python*", "site-packages", name, "**", "*"),
            recursive=True,
        )
        if os.path.isfile(file) and not file.endswith(".pyc")
    )
    theirs = os.path.getsize(os.path.join(HERE, "old_steps.py"))
    return [
        f"| Package | zip | {os.path.getsize(ours) / 1e6:.1f} MB | {theirs / 1e3:.1f} kB, and boto3 | – |",
        f"|  | unpacked | {unpacked(ours) / 1e6:.1f} MB | {boto / 1e6:.1f} MB, boto3 included | **{unpacked(ours) / boto:.2f}** |",
    ]


def unpacked(path):
    with zipfile.ZipFile(path) as package:
        return sum(entry.file_size for entry in package.infolist())


def write(text):
    path = os.path.join(ROOT, "docs", "performance.md")
    with open(path, encoding="utf-8") as file:
        page = file.read()
    before, rest = page.split(BEGIN)
    with open(path, "w", encoding="utf-8") as file:
        file.write(before + text + rest.split(END)[1])
