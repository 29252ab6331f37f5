"""Users with one key each, which the secret holds, bound to each other as `adopt` leaves them."""

import json
import uuid
import typing

import boto3


class User(typing.NamedTuple):
    name: str
    secret: str


class Fleet:
    """Makes a fresh user for each measured run, so that none meets what another left."""

    def __init__(self, endpoint, env, control):
        session = boto3.Session(
            env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], region_name=env["AWS_REGION"]
        )
        self.iam = session.client("iam", endpoint_url=endpoint)
        self.secrets = session.client("secretsmanager", endpoint_url=endpoint)
        self.control = control
        self.made = 0

    def fresh(self, days=0):
        """A user whose key is that many days old."""
        self.made += 1
        name = f"bench-{self.made}"
        user = self.iam.create_user(UserName=name)["User"]
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        fields = ("UserName", "AccessKeyId", "SecretAccessKey")
        version = str(uuid.uuid4())
        made = self.secrets.create_secret(
            Name=f"bench/{name}",
            ClientRequestToken=version,
            SecretString=json.dumps({field: key[field] for field in fields}),
            Tags=[
                {"Key": "keyturn:user-id", "Value": user["UserId"]},
                {"Key": "keyturn:current", "Value": f"v1 {key['AccessKeyId']} version={version}"},
            ],
        )
        self.iam.tag_user(UserName=name, Tags=[{"Key": "keyturn:secret", "Value": made["ARN"]}])
        if days:
            self.control(f"age/{name}/{days}")
        return User(name, made["Name"])
