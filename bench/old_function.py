"""The forty-line rotation as a Lambda function: old_lambda.py behind a handler, with its variable."""

import os

import boto3

import old_lambda

iam = boto3.client("iam")
secrets = boto3.client("secretsmanager")


def handler(event, context):
    for pair in os.environ["secrets"].split(";"):
        secret, user = pair.split("=")
        old_lambda.rotate(iam, secrets, user, secret)
        print(f"rotated {user}")
    return {"secrets": os.environ["secrets"]}
