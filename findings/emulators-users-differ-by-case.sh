#!/bin/sh
# Emulators have users "backup" and "Backup" beside each other, each with keys of its own.
#
# Version: moto 5.2.5, ministack 1.5.33.
# Guess:   the second CreateUser is refused with EntityAlreadyExists, as IAM's names differ by more than case.
# Seen:    both make it, and list two users.
# Why:     who derives a secret's name, a file's or a metric's from a user's name in lower case may test for a clash
#          that AWS rules out; and a tool that looks a user up under another case is told "no such user" here.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset AWS_PROFILE AWS_ENDPOINT_URL
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_DEFAULT_REGION=us-east-1
python3 -m venv "$work/moto" && python3 -m venv "$work/ministack" || exit 2
"$work/moto/bin/pip" -q install moto==5.2.5 boto3==1.44.8 flask==3.1.3 flask-cors==6.0.5 || exit 2
"$work/ministack/bin/pip" -q install ministack==1.5.33 || exit 2

cat >"$work/emulators.py" <<'PYTHON'
"""Starts the two emulators on free ports of 127.0.0.1 and stops them by their own handles."""

import contextlib
import logging
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

import boto3
from moto.server import ThreadedMotoServer


@contextlib.contextmanager
def moto():
    """Gives a maker of boto3 clients for moto."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield maker("http://%s:%s" % server.get_host_and_port())
    finally:
        server.stop()


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
moto/bin/python - <<'PYTHON'
import sys

from botocore.exceptions import ClientError
from emulators import ministack, moto


def two_cases(client):
    """The users of both cases that there are, and how many keys each has."""
    iam = client("iam")
    iam.create_user(UserName="backup")
    try:
        iam.create_user(UserName="Backup")
    except ClientError as refusal:
        return refusal.response["Error"]["Code"]
    iam.create_access_key(UserName="Backup")
    return {
        user["UserName"]: len(iam.list_access_keys(UserName=user["UserName"])["AccessKeyMetadata"])
        for user in iam.list_users()["Users"]
    }


with moto() as client:
    of_moto = two_cases(client)
with ministack() as client:
    of_ministack = two_cases(client)
print("moto, users and their keys:     ", of_moto)
print("ministack, users and their keys:", of_ministack)
stated = {"backup": 0, "Backup": 1}
sys.exit(0 if of_moto == stated and of_ministack == stated else 1)
PYTHON
