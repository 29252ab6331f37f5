# The same as the parameters of ../../hub.yaml, with the same defaults and the same limits.

variable "package" {
  description = "The path of keyturn-lambda.zip; the one that was built beside this module, if none is given."
  type        = string
  default     = null

  validation {
    condition     = fileexists(coalesce(var.package, "${path.module}/../../../../target/keyturn-lambda.zip"))
    error_message = "There is no such file. ./verify builds target/keyturn-lambda.zip; anywhere else, give its path."
  }
}

variable "organization_id" {
  description = "The organization. Workers assume roles in no other."
  type        = string

  validation {
    condition     = can(regex("^(o-[a-z0-9]{10,32})$", var.organization_id))
    error_message = "Such as o-exampleorgid."
  }
}

variable "units" {
  description = "The organizational units whose accounts are looked after, with those below them; all accounts, if none is named."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for unit in var.units : can(regex("^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$", unit))]) && length(join(",", var.units)) <= 400
    error_message = "IDs of organizational units or a root, together at most 400 characters."
  }
}

variable "exclude" {
  description = "Accounts that are left out. A service-managed StackSet makes no role in the management account."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.exclude : can(regex("^[0-9]{12}$", id))]) && length(join(",", var.exclude)) <= 1000
    error_message = "Account IDs of twelve digits, together at most 1000 characters."
  }
}

variable "regions" {
  description = "The Regions of each account whose secrets are looked after; the module's own, if none is named."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for region in var.regions : can(regex("^[a-z]{2,8}(-[a-z]{2,12}){1,3}-[0-9]{1,2}$", region))]) && length(join(",", var.regions)) <= 400
    error_message = "Names of Regions, together at most 400 characters."
  }
}

variable "member_role" {
  description = "The one role that workers assume, the members' role_name."
  type        = string
  default     = "keyturn-rotator-member"

  validation {
    condition     = can(regex("^([A-Za-z0-9+=,.@_-]{1,64})$", var.member_role))
    error_message = "The name of a role, without wildcards."
  }
}

variable "external_id" {
  description = "The members' external_id, where they have one."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|[A-Za-z0-9_+=,.@:/-]{2,})$", var.external_id)) && length(var.external_id) <= 1224
    error_message = "Of 2 to 1224 letters, digits and _+=,.@:/-."
  }
}

variable "name" {
  description = "What everything here is called. Another name for a second hub in the account."
  type        = string
  default     = "keyturn-hub"

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
  description = "Seconds for one account; the rest of a larger one becomes a message of its own."
  type        = number
  default     = 300

  validation {
    condition     = var.timeout >= 180 && var.timeout <= 900 && floor(var.timeout) == var.timeout
    error_message = "From 180 to 900."
  }
}

variable "visibility" {
  description = "Seconds until a message that was not done comes back. Six times the timeout, as Lambda advises."
  type        = number
  default     = 1800

  validation {
    condition     = var.visibility >= 1080 && var.visibility <= 43200 && floor(var.visibility) == var.visibility
    error_message = "From 1080 to 43200."
  }
}

variable "workers_at_once" {
  description = "In how many accounts to work at once. Taken from the concurrency of this account."
  type        = number
  default     = 10

  validation {
    condition     = var.workers_at_once >= 2 && var.workers_at_once <= 1000 && floor(var.workers_at_once) == var.workers_at_once
    error_message = "From 2 to 1000."
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

variable "secret_prefix" {
  description = "What the names of the secrets begin with, such as prod/. Empty means any, so that whoever adopts may read every secret of the account."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^([A-Za-z0-9/_+=.@-]*)$", var.secret_prefix)) && length(var.secret_prefix) <= 64
    error_message = "At most 64 letters, digits and /_+=.@-."
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
    condition     = can(regex("^([a-z0-9=.,: -]*)$", var.tag_limits)) && length(var.tag_limits) <= 200
    error_message = "Such as overlap=1d..,max-age=..180d, at most 200 characters."
  }
}

variable "fields" {
  description = "Which fields of a secret's value hold the key, in secrets whose tags do not say (docs/settings.md, The secret's value). Empty means UserName, AccessKeyId and SecretAccessKey."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^([A-Za-z0-9_.:+@=/ -]*)$", var.fields)) && length(var.fields) <= 256
    error_message = "Such as id=AWS_ACCESS_KEY_ID secret=AWS_SECRET_ACCESS_KEY, at most 256 characters."
  }
}

variable "topic_arn" {
  description = "The SNS topic that alarms go to. A standard one."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+)$", var.topic_arn))
    error_message = "The ARN of a standard SNS topic."
  }
}

variable "oldest_message" {
  description = "The alarm sounds when a message has waited for more than so many seconds."
  type        = number
  default     = 21600

  validation {
    condition     = var.oldest_message >= 3600 && floor(var.oldest_message) == var.oldest_message
    error_message = "A whole number, at least 3600."
  }
}

variable "silent_days" {
  description = "The alarm sounds when nothing was sent for so many days."
  type        = number
  default     = 1

  validation {
    condition     = var.silent_days >= 1 && var.silent_days <= 7 && floor(var.silent_days) == var.silent_days
    error_message = "From 1 to 7."
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

variable "results_days" {
  description = "For how many days the results of each account and run are kept in the bucket."
  type        = number
  default     = 400

  validation {
    condition     = var.results_days >= 1 && var.results_days <= 3653 && floor(var.results_days) == var.results_days
    error_message = "A whole number from 1 to 3653."
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
