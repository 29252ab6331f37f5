#!/bin/sh
# py-ocsf-models refuses the owner of a resource that OCSF allows, and its own description calls optional.
#
# Version: py-ocsf-models 0.10.0, OCSF 1.6.0 as JSON schema by ocsf-json-schema 1.2.0, jsonschema 4.26.0.
# Guess:   a Compliance Finding that the schema takes, with owner {"name": "ci"} at its resource, is taken by the
#          models: OCSF asks for one of account, name or uid of a user.
# Seen:    the models want account (with name and uid of its own), name, type_id and uid. With them both
#          take the finding. The schema is no rubber stamp: it refuses an owner with neither account, name nor uid.
# Why:     whose key it is, is what readers of a finding about keys look for first. A report that names the user alone
#          is right by the standard and is refused by readers on Prowler's models: write them all.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" || exit 2
"$work/venv/bin/pip" -q install py-ocsf-models==0.10.0 ocsf-json-schema==1.2.0 jsonschema==4.26.0 || exit 2

"$work/venv/bin/python" - <<'PYTHON'
import sys

from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema
from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding
from pydantic import ValidationError

SCHEMA = Draft202012Validator(OcsfJsonSchemaEmbedded(get_ocsf_schema("1.6.0")).get_class_schema("compliance_finding"))


def finding(owner):
    return {
        "activity_id": 1,
        "category_uid": 2,
        "class_uid": 2003,
        "type_uid": 200301,
        "severity_id": 3,
        "time": 1796000000000,
        "metadata": {"version": "1.6.0", "product": {"name": "audit", "vendor_name": "example"}},
        "finding_info": {"uid": "ci-key", "title": "Key is older than 90 days"},
        "compliance": {"standards": ["CIS"], "control": "2.12", "status_id": 3},
        "resources": [{"uid": "AKIAEXAMPLEEXAMPLE00", "type": "AwsIamAccessKey", "owner": owner}],
    }


def by_schema(event):
    return sorted(error.message for error in SCHEMA.iter_errors(event))


def by_models(event):
    try:
        ComplianceFinding(**event)
    except ValidationError as refusal:
        return sorted(".".join(map(str, error["loc"])) + " " + error["type"] for error in refusal.errors())
    return []


short = finding({"name": "ci"})
whole = finding({
    "name": "ci", "type_id": 1, "uid": "arn:aws:iam::111122223333:user/ci", "account": {"name": "payments", "uid": "111122223333", "type_id": 10}})
nobody = finding({"type_id": 1})
seen = [by_schema(short), by_models(short), by_schema(whole), by_models(whole)]
refused = bool(by_schema(nobody))
print("owner by name alone: schema objects to", seen[0], "- models object to", seen[1])
print("owner whole:         schema objects to", seen[2], "- models object to", seen[3])
print("owner by nothing:    refused by the schema:", refused)
missing = [f"resources.0.owner.{field} missing" for field in ("account", "type_id", "uid")]
sys.exit(0 if refused and seen == [[], missing, [], []] else 1)
PYTHON
