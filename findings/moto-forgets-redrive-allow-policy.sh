#!/bin/sh
# moto: a queue's RedriveAllowPolicy is taken without a word and is not there when it is read.
#
# Version: moto 5.2.1, boto3 1.43.106.
# Guess:   what SetQueueAttributes answers with 200, GetQueueAttributes gives back, as it does for RedrivePolicy.
# Seen:    RedrivePolicy and VisibilityTimeout come back; RedriveAllowPolicy does not, whether it is set at the
#          queue's making or later. No error is given either time.
# Why:     whoever lets one queue alone use another for its dead letters cannot try that here; Terraform, which reads
#          such an attribute until it is there, was still applying after ten minutes, when we stopped it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset AWS_PROFILE AWS_ENDPOINT_URL AWS_SESSION_TOKEN
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1
python3 -m venv "$work/venv" || exit 2
"$work/venv/bin/pip" -q install moto==5.2.1 boto3==1.43.106 || exit 2

"$work/venv/bin/python" - <<'PYTHON'
import json
import sys

import boto3
from moto import mock_aws

ALLOW = json.dumps({"redrivePermission": "denyAll"})
with mock_aws():
    sqs = boto3.client("sqs")
    letters = sqs.create_queue(QueueName="letters", Attributes={"RedriveAllowPolicy": ALLOW})["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=letters, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    work = sqs.create_queue(QueueName="work")["QueueUrl"]
    redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 5})
    sqs.set_queue_attributes(QueueUrl=work, Attributes={"RedrivePolicy": redrive, "VisibilityTimeout": "77"})
    sqs.set_queue_attributes(QueueUrl=letters, Attributes={"RedriveAllowPolicy": ALLOW})
    kept = sqs.get_queue_attributes(QueueUrl=work, AttributeNames=["All"])["Attributes"]
    forgotten = sqs.get_queue_attributes(QueueUrl=letters, AttributeNames=["All"])["Attributes"]
print("the queue has", sorted({"RedrivePolicy", "VisibilityTimeout"} & set(kept)))
print("the dead-letter queue has RedriveAllowPolicy:", "RedriveAllowPolicy" in forgotten)
sys.exit(0 if "RedrivePolicy" in kept and "RedriveAllowPolicy" not in forgotten else 1)
PYTHON
