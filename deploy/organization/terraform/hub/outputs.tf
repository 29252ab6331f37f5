output "worker_role_arn" {
  description = "Whom the members' roles trust."
  value       = aws_iam_role.worker.arn
}

output "queue_url" {
  description = "The queue of accounts."
  value       = aws_sqs_queue.accounts.url
}

output "dead_letters_arn" {
  description = "The queue of what came back too often, for aws sqs start-message-move-task."
  value       = aws_sqs_queue.dead_letters.arn
}

output "results_bucket" {
  description = "The bucket of what came of each account and run."
  value       = aws_s3_bucket.results.id
}

output "dashboard_name" {
  description = "The dashboard by account."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}

output "dispatcher_name" {
  description = "The function that sends."
  value       = aws_lambda_function.dispatcher.function_name
}
