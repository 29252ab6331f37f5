#!/bin/sh
# ministack knows no source identity: a trust policy that asks for one denies whoever sets it, and lets in whoever may not.
#
# Version: ministack 1.5.33 with AUTH=true.
# Guess:   AssumeRole with SourceIdentity is judged by the trust policy's condition on sts:SourceIdentity, and needs
#          sts:SetSourceIdentity in it, as it judges sts:ExternalId and aws:PrincipalOrgID in the same policy.
# Seen:    with the condition, the right SourceIdentity is AccessDenied as the wrong one is; without sts:SetSourceIdentity
#          in the trust policy, which AWS denies, the role is assumed.
# Why:     programs that work in many accounts set a source identity for CloudTrail, and roles ask for it. Tried here, a
#          right policy fails, and one that lacks the action passes and then fails on AWS.
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

from botocore.exceptions import ClientError

from emulator import ministack


def assume(client, actions, condition, identity):
    """Whether a user of one account may assume a role of another that trusts it so."""
    trust = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ci"}, "Action": actions,
        "Condition": {"StringEquals": condition}}]}
    client("iam", "222222222222").update_assume_role_policy(RoleName="member", PolicyDocument=json.dumps(trust))
    try:
        client("sts", *KEY).assume_role(
            RoleArn="arn:aws:iam::222222222222:role/member", RoleSessionName="run", SourceIdentity=identity,
            ExternalId="ours")
        return "assumed"
    except ClientError as refused:
        return refused.response["Error"]["Code"]


BOTH = ["sts:AssumeRole", "sts:SetSourceIdentity"]
OURS = {"sts:ExternalId": "ours"}
with ministack() as client:
    root = client("iam")
    root.create_user(UserName="ci")
    root.put_user_policy(UserName="ci", PolicyName="own", PolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": BOTH, "Resource": "*"}]}))
    key = root.create_access_key(UserName="ci")["AccessKey"]
    KEY = (key["AccessKeyId"], key["SecretAccessKey"])
    client("iam", "222222222222").create_role(RoleName="member", AssumeRolePolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": []}))
    seen = [
        ("external ID as asked", assume(client, BOTH, OURS, "rotator")),
        ("external ID another", assume(client, BOTH, {"sts:ExternalId": "theirs"}, "rotator")),
        ("source identity as asked", assume(client, BOTH, {**OURS, "sts:SourceIdentity": "rotator"}, "rotator")),
        ("sts:SetSourceIdentity not allowed", assume(client, ["sts:AssumeRole"], OURS, "rotator")),
    ]
for what, came in seen:
    print(f"{what}: {came}")
sys.exit(0 if [came for _, came in seen] == ["assumed", "AccessDenied", "AccessDenied", "assumed"] else 1)
PYTHON
