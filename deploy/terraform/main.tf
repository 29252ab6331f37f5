# Keyturn: rotates the access keys of IAM users. The same as ../cloudformation.yaml.

# Outlives the module, as the template's outlives the stack.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_key_arn == "" ? null : var.logs_key_arn
  skip_destroy      = true
}

locals {
  package         = coalesce(var.package, "${path.module}/../../target/keyturn-lambda.zip")
  overlap_parts   = regex("^(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?$", var.overlap)
  overlap_seconds = sum([for i, unit in [86400, 3600, 60, 1] : unit * tonumber(coalesce(local.overlap_parts[i], "0"))])
}

resource "aws_lambda_function" "this" {
  #checkov:skip=CKV_AWS_116:A scheduled run that failed leaves nothing to replay, as the next does the same work; function-failed tells of it.
  #checkov:skip=CKV_AWS_173:The variables hold names and durations, and no secret. Lambda encrypts them with a key of its own.
  #checkov:skip=CKV_AWS_272:Whoever builds the package deploys it, and its hash is compared. Who signs packages adds the configuration.
  function_name                  = var.name
  description                    = "Rotates the access keys of IAM users (Keyturn 0.1.0)."
  runtime                        = "java25"
  handler                        = "dev.keyturn.app.lambda.Handler::handleRequest"
  filename                       = local.package
  source_code_hash               = filebase64sha256(local.package)
  publish                        = true
  role                           = aws_iam_role.rotator.arn
  architectures                  = [var.architecture]
  memory_size                    = var.memory_size
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency

  dynamic "snap_start" {
    for_each = var.snap_start == "None" ? [] : [var.snap_start]
    content {
      apply_on = snap_start.value
    }
  }

  tracing_config {
    mode = "PassThrough"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  dynamic "vpc_config" {
    for_each = length(var.subnet_ids) == 0 ? [] : [1]
    content {
      subnet_ids         = var.subnet_ids
      security_group_ids = var.security_group_ids
    }
  }

  environment {
    variables = merge(
      {
        # A core file would hold keys. The JVM takes this from nowhere else in Lambda's runtime, and tells of it in a
        # line at each start ("Picked up JAVA_TOOL_OPTIONS").
        JAVA_TOOL_OPTIONS   = "-XX:-CreateCoredumpOnCrash"
        KEYTURN_MAX_AGE     = var.max_age
        KEYTURN_OVERLAP     = var.overlap
        KEYTURN_QUIET       = var.quiet
        KEYTURN_RECOVERY    = var.recovery
        KEYTURN_SPREAD      = var.spread
        KEYTURN_STILL_USED  = var.still_used
        KEYTURN_NEW_KEY_USE = var.new_key_use
        KEYTURN_TAG_LIMITS  = var.tag_limits
        KEYTURN_PASS_EVERY  = var.schedule
      },
      var.secrets == "" ? {} : { secrets = var.secrets },
      var.secret_prefix == "" ? {} : { KEYTURN_SECRET_PREFIX = var.secret_prefix },
      var.fields == "" ? {} : { KEYTURN_FIELDS = var.fields },
      var.event_bus == null ? {} : { KEYTURN_EVENT_BUS = var.event_bus.arn },
      var.topic == null ? {} : { KEYTURN_TOPIC_ARN = var.topic.arn },
      var.journal_bucket == null ? {} : { KEYTURN_JOURNAL = "s3://${split(":", var.journal_bucket.arn)[5]}/${var.journal_prefix}" },
      var.journal_key == null ? {} : { KEYTURN_JOURNAL_KEY = var.journal_key.arn },
    )
  }

  depends_on = [
    aws_iam_role_policy.function,
    aws_iam_role_policy_attachment.network,
  ]

  lifecycle {
    precondition {
      condition     = (length(var.subnet_ids) == 0) == (length(var.security_group_ids) == 0)
      error_message = "subnet_ids and security_group_ids go together."
    }
    precondition {
      condition     = var.topic_key == null || var.topic != null
      error_message = "topic_key needs topic."
    }
    precondition {
      condition     = var.journal_key == null || var.journal_bucket != null
      error_message = "journal_key needs journal_bucket."
    }
    precondition {
      condition     = local.overlap_seconds < tonumber(trimsuffix(var.max_age, "d")) * 86400
      error_message = "The overlap has to be shorter than max_age."
    }
  }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

# A scheduled run that failed is not repeated: the schedule comes again, and would only tell of the same twice.
resource "aws_lambda_function_event_invoke_config" "this" {
  function_name                = aws_lambda_function.this.function_name
  qualifier                    = aws_lambda_alias.live.name
  maximum_retry_attempts       = 0
  maximum_event_age_in_seconds = 3600
}

# Which services may call it: Secrets Manager for secrets of this account, and the schedule.

resource "aws_lambda_permission" "secrets_manager" {
  statement_id   = "SecretsManagerMayInvoke"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.this.function_name
  qualifier      = aws_lambda_alias.live.name
  principal      = "secretsmanager.amazonaws.com"
  source_account = local.account
}

# AWS's documentation does not say whether a rotation may name an alias; where it may not, it names the function.
resource "aws_lambda_permission" "secrets_manager_unqualified" {
  statement_id   = "SecretsManagerMayInvokeUnqualified"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.this.function_name
  principal      = "secretsmanager.amazonaws.com"
  source_account = local.account
}

resource "aws_lambda_permission" "schedule" {
  statement_id  = "ScheduleMayInvoke"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.run.arn
}

resource "aws_cloudwatch_event_rule" "run" {
  name                = "${var.name}-run"
  description         = "Rotates what is due, retires what has been quiet, repairs what was interrupted."
  schedule_expression = var.schedule
}

resource "aws_cloudwatch_event_target" "run" {
  rule      = aws_cloudwatch_event_rule.run.name
  target_id = "run"
  arn       = aws_lambda_alias.live.arn

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters.arn
  }

  retry_policy {
    maximum_retry_attempts       = 4
    maximum_event_age_in_seconds = 3600
  }
}

# For events of the schedule that Lambda did not take. What Lambda took and did not run within an hour is dropped: the
# schedule comes again.
resource "aws_sqs_queue" "dead_letters" {
  #checkov:skip=CKV_AWS_27:Encrypted with keys that SQS manages. The messages are the schedule's events, and hold nothing.
  name                      = "${var.name}-dead-letters"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TheScheduleMaySetAside"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.dead_letters.arn
        Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.run.arn } }
      },
      {
        Sid       = "OverTlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.dead_letters.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}
