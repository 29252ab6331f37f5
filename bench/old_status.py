"""Reads what `keyturn status` reads of one user and its secret: old_status.py USER SECRET."""

import json
import sys

import boto3


def main():
    user, secret = sys.argv[1:]
    secrets = boto3.client("secretsmanager")
    iam = boto3.client("iam")
    described = secrets.describe_secret(SecretId=secret)
    value = json.loads(secrets.get_secret_value(SecretId=secret)["SecretString"])
    iam.get_user(UserName=user)
    for key in iam.list_access_keys(UserName=user)["AccessKeyMetadata"]:
        role = "current" if key["AccessKeyId"] == value["AccessKeyId"] else "other"
        print(described["Name"], key["AccessKeyId"][-4:], role, key["Status"], key["CreateDate"])


if __name__ == "__main__":
    main()
