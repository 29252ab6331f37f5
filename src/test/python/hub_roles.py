"""What roles with the hub's policies may do on an emulator that enforces policies.

Takes one argument, JSON: {ROLE: POLICY}. Prints, for each role, what it may do; and for each of its
actions, what it may do no more where that one is taken out.
"""

import json
import os
import sys

import boto3
from botocore.exceptions import ClientError

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
REGION = "us-east-1"
MEMBER = "777777777777"
ROLE = "keyturn-rotator-member"
KEYS = (os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])


def client(service, key, secret, token=None):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name=REGION,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        config=boto3.session.Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
    )


iam, sqs, sts = (client(service, *KEYS) for service in ("iam", "sqs", "sts"))
account = sts.get_caller_identity()["Account"]
administrator = sts.get_caller_identity()["Arn"]
# An account's root has the account's ID for its key, in ministack.
member = client("iam", MEMBER, "test")
queue = sqs.create_queue(QueueName="roles.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
other = sqs.create_queue(QueueName="other.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
client("s3", *KEYS).create_bucket(Bucket=f"roles-{account}-results")
made = 0


def trust(*principals):
    statement = {"Effect": "Allow", "Principal": {"AWS": list(principals)}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def role(policy):
    """A role with that policy and nothing else: its ARN, and its session's credentials."""
    global made
    made += 1
    name = f"hub-role-{made}"
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(administrator))["Role"]["Arn"]
    iam.put_role_policy(RoleName=name, PolicyName="its", PolicyDocument=json.dumps(policy))
    session = sts.assume_role(RoleArn=arn, RoleSessionName="keyturn")["Credentials"]
    return arn, (session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])


def trusted(arn):
    """The member's role trusts this one, and nobody else."""
    try:
        member.create_role(RoleName=ROLE, AssumeRolePolicyDocument=trust(arn))
    except ClientError:
        member.update_assume_role_policy(RoleName=ROLE, PolicyDocument=trust(arn))


def put(key):
    return lambda who: client("s3", *who).put_object(Bucket=f"roles-{account}-results", Key=key, Body=b"x")


def assume(name):
    arn = f"arn:aws:iam::{MEMBER}:role/{name}"
    return lambda who: client("sts", *who).assume_role(RoleArn=arn, RoleSessionName="keyturn-r")


def send(who):
    client("sqs", *who).send_message(
        QueueUrl=queue, MessageBody="x", MessageGroupId="g", MessageDeduplicationId=f"d{made}"
    )


CALLS = {
    "organizations:ListAccounts": lambda who: client("organizations", *who).list_accounts(),
    "organizations:ListAccountsForParent": lambda who: client("organizations", *who).list_accounts_for_parent(
        ParentId="r-aaaa"
    ),
    "organizations:ListOrganizationalUnitsForParent": lambda who: client(
        "organizations", *who
    ).list_organizational_units_for_parent(ParentId="r-aaaa"),
    "sqs:SendMessage": send,
    "sqs:ReceiveMessage": lambda who: client("sqs", *who).receive_message(QueueUrl=queue),
    "sqs:GetQueueAttributes": lambda who: client("sqs", *who).get_queue_attributes(QueueUrl=queue),
    "sqs:DeleteMessage": lambda who: client("sqs", *who).delete_message(QueueUrl=queue, ReceiptHandle="none"),
    "sts:AssumeRole": assume(ROLE),
    "s3:PutObject": put("results/a"),
    "put outside of results/": put("elsewhere/a"),
    "receive from another queue": lambda who: client("sqs", *who).receive_message(QueueUrl=other),
    "assume another role": assume("another"),
    "sqs:PurgeQueue": lambda who: client("sqs", *who).purge_queue(QueueUrl=queue),
    "s3:GetObject": lambda who: client("s3", *who).get_object(Bucket=f"roles-{account}-results", Key="results/a"),
    "iam:ListUsers": lambda who: client("iam", *who).list_users(),
    "secretsmanager:ListSecrets": lambda who: client("secretsmanager", *who).list_secrets(),
}


def allowed(who):
    """What is not denied; what is asked for may be wrong in another way."""
    may = []
    for name, call in CALLS.items():
        try:
            call(who)
            may.append(name)
        except ClientError as error:
            if not error.response["Error"]["Code"].startswith("AccessDenied"):
                may.append(name)
    return may


def without(policy, action):
    statements = []
    for statement in policy["Statement"]:
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        left = [one for one in actions if one != action]
        if left:
            statements.append({**statement, "Action": left})
    return {**policy, "Statement": statements}


policies = json.loads(sys.argv[1])
result = {}
for part, policy in policies.items():
    arn, session = role(policy)
    trusted(arn)
    may = allowed(session)
    lost = {}
    for action in [name for name in may if name in CALLS]:
        arn, session = role(without(policy, action))
        trusted(arn)
        still = allowed(session)
        lost[action] = [name for name in may if name not in still]
    result[part] = {"may": may, "lost": lost}
# Who may do anything here, and is not the one that the member's role trusts.
trusted(role(policies["worker"])[0])
stranger = role({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})[1]
result["stranger"] = {"may": [name for name in allowed(stranger) if name == "sts:AssumeRole"], "lost": {}}
print(json.dumps(result))
