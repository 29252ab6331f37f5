package dev.keyturn.app.cli;

import dev.keyturn.aws.AwsSettings;
import dev.keyturn.model.SecretText;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A set-up with each thing wrong in turn, what {@code doctor} says of it, and what mends it. */
final class SpoiltSetups {
  private SpoiltSetups() {}

  /**
   * Something that is wrong.
   *
   * @param check the line that says so, as {@code verdict}
   * @param remedy a part of what it names
   * @param mend does that
   */
  record Wrong(
      String what,
      Consumer<DoctorBench> spoil,
      String check,
      String verdict,
      int exit,
      String remedy,
      Consumer<DoctorBench> mend) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Wrong> all() {
    return Stream.of(
        new Wrong(
            "no Region",
            b -> b.env.remove("AWS_REGION"),
            "region",
            "failed",
            2,
            "Set AWS_REGION",
            b -> b.env.put("AWS_REGION", "us-east-1")),
        new Wrong(
            "no such bundle of certificates",
            b -> b.env.put("AWS_CA_BUNDLE", "/nowhere/ca.pem"),
            "certificates",
            "failed",
            2,
            "Name a file",
            b -> b.env.remove("AWS_CA_BUNDLE")),
        new Wrong(
            "an endpoint that is not there",
            b -> {
              b.env.put("AWS_ENDPOINT_URL_IAM", "http://127.0.0.1:1");
              b.unanswered = "ListAccountAliases";
            },
            "endpoint iam",
            "failed",
            6,
            "unset AWS_ENDPOINT_URL_IAM",
            b -> {
              b.env.remove("AWS_ENDPOINT_URL_IAM");
              b.unanswered = "";
            }),
        new Wrong(
            "a clock that is behind",
            b -> b.behind = Duration.ofHours(2),
            "clock",
            "warning",
            0,
            "timedatectl set-ntp true",
            b -> b.behind = Duration.ZERO),
        new Wrong(
            "nobody logged in",
            b -> b.keys = Optional.empty(),
            "login",
            "failed",
            6,
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            b -> b.keys = Optional.of(b.administrator())),
        new Wrong(
            "a key that AWS does not know",
            b ->
                b.keys =
                    Optional.of(
                        new AwsSettings.Keys(
                            "AKIANOBODYHASTHISKEY", SecretText.of("x"), Optional.empty())),
            "identity",
            "failed",
            6,
            "aws sts get-caller-identity",
            b -> b.keys = Optional.of(b.administrator())),
        new Wrong(
            "a policy that denies",
            b -> b.world.deny(World.ADMINISTRATOR, "iam:CreateAccessKey"),
            "iam:CreateAccessKey",
            "failed",
            6,
            "have that policy changed",
            b -> b.world.pardon(World.ADMINISTRATOR)),
        new Wrong(
            "nobody to ask about permissions",
            b -> b.world.deny(World.ADMINISTRATOR, "iam:SimulatePrincipalPolicy"),
            "iam:CreateAccessKey",
            "not-checked",
            0,
            "Grant iam:SimulatePrincipalPolicy",
            b -> b.world.pardon(World.ADMINISTRATOR)),
        new Wrong(
            "no room for tags, when a rotation is due",
            b -> tag(b, "prod/web/iam"),
            "secret prod/web/iam",
            "failed",
            4,
            "aws secretsmanager untag-resource --secret-id prod/web/iam --tag-keys TAG",
            b -> untag(b, "prod/web/iam")),
        new Wrong(
            "no room for tags, and time",
            b -> tag(b, "prod/mail/iam"),
            "secret prod/mail/iam",
            "warning",
            0,
            "aws secretsmanager untag-resource --secret-id prod/mail/iam --tag-keys TAG",
            b -> untag(b, "prod/mail/iam")),
        new Wrong(
            "no function by that name",
            b -> b.deployment.deployed = false,
            "function",
            "failed",
            4,
            "deploy/README.md",
            b -> b.deployment.deployed = true),
        new Wrong(
            "a function that failed",
            b -> b.deployment.state = "Failed",
            "function",
            "failed",
            4,
            "aws lambda get-function-configuration --function-name keyturn",
            b -> b.deployment.state = "Active"),
        new Wrong(
            "a function of another version",
            b -> b.deployment.description = "… (Keyturn 0.0.1).",
            "function version",
            "warning",
            0,
            "deploy/README.md",
            b -> b.deployment.description = "(Keyturn (not packaged))"),
        new Wrong(
            "a function that does not say",
            b -> b.deployment.description = "Rotates keys.",
            "function version",
            "not-checked",
            0,
            "deploy/README.md",
            b -> b.deployment.description = "(Keyturn (not packaged))"),
        new Wrong(
            "a schedule that is off",
            b -> b.deployment.rule = Optional.of("DISABLED"),
            "schedule",
            "failed",
            4,
            "aws events enable-rule --name keyturn-run",
            b -> b.deployment.rule = Optional.of("ENABLED")),
        new Wrong(
            "no schedule",
            b -> b.deployment.rule = Optional.empty(),
            "schedule",
            "failed",
            4,
            "deploy/README.md",
            b -> b.deployment.rule = Optional.of("ENABLED")),
        new Wrong(
            "no alarms",
            b -> b.deployment.alarms = List.of(),
            "alarms",
            "warning",
            0,
            "deploy/README.md",
            b -> b.deployment.alarms = List.of("OK", "OK")),
        new Wrong(
            "alarms that tell nobody",
            b -> b.deployment.alarmActions = "[]",
            "alarms",
            "warning",
            0,
            "TopicArn",
            b -> b.deployment.alarmActions = "[\"topic\"]"),
        new Wrong(
            "dead letters",
            b -> b.deployment.deadLetters = Optional.of(2),
            "dead letters",
            "failed",
            4,
            "docs/operations.md#dead-letters-waiting",
            b -> b.deployment.deadLetters = Optional.of(0)),
        new Wrong(
            "no queue for dead letters",
            b -> b.deployment.deadLetters = Optional.empty(),
            "dead letters",
            "warning",
            0,
            "deploy/README.md",
            b -> b.deployment.deadLetters = Optional.of(0)));
  }

  private static void tag(DoctorBench bench, String secret) {
    for (int i = 0; i < 43; i++) {
      bench.world.secrets().tag(bench.world.secrets().secret(secret).orElseThrow(), "t" + i, "x");
    }
  }

  /** As the remedy says. */
  private static void untag(DoctorBench bench, String secret) {
    String remedy = String.valueOf(bench.checks("doctor").get("secret " + secret));
    String command = remedy.replaceFirst(".*(aws .* TAG).*", "$1");
    bench.aws(command.replace("TAG", "t0 t1 t2 t3 t4 t5 t6 t7 t8 t9"));
  }
}
