#!/bin/sh
# Powertools for AWS: how old a cached secret may be is decided by whoever read it first, not by who reads it.
#
# Version: aws-lambda-powertools 3.37.0 (Python), moto 5.2.5.
# Guess:   get_secret(name, max_age=1) never returns a value that was fetched more than a second ago.
# Seen:    max_age is turned into an expiry when the value is stored. After a read with max_age=3600 anywhere
#          in the process, a read with max_age=1 is served from that hour's cache.
# Why:     a handler that asks for a fresh key because it knows of a rotation is not helped by a short max_age
#          if a library beside it asked for a long one; only force_fetch=True reads again.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset AWS_PROFILE AWS_ENDPOINT_URL
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_DEFAULT_REGION=us-east-1 \
  AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example
python3 -m venv "$work/venv" || exit 2
"$work/venv/bin/pip" -q install aws-lambda-powertools==3.37.0 'moto[secretsmanager]==5.2.5' boto3==1.44.8 || exit 2

"$work/venv/bin/python" - <<'PYTHON'
import sys
import time

import boto3
from aws_lambda_powertools.utilities.parameters import get_secret
from moto import mock_aws

with mock_aws():
    manager = boto3.client("secretsmanager")
    manager.create_secret(Name="ci", SecretString="before")
    long = get_secret("ci", max_age=3600)
    manager.put_secret_value(SecretId="ci", SecretString="after")
    time.sleep(2)
    short = get_secret("ci", max_age=1)
    forced = get_secret("ci", max_age=1, force_fetch=True)

print("before the change, max_age=3600:          ", long)
print("two seconds after it, max_age=1:          ", short)
print("the same with force_fetch=True:           ", forced)
sys.exit(0 if (long, short, forced) == ("before", "before", "after") else 1)
PYTHON
