# The same as the parameters of ../cloudformation.yaml, with the same defaults and the same limits. Whether a topic or a key
# is given decides which policies there are, and has to be known when it is planned, while its ARN need not be: it may be
# made in the same configuration, as in topic = { arn = aws_sns_topic.alarms.arn }.

variable "package" {
  description = "The path of keyturn-lambda.zip; the one that was built beside this module, if none is given."
  type        = string
  default     = null

  validation {
    condition     = fileexists(coalesce(var.package, "${path.module}/../../target/keyturn-lambda.zip"))
    error_message = "There is no such file. ./verify builds target/keyturn-lambda.zip; anywhere else, give its path."
  }
}

variable "name" {
  description = "What the function and everything around it is called."
  type        = string
  default     = "keyturn"

  validation {
    condition     = can(regex("^([a-z][a-z0-9-]{0,29})$", var.name))
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

  validation {
    condition     = var.memory_size >= 256 && var.memory_size <= 10240 && floor(var.memory_size) == var.memory_size
    error_message = "From 256 to 10240."
  }
}

variable "timeout" {
  description = "Seconds. The function stops cleanly before, and says what is left."
  type        = number
  default     = 900

  validation {
    condition     = var.timeout >= 180 && var.timeout <= 900 && floor(var.timeout) == var.timeout
    error_message = "From 180 to 900."
  }
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

  validation {
    condition     = var.reserved_concurrency >= -1 && var.reserved_concurrency <= 1000 && floor(var.reserved_concurrency) == var.reserved_concurrency
    error_message = "From -1 to 1000."
  }
}

variable "user_path" {
  description = "IAM path under which users may be rotated, such as /service/. With / it is every user of the account."
  type        = string

  validation {
    condition     = can(regex("^(/([A-Za-z0-9+=,.@_:~-]+/)*)$", var.user_path))
    error_message = "A path begins and ends with a slash, and has no wildcard."
  }
}

variable "secret_prefix" {
  description = "What the names of the secrets begin with, such as prod/. Empty means any, so that whoever adopts may read every secret of the account."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^([A-Za-z0-9/_+=.@-]*)$", var.secret_prefix))
    error_message = "Letters, digits and /_+=.@- only."
  }
}

variable "secrets" {
  description = "The secrets of the scheduled run, separated by semicolons. Empty means all that were adopted. ARN=USER, which binds without adopting, does not work with the role of this module until its policies are written for those users and secrets (docs/permissions.md, Binding by configuration)."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^([A-Za-z0-9/_+=.@:;, -]*)$", var.secrets))
    error_message = "Names or ARNs of secrets with semicolons between them."
  }
}

variable "secrets_key" {
  description = "The customer managed KMS key of the secrets, if they have one. Consumers, and whoever adopts, then need the policy of the output secrets_key_read_policy_arn as well."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.secrets_key == null || can(regex("^(|arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.secrets_key.arn))
    error_message = "The ARN of a KMS key, no alias."
  }
}

variable "operator" {
  description = "Who may assume a role with the rotator's policy and nothing else, to roll back or to look with the command line."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.operator == null || can(regex("^(|arn:[a-z-]+:iam::[0-9]{12}:(role|user)/.+)$", var.operator.arn))
    error_message = "The ARN of a role or a user."
  }
}

variable "administrator_role" {
  description = "The name of the role that adopts users, with its path before it. The guard of the output guard_policy_arn lets it through; nothing else comes of it."
  type        = string
  default     = "KeyturnAdministrator"

  validation {
    condition     = can(regex("^([A-Za-z0-9+=,.@_/-]{1,128})$", var.administrator_role))
    error_message = "The name of a role, with its path before it where it has one, and no wildcard."
  }
}

variable "permissions_boundary_arn" {
  description = "A permissions boundary for the role, where the account asks for one."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+)$", var.permissions_boundary_arn))
    error_message = "The ARN of a policy."
  }
}

variable "schedule" {
  description = "When the function looks after all secrets. Daily or less often needs silent_days of one more than the days between two runs; weekly is too seldom for any."
  type        = string
  default     = "rate(6 hours)"

  validation {
    condition     = can(regex("^((rate|cron)\\(.+\\))$", var.schedule))
    error_message = "rate(...) or cron(...)."
  }
}

variable "max_age" {
  description = "The age by which no key may still be in use, in whole days; the overlap counts as part of it, so it has to be longer than that. A secret's own tag keyturn:max-age outranks it."
  type        = string
  default     = "90d"

  validation {
    condition     = can(regex("^([1-9][0-9]{0,4}d)$", var.max_age))
    error_message = "Whole days, such as 90d."
  }
}

variable "overlap" {
  description = "How long the previous key stays Active. Shorter than max_age."
  type        = string
  default     = "7d"

  validation {
    condition     = var.overlap != "" && can(regex("^(([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?)$", var.overlap))
    error_message = "Days, hours, minutes and seconds, such as 36h or 1d12h."
  }
}

variable "quiet" {
  description = "How long the previous key must not have been used before it is switched off."
  type        = string
  default     = "24h"

  validation {
    condition     = var.quiet != "" && can(regex("^(([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?)$", var.quiet))
    error_message = "Days, hours, minutes and seconds, such as 36h or 1d12h."
  }
}

variable "recovery" {
  description = "How long a key that was switched off can be brought back."
  type        = string
  default     = "7d"

  validation {
    condition     = var.recovery != "" && can(regex("^(([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?)$", var.recovery))
    error_message = "Days, hours, minutes and seconds, such as 36h or 1d12h."
  }
}

