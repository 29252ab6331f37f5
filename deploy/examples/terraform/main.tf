# Keyturn, two IAM users, and the secrets of their keys. After `terraform apply`, adopt each user:
#   keyturn adopt web    --secret prod/web/iam    --new-key
#   keyturn adopt mailer --secret prod/mailer/iam --new-key
# Adopting is not for Terraform: it binds a user, which is an administrator's decision, and makes
# the first key, which would end up in the state.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.20"
    }
  }
}

provider "aws" {
  # Keyturn keeps its state in tags. Without this, the next apply would take them away.
  ignore_tags {
    key_prefixes = ["keyturn:"]
  }
}

module "keyturn" {
  source = "../../terraform"

  package       = var.package
  user_path     = "/service/"
  secret_prefix = "prod/"
}

variable "package" {
  description = "The path of keyturn-lambda.zip; the one that was built here, if none is given."
  type        = string
  default     = null
}

locals {
  users = ["web", "mailer"]
}

resource "aws_iam_user" "rotated" {
  for_each = toset(local.users)
  name     = each.key
  path     = "/service/"
}

resource "aws_iam_group" "consumers" {
  name = "keyturn-consumers"
}

resource "aws_iam_group_policy_attachment" "own_secret" {
  group      = aws_iam_group.consumers.name
  policy_arn = module.keyturn.consumer_policy_arn
}

resource "aws_iam_user_group_membership" "consumers" {
  for_each = aws_iam_user.rotated
  user     = each.value.name
  groups   = [aws_iam_group.consumers.name]
}

# Without a value: the first key is stored by `keyturn adopt --new-key`.
resource "aws_secretsmanager_secret" "of" {
  for_each    = toset(local.users)
  name        = "prod/${each.key}/iam"
  description = "The access key of IAM user ${each.key}. Rotated by Keyturn."
}

output "rotation_function_arn" {
  description = "What a secret's rotation names as its function."
  value       = module.keyturn.rotation_function_arn
}
