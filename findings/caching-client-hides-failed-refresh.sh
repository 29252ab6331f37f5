#!/bin/sh
# AWS's caching client for Secrets Manager goes on giving the last value, in silence, when it can no longer look.
#
# Version: aws-secretsmanager-caching 1.2.0 (Python), moto 5.2.5.
# Guess:   when a refresh fails after the interval is over, get_secret_string raises what Secrets Manager said,
#          or at least logs it; and a label that no version carries raises ResourceNotFoundException.
# Seen:    each refresh that fails is put away: the value of before is returned after any number of intervals and
#          nothing is logged. A label that is not there, such as AWSPREVIOUS of a new secret, gives None.
# Why:     a consumer that lost its permission to DescribeSecret looks healthy, misses the rotation and fails only
#          when the previous key is switched off. Watch last use of the key, not the consumer's word; and test
#          for None before falling back to AWSPREVIOUS.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset AWS_PROFILE AWS_ENDPOINT_URL
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_DEFAULT_REGION=us-east-1 \
  AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example
python3 -m venv "$work/venv" || exit 2
"$work/venv/bin/pip" -q install aws-secretsmanager-caching==1.2.0 'moto[secretsmanager]==5.2.5' || exit 2

"$work/venv/bin/python" - <<'PYTHON'
import logging
import sys
import time

import boto3
from aws_secretsmanager_caching import SecretCache, SecretCacheConfig
from botocore.exceptions import ClientError
from moto import mock_aws

REFRESH_SECONDS = 1


class Kept(logging.Handler):
    """Keeps what anything but the SDK itself logs as a warning or worse."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.records = []

    def emit(self, record):
        self.records.append(record.getMessage())


kept = Kept()
logging.getLogger().addHandler(kept)

with mock_aws():
    manager = boto3.client("secretsmanager")
    manager.create_secret(Name="ci", SecretString="value")
    cache = SecretCache(SecretCacheConfig(secret_refresh_interval=REFRESH_SECONDS), client=manager)
    first = cache.get_secret_string("ci")
    no_label = cache.get_secret_string("ci", "AWSPREVIOUS")
    manager.delete_secret(SecretId="ci", ForceDeleteWithoutRecovery=True)
    later = []
    for _ in range(3):
        time.sleep(2 * REFRESH_SECONDS)
        later.append(cache.get_secret_string("ci"))
    try:
        manager.get_secret_value(SecretId="ci")
        direct = "a value"
    except ClientError as refusal:
        direct = refusal.response["Error"]["Code"]

print("first read:                                   ", first)
print("AWSPREVIOUS, which no version carries:        ", no_label)
print("the secret is gone; Secrets Manager's client: ", direct)
print("the cache, two, four, six intervals later:    ", later)
print("warnings and errors logged:                   ", kept.records)
seen = (first, no_label, direct, later, kept.records)
sys.exit(0 if seen == ("value", None, "ResourceNotFoundException", ["value"] * 3, []) else 1)
PYTHON
