#!/bin/sh
# Powertools for AWS: after one read of a secret, its AWSPREVIOUS reads as AWSCURRENT, and the other way round.
#
# Version: aws-lambda-powertools 3.37.0 (Python), @aws-lambda-powertools/parameters 2.35.0 (Node), moto 5.2.5.
# Guess:   get_secret passes VersionStage on to Secrets Manager and caches what comes back for that label.
# Seen:    the cache knows a value by the secret's name alone. Whichever label is read first answers for
#          all labels until it expires (five seconds by default). A forced read of AWSPREVIOUS does fetch
#          it, and then the plain read, which means AWSCURRENT, gives the previous value.
# Why:     a consumer that falls back to the previous key during an overlap gets the same key again; and
#          one that looked at the previous key hands it out as the current one.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset AWS_PROFILE AWS_ENDPOINT_URL
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_REGION=us-east-1 \
  AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example
python3 -m venv "$work/venv" || exit 2
"$work/venv/bin/pip" -q install aws-lambda-powertools==3.37.0 moto==5.2.5 boto3==1.44.8 \
  flask==3.1.3 flask-cors==6.0.5 || exit 2
(cd "$work" && npm install --silent --no-fund --no-audit @aws-lambda-powertools/parameters@2.35.0 \
  @aws-sdk/client-secrets-manager@3.1164.0) || exit 2

cat >"$work/read.mjs" <<'NODE'
import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';

const secrets = new SecretsProvider();
const previous = { sdkOptions: { VersionStage: 'AWSPREVIOUS' } };
console.log(JSON.stringify([
  await secrets.get('ci'),
  await secrets.get('ci', previous),
  await secrets.get('ci', { ...previous, forceFetch: true }),
  await secrets.get('ci'),
]));
NODE

cd "$work" && "$work/venv/bin/python" - <<'PYTHON'
import json
import logging
import os
import subprocess
import sys

import boto3
from aws_lambda_powertools.utilities.parameters import get_secret
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server.start()
host, port = server.get_host_and_port()
os.environ["AWS_ENDPOINT_URL"] = f"http://{host}:{port}"

manager = boto3.client("secretsmanager")
manager.create_secret(Name="ci", SecretString="previous")
manager.put_secret_value(SecretId="ci", SecretString="current")
labels = ("AWSCURRENT", "AWSPREVIOUS")
direct = [manager.get_secret_value(SecretId="ci", VersionStage=label)["SecretString"] for label in labels]
python = [
    get_secret("ci"),
    get_secret("ci", VersionStage="AWSPREVIOUS"),
    get_secret("ci", VersionStage="AWSPREVIOUS", force_fetch=True),
    get_secret("ci"),
]
node = json.loads(subprocess.run(["node", "read.mjs"], check=True, capture_output=True, text=True).stdout)
server.stop()

print("Secrets Manager's client, AWSCURRENT and AWSPREVIOUS:", direct)
reads = "plain, AWSPREVIOUS, AWSPREVIOUS forced, plain:"
print("Python,", reads, python)
print("Node,  ", reads, node)
stated = ["current", "current", "previous", "previous"]
sys.exit(0 if direct == ["current", "previous"] and python == stated and node == stated else 1)
PYTHON
