# What wakes somebody. Where an alarm goes back to OK because minutes have passed, nobody is told of it.

locals {
  of_the_worker       = { FunctionName = aws_lambda_function.worker.function_name }
  of_the_dispatcher   = { FunctionName = aws_lambda_function.dispatcher.function_name }
  of_the_queue        = { QueueName = aws_sqs_queue.accounts.name }
  of_the_dead_letters = { QueueName = aws_sqs_queue.dead_letters.name }

  alarms = {
    dead-letters-waiting = {
      description = "A message came back too often, and was set aside. Why is in the log of the worker, with its message ID."
      namespace   = "AWS/SQS"
      metric      = "ApproximateNumberOfMessagesVisible"
      dimensions  = local.of_the_dead_letters
      statistic   = "Maximum"
      period      = 300
      periods     = 1
      threshold   = 0
      missing     = "notBreaching"
    }
    messages-wait-long = {
      description = "A message has waited for longer than oldest_message says. There are too few workers, or they fail."
      namespace   = "AWS/SQS"
      metric      = "ApproximateAgeOfOldestMessage"
      dimensions  = local.of_the_queue
      statistic   = "Maximum"
      period      = 300
      periods     = 1
      threshold   = var.oldest_message
      missing     = "notBreaching"
    }
    dispatcher-failed = {
      description = "Accounts could not be listed, or messages were not sent. Its log says which."
      namespace   = "AWS/Lambda"
      metric      = "Errors"
      dimensions  = local.of_the_dispatcher
      statistic   = "Sum"
      period      = 300
      periods     = 1
      threshold   = 0
      missing     = "notBreaching"
    }
    worker-failed = {
      description = "An invocation of the worker ended with an error, or did not end in time. Its message comes back."
      namespace   = "AWS/Lambda"
      metric      = "Errors"
      dimensions  = local.of_the_worker
      statistic   = "Sum"
      period      = 300
      periods     = 1
      threshold   = 0
      missing     = "notBreaching"
    }
    worker-throttled = {
      description = "Lambda had no room for a worker. Its messages come back, and are set aside in the end."
      namespace   = "AWS/Lambda"
      metric      = "Throttles"
      dimensions  = local.of_the_worker
      statistic   = "Sum"
      period      = 300
      periods     = 1
      threshold   = 0
      missing     = "notBreaching"
    }
    work-failed = {
      description = "An account was not reached, its secrets were not listed, or one could not be worked on. The log of the worker says which."
      namespace   = "Keyturn"
      metric      = "Failed"
      dimensions  = local.of_the_worker
      statistic   = "Sum"
      period      = 300
      periods     = 1
      threshold   = 0
      missing     = "notBreaching"
    }
    secret-halted = {
      description = "A secret of some account waits for a person to decide."
      namespace   = "Keyturn"
      metric      = "Halted"
      dimensions  = local.of_the_worker
      statistic   = "Maximum"
      period      = 86400
      periods     = 1
      threshold   = 0
      missing     = "notBreaching"
    }
    binding-refused = {
      description = "A secret names a user that does not point back to it. Treat it as an attack until shown otherwise."
      namespace   = "Keyturn"
      metric      = "BindingRefused"
      dimensions  = local.of_the_worker
      statistic   = "Sum"
      period      = 86400
      periods     = 1
      threshold   = 0
      missing     = "notBreaching"
    }
    secret-gone = {
      description = "A user of some account is bound to a secret that is gone, or has lost its tags, so that nobody rotates the user's keys."
      namespace   = "Keyturn"
      metric      = "SecretGone"
      dimensions  = local.of_the_worker
      statistic   = "Maximum"
      period      = 86400
      periods     = 1
      threshold   = 0
      missing     = "notBreaching"
    }
    key-over-max-age = {
      description = "A key that is Active, of some account, is older than max_age, or than its secret's own tag where tag_limits lets that be longer."
      namespace   = "Keyturn"
      metric      = "KeyDaysOverMaxAge"
      dimensions  = local.of_the_worker
      statistic   = "Maximum"
      period      = 86400
      periods     = 2
      threshold   = 0
      missing     = "ignore"
    }
  }
  of_passing_time = ["dispatcher-failed", "worker-failed", "worker-throttled", "work-failed"]
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
  evaluation_periods  = each.value.periods
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = each.value.missing
  alarm_actions       = compact([var.topic_arn])
  ok_actions          = contains(local.of_passing_time, each.key) ? [] : compact([var.topic_arn])
}

resource "aws_cloudwatch_metric_alarm" "nothing_enqueued" {
  alarm_name          = "${var.name}-nothing-enqueued"
  alarm_description   = "No message was sent for as many days as silent_days says. The schedule is off, or the dispatcher fails."
  evaluation_periods  = var.silent_days
  threshold           = 1
  comparison_operator = "LessThanThreshold"
  treat_missing_data  = "breaching"
  alarm_actions       = compact([var.topic_arn])
  ok_actions          = compact([var.topic_arn])

  metric_query {
    id          = "value"
    expression  = "FILL(sent, 0)"
    return_data = true
  }

  metric_query {
    id          = "sent"
    return_data = false
    metric {
      namespace   = "AWS/SQS"
      metric_name = "NumberOfMessagesSent"
      dimensions  = local.of_the_queue
      stat        = "Sum"
      period      = 86400
    }
  }
}
