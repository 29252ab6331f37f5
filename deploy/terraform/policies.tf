# The policies are those of ../policies, with what is known here filled in. IAM's own variables stay.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  partition = data.aws_partition.current.partition
  account   = data.aws_caller_identity.current.account_id
  region    = data.aws_region.current.id

  policies = {
    for file in fileset("${path.module}/../policies", "*.json") :
    trimsuffix(file, ".json") => replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      file("${path.module}/../policies/${file}"),
      "$${partition}", local.partition),
      "$${account}", local.account),
      "$${region}", local.region),
      "$${user_path}", var.user_path),
      "$${secret_prefix}", var.secret_prefix),
      "$${name}", var.name),
      "$${administrator_role}", var.administrator_role),
      "$${key_arn}", try(var.secrets_key.arn, "")),
      "$${bus_arn}", try(var.event_bus.arn, "")),
      "$${topic_arn}", try(var.topic.arn, "")),
      "$${topic_key_arn}", try(var.topic_key.arn, "")),
      "$${journal_bucket_arn}", try(var.journal_bucket.arn, "")),
      "$${journal_prefix}", var.journal_prefix),
    "$${journal_key_arn}", try(var.journal_key.arn, ""))
  }
}

resource "aws_iam_policy" "rotator" {
  name   = "${var.name}-rotator-${local.region}"
  policy = local.policies["rotator"]
}

resource "aws_iam_policy" "administrator" {
  name   = "${var.name}-administrator-${local.region}"
  policy = local.policies["administrator"]
}

resource "aws_iam_policy" "retirer" {
  name   = "${var.name}-retirer-${local.region}"
  policy = local.policies["retirer"]
}

resource "aws_iam_policy" "auditor" {
  name   = "${var.name}-auditor-${local.region}"
  policy = local.policies["auditor"]
}

resource "aws_iam_policy" "journal_read" {
  count  = var.journal_bucket == null ? 0 : 1
  name   = "${var.name}-journal-read-${local.region}"
  policy = local.policies["journal-read"]
}

# A deny for everybody else: to attach, or, better, to make a service control policy of. It grants nothing to anybody.
resource "aws_iam_policy" "guard" {
  name   = "${var.name}-guard-${local.region}"
  policy = local.policies["guard"]
}

resource "aws_iam_policy" "consumer" {
  name   = "${var.name}-consumer-${local.region}"
  policy = local.policies["consumer"]
}

resource "aws_iam_policy" "secrets_key" {
  count  = var.secrets_key == null ? 0 : 1
  name   = "${var.name}-secrets-key-${local.region}"
  policy = local.policies["secrets-key"]
}

resource "aws_iam_policy" "secrets_key_read" {
  count  = var.secrets_key == null ? 0 : 1
  name   = "${var.name}-secrets-key-read-${local.region}"
  policy = local.policies["secrets-key-read"]
}

resource "aws_iam_policy" "network" {
  count  = length(var.subnet_ids) == 0 ? 0 : 1
  name   = "${var.name}-vpc-${local.region}"
  policy = local.policies["vpc"]
}

resource "aws_iam_role" "rotator" {
  name                 = "${var.name}-rotator-${local.region}"
  description          = "Rotates the access keys of bound users. May not bind any."
  permissions_boundary = var.permissions_boundary_arn == "" ? null : var.permissions_boundary_arn
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

# The function's own also writes the log, tells the topic, and joins the network: none of that is a person's.
resource "aws_iam_role" "operator" {
  count                = var.operator == null ? 0 : 1
  name                 = "${var.name}-operator-${local.region}"
  description          = "Rotates by hand, with the command line. May not bind any user."
  permissions_boundary = var.permissions_boundary_arn == "" ? null : var.permissions_boundary_arn
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = var.operator.arn }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "operator" {
  count      = length(aws_iam_role.operator)
  role       = aws_iam_role.operator[count.index].name
  policy_arn = aws_iam_policy.rotator.arn
}

resource "aws_iam_role_policy_attachment" "operator_secrets_key" {
  count      = var.secrets_key == null ? 0 : length(aws_iam_role.operator)
  role       = aws_iam_role.operator[count.index].name
  policy_arn = aws_iam_policy.secrets_key[0].arn
}

resource "aws_iam_role_policy_attachment" "rotator" {
  role       = aws_iam_role.rotator.name
  policy_arn = aws_iam_policy.rotator.arn
}

resource "aws_iam_role_policy_attachment" "secrets_key" {
  count      = length(aws_iam_policy.secrets_key)
  role       = aws_iam_role.rotator.name
  policy_arn = aws_iam_policy.secrets_key[count.index].arn
}

resource "aws_iam_role_policy_attachment" "network" {
  count      = length(aws_iam_policy.network)
  role       = aws_iam_role.rotator.name
  policy_arn = aws_iam_policy.network[count.index].arn
}

resource "aws_iam_role_policy" "function" {
  name   = "function"
  role   = aws_iam_role.rotator.id
  policy = local.policies["function"]
}

resource "aws_iam_role_policy" "event_bus" {
  count  = var.event_bus == null ? 0 : 1
  name   = "event-bus"
  role   = aws_iam_role.rotator.id
  policy = local.policies["event-bus"]
}

resource "aws_iam_role_policy" "topic" {
  count  = var.topic == null ? 0 : 1
  name   = "topic"
  role   = aws_iam_role.rotator.id
  policy = local.policies["topic"]
}

resource "aws_iam_role_policy" "journal" {
  count  = var.journal_bucket == null ? 0 : 1
  name   = "journal"
  role   = aws_iam_role.rotator.id
  policy = local.policies["journal"]
}

resource "aws_iam_role_policy" "journal_key" {
  count  = var.journal_key == null ? 0 : 1
  name   = "journal-key"
  role   = aws_iam_role.rotator.id
  policy = local.policies["journal-key"]
}

resource "aws_iam_role_policy" "topic_key" {
  count  = var.topic_key == null ? 0 : 1
  name   = "topic-key"
  role   = aws_iam_role.rotator.id
  policy = local.policies["topic-key"]
}
