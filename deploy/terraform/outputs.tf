output "rotation_function_arn" {
  description = "What a secret's rotation names as its function."
  value       = aws_lambda_alias.live.arn
}

output "unqualified_function_arn" {
  description = "The same without the alias, should Secrets Manager refuse it."
  value       = aws_lambda_function.this.arn
}

output "role_arn" {
  description = "The rotator's role."
  value       = aws_iam_role.rotator.arn
}

output "administrator_policy_arn" {
  description = "For whoever adopts users."
  value       = aws_iam_policy.administrator.arn
}

output "consumer_policy_arn" {
  description = "For each rotated user that reads its own secret."
  value       = aws_iam_policy.consumer.arn
}

output "dead_letters_url" {
  description = "The queue of scheduled runs that failed."
  value       = aws_sqs_queue.dead_letters.url
}

output "dashboard_name" {
  description = "The dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