variable "spread" {
  description = "Over how long the first rotations are spread of keys that are overdue when they are adopted, 90d at most; 0s for all in the next run."
  type        = string
  default     = "7d"

  validation {
    condition     = var.spread != "" && can(regex("^(([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?)$", var.spread))
    error_message = "Days, hours, minutes and seconds, such as 14d or 0s."
  }
}

variable "still_used" {
  description = "What to do with a previous key that is still used: hold, or force-after:30d."
  type        = string
  default     = "hold"

  validation {
    condition     = can(regex("^(hold|force-after:([0-9]{1,6}d([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?|[0-9]{1,6}h([0-9]{1,6}m)?([0-9]{1,6}s)?|[0-9]{1,6}m([0-9]{1,6}s)?|[0-9]{1,6}s))$", var.still_used))
    error_message = "hold, or such as force-after:30d."
  }
}

variable "new_key_use" {
  description = "ignore or require: whether the new key must have been seen in use first."
  type        = string
  default     = "ignore"

  validation {
    condition     = contains(["ignore", "require"], var.new_key_use)
    error_message = "Either ignore or require."
  }
}

variable "tag_limits" {
  description = "How far the tags of a secret may go beyond the settings above (docs/settings.md, What tags may say). Whoever may tag a secret may otherwise leave its consumers minutes."
  type        = string
  default     = "overlap=1d..,quiet=1h..,recovery=1d.."

  validation {
    condition     = can(regex("^([a-z0-9=.,: -]*)$", var.tag_limits))
    error_message = "Such as overlap=1d..,max-age=..180d."
  }
}

variable "fields" {
  description = "Which fields of a secret's value hold the key, in secrets whose tags do not say (docs/settings.md, The secret's value). Empty means UserName, AccessKeyId and SecretAccessKey."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^([A-Za-z0-9_.:+@=/ -]*)$", var.fields))
    error_message = "Such as id=AWS_ACCESS_KEY_ID secret=AWS_SECRET_ACCESS_KEY."
  }
}

variable "topic" {
  description = "The SNS topic that alarms, and Keyturn's own messages, go to. A standard one."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.topic == null || can(regex("^(|arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+)$", var.topic.arn))
    error_message = "The ARN of a standard SNS topic. Not of a FIFO one, whose messages need a group, which Keyturn's have not."
  }
}

variable "topic_key" {
  description = "The customer managed KMS key of the topic, if it has one. Its policy must let CloudWatch's alarms use it (../README.md, Appendix)."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.topic_key == null || can(regex("^(|arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.topic_key.arn))
    error_message = "The ARN of a KMS key, no alias."
  }
}

variable "event_bus" {
  description = "The EventBridge bus that Keyturn's events go to."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.event_bus == null || can(regex("^(|arn:[a-z-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9._/-]+)$", var.event_bus.arn))
    error_message = "The ARN of an event bus."
  }
}

variable "journal_bucket" {
  description = "The S3 bucket of this Region that the journal is kept in (docs/evidence.md). With versioning and Object Lock, what was written stays, though it may be hidden by a delete marker."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.journal_bucket == null || (try(var.journal_bucket.arn, "") != "" && can(regex("^(|arn:[a-z-]+:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$", var.journal_bucket.arn)))
    error_message = "The ARN of a bucket. For none, leave journal_bucket out."
  }
}

variable "journal_prefix" {
  description = "What the names of the journal's objects begin with."
  type        = string
  default     = "keyturn"

  validation {
    condition     = can(regex("^([A-Za-z0-9_.=-]+(/[A-Za-z0-9_.=-]+)*)$", var.journal_prefix)) && length(var.journal_prefix) <= 100
    error_message = "A prefix without a slash at its beginning and its end."
  }
}

variable "journal_key" {
  description = "The KMS key that signs the journal's checkpoints, of the key spec ECC_NIST_EDWARDS25519."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.journal_key == null || (try(var.journal_key.arn, "") != "" && can(regex("^(|arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.journal_key.arn)))
    error_message = "The ARN of a KMS key, no alias. For none, leave journal_key out."
  }
}

variable "silent_days" {
  description = "The alarm for a silent function sounds after so many days without a whole scheduled run. A daily one is now and then minutes late, so it takes 2."
  type        = number
  default     = 1

  validation {
    condition     = var.silent_days >= 1 && var.silent_days <= 7 && floor(var.silent_days) == var.silent_days
    error_message = "From 1 to 7."
  }
}

variable "throttles_tolerated" {
  description = "How many throttled AWS calls in an hour are nothing to tell."
  type        = number
  default     = 20

  validation {
    condition     = var.throttles_tolerated >= 0
    error_message = "Not negative."
  }
}

variable "log_retention_days" {
  description = "How long the log is kept."
  type        = number
  default     = 400

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "One of the spans that CloudWatch Logs knows, such as 30, 90, 400."
  }
}

variable "logs_key_arn" {
  description = "A customer managed KMS key for the log. Its policy must let CloudWatch Logs use it."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.logs_key_arn))
    error_message = "The ARN of a KMS key, no alias."
  }
}

variable "subnet_ids" {
  description = "Subnets, where the function has to be in a VPC. They need a way to IAM, STS and Secrets Manager, to SNS and EventBridge where topic and event_bus are given, and to S3 and KMS for a journal."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-f]+$", id))])
    error_message = "IDs of subnets."
  }
}

variable "security_group_ids" {
  description = "Its security groups, where the function has to be in a VPC."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-f]+$", id))])
    error_message = "IDs of security groups."
  }
}
