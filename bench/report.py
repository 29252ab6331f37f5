"""The table, and its place in docs/performance.md."""

import datetime
import os
import platform
import re
import statistics

import boto3

BEGIN, END = "<!-- bench/run begins -->", "<!-- bench/run ends -->"


def markdown(rows, calls, load, runs):
    lines = [
        BEGIN,
        f"{datetime.date.today()}, {machine()}. Load before the run {load[0]:.1f}.",
        f"Medians of {runs} interleaved runs of short commands (fleets: at most 3), with minimum and maximum.",
        "",
        "| what | | Keyturn | Python, boto3 | ratio |",
        "|---|---|---|---|---|",
    ]
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
    lines += ["", "| AWS calls, counted at the emulator | |", "|---|---|"]
    lines += [f"| {what} | {count} |" for what, count in calls.items()]
    return "\n".join([*lines, END])


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
