package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.emulators.Emulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A deployment with everything on that can be left out, and how to see that it is.
 *
 * @param key a KMS key, for the secrets, the log and the topic
 * @param topic that is told
 * @param boundary a policy, for the role
 * @param subnet where the function is
 * @param group its security group
 */
record FullDeployment(String key, String topic, String boundary, String subnet, String group) {
  private static final String ALL =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
      """;

  /** Makes what it takes on an emulator. */
  static FullDeployment on(Emulator emulator, Deployment deployment, String name) {
    return new FullDeployment(
        text(deployment, "kms", "create-key", "--query", "KeyMetadata.Arn"),
        emulator.topic(name),
        text(
            deployment,
            "iam",
            "create-policy",
            "--policy-name",
            name + "-boundary",
            "--policy-document",
            ALL,
            "--query",
            "Policy.Arn"),
        text(deployment, "ec2", "describe-subnets", "--query", "Subnets[0].SubnetId"),
        text(
            deployment, "ec2", "describe-security-groups", "--query", "SecurityGroups[0].GroupId"));
  }

  private static String text(Deployment deployment, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--output", "text"));
    return deployment.aws(all.toArray(String[]::new)).strip();
  }

  private String account() {
    return boundary.split(":", -1)[4];
  }

  /** A bucket, which a policy names and nobody looks for. */
  private static final String JOURNAL = "arn:aws:s3:::audit";

  private String bus() {
    return "arn:aws:events:%s:%s:event-bus/default".formatted(Emulator.REGION, account());
  }

  private String operator() {
    return "arn:aws:iam::%s:user/administrator".formatted(account());
  }

  /** The template's parameters. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("SecretsKeyArn", key);
    parameters.put("LogsKeyArn", key);
    parameters.put("TopicKeyArn", key);
    parameters.put("TopicArn", topic);
    parameters.put("EventBusArn", bus());
    parameters.put("JournalBucketArn", JOURNAL);
    parameters.put("JournalKeyArn", key);
    parameters.put("OperatorArn", operator());
    parameters.put("PermissionsBoundaryArn", boundary);
    parameters.put("SubnetIds", subnet);
    parameters.put("SecurityGroupIds", group);
    parameters.put("SnapStart", "PublishedVersions");
    parameters.put("ReservedConcurrency", "1");
    parameters.put("Secrets", "prod/web/iam");
    return parameters;
  }

  /**
   * A use of the module with the same. Of what decides on further policies no ARN is known before
   * it is applied, as of a topic that is made in the same configuration.
   */
  String module(String name, String source) {
    StringBuilder made = new StringBuilder();
    StringBuilder module =
        new StringBuilder(
            """
            module "everything" {
              source        = "%s"
              name          = "%s"
              package       = var.package
              user_path     = "/service/"
              secret_prefix = "prod/"
            """
                .formatted(source, name));
    parameters()
        .forEach((parameter, value) -> {
          String variable = Terraform.variable(parameter);
          if (variable.endsWith(".arn")) {
            String known = variable.replace(".arn", "");
            module.append("  %s = { arn = terraform_data.%1$s.output }\n".formatted(known));
            made.append("resource \"terraform_data\" \"%s\" {\n".formatted(known));
            made.append("  input = \"%s\"\n}\n".formatted(value));
          } else {
            String written = variable.endsWith("_ids") ? "[\"%s\"]" : "\"%s\"";
            module.append("  %s = %s\n".formatted(variable, written.formatted(value)));
          }
        });
    return module.append("}\n").append(made).toString();
  }

  /** Whether the policies, the trust and the function's settings are so. */
  void isOn(Object made, String name) {
    Deployed.policies(
        made,
        name,
        Map.of(
            "key_arn", key,
            "topic_key_arn", key,
            "topic_arn", topic,
            "bus_arn", bus(),
            "journal_bucket_arn", JOURNAL,
            "journal_prefix", "keyturn",
            "journal_key_arn", key),
        Policies.names());
    assertThat(ParsedJson.at(made, "trust", "Statement").toString())
        .contains("lambda.amazonaws.com")
        .doesNotContain(operator());
    assertThat(ParsedJson.at(made, "operator", "trust", "Statement").toString())
        .contains(operator())
        .doesNotContain("lambda.amazonaws.com");
    assertThat((List<?>) ParsedJson.at(made, "operator", "inline")).isEmpty();
    Object variables = ParsedJson.at(made, "function", "Environment", "Variables");
    assertThat(ParsedJson.at(variables, "KEYTURN_TOPIC_ARN")).isEqualTo(topic);
    assertThat(ParsedJson.at(variables, "KEYTURN_EVENT_BUS")).isEqualTo(bus());
    assertThat(ParsedJson.at(variables, "KEYTURN_JOURNAL")).isEqualTo("s3://audit/keyturn");
    assertThat(ParsedJson.at(variables, "KEYTURN_JOURNAL_KEY")).isEqualTo(key);
    assertThat(ParsedJson.at(variables, "secrets")).isEqualTo("prod/web/iam");
    assertThat(ParsedJson.at(variables, "KEYTURN_SECRET_PREFIX")).isEqualTo("prod/");
  }

  /** Whether the role is within its boundary, and the function in its network and its number. */
  void isWithin(Object made) {
    assertThat(ParsedJson.at(made, "boundary")).isEqualTo(boundary);
    assertThat(ParsedJson.at(made, "concurrency")).isEqualTo(1L);
    Object network = ParsedJson.at(made, "function", "VpcConfig");
    assertThat(ParsedJson.at(network, "SubnetIds")).isEqualTo(List.of(subnet));
    assertThat(ParsedJson.at(network, "SecurityGroupIds")).isEqualTo(List.of(group));
  }

  /** Whether the role has its policies and the log its key, and the alarms tell the topic. */
  void isAttached(Object made, String name, Alarms.Form form) {
    assertThat(ParsedJson.at(made, "logKey")).isEqualTo(key);
    assertThat((List<?>) ParsedJson.at(made, "operator", "attached"))
        .map(Object::toString)
        .containsExactlyInAnyOrder(
            Deployed.deployed(name, "rotator"), Deployed.deployed(name, "secrets-key"));
    assertThat((List<?>) ParsedJson.at(made, "attached"))
        .map(Object::toString)
        .containsExactlyInAnyOrder(
            Deployed.deployed(name, "rotator"),
            Deployed.deployed(name, "secrets-key"),
            Deployed.deployed(name, "vpc"));
    Map<?, ?> alarms = (Map<?, ?>) ParsedJson.at(made, "alarms");
    Alarms.areOfTheTemplate(alarms, name, form);
    Alarms.tell(alarms, name, topic);
  }
}
