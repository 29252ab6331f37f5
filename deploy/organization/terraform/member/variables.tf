# The same as the parameters of ../../member.yaml, with the same defaults and the same limits.

variable "worker_role_arn" {
  description = "Who may assume the role, and nobody else: the hub's output worker_role_arn. IAM takes the ARN of a role that exists, and stores its ID."
  type        = string

  validation {
    condition     = can(regex("^(arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+)$", var.worker_role_arn))
    error_message = "The ARN of one role."
  }
}

variable "organization_id" {
  description = "The organization that the worker's account has to be in."
  type        = string

  validation {
    condition     = can(regex("^(o-[a-z0-9]{10,32})$", var.organization_id))
    error_message = "Such as o-exampleorgid."
  }
}

variable "role_name" {
  description = "The hub's member_role. The guard of the single-account deployment lets roles keyturn-rotator-* keep the books."
  type        = string
  default     = "keyturn-rotator-member"

  validation {
    condition     = can(regex("^([A-Za-z0-9+=,.@_-]{1,64})$", var.role_name))
    error_message = "The name of a role."
  }
}

variable "external_id" {
  description = "The hub's external_id, where it has one. For a hub of somebody else."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|[A-Za-z0-9_+=,.@:/-]{2,})$", var.external_id)) && length(var.external_id) <= 1224
    error_message = "Of 2 to 1224 letters, digits and _+=,.@:/-."
  }
}

variable "region" {
  description = "Where the secrets are. One Region, or * where the hub names several."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9-]+|[*])$", var.region))
    error_message = "One Region, or * for all."
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
    condition     = can(regex("^([A-Za-z0-9/_+=.@-]*)$", var.secret_prefix)) && length(var.secret_prefix) <= 64
    error_message = "At most 64 letters, digits and /_+=.@-."
  }
}
