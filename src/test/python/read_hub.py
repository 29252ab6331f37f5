"""Reads back, as one JSON document, what a hub called NAME made: read_hub.py NAME"""

import json
import sys

import boto3
from botocore.exceptions import ClientError

name = sys.argv[1]
region = boto3.session.Session().region_name
iam, functions, events = boto3.client("iam"), boto3.client("lambda"), boto3.client("events")
watch, queues = boto3.client("cloudwatch"), boto3.client("sqs")
buckets = boto3.client("s3", config=boto3.session.Config(s3={"addressing_style": "path"}))


def asked(call, **arguments):
    """The reply; nothing where an emulator has no such thing, the refusal where it holds a policy against plain HTTP."""
    try:
        return call(**arguments)
    except ClientError as error:
        return {"Refused": str(error)} if error.response["Error"]["Code"] == "AccessDenied" else {}


def queue(called):
    """Its attributes; or the refusal, where an emulator holds its policy against plain HTTP."""
    try:
        url = queues.get_queue_url(QueueName=called)["QueueUrl"]
        return queues.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    except ClientError as error:
        return {"Refused": str(error)}


def part(called):
    function = functions.get_function_configuration(FunctionName=f"{name}-{called}")
    role = f"{name}-{called}"
    return {
        "function": {key: function.get(key) for key in ("Handler", "Runtime", "Timeout", "Role")},
        "variables": function.get("Environment", {}).get("Variables", {}),
        "trust": iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"],
        "policies": {
            policy: iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
            for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]
        },
        "attached": iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"],
    }


account = iam.get_role(RoleName=f"{name}-worker")["Role"]["Arn"].split(":")[4]
bucket = f"{name}-{account}-results"
print(
    json.dumps(
        {
            "account": account,
            "dispatcher": part("dispatcher"),
            "worker": part("worker"),
            "sources": functions.list_event_source_mappings(FunctionName=f"{name}-worker")["EventSourceMappings"],
            "queue": queue(f"{name}.fifo"),
            "deadLetters": queue(f"{name}-dead.fifo"),
            "rule": events.describe_rule(Name=f"{name}-enqueue"),
            "targets": events.list_targets_by_rule(Rule=f"{name}-enqueue")["Targets"],
            "encryption": asked(buckets.get_bucket_encryption, Bucket=bucket),
            "publicAccess": asked(buckets.get_public_access_block, Bucket=bucket),
            "owner": asked(buckets.get_bucket_ownership_controls, Bucket=bucket),
            "expiry": asked(buckets.get_bucket_lifecycle_configuration, Bucket=bucket),
            "bucketPolicy": json.loads(asked(buckets.get_bucket_policy, Bucket=bucket).get("Policy", "null")),
            "dashboard": json.loads(watch.get_dashboard(DashboardName=f"{name}-{region}")["DashboardBody"]),
            "alarms": [alarm["AlarmName"] for alarm in watch.describe_alarms(AlarmNamePrefix=name)["MetricAlarms"]],
        },
        default=str,
    )
)
