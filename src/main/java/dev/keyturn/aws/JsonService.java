package dev.keyturn.aws;

import java.util.Locale;

/**
 * Services of which too little is read for a client of the SDK's own: the names by which requests
 * reach them, as the SDK's models have them.
 */
enum JsonService {
  LAMBDA("lambda", "Lambda", ""),
  EVENTS("events", "EventBridge", "AWSEvents"),
  CLOUDWATCH("monitoring", "CloudWatch", "GraniteServiceVersion20100801"),
  SQS("sqs", "Sqs", "AmazonSQS"),
  ORGANIZATIONS("organizations", "Organizations", "AWSOrganizationsV20161128");

  private final String prefix;
  private final String name;
  private final String target;

  JsonService(String prefix, String name, String target) {
    this.prefix = prefix;
    this.name = name;
    this.target = target;
  }

  /** What hosts begin with, and signatures are for. */
  String prefix() {
    return prefix;
  }

  /** The variable that says another endpoint, such as {@code AWS_ENDPOINT_URL_LAMBDA}. */
  String variable() {
    return "AWS_ENDPOINT_URL_" + name.toUpperCase(Locale.ROOT);
  }

  /** The system property that does. */
  String systemProperty() {
    return "aws.endpointUrl" + name;
  }

  /** Its name in a {@code services} section of the shared configuration file. */
  String profileProperty() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The {@code X-Amz-Target} of an operation. */
  String target(String operation) {
    return target + "." + operation;
  }

  /** EventBridge and Organizations speak version 1.1 of the protocol, the others 1.0. */
  String contentType() {
    return this == EVENTS || this == ORGANIZATIONS
        ? "application/x-amz-json-1.1"
        : "application/x-amz-json-1.0";
  }
}
