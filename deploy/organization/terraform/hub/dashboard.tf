# By account. The same as the template's: both are ../../dashboard.json.
resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = "${var.name}-${local.region}"
  dashboard_body = replace(replace(replace(replace(
    file("${path.module}/../../dashboard.json"),
    "$${partition}", data.aws_partition.current.partition),
    "$${account}", data.aws_caller_identity.current.account_id),
    "$${region}", local.region),
  "$${name}", var.name)
}
