package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Moto;
import dev.keyturn.proof.NotTried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The module through Terraform, on moto: formatted, valid, applied, read back, destroyed. It runs
 * beside other tests, as the provider mostly waits: it looks at a new queue for half a minute.
 */
@Execution(ExecutionMode.CONCURRENT)
class TerraformIT {
  /** A second deployment, with everything on; its prefix is not the first one's. */
  private static final String EVERYTHING = "all-of-keyturn";

  /** Variables that are right one by one, and wrong together. */
  private static final String CONTRADICTION =
      """
      module "contradiction" {
        source        = "../../terraform"
        name          = "contradiction"
        package       = var.package
        user_path     = "/service/"
        max_age       = "30d"
        overlap       = "30d"
        subnet_ids    = ["subnet-0123456789abcdef0"]
        topic_key     = { arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" }
      }
      """;

  private static final Pattern HCL = Pattern.compile("(?s)```hcl\n(.*?)```");

  private static final Pattern REDRIVE_ALLOW =
      Pattern.compile("(?s)resource \"aws_sqs_queue_redrive_allow_policy\".*?\n}\n");

  /** The page's member is in another account; moto asks for path-style addresses of buckets. */
  private static final String PROVIDERS =
      """
      provider "aws" {
        s3_use_path_style = true
      }
      provider "aws" {
        alias = "web"
      }
      """;

  @Test
  @DisplayName("The module and its example are written as Terraform formats them")
  void format() {
    Optional<Path> program = Terraform.findProgram();
    if (program.isEmpty()) {
      NotTried.note("the Terraform module's format", "This machine has no terraform or tofu.");
    }
    assumeTrue(program.isPresent(), "terraform or tofu on this machine");
    Terraform.run(
            program.orElseThrow(),
            Path.of("deploy"),
            Map.of(),
            "fmt",
            "-check",
            "-diff",
            "-recursive")
        .orFail();
  }

