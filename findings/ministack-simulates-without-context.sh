#!/bin/sh
# ministack's SimulatePrincipalPolicy disagrees with what ministack does: it looks at no ContextEntries.
#
# Version: ministack 1.5.33 with AUTH=true.
# Guess:   the simulation goes through the engine that decides about requests, with ContextEntries in place of the
#          request's own values.
# Seen:    a policy that asks for a tag of the user lets ListAccessKeys through, and the simulation says implicitDeny
#          with that very tag in ContextEntries. A policy that asks for a Region is "allowed" with any other Region given.
# Why:     a pre-flight by simulation, which rotators do before they make a key, is refused where the call would work,
#          and is granted where it would not: on this emulator ask for the call itself.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset AWS_PROFILE AWS_ENDPOINT_URL
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_DEFAULT_REGION=us-east-1
python3 -m venv "$work/client" && python3 -m venv "$work/ministack" || exit 2
"$work/client/bin/pip" -q install boto3==1.44.8 || exit 2
"$work/ministack/bin/pip" -q install ministack==1.5.33 || exit 2

cat >"$work/emulator.py" <<'PYTHON'
"""Starts the emulator on a free port of 127.0.0.1 and stops it by its own handle."""

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

import boto3


@contextlib.contextmanager
def ministack():
    """Gives a maker of boto3 clients for ministack, which checks signatures and policies."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = dict(
        AUTH="true", BIND_HOST="127.0.0.1", MINISTACK_HOST="127.0.0.1", GATEWAY_PORT=str(port),
        SFTP_ENABLED="0", IOT_MTLS_ENABLED="0", LAMBDA_EXECUTOR="local")
    with open("ministack.log", "w") as log:
        server = subprocess.Popen(["ministack/bin/ministack"], env={**os.environ, **settings}, stdout=log, stderr=log)
    try:
        for _ in range(120):
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_ministack/health")
                break
            time.sleep(0.5)
        yield maker(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


def maker(endpoint):
    """A client's maker; without keys it is the root of an account."""
    def make(service, key="111122223333", secret="test"):
        return boto3.client(service, endpoint_url=endpoint, aws_access_key_id=key, aws_secret_access_key=secret)
    return make
PYTHON
cd "$work"
client/bin/python - <<'PYTHON'
import json
import sys

from emulator import ministack

TAG = ("aws:ResourceTag/team", "payments")
REGION = ("aws:RequestedRegion", "us-east-1")


def decide(client, condition, given):
    """How many keys the user itself lists under the condition, and what the simulation says of that call."""
    root = client("iam")
    key = root.create_access_key(UserName="ci")["AccessKey"]
    name, value = condition
    root.put_user_policy(UserName="ci", PolicyName="own", PolicyDocument=json.dumps({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow", "Action": "iam:ListAccessKeys", "Resource": "*",
            "Condition": {"StringEquals": {name: value}}}]}))
    user = client("iam", key["AccessKeyId"], key["SecretAccessKey"])
    listed = len(user.list_access_keys(UserName="ci")["AccessKeyMetadata"])
    arn = root.get_user(UserName="ci")["User"]["Arn"]
    simulated = root.simulate_principal_policy(
        PolicySourceArn=arn, ActionNames=["iam:ListAccessKeys"], ResourceArns=[arn],
        ContextEntries=[dict(ContextKeyName=name, ContextKeyValues=[given], ContextKeyType="string")])
    root.delete_access_key(UserName="ci", AccessKeyId=key["AccessKeyId"])
    return listed, simulated["EvaluationResults"][0]["EvalDecision"]


with ministack() as client:
    client("iam").create_user(UserName="ci", Tags=[dict(Key="team", Value="payments")])
    tag = decide(client, TAG, "payments")
    region = decide(client, REGION, "eu-west-1")
print("the policy asks for the user's tag, which it has:   keys listed", tag[0], "- simulated with that tag:", tag[1])
print("the policy asks for us-east-1, where the call goes: keys listed", region[0], "- simulated with eu-west-1:", region[1])
sys.exit(0 if (tag, region) == ((1, "implicitDeny"), (1, "allowed")) else 1)
PYTHON
