#!/bin/sh
# Emulators let AWSCURRENT be taken off a secret, and moto then calls the current value the previous one.
#
# Version: moto 5.2.5, ministack 1.5.33.
# Guess:   UpdateSecretVersionStage with RemoveFromVersionId alone is refused for AWSCURRENT, as Secrets Manager
#          says that this label can be moved, and not removed.
# Seen:    both take it off. ministack's secret can then not be read at all. moto moves AWSPREVIOUS to the version
#          that lost AWSCURRENT, so that the true previous version has no label, and goes on answering plain reads.
# Why:     a rotation that forgets MoveToVersionId when it promotes a key passes its tests on moto: the plain read
#          still works. At AWS the same call fails.
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


def take_current_off(client):
    """What each label reads afterwards, and which labels are left, by the version's value."""
    manager = client("secretsmanager")
    values = {manager.create_secret(Name="ci", SecretString="first")["VersionId"]: "first"}
    current = manager.put_secret_value(SecretId="ci", SecretString="second")["VersionId"]
    values[current] = "second"
    manager.update_secret_version_stage(SecretId="ci", VersionStage="AWSCURRENT", RemoveFromVersionId=current)
    labels = manager.describe_secret(SecretId="ci")["VersionIdsToStages"]
    try:
        read = manager.get_secret_value(SecretId="ci")["SecretString"]
    except ClientError as refusal:
        read = refusal.response["Error"]["Code"]
    return read, {values[version]: names for version, names in sorted(labels.items()) if names}


with moto() as client:
    of_moto = take_current_off(client)
with ministack() as client:
    of_ministack = take_current_off(client)
print("first is AWSPREVIOUS, second AWSCURRENT; then AWSCURRENT is taken off second")
print("moto:      plain read", of_moto[0], "- labels", of_moto[1])
print("ministack: plain read", of_ministack[0], "- labels", of_ministack[1])
stated = (
    ("second", {"second": ["AWSPREVIOUS"]}),
    ("ResourceNotFoundException", {"first": ["AWSPREVIOUS"]}),
)
sys.exit(0 if (of_moto, of_ministack) == stated else 1)
PYTHON
