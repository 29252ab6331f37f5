#!/bin/sh
# botocore: a credential_process that gives the shortest session of STS is run again for every request.
#
# Version: boto3 and botocore 1.44.8.
# Guess:   sessions of 900 seconds, the least that AssumeRole gives, are kept until they are nearly over, so that
#          five requests in a row run the command once.
# Seen:    botocore starts to refresh when 15 minutes are left, which with 900 seconds is at once: the command
#          runs when the credentials are loaded and again for each request. With 960 seconds it runs once.
# Why:     the command is often a log-in, an AssumeRole or a look into a vault. Least privilege in time costs a
#          call of it per request, and its rate limit is hit by people who rotate many keys in one run.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset AWS_PROFILE AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
export AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_CONFIG_FILE="$work/config"
python3 -m venv "$work/venv" || exit 2
"$work/venv/bin/pip" -q install boto3==1.44.8 botocore==1.44.8 || exit 2

cat >"$work/config" <<CONFIG
[profile session]
region = us-east-1
credential_process = "$work/venv/bin/python" "$work/process.py"
CONFIG
cat >"$work/process.py" <<'PYTHON'
import datetime
import json
import os

with open(os.environ["RUNS"], "a") as runs:
    runs.write("run\n")
end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=int(os.environ["SECONDS_LEFT"]))
print(json.dumps({
    "Version": 1,
    "AccessKeyId": "ASIAEXAMPLEEXAMPLE00",
    "SecretAccessKey": "example",
    "SessionToken": "example",
    "Expiration": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
}))
PYTHON

RUNS="$work/runs" "$work/venv/bin/python" - <<'PYTHON'
import os
import sys

import boto3

REQUESTS = 5
runs = {}
for seconds in (900, 960, 3600):
    os.environ["SECONDS_LEFT"] = str(seconds)
    open(os.environ["RUNS"], "w").close()
    client = boto3.Session(profile_name="session").client("sts")
    for _ in range(REQUESTS):
        client.generate_presigned_url("get_caller_identity")  # signs, and sends nothing
    with open(os.environ["RUNS"]) as written:
        runs[seconds] = len(written.readlines())
    print(f"sessions of {seconds} s, {REQUESTS} requests signed: the process ran {runs[seconds]} time(s)")
sys.exit(0 if runs == {900: REQUESTS + 1, 960: 1, 3600: 1} else 1)
PYTHON
