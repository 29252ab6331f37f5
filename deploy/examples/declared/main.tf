# An IAM user and its secret, bound by their tags alone: the next run of Keyturn proves the key that
# the secret holds, and looks after it from then on. Nothing is adopted by hand.
#
# The key itself is no business of Terraform's, in whose state it would end up. Put it into the
# secret before, or have it made once: keyturn adopt web --secret prod/web/iam --new-key

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.28" # aws_secretsmanager_tag
    }
  }
}

provider "aws" {
  # Keyturn keeps its state in tags. Without this, the next apply would take them away.
  ignore_tags {
    key_prefixes = ["keyturn:"]
  }
}

# The user's binding is to be written, so that the user is of a provider that does not ignore it.
provider "aws" {
  alias = "binding"

  ignore_tags {
    keys         = ["keyturn:never-rotate"]
    key_prefixes = ["keyturn:retiring-"]
  }
}

resource "aws_secretsmanager_secret" "web" {
  name        = "prod/web/iam"
  description = "The access key of IAM user web. Rotated by Keyturn."

  lifecycle {
    ignore_changes = [tags, tags_all]
  }
}

resource "aws_iam_user" "web" {
  provider = aws.binding
  name     = "web"
  path     = "/service/"

  tags = {
    "keyturn:secret" = aws_secretsmanager_secret.web.arn
  }
}

# Apart from the secret: the user's tag needs the secret's ARN, and this one the user's ID.
resource "aws_secretsmanager_tag" "web" {
  secret_id = aws_secretsmanager_secret.web.id
  key       = "keyturn:user-id"
  value     = aws_iam_user.web.unique_id
}
