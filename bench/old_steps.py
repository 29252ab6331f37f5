"""Secrets Manager's four steps for an IAM user, as they are usually written.

The guards that the service's documentation asks for, a key for the pending version, one look
whether it works, and the label moved. It keeps no books: where the user has two keys, the older one
is deleted to make room. It is here for its speed only.
"""

import json

import boto3

iam = boto3.client("iam")
secrets = boto3.client("secretsmanager")


def handler(event, context):
    step, secret, token = event["Step"], event["SecretId"], event["ClientRequestToken"]
    described = secrets.describe_secret(SecretId=secret)
    if not described.get("RotationEnabled"):
        raise ValueError(f"{secret} is not enabled for rotation")
    versions = described["VersionIdsToStages"]
    if token not in versions:
        raise ValueError(f"{secret} has no version {token}")
    if "AWSCURRENT" in versions[token]:
        return {"step": step}
    if "AWSPENDING" not in versions[token]:
        raise ValueError(f"version {token} of {secret} is not pending")
    STEPS[step](secret, token, versions)
    print(f"{step} of {secret}")
    return {"step": step}


def value(secret, **of):
    return json.loads(secrets.get_secret_value(SecretId=secret, **of)["SecretString"])


def create(secret, token, versions):
    current = value(secret, VersionStage="AWSCURRENT")
    try:
        value(secret, VersionId=token, VersionStage="AWSPENDING")
        return
    except secrets.exceptions.ResourceNotFoundException:
        pass
    user = current["UserName"]
    keys = iam.list_access_keys(UserName=user)["AccessKeyMetadata"]
    if len(keys) > 1:
        oldest = min(keys, key=lambda key: key["CreateDate"])
        iam.delete_access_key(UserName=user, AccessKeyId=oldest["AccessKeyId"])
    key = iam.create_access_key(UserName=user)["AccessKey"]
    pending = {name: key[name] for name in ("UserName", "AccessKeyId", "SecretAccessKey")}
    secrets.put_secret_value(
        SecretId=secret,
        ClientRequestToken=token,
        SecretString=json.dumps(pending),
        VersionStages=["AWSPENDING"],
    )


def set_(secret, token, versions):
    """IAM knows the key already."""


def test(secret, token, versions):
    pending = value(secret, VersionId=token, VersionStage="AWSPENDING")
    boto3.client(
        "sts",
        aws_access_key_id=pending["AccessKeyId"],
        aws_secret_access_key=pending["SecretAccessKey"],
    ).get_caller_identity()


def finish(secret, token, versions):
    current = next(version for version, labels in versions.items() if "AWSCURRENT" in labels)
    secrets.update_secret_version_stage(
        SecretId=secret,
        VersionStage="AWSCURRENT",
        MoveToVersionId=token,
        RemoveFromVersionId=current,
    )


STEPS = {"createSecret": create, "setSecret": set_, "testSecret": test, "finishSecret": finish}
