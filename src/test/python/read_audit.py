"""Reads the files of `keyturn audit` with parsers that others wrote, and prints as JSON what they make of them.

read_audit.py CSV JUNIT OCSF
"""

import csv
import json
import sys

from junitparser import Failure, JUnitXml, Skipped
from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def tests(path):
    found = []
    for suite in JUnitXml.fromfile(path):
        cases = list(suite)
        results = [result for case in cases for result in case.result]
        counted = (
            len(cases),
            sum(isinstance(result, Failure) for result in results),
            sum(isinstance(result, Skipped) for result in results),
        )
        if counted != (suite.tests, suite.failures, suite.skipped):
            raise SystemExit(f"suite {suite.name!r} says other counts than {counted}")
        for case in cases:
            found.append(
                {
                    "suite": suite.name,
                    "class": case.classname,
                    "name": case.name,
                    "results": [
                        {"kind": type(result).__name__, "message": result.message, "text": result.text}
                        for result in case.result
                    ],
                }
            )
    return found


def findings(path):
    with open(path, encoding="utf-8") as file:
        models = [ComplianceFinding.model_validate(event, strict=False) for event in json.load(file)]
    return [
        {
            "control": model.compliance.control,
            "compliance": model.compliance.status_id.name,
            "status": model.status_id.name,
            "severity": model.severity_id.name,
            "version": model.metadata.version,
            "type": model.type_uid.name,
            "user": model.resources[0].name,
            "uid": model.finding_info.uid,
        }
        for model in models
    ]


print(json.dumps({"csv": rows(sys.argv[1]), "junit": tests(sys.argv[2]), "ocsf": findings(sys.argv[3])}))
