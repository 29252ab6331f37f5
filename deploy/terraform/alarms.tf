# What wakes somebody. docs/operations.md says of each what to do. Where an alarm goes back to OK because minutes have
# passed, and not because anything was mended, nobody is told of it.

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
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    # Where a day has no data, CloudWatch takes older days instead, for as long as it looks back, and only then treats it
    # as missing. So nothing counts as zero here.
    function-silent = {
      description = "No scheduled run came to its end for a day, or for as many as silent_days says. Its schedule is off, cannot reach it, or it is cut off each time."
      namespace   = "Keyturn"
      metric      = "Swept"
      expression  = "FILL(swept, 0)"
      dimensions  = local.of_the_function
      statistic   = "Sum"
      period      = 86400
      periods     = var.silent_days
      threshold   = 1
      comparison  = "LessThanThreshold"
      missing     = "breaching"
    }
    # Keyturn's own metrics are lines in its log, which whoever has the function's role can write as well. These two are
    # Lambda's: this one, and function-failed.
    function-not-invoked = {
      description = "Nobody called the function for a day, or for as many as silent_days says, by Lambda's own count. Its schedule is off, or cannot reach it."
      namespace   = "AWS/Lambda"
      metric      = "Invocations"
      expression  = "FILL(invocations, 0)"
      dimensions  = local.of_the_function
      statistic   = "Sum"
      period      = 86400
      periods     = var.silent_days
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
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    rotation-failed = {
      description = "A secret could not be worked on, a step of Secrets Manager had to wait, or an event was refused. The same metric by Reason says which."
      namespace   = "Keyturn"
      metric      = "Failed"
      dimensions  = local.of_the_function
      statistic   = "Sum"
      period      = 300
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    rotation-overdue = {
      description = "A key that a secret names as its current one is older than max_age, or than the secret's own tag where tag_limits lets that be longer, so that its rotation has been due for as long as the overlap."
      namespace   = "Keyturn"
      metric      = "CurrentKeyDaysOverMaxAge"
      dimensions  = local.of_the_function
      statistic   = "Maximum"
      period      = 86400
      periods     = 2
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "ignore"
    }
    key-over-max-age = {
      description = "A key that is Active, the current or the previous one of a secret, is older than max_age, or than the secret's own tag where tag_limits lets that be longer. It has not been retired, or not been rotated."
      namespace   = "Keyturn"
      metric      = "KeyDaysOverMaxAge"
      dimensions  = local.of_the_function
      statistic   = "Maximum"
      period      = 86400
      periods     = 2
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "ignore"
    }
    secret-halted = {
      description = "A secret waits for a person to decide."
      namespace   = "Keyturn"
      metric      = "Halted"
      dimensions  = local.of_the_function
      statistic   = "Maximum"
      period      = 86400
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    binding-refused = {
      description = "A secret names a user that does not point back to it. Treat it as an attack until shown otherwise."
      namespace   = "Keyturn"
      metric      = "BindingRefused"
      dimensions  = local.of_the_function
      statistic   = "Sum"
      period      = 86400
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    key-reactivated = {
      description = "A key that was switched off was switched on again. If a person had switched it off, switch it off again and find out who wrote the secret's tags."
      namespace   = "Keyturn"
      metric      = "Reactivated"
      dimensions  = local.of_the_function
      statistic   = "Sum"
      period      = 300
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    journal-failed = {
      description = "The journal of an invocation is not whole, or cannot be kept at all. What was to be done was done. Nothing will prove it but CloudTrail."
      namespace   = "Keyturn"
      metric      = "JournalFailed"
      dimensions  = local.of_the_function
      statistic   = "Sum"
      period      = 86400
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    pin-lost = {
      description = "A secret has tags of Keyturn's and not keyturn:user-id, so that nobody rotates its key. An apply may have taken the tag away."
      namespace   = "Keyturn"
      metric      = "PinLost"
      dimensions  = local.of_the_function
      statistic   = "Maximum"
      period      = 86400
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    user-gone = {
      description = "The user of an adopted secret is gone, or was made again, so that nobody rotates the secret's key."
      namespace   = "Keyturn"
      metric      = "UserGone"
      dimensions  = local.of_the_function
      statistic   = "Maximum"
      period      = 86400
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    secret-gone = {
      description = "A user is bound to a secret that is gone, or has lost its tags, so that nobody rotates the user's keys."
      namespace   = "Keyturn"
      metric      = "SecretGone"
      dimensions  = local.of_the_function
      statistic   = "Maximum"
      period      = 86400
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    # A secret that lost all of its tags is in no list, and only missed. The difference of two days needs both of them in
    # what the alarm looks at.
    secrets-fewer = {
      description = "Scheduled runs had fewer secrets before them than the day before. One has lost its tags, or is gone."
      namespace   = "Keyturn"
      metric      = "Secrets"
      expression  = "DIFF(secrets)"
      dimensions  = local.of_the_function
      statistic   = "Minimum"
      period      = 86400
      periods     = 2
      datapoints  = 1
      threshold   = 0
      comparison  = "LessThanThreshold"
      missing     = "notBreaching"
    }
    scheduled-for-deletion = {
      description = "An adopted secret is scheduled for deletion. Its consumers cannot read it any more."
      namespace   = "Keyturn"
      metric      = "ScheduledForDeletion"
      dimensions  = local.of_the_function
      statistic   = "Maximum"
      period      = 86400
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    secrets-left = {
      description = "On two days running, scheduled runs had no time for some secrets."
      namespace   = "Keyturn"
      metric      = "Left"
      dimensions  = local.of_the_function
      statistic   = "Maximum"
      period      = 86400
      periods     = 2
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "ignore"
    }
    calls-throttled = {
      description = "AWS throttled many of the rotator's calls."
      namespace   = "Keyturn"
      metric      = "Throttles"
      dimensions  = local.of_the_function
      statistic   = "Sum"
      period      = 3600
      periods     = 1
      threshold   = var.throttles_tolerated
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
    dead-letters-waiting = {
      description = "The schedule could not hand an event to the function. It waits in the dead-letter queue."
      namespace   = "AWS/SQS"
      metric      = "ApproximateNumberOfMessagesVisible"
      dimensions  = local.of_the_queue
      statistic   = "Maximum"
      period      = 300
      periods     = 1
      threshold   = 0
      comparison  = "GreaterThanThreshold"
      missing     = "notBreaching"
    }
  }
  of_passing_time = ["function-failed", "function-throttled", "rotation-failed", "key-reactivated", "secrets-fewer", "calls-throttled"]
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = can(each.value.expression) ? null : each.value.namespace
  metric_name         = can(each.value.expression) ? null : each.value.metric
  dimensions          = can(each.value.expression) ? null : each.value.dimensions
  statistic           = can(each.value.expression) ? null : each.value.statistic
  period              = can(each.value.expression) ? null : each.value.period
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = try(each.value.datapoints, null)
  threshold           = each.value.threshold
  comparison_operator = each.value.comparison
  treat_missing_data  = each.value.missing
  alarm_actions       = var.topic[*].arn
  ok_actions          = contains(local.of_passing_time, each.key) ? [] : var.topic[*].arn

  dynamic "metric_query" {
    for_each = can(each.value.expression) ? [each.value.expression] : []
    content {
      id          = "value"
      expression  = metric_query.value
      return_data = true
    }
  }

  dynamic "metric_query" {
    for_each = can(each.value.expression) ? [lower(each.value.metric)] : []
    content {
      id          = metric_query.value
      return_data = false
      metric {
        namespace   = each.value.namespace
        metric_name = each.value.metric
        dimensions  = each.value.dimensions
        stat        = each.value.statistic
        period      = each.value.period
      }
    }
  }
}
