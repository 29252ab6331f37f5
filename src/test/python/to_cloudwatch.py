"""What Lambda and CloudWatch make of an invocation: to_cloudwatch.py FUNCTION STREAM FILE OUTCOME

Puts the lines of FILE, which a function printed, into its log, and the metrics that they declare in the embedded metric
format into CloudWatch; and counts the invocation, which ended in OUTCOME, "failed" or another word, as Lambda does.
"""

import json
import pathlib
import sys
import time

import boto3


def data_of(line):
    """Namespaces, each with a metric as PutMetricData takes it."""
    if not line.startswith("{") or "_aws" not in (document := json.loads(line)):
        return
    for directive in document["_aws"]["CloudWatchMetrics"]:
        for names in directive["Dimensions"]:
            for metric in directive["Metrics"]:
                yield directive["Namespace"], {
                    "MetricName": metric["Name"],
                    "Dimensions": [{"Name": name, "Value": document[name]} for name in names],
                    "Value": document[metric["Name"]],
                    "Unit": metric["Unit"],
                }


def of_lambda(function, metric, value):
    dimensions = [{"Name": "FunctionName", "Value": function}]
    return "AWS/Lambda", {"MetricName": metric, "Dimensions": dimensions, "Value": value, "Unit": "Count"}


function, stream, file, outcome = sys.argv[1:]
lines = [line for line in pathlib.Path(file).read_text().splitlines() if line.strip()]
data = [datum for line in lines for datum in data_of(line)]
if not data:
    sys.exit("no metrics in what the function printed: " + "\n".join(lines))

now = int(time.time() * 1000)
log = {"logGroupName": "/aws/lambda/" + function, "logStreamName": stream}
logs = boto3.client("logs")
logs.create_log_stream(**log)
logs.put_log_events(**log, logEvents=[{"timestamp": now, "message": line} for line in lines])

data.append(of_lambda(function, "Invocations", 1))
data.append(of_lambda(function, "Errors", 1 if outcome == "failed" else 0))
cloudwatch = boto3.client("cloudwatch")
for namespace in {namespace for namespace, _ in data}:
    of_it = [datum for its, datum in data if its == namespace]
    cloudwatch.put_metric_data(Namespace=namespace, MetricData=of_it)
