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

output "operator_role_arn" {
  description = "The role that the operator may assume, if one is given."
  value       = one(aws_iam_role.operator[*].arn)
}

output "rotator_policy_arn" {
  description = "For whoever adopts with --new-key, beside the administrator's; the role has it already."
  value       = aws_iam_policy.rotator.arn
}

output "administrator_policy_arn" {
  description = "For whoever adopts users. Reads every secret under secret_prefix, adopted or not, and binds any user under user_path."
  value       = aws_iam_policy.administrator.arn
}

output "retirer_policy_arn" {
  description = "For whoever retires unused keys. Switches off and deletes keys of any user under user_path; reads no secret's value."
  value       = aws_iam_policy.retirer.arn
}

output "auditor_policy_arn" {
  description = "For whoever audits and simulates. Sees all users of the account, their tags and the ages of their keys; changes nothing, and reads no secret's value."
  value       = aws_iam_policy.auditor.arn
}

output "journal_read_policy_arn" {
  description = "For whoever reads and checks the journal, where journal_bucket is given."
  value       = one(aws_iam_policy.journal_read[*].arn)
}

output "guard_policy_arn" {
  description = "A deny for whoever else may tag, delete or share secrets, or move their labels. At best its text in a service control policy."
  value       = aws_iam_policy.guard.arn
}

output "consumer_policy_arn" {
  description = "For each rotated user that reads its own secret."
  value       = aws_iam_policy.consumer.arn
}

output "secrets_key_policy_arn" {
  description = "For whoever adopts with --new-key, where secrets_key is given; the role has it already."
  value       = one(aws_iam_policy.secrets_key[*].arn)
}

output "secrets_key_read_policy_arn" {
  description = "For each consumer, and for whoever adopts, where secrets_key is given."
  value       = one(aws_iam_policy.secrets_key_read[*].arn)
}

output "dead_letters_url" {
  description = "The queue of the schedule's events that Lambda did not take."
  value       = aws_sqs_queue.dead_letters.url
}

output "dashboard_name" {
  description = "The dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
