"""The forty-line rotation that people copy, as a program: old_lambda.py USER=SECRET …

Deletes inactive keys, deactivates the others, makes a new one, stores it. It proves nothing, keeps
no overlap, and loses the key when storing fails; it is here for its speed only.
"""

import json
import sys

import boto3


def rotate(iam, secrets, user, secret):
    for key in iam.list_access_keys(UserName=user)["AccessKeyMetadata"]:
        if key["Status"] == "Inactive":
            iam.delete_access_key(UserName=user, AccessKeyId=key["AccessKeyId"])
        else:
            iam.update_access_key(
                UserName=user, AccessKeyId=key["AccessKeyId"], Status="Inactive"
            )
    key = iam.create_access_key(UserName=user)["AccessKey"]
    value = {name: key[name] for name in ("UserName", "AccessKeyId", "SecretAccessKey")}
    secrets.put_secret_value(SecretId=secret, SecretString=json.dumps(value))


def main():
    iam = boto3.client("iam")
    secrets = boto3.client("secretsmanager")
    for pair in sys.argv[1:]:
        user, secret = pair.split("=")
        rotate(iam, secrets, user, secret)
        print(f"rotated {user}")


if __name__ == "__main__":
    main()
