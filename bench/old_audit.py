"""Judges a credential report as the scripts do that people copy: keys over 90 days, and unused ones."""

import csv
import datetime
import sys

NOW = datetime.datetime.now(datetime.timezone.utc)


def days(text):
    """Since a date of the report; None where there is none."""
    if text in ("N/A", "no_information", "not_supported"):
        return None
    return (NOW - datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))).days


def judged(row):
    """A line for each Active key that is old or unused."""
    for slot in "12":
        if row[f"access_key_{slot}_active"] == "true":
            age = days(row[f"access_key_{slot}_last_rotated"])
            unused = days(row[f"access_key_{slot}_last_used_date"])
            if age is None or age > 90:
                yield f"{row['user']}: key {slot} is {age} days old"
            if unused is not None and unused > 45:
                yield f"{row['user']}: key {slot} was used {unused} days ago"


with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for user in csv.DictReader(file):
        for finding in judged(user):
            print(finding)
