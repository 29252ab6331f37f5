# Keyturn's hub of an organization. The same as ../../hub.yaml.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  package = coalesce(var.package, "${path.module}/../../../../target/keyturn-lambda.zip")
  region  = data.aws_region.current.id

  # The policies are those of ../../policies, with what is known here filled in.
  policies = {
    for name in ["dispatcher", "worker"] :
    name => replace(replace(replace(replace(replace(replace(
      file("${path.module}/../../policies/${name}.json"),
      "$${partition}", data.aws_partition.current.partition),
      "$${account}", data.aws_caller_identity.current.account_id),
      "$${region}", local.region),
      "$${name}", var.name),
      "$${member_role}", var.member_role),
    "$${organization}", var.organization_id)
  }

  # A core file would hold keys. The JVM takes this from nowhere else in Lambda's runtime.
  of_both = {
    JAVA_TOOL_OPTIONS   = "-XX:-CreateCoredumpOnCrash"
    KEYTURN_QUEUE_URL   = aws_sqs_queue.accounts.url
    KEYTURN_MEMBER_ROLE = var.member_role
  }
}

# Two roles, so that neither can do the other's part: who lists accounts cannot enter them, and who enters them is told
# which by the queue alone.

resource "aws_iam_role" "dispatcher" {
  name               = "${var.name}-dispatcher"
  description        = "Lists accounts and sends a message for each. May assume no role."
  assume_role_policy = local.lambda_may
}

resource "aws_iam_role_policy" "dispatcher" {
  name   = "dispatcher"
  role   = aws_iam_role.dispatcher.id
  policy = local.policies["dispatcher"]
}

resource "aws_iam_role" "worker" {
  name               = "${var.name}-worker"
  description        = "Takes messages, and assumes one role in the accounts that they name. May do nothing here."
  assume_role_policy = local.lambda_may
}

resource "aws_iam_role_policy" "worker" {
  name   = "worker"
  role   = aws_iam_role.worker.id
  policy = local.policies["worker"]
}