  @Test
  @DisplayName("The module and its example are applied, are what the template makes, and destroyed")
  void module() throws IOException {
    Optional<Terraform> found = Terraform.find();
    if (found.isEmpty()) {
      NotTried.note(
          "the Terraform module", "This machine has no terraform or tofu with the AWS provider.");
    }
    assumeTrue(found.isPresent(), "terraform or tofu, with the AWS provider, on this machine");
    Terraform terraform = found.orElseThrow();
    Deployment deployment = new Deployment(Moto.trusting());
    Map<String, String> environment = deployment.environment();
    Path example = copied(terraform).resolve("examples/terraform");
    String zip = "-var=package=" + Deployment.packaged().toAbsolutePath();
    terraform.in(example, environment, "init", "-input=false", "-plugin-dir=" + terraform.mirror());
    assertThat(terraform.in(example, environment, "validate", "-no-color")).contains("Success!");
    refusesAContradiction(terraform, example, environment, zip);
    FullDeployment everything =
        FullDeployment.on(Moto.trusting(), deployment, Moto.trusting().fresh("terraform"));
    Files.writeString(
        example.resolve("everything.tf"), everything.module(EVERYTHING, "../../terraform"));
    terraform.in(example, environment, "init", "-input=false", "-plugin-dir=" + terraform.mirror());
    String applied =
        terraform.in(
            example, environment, "apply", "-input=false", "-no-color", "-auto-approve", zip);
    assertThat(applied).contains("Apply complete!");
    isWhatTheTemplateMakes(deployment.readBack("keyturn"));
    Object all = deployment.readBack(EVERYTHING);
    everything.isOn(all, EVERYTHING);
    everything.isWithin(all);
    everything.isAttached(all, EVERYTHING, Alarms.Form.MATH);
    String destroyed =
        terraform.in(
            example, environment, "destroy", "-input=false", "-no-color", "-auto-approve", zip);
    assertThat(destroyed).contains("Destroy complete!");
    assertThat(deployment.aws("logs", "describe-log-groups"))
        .as("logs, which outlive the module")
        .contains("/aws/lambda/keyturn", "/aws/lambda/" + EVERYTHING);
    if (!terraform.knowsJava25()) {
      NotTried.note(
          "the runtime java25 through Terraform",
          "Provider %s of this machine does not know it; the copy that was applied names java21."
              .formatted(terraform.version()));
    }
    System.out.printf(
        "Terraform with provider %s on moto: validate, apply, read back, destroy%n",
        terraform.version());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"hub", "member"})
  @DisplayName("The organization's modules are valid")
  void organization(String module) throws IOException {
    Optional<Terraform> found = Terraform.find();
    if (found.isEmpty()) {
      NotTried.note(
          "the organization's modules",
          "This machine has no terraform or tofu with the AWS provider.");
    }
    assumeTrue(found.isPresent(), "terraform or tofu, with the AWS provider, on this machine");
    Terraform terraform = found.orElseThrow();
    Path folder = copied(terraform).resolve("organization/terraform").resolve(module);
    terraform.in(folder, Map.of(), "init", "-input=false", "-plugin-dir=" + terraform.mirror());
    assertThat(terraform.in(folder, Map.of(), "validate", "-no-color")).contains("Success!");
  }

  @Test
  @DisplayName("Hub and member are planned as the page has them; where all is tried, applied, too")
  void organizationPlanned() throws IOException {
    Optional<Terraform> found = Terraform.find();
    if (found.isEmpty()) {
      NotTried.note(
          "the organization's modules, planned",
          "This machine has no terraform or tofu with the AWS provider.");
    }
    assumeTrue(found.isPresent(), "terraform or tofu, with the AWS provider, on this machine");
    Terraform terraform = found.orElseThrow();
    Path deploy = copied(terraform);
    // moto keeps no RedriveAllowPolicy, for which the provider waits ten minutes and more.
    Path queues = deploy.resolve("organization/terraform/hub/queues.tf");
    Files.writeString(queues, REDRIVE_ALLOW.matcher(Files.readString(queues)).replaceFirst(""));
    Path folder = Files.createDirectories(deploy.resolve("pages"));
    String page = Files.readString(Path.of("deploy/organization/README.md"));
    Matcher block = HCL.matcher(page);
    assertThat(block.find()).isTrue();
    Files.writeString(
        folder.resolve("main.tf"),
        PROVIDERS
            + block
                .group(1)
                .replace("…/deploy/", "../")
                .replaceFirst(
                    "(?m)^  organization_id",
                    "  package         = \"%s\"\n  organization_id"
                        .formatted(Deployment.packaged().toAbsolutePath())));
    boolean applied = Boolean.getBoolean("keyturn.kills.all");
    // What it makes has names that begin like those of another test's deployment, which looks for
    // them.
    Map<String, String> environment =
        new Deployment(applied ? Moto.empty() : Moto.trusting()).environment();
    terraform.in(folder, environment, "init", "-input=false", "-plugin-dir=" + terraform.mirror());
    assertThat(terraform.in(folder, environment, "plan", "-input=false", "-no-color"))
        .contains("Plan: 37 to add, 0 to change, 0 to destroy.");
    if (!applied) {
      NotTried.note(
          "the organization's modules, applied", "With -Dkeyturn.kills.all=true they are.");
      return;
    }
    assertThat(terraform.in(folder, environment, "apply", "-no-color", "-auto-approve"))
        .contains("Apply complete! Resources: 37 added");
    assertThat(terraform.in(folder, environment, "destroy", "-no-color", "-auto-approve"))
        .contains("Destroy complete! Resources: 37 destroyed");
  }

  private static void refusesAContradiction(
      Terraform terraform, Path example, Map<String, String> environment, String zip)
      throws IOException {
    Path file = Files.writeString(example.resolve("contradiction.tf"), CONTRADICTION);
    terraform.in(example, environment, "init", "-input=false", "-plugin-dir=" + terraform.mirror());
    Program.Finished planned =
        terraform.run(example, environment, "plan", "-input=false", "-no-color", zip);
    assertThat(planned.code()).isEqualTo(1);
    assertThat(planned.everything())
        .contains("The overlap has to be shorter than max_age.")
        .contains("subnet_ids and security_group_ids go together.")
        .contains("topic_key needs topic.");
    Files.delete(file);
  }

  private static void isWhatTheTemplateMakes(Object made) {
    assertThat(ParsedJson.at(made, "function", "Handler"))
        .isEqualTo("dev.keyturn.app.lambda.Handler::handleRequest");
    assertThat(ParsedJson.at(made, "targets", 0, "Arn"))
        .isEqualTo(ParsedJson.at(made, "function", "FunctionArn") + ":live");
    Alarms.areOfTheTemplate((Map<?, ?>) ParsedJson.at(made, "alarms"), "keyturn", Alarms.Form.MATH);
    assertThat(ParsedJson.at(made, "alarms", "keyturn-calls-throttled", "Threshold"))
        .isEqualTo(20.0);
    assertThat(ParsedJson.at(made, "alarms", "keyturn-function-silent", "EvaluationPeriods"))
        .isEqualTo(1L);
    assertThat(afterTheAlarms((List<?>) ParsedJson.at(made, "dashboard", "widgets")))
        .isEqualTo(
            afterTheAlarms(
                Template.widgets(
                    "keyturn", (String) ParsedJson.at(made, "account"), Emulator.REGION)));
    assertThat((List<?>) ParsedJson.at(made, "invokers")).hasSize(3);
    Deployed.policies(
        made,
        "keyturn",
        Map.of(),
        Set.of("rotator", "administrator", "retirer", "auditor", "consumer", "guard", "function"));
  }

  /** The first widget lists the alarms, in one order or the other. */
  private static List<?> afterTheAlarms(List<?> widgets) {
    return widgets.subList(1, widgets.size());
  }

  /**
   * {@code deploy/} in a folder of its own, where Terraform may leave what it leaves. An older
   * provider refuses the runtime java25 by itself, before it asks anyone; its copy names another.
   */
  private static Path copied(Terraform terraform) throws IOException {
    Path to = Path.of("target", "terraform-it").resolve(Moto.trusting().fresh("deploy"));
    try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(Path.of("deploy").relativize(file));
        Files.createDirectories(copy.resolveSibling(""));
        Files.deleteIfExists(copy.resolveSibling("terraform.tfstate"));
        if (!terraform.knowsJava25() && file.toString().endsWith(".tf")) {
          Files.writeString(
              copy,
              Files.readString(file).replace("java25", "java21").replace(">= 6.20", ">= 5.80"));
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return to;
  }
}
