"""Reads back, as one JSON document, what a deployment called NAME made: read_stack.py NAME"""

import json
import sys

import boto3
from botocore.exceptions import ClientError

name = sys.argv[1]
region = boto3.session.Session().region_name
iam, functions, events = boto3.client("iam"), boto3.client("lambda"), boto3.client("events")
watch, logs = boto3.client("cloudwatch"), boto3.client("logs")
queues = boto3.client("sqs")


def statements_of_function():
    """Those of the alias and of the function itself, each once."""
    found = []
    for target in ({"Qualifier": "live"}, {}):
        try:
            statements = json.loads(functions.get_policy(FunctionName=name, **target)["Policy"])["Statement"]
            found += [statement for statement in statements if statement not in found]
        except functions.exceptions.ResourceNotFoundException:
            pass
    return found


def live():
    """What callers get; nothing where an emulator makes no alias."""
    try:
        return functions.get_function_configuration(FunctionName=name, Qualifier="live")
    except functions.exceptions.ResourceNotFoundException:
        return {}


def repeated():
    """How often a scheduled run that failed is tried again."""
    try:
        return functions.get_function_event_invoke_config(FunctionName=name, Qualifier="live")["MaximumRetryAttempts"]
    except ClientError:
        return None


def document(policy):
    arn = policy["PolicyArn"]
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    return iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]


def operator():
    """Whom the operator's role trusts, and what it has; nothing where there is no such role."""
    name_of_role = f"{name}-operator-{region}"
    try:
        found = iam.get_role(RoleName=name_of_role)["Role"]
    except iam.exceptions.NoSuchEntityException:
        return None
    attached = iam.list_attached_role_policies(RoleName=name_of_role)["AttachedPolicies"]
    return {
        "trust": found["AssumeRolePolicyDocument"],
        "attached": [policy["PolicyName"] for policy in attached],
        "inline": iam.list_role_policies(RoleName=name_of_role)["PolicyNames"],
    }


def queue():
    """Its attributes; or the refusal, where an emulator holds its policy against plain HTTP."""
    url = queues.list_queues(QueueNamePrefix=f"{name}-dead-letters")["QueueUrls"][0]
    try:
        return queues.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    except ClientError as error:
        return {"Refused": str(error)}


role = f"{name}-rotator-{region}"
rotator = iam.get_role(RoleName=role)["Role"]
account = rotator["Arn"].split(":")[4]
managed = iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
offered = [
    {"PolicyName": policy["PolicyName"], "PolicyArn": policy["Arn"]}
    for page in iam.get_paginator("list_policies").paginate(Scope="Local")
    for policy in page["Policies"]
    if policy["PolicyName"].startswith(f"{name}-") and policy["PolicyName"].endswith(f"-{region}")
]
rule = events.describe_rule(Name=f"{name}-run")
alarms = watch.describe_alarms(AlarmNamePrefix=f"{name}-")["MetricAlarms"]
groups = logs.describe_log_groups(logGroupNamePrefix=f"/aws/lambda/{name}")["logGroups"]
json.dump(
    {
        "account": account,
        "function": functions.get_function_configuration(FunctionName=name),
        "live": live(),
        "repeated": repeated(),
        "invokers": statements_of_function(),
        "concurrency": functions.get_function_concurrency(FunctionName=name).get("ReservedConcurrentExecutions"),
        "trust": rotator["AssumeRolePolicyDocument"],
        "boundary": rotator.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        "attached": [policy["PolicyName"] for policy in managed],
        "operator": operator(),
        "policies": {p["PolicyName"]: document(p) for p in managed + offered}
        | {
            inline: iam.get_role_policy(RoleName=role, PolicyName=inline)["PolicyDocument"]
            for inline in iam.list_role_policies(RoleName=role)["PolicyNames"]
        },
        "schedule": rule["ScheduleExpression"],
        "targets": events.list_targets_by_rule(Rule=f"{name}-run")["Targets"],
        "queue": queue(),
        "alarms": {alarm["AlarmName"]: alarm for alarm in alarms},
        "dashboard": json.loads(watch.get_dashboard(DashboardName=f"{name}-{region}")["DashboardBody"]),
        "retention": groups[0]["retentionInDays"],
        "logKey": groups[0].get("kmsKeyId"),
    },
    sys.stdout,
    default=str,
)