locals {
  lambda_may = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

# They outlive the module, as the template's outlive the stack.
resource "aws_cloudwatch_log_group" "of" {
  for_each          = toset(["dispatcher", "worker"])
  name              = "/aws/lambda/${var.name}-${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_key_arn == "" ? null : var.logs_key_arn
  skip_destroy      = true
}

resource "aws_lambda_function" "dispatcher" {
  #checkov:skip=CKV_AWS_115:One schedule calls it, a few times a day. A reserve would only be taken from others.
  #checkov:skip=CKV_AWS_117:It talks to AWS's public endpoints alone, and to nothing in a network of ours.
  #checkov:skip=CKV_AWS_116:What failed is tried again twice, and the schedule comes again; dispatcher-failed tells of it.
  #checkov:skip=CKV_AWS_173:The variables hold names and durations, and no secret. Lambda encrypts them with a key of its own.
  #checkov:skip=CKV_AWS_272:Whoever builds the package deploys it, and its hash is compared. Who signs packages adds the configuration.
  function_name    = "${var.name}-dispatcher"
  description      = "Sends a message for each account (Keyturn 0.1.0)."
  runtime          = "java25"
  handler          = "dev.keyturn.app.lambda.Handler::handleRequest"
  filename         = local.package
  source_code_hash = filebase64sha256(local.package)
  role             = aws_iam_role.dispatcher.arn
  architectures    = [var.architecture]
  memory_size      = var.memory_size
  timeout          = var.timeout

  tracing_config {
    mode = "PassThrough"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.of["dispatcher"].name
  }

  environment {
    variables = merge(
      local.of_both,
      { KEYTURN_UNITS = length(var.units) == 0 ? "organization" : join(",", var.units) },
      length(var.exclude) == 0 ? {} : { KEYTURN_EXCLUDE = join(",", var.exclude) },
      length(var.regions) == 0 ? {} : { KEYTURN_REGIONS = join(",", var.regions) },
    )
  }

  depends_on = [aws_iam_role_policy.dispatcher]
}

resource "aws_lambda_function" "worker" {
  #checkov:skip=CKV_AWS_115:The event source bounds how many run at once, by workers_at_once.
  #checkov:skip=CKV_AWS_117:It talks to AWS's public endpoints alone, and to nothing in a network of ours.
  #checkov:skip=CKV_AWS_116:The queue has the dead letters, as AWS advises for event sources.
  #checkov:skip=CKV_AWS_173:The variables hold names and durations, and no secret. Lambda encrypts them with a key of its own.
  #checkov:skip=CKV_AWS_272:Whoever builds the package deploys it, and its hash is compared. Who signs packages adds the configuration.
  function_name    = "${var.name}-worker"
  description      = "Rotates the access keys of IAM users, account by account (Keyturn 0.1.0)."
  runtime          = "java25"
  handler          = "dev.keyturn.app.lambda.Handler::handleRequest"
  filename         = local.package
  source_code_hash = filebase64sha256(local.package)
  role             = aws_iam_role.worker.arn
  architectures    = [var.architecture]
  memory_size      = var.memory_size
  timeout          = var.timeout

  tracing_config {
    mode = "PassThrough"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.of["worker"].name
  }

  environment {
    variables = merge(
      local.of_both,
      {
        KEYTURN_RESULTS     = "s3://${aws_s3_bucket.results.id}/results"
        KEYTURN_MAX_AGE     = var.max_age
        KEYTURN_OVERLAP     = var.overlap
        KEYTURN_QUIET       = var.quiet
        KEYTURN_RECOVERY    = var.recovery
        KEYTURN_STILL_USED  = var.still_used
        KEYTURN_NEW_KEY_USE = var.new_key_use
        KEYTURN_TAG_LIMITS  = var.tag_limits
        KEYTURN_PASS_EVERY  = var.schedule
      },
      var.external_id == "" ? {} : { KEYTURN_EXTERNAL_ID = var.external_id },
      var.secret_prefix == "" ? {} : { KEYTURN_SECRET_PREFIX = var.secret_prefix },
      var.fields == "" ? {} : { KEYTURN_FIELDS = var.fields },
    )
  }

  depends_on = [aws_iam_role_policy.worker]

  lifecycle {
    precondition {
      condition     = var.visibility >= 6 * var.timeout
      error_message = "visibility has to be six times timeout, or more."
    }
  }
}

# One message at a time: an account that is slow holds up no other.
resource "aws_lambda_event_source_mapping" "messages" {
  function_name           = aws_lambda_function.worker.arn
  event_source_arn        = aws_sqs_queue.accounts.arn
  batch_size              = 1
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.workers_at_once
  }
}

# Tried again after one minute, and after two more; within five, SQS takes no message twice.
resource "aws_lambda_function_event_invoke_config" "dispatcher" {
  function_name                = aws_lambda_function.dispatcher.function_name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 3600
}

resource "aws_lambda_permission" "schedule" {
  statement_id  = "ScheduleMayInvoke"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.dispatcher.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.enqueue.arn
}

resource "aws_cloudwatch_event_rule" "enqueue" {
  name                = "${var.name}-enqueue"
  description         = "Has a message be sent for each account."
  schedule_expression = var.schedule
}

# The event's own ID is the run's name: an event that is delivered twice sends nothing twice.
resource "aws_cloudwatch_event_target" "enqueue" {
  rule      = aws_cloudwatch_event_rule.enqueue.name
  target_id = "enqueue"
  arn       = aws_lambda_function.dispatcher.arn

  input_transformer {
    input_paths    = { id = "$.id" }
    input_template = "{\"keyturn\":\"enqueue\",\"run\":<id>}"
  }

  retry_policy {
    maximum_retry_attempts       = 4
    maximum_event_age_in_seconds = 3600
  }
}
