# An account is a group, so that one worker at a time is in it.
resource "aws_sqs_queue" "accounts" {
  #checkov:skip=CKV_AWS_27:Encrypted with keys that SQS manages. The messages name accounts and Regions, and hold no secret.
  name                       = "${var.name}.fifo"
  fifo_queue                 = true
  sqs_managed_sse_enabled    = true
  visibility_timeout_seconds = var.visibility
  message_retention_seconds  = 345600
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "dead_letters" {
  #checkov:skip=CKV_AWS_27:Encrypted with keys that SQS manages. The messages name accounts and Regions, and hold no secret.
  name                      = "${var.name}-dead.fifo"
  fifo_queue                = true
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue_redrive_allow_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.accounts.arn]
  })
}

# Who may send and receive is a matter of IAM's policies of this account.
resource "aws_sqs_queue_policy" "over_tls_only" {
  for_each  = { accounts = aws_sqs_queue.accounts, dead_letters = aws_sqs_queue.dead_letters }
  queue_url = each.value.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OverTlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = each.value.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}
