# What wakes somebody. docs/operations.md says of each what to do.

locals {
  of_the_function = { FunctionName = var.name }
  of_the_queue    = { QueueName = "${var.name}-dead-letters" }

  alarms = {
    function-failed = {
      description = "An invocation of the function ended with an error, or did not end in time."
      namespace   = "AWS/Lambda"
      metric      = "Errors"
      dimensions  = local.of_the_function
      statistic   = "Sum"
      period      = 300
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    function-silent = {
      description = "The function has not run for a day. Its schedule is off or cannot reach it."
      namespace   = "AWS/Lambda"
      metric      = "Invocations"
      dimensions  = local.of_the_function
      statistic   = "Sum"
      period      = 86400
      threshold   = 1
      comparison  = "LessThanThreshold"
      missing     = "breaching"
    }
    function-throttled = {
      description = "Lambda had no room for an invocation."
      namespace   = "AWS/Lambda"
      metric      = "Throttles"
      dimensions  = local.of_the_function
      statistic   = "Sum"
      period      = 300
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    rotation-failed = {
      description = "A secret could not be worked on, as AWS denied or failed a call."
      namespace   = "Keyturn"
      metric      = "Failed"
      dimensions  = {}
      statistic   = "Sum"
      period      = 300
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    rotation-overdue = {
      description = "The oldest key that is in use is older than it should ever be."
      namespace   = "Keyturn"
      metric      = "OldestKeyAgeDays"
      dimensions  = {}
      statistic   = "Maximum"
      period      = 86400
      threshold   = var.overdue_days
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    secret-halted = {
      description = "A secret waits for a person to decide."
      namespace   = "Keyturn"
      metric      = "Halted"
      dimensions  = {}
      statistic   = "Maximum"
      period      = 86400
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    binding-refused = {
      description = "A secret names a user that does not point back to it. Treat it as an attack until shown otherwise."
      namespace   = "Keyturn"
      metric      = "BindingRefused"
      dimensions  = {}
      statistic   = "Sum"
      period      = 300
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    calls-throttled = {
      description = "AWS throttled many of the rotator's calls."
      namespace   = "Keyturn"
      metric      = "Throttles"
      dimensions  = {}
      statistic   = "Sum"
      period      = 3600
      threshold   = var.throttles_tolerated
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    dead-letters-waiting = {
      description = "A scheduled run failed for good, and waits in the dead-letter queue."
      namespace   = "AWS/SQS"
      metric      = "ApproximateNumberOfMessagesVisible"
      dimensions  = local.of_the_queue
      statistic   = "Maximum"
      period      = 300
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = each.value.period
  evaluation_periods  = 1
  threshold           = each.value.threshold
  comparison_operator = each.value.comparison
  treat_missing_data  = each.value.missing
  alarm_actions       = compact([var.topic_arn])
  ok_actions          = compact([var.topic_arn])
}
