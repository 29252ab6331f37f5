resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = "${var.name}-${local.region}"
  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "alarm"
        x      = 0
        y      = 0
        width  = 24
        height = 3
        properties = {
          title  = "Alarms"
          alarms = [for alarm in aws_cloudwatch_metric_alarm.this : alarm.arn]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 3
        width  = 8
        height = 6
        properties = {
          title  = "Oldest keys, in days"
          region = local.region
          view   = "timeSeries"
          stat   = "Maximum"
          period = 21600
          metrics = [
            ["Keyturn", "OldestKeyAgeDays", "FunctionName", var.name],
            ["Keyturn", "OldestCurrentKeyAgeDays", "FunctionName", var.name],
          ]
        }
      },
      {
        type   = "metric"
        x      = 8
        y      = 3
        width  = 8
        height = 6
        properties = {
          title  = "Keys"
          region = local.region
          view   = "timeSeries"
          stat   = "Sum"
          period = 86400
          metrics = [
            ["Keyturn", "RotationsStarted", "FunctionName", var.name],
            ["Keyturn", "Promoted", "FunctionName", var.name],
            ["Keyturn", "Retired", "FunctionName", var.name],
            ["Keyturn", "Reactivated", "FunctionName", var.name],
            ["Keyturn", "OrphansRepaired", "FunctionName", var.name],
          ]
        }
      },
      {
        type   = "metric"
        x      = 16
        y      = 3
        width  = 8
        height = 6
        properties = {
          title  = "Trouble"
          region = local.region
          view   = "timeSeries"
          stat   = "Sum"
          period = 86400
          metrics = [
            ["Keyturn", "Failed", "FunctionName", var.name],
            ["Keyturn", "Halted", "FunctionName", var.name],
            ["Keyturn", "BindingRefused", "FunctionName", var.name],
            ["Keyturn", "PinLost", "FunctionName", var.name],
            ["Keyturn", "UserGone", "FunctionName", var.name],
            ["Keyturn", "SecretGone", "FunctionName", var.name],
            ["Keyturn", "Unscreened", "FunctionName", var.name],
            ["Keyturn", "ScheduledForDeletion", "FunctionName", var.name],
            ["Keyturn", "Left", "FunctionName", var.name],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 9
        width  = 6
        height = 6
        properties = {
          title  = "Secrets looked after"
          region = local.region
          view   = "timeSeries"
          stat   = "Minimum"
          period = 21600
          metrics = [
            ["Keyturn", "Secrets", "FunctionName", var.name],
            ["Keyturn", "LeftAlone", "FunctionName", var.name],
          ]
        }
      },
      {
        type   = "metric"
        x      = 6
        y      = 9
        width  = 6
        height = 6
        properties = {
          title  = "Function"
          region = local.region
          view   = "timeSeries"
          stat   = "Sum"
          period = 3600
          metrics = [
            ["AWS/Lambda", "Invocations", "FunctionName", var.name],
            ["AWS/Lambda", "Errors", "FunctionName", var.name],
            ["AWS/Lambda", "Throttles", "FunctionName", var.name],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 9
        width  = 6
        height = 6
        properties = {
          title  = "Duration of a run, in milliseconds"
          region = local.region
          view   = "timeSeries"
          stat   = "Maximum"
          period = 3600
          metrics = [
            [
              "Keyturn",
              "Duration",
              "FunctionName",
              var.name,
              {
                stat = "p50"
              },
            ],
            [
              "Keyturn",
              "Duration",
              "FunctionName",
              var.name,
              {
                stat = "Maximum"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 18
        y      = 9
        width  = 6
        height = 6
        properties = {
          title  = "AWS calls"
          region = local.region
          view   = "timeSeries"
          stat   = "Sum"
          period = 3600
          metrics = [
            ["Keyturn", "AwsCalls", "FunctionName", var.name],
            ["Keyturn", "Throttles", "FunctionName", var.name],
          ]
        }
      },
      {
        type   = "log"
        x      = 0
        y      = 15
        width  = 24
        height = 8
        properties = {
          title  = "What was not fine"
          region = local.region
          view   = "table"
          query  = "SOURCE '/aws/lambda/${var.name}' | fields @timestamp, level, event, secret, reason, message, remedy | filter level in [\"WARN\", \"ERROR\"] | sort @timestamp desc | limit 50"
        }
      },
    ]
  })
}
