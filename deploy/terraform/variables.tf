# The same as the parameters of ../cloudformation.yaml, with the same defaults.

variable "package" {
  description = "The path of keyturn-lambda.zip."
  type        = string
  default     = "../../target/keyturn-lambda.zip"
}

variable "name" {
  description = "What the function and everything around it is called."
  type        = string
  default     = "keyturn"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,29}$", var.name))
    error_message = "At most 30 lower-case letters, digits and hyphens."
  }
}

variable "architecture" {
  description = "arm64 or x86_64; the same package runs on both."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "Either arm64 or x86_64."
  }
}

variable "memory_size" {
  description = "Megabytes. More memory is more processor, and a shorter start."
  type        = number
  default     = 1024
}

variable "timeout" {
  description = "Seconds. The function stops cleanly before, and says what is left."
  type        = number
  default     = 900
}

variable "snap_start" {
  description = "None or PublishedVersions. A function that runs a few times a day seldom gains from it."
  type        = string
  default     = "None"

  validation {
    condition     = contains(["None", "PublishedVersions"], var.snap_start)
    error_message = "Either None or PublishedVersions."
  }
}

variable "reserved_concurrency" {
  description = "How many may run at once; -1 takes from the account's pool, which new accounts cannot spare."
  type        = number
  default     = -1
}

variable "user_path" {
  description = "IAM path under which users may be rotated, such as /service/."
  type        = string
  default     = "/"

  validation {
    condition     = can(regex("^/([!-~]*/)?$", var.user_path))
    error_message = "A path begins and ends with a slash."
  }
}

variable "secret_prefix" {
  description = "What the names of the secrets begin with, such as prod/."
  type        = string
  default     = ""
}

variable "secrets" {
  description = "The secrets of the scheduled run, separated by semicolons. Empty means all that were adopted."
  type        = string
  default     = ""
}

variable "secrets_key_arn" {
  description = "The customer managed KMS key of the secrets, if they have one."
  type        = string
  default     = ""
}

variable "operator_arn" {
  description = "Who may assume the rotator's role, to roll back or to look with the command line."
  type        = string
  default     = ""
}

variable "permissions_boundary_arn" {
  description = "A permissions boundary for the role, where the account asks for one."
  type        = string
  default     = ""
}

variable "schedule" {
  description = "When the function looks after all secrets."
  type        = string
  default     = "rate(6 hours)"
}

variable "max_age" {
  description = "The age by which no key may still be in use; the overlap counts as part of it."
  type        = string
  default     = "90d"
}

variable "overlap" {
  description = "How long the previous key stays Active."
  type        = string
  default     = "7d"
}

variable "quiet" {
  description = "How long the previous key must not have been used before it is switched off."
  type        = string
  default     = "24h"
}

variable "recovery" {
  description = "How long a key that was switched off can be brought back."
  type        = string
  default     = "7d"
}

variable "still_used" {
  description = "What to do with a previous key that is still used: hold, or force-after:30d."
  type        = string
  default     = "hold"
}

variable "new_key_use" {
  description = "ignore or require: whether the new key must have been seen in use first."
  type        = string
  default     = "ignore"
}

variable "topic_arn" {
  description = "The SNS topic that alarms, and Keyturn's own messages, go to."
  type        = string
  default     = ""
}

variable "event_bus_arn" {
  description = "The EventBridge bus that Keyturn's events go to."
  type        = string
  default     = ""
}

variable "overdue_days" {
  description = "The alarm for an overdue rotation sounds when the oldest key is older. A day more than max_age."
  type        = number
  default     = 91
}

variable "throttles_tolerated" {
  description = "How many throttled AWS calls in an hour are nothing to tell."
  type        = number
  default     = 20
}

variable "log_retention_days" {
  description = "How long the log is kept."
  type        = number
  default     = 400
}

variable "logs_key_arn" {
  description = "A customer managed KMS key for the log. Its policy must let CloudWatch Logs use it."
  type        = string
  default     = ""
}

variable "subnet_ids" {
  description = "Subnets with a way to IAM, STS and Secrets Manager, where the function has to be in a VPC."
  type        = list(string)
  default     = []
}

variable "security_group_ids" {
  description = "Its security groups, where the function has to be in a VPC."
  type        = list(string)
  default     = []
}
