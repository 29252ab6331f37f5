# Keyturn in a member account of an organization: the one role that the hub's workers assume. The same as
# ../../member.yaml.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

resource "aws_iam_role" "rotator" {
  name                 = var.role_name
  description          = "Rotates the access keys of bound users, for Keyturn's workers in the hub. May not bind any."
  max_session_duration = 3600

  # Two statements, as AWS lists sts:ExternalId among the conditions of sts:AssumeRole alone. The second one lets nobody
  # in without the first.
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TheWorkersOfTheHub"
        Effect    = "Allow"
        Principal = { AWS = var.worker_role_arn }
        Action    = "sts:AssumeRole"
        Condition = {
          StringEquals = merge(
            { "aws:PrincipalOrgID" = var.organization_id, "sts:SourceIdentity" = "keyturn" },
            var.external_id == "" ? {} : { "sts:ExternalId" = var.external_id },
          )
        }
      },
      {
        Sid       = "WhoSayWhoTheyAre"
        Effect    = "Allow"
        Principal = { AWS = var.worker_role_arn }
        Action    = "sts:SetSourceIdentity"
        Condition = {
          StringEquals = { "aws:PrincipalOrgID" = var.organization_id, "sts:SourceIdentity" = "keyturn" }
        }
      },
    ]
  })
}

# The rotator's policy of ../../../policies, with what is known here filled in. IAM's own variables stay.
resource "aws_iam_role_policy" "rotator" {
  name = "rotator"
  role = aws_iam_role.rotator.id
  policy = replace(replace(replace(replace(replace(
    file("${path.module}/../../../policies/rotator.json"),
    "$${partition}", data.aws_partition.current.partition),
    "$${account}", data.aws_caller_identity.current.account_id),
    "$${region}", var.region),
    "$${user_path}", var.user_path),
  "$${secret_prefix}", var.secret_prefix)
}

output "role_arn" {
  description = "The role."
  value       = aws_iam_role.rotator.arn
}
