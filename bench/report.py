"""The table, and its place in docs/performance.md."""

import datetime
import glob
import os
import platform
import re
import statistics
import xml.etree.ElementTree

import boto3

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OF_PROCESSES = ("kills", "faults", "orders")  # What is counted where the AWS calls are not simulated ones.
BEGIN, END = "<!-- bench/run begins -->", "<!-- bench/run ends -->"


def markdown(rows, steps, calls, load, runs):
    lines = [
        BEGIN,
        f"{datetime.date.today()}, {machine()}. Load before the run {load[0]:.1f}.",
        f"Medians of {runs} interleaved runs of short commands (fleets: at most 3), with minimum and maximum.",
        *comparison(rows),
    ]
    lines += ["", "| what a cold rotation consists of | wall | CPU | peak |", "|---|---|---|---|"]
    lines += [
        f"| {what} | {spread(ran, 'wall', 's')} | {spread(ran, 'cpu', 's')} | {spread(ran, 'peak', 'MiB')} |"
        for what, ran in steps.items()
    ]
    lines += verification()
    lines += ["", "| AWS calls, counted at the emulator | |", "|---|---|"]
    lines += [f"| {what} | {count} |" for what, count in calls.items()]
    return "\n".join([*lines, END])


def comparison(rows):
    """Both sides, and their ratio where there are two."""
    lines = ["", "| what | | Keyturn | Python, boto3 | ratio |", "|---|---|---|---|---|"]
    for what, ours, theirs in rows:
        for label, field, unit in (
            ("wall", "wall", "s"), ("CPU", "cpu", "s"), ("peak", "peak", "MiB"), ("AWS calls", "calls", ""),
        ):
            if not any(run[field] for run in ours + theirs):
                continue
            ratio = f"**{middle(ours, field) / middle(theirs, field):.2f}**" if theirs and middle(theirs, field) else "–"
            lines.append(
                f"| {what} | {label} | {spread(ours, field, unit)} | {spread(theirs, field, unit)} | {ratio} |"
            )
            what = ""
    return lines


def verification():
    """What the last ./verify tried, from the tables that it left; nothing where there was none."""
    proofs = sorted(glob.glob(os.path.join(ROOT, "target", "proof", "*.tsv")))
    if not proofs:
        return []
    lines = ["", "| the last `./verify`: check | AWS calls | seconds | calls per second and core |", "|---|---|---|---|"]
    for path in proofs:
        with open(path, encoding="utf-8") as file:
            for line in file:
                check, _, unit, calls, _, seconds, *cores = line.rstrip("\n").split("\t")
                on_cores = float(cores[0] if cores else seconds)
                simulated = int(calls) and on_cores and unit not in OF_PROCESSES
                rate = f"{int(calls) / on_cores:,.0f}" if simulated else "–"
                lines.append(f"| {check} | {int(calls):,} | {float(seconds):.0f} | {rate} |")
    return [*lines, *longest()]


def longest():
    """The test classes which took longest; unit tests run two at a time."""
    times = []
    for path in glob.glob(os.path.join(ROOT, "target", "*-reports", "TEST-*.xml")):
        suite = xml.etree.ElementTree.parse(path).getroot()
        times.append((float(suite.get("time")), suite.get("name").rpartition(".")[2]))
    lines = ["", "| the last `./verify`: longest test classes | seconds |", "|---|---|"]
    lines += [f"| `{name}` | {seconds:.0f} |" for seconds, name in sorted(times, reverse=True)[:10]]
    return [*lines, f"| all {len(times)} together | {sum(seconds for seconds, _ in times):.0f} |", *whole()]


def whole():
    """What ./verify measured of itself, with all that it started; nothing where it was not run to its end."""
    path = os.path.join(ROOT, "target", "proof", "whole")
    if not os.path.exists(path):
        return []
    with open(path, encoding="ascii") as file:
        wall, cpu = (int(part) for part in file.read().split())
    return [f"| the whole of `./verify`: wall, CPU | {wall:,}, {cpu:,} |"]


def middle(measured, field):
    return statistics.median(run[field] for run in measured)


def spread(measured, field, unit):
    if not measured:
        return "–"
    values = [run[field] for run in measured]
    shape = {"s": "{:.2f}", "MiB": "{:.0f}", "": "{:.0f}"}[unit]
    low, mid, high = (shape.format(v) for v in (min(values), statistics.median(values), max(values)))
    return f"{mid} {unit}".strip() + (f" ({low}–{high})" if low != high else "")


def machine():
    return ", ".join(
        [
            f"{os.cpu_count()} cores",
            f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
            f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}",
            f"JDK {jdk()}",
            f"Python {platform.python_version()}",
            f"boto3 {boto3.__version__}",
        ]
    )


def jdk():
    with open(os.path.join(os.environ["JAVA_HOME"], "release"), encoding="utf-8") as file:
        return re.search(r'^JAVA_RUNTIME_VERSION="(.*)"', file.read(), re.M)[1]


def write(path, text):
    with open(path, encoding="utf-8") as file:
        page = file.read()
    before, rest = page.split(BEGIN)
    with open(path, "w", encoding="utf-8") as file:
        file.write(before + text + rest.split(END)[1])
