# What came of each account and run, an object each, under results/. Workers may add some, and neither read nor replace
# one. Terraform takes it away only when it is empty.
resource "aws_s3_bucket" "results" {
  #checkov:skip=CKV_AWS_18:Who reads is seen in CloudTrail's data events where these are wanted. The results name users and secrets, and hold no key.
  #checkov:skip=CKV_AWS_21:No object is ever written over. Workers may only create one under a name that is not there.
  #checkov:skip=CKV_AWS_144:A copy of them is in the log of the workers.
  #checkov:skip=CKV_AWS_145:Encrypted with keys that S3 manages. The results name users and secrets, and hold no key.
  #checkov:skip=CKV2_AWS_62:Nobody has to be told of each of them; alarms tell of what is wrong.
  bucket = "${var.name}-${data.aws_caller_identity.current.account_id}-results"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "results" {
  bucket = aws_s3_bucket.results.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "results" {
  bucket                  = aws_s3_bucket.results.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "results" {
  bucket = aws_s3_bucket.results.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "results" {
  bucket = aws_s3_bucket.results.id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = var.results_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

resource "aws_s3_bucket_policy" "results_over_tls_only" {
  bucket = aws_s3_bucket.results.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OverTlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.results.arn, "${aws_s3_bucket.results.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}
