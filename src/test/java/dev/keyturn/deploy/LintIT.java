package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The judges of other people: cfn-lint, checkov, parliament, the schemas of GitHub's files, and
 * shellcheck. Exceptions have their reason.
 */
@Execution(ExecutionMode.CONCURRENT)
class LintIT {
  /**
   * What parliament says of the policy that lets Lambda join a VPC: Lambda asks for these actions
   * on all resources, and parliament does not know the condition that keeps the code from them.
   */
  private static final Set<String> PARLIAMENT_EXCEPTIONS =
      Set.of("vpc: RESOURCE_STAR", "vpc: UNKNOWN_CONDITION_FOR_ACTION");

  private static final String PARLIAMENT =
      """
      import sys
      from parliament import analyze_policy_string
      for name, text in zip(sys.argv[1::2], sys.argv[2::2]):
          for finding in analyze_policy_string(text).findings:
              print(f"{name}: {finding.issue}")
      """;

  /** What SAM makes of a template, beside what the template says, as JSON in a line each. */
  private static final String SAM =
      """
      import json, sys, boto3
      from samtranslator.parser.parser import Parser
      from samtranslator.translator.translator import Translator
      from samtranslator.yaml_helper import yaml_parse
      texts = [open(name).read() for name in sys.argv[1:]]
      asked, plain = [yaml_parse(text) for text in texts]
      known = {name: it.get("Default", "x") for name, it in asked["Parameters"].items()}
      session = boto3.Session(region_name="us-east-1")
      made = Translator({}, Parser(), boto_session=session).translate(asked, known)
      print(json.dumps(made["Resources"] == plain["Resources"] and "Transform" not in made))
      print(json.dumps(made["Metadata"]["AWS::ServerlessRepo::Application"]))
      """;

  @Test
  @DisplayName("What is published as a serverless application is the template, as SAM takes it")
  void serverless() throws IOException {
    Path folder = Path.of("deploy");
    String command =
        Files.readAllLines(folder.resolve("serverlessrepo.yaml")).stream()
            .filter(line -> line.strip().startsWith("#   sed "))
            .findFirst()
            .orElseThrow()
            .replaceFirst("\\s*# +", "")
            .replace(" > sam.yaml", "");
    String assembled = Program.of(List.of("bash", "-c", command)).in(folder).run().orFail();
    Path sam = Files.createTempFile("sam", ".yaml");
    Files.writeString(sam, assembled);
    List<String> said =
        Program.of(
                "venv-lint",
                "python",
                List.of("-c", SAM, sam.toString(), "deploy/cloudformation.yaml"))
            .run()
            .orFail()
            .lines()
            .toList();
    assertThat(said.getFirst()).isEqualTo("true");
    Object application = ParsedJson.parse(said.getLast());
    for (String file : List.of("LicenseUrl", "ReadmeUrl")) {
      assertThat(folder.resolve((String) ParsedJson.at(application, file))).isRegularFile();
    }
    // CreateApplication's own bounds.
    assertThat((String) ParsedJson.at(application, "Author"))
        .matches("[a-z0-9](([a-z0-9]|-(?!-))*[a-z0-9])?");
    assertThat((String) ParsedJson.at(application, "Description")).hasSizeBetween(1, 256);
    assertThat((List<?>) ParsedJson.at(application, "Labels")).hasSizeLessThanOrEqualTo(10);
    Files.delete(sam);
  }

  @Test
  @DisplayName("cfn-lint has nothing to say of the templates and their example")
  void cfnLint() throws IOException {
    List<String> templates =
        new ArrayList<>(
            List.of(
                "deploy/cloudformation.yaml",
                "deploy/organization/hub.yaml",
                "deploy/organization/member.yaml"));
    try (Stream<Path> examples = Files.list(Path.of("deploy", "examples", "cloudformation"))) {
      examples
          .filter(file -> file.toString().endsWith(".yaml"))
          .forEach(file -> templates.add(file.toString()));
    }
    Program.Finished finished = Program.of("venv-lint", "cfn-lint", templates).run();
    assertThat(finished.everything()).isEmpty();
    assertThat(finished.code()).isZero();
    System.out.println("cfn-lint: " + templates.size() + " templates, nothing found");
  }

  @Test
  @DisplayName("checkov finds nothing in the templates, but what is excepted there with its reason")
  void checkovTemplate() {
    checkov(
        "cloudformation",
        List.of(
            "-f",
            "deploy/cloudformation.yaml",
            "deploy/organization/hub.yaml",
            "deploy/organization/member.yaml"),
        Set.of(
            "CKV_AWS_18",
            "CKV_AWS_21",
            "CKV_AWS_27",
            "CKV_AWS_111",
            "CKV_AWS_115",
            "CKV_AWS_116",
            "CKV_AWS_117",
            "CKV_AWS_173"));
  }

  @Test
  @DisplayName("checkov finds nothing in the module, but what is excepted there with its reason")
  void checkovModule() {
    checkov(
        "terraform",
        List.of("-d", "deploy/terraform"),
        Set.of("CKV_AWS_27", "CKV_AWS_116", "CKV_AWS_173", "CKV_AWS_272"));
  }

  @Test
  @DisplayName("checkov finds nothing in the organization's modules, but what is excepted there")
  void checkovOrganization() {
    checkov(
        "terraform",
        List.of("-d", "deploy/organization/terraform"),
        Set.of(
            "CKV2_AWS_62",
            "CKV_AWS_18",
            "CKV_AWS_21",
            "CKV_AWS_27",
            "CKV_AWS_115",
            "CKV_AWS_116",
            "CKV_AWS_117",
            "CKV_AWS_144",
            "CKV_AWS_145",
            "CKV_AWS_173",
            "CKV_AWS_272"));
  }

  /**
   * Runs checkov.
   *
   * @param exceptions what it is told to pass over; the reason stands beside the resource
   */
  private static void checkov(String framework, List<String> what, Set<String> exceptions) {
    List<String> arguments =
        new ArrayList<>(List.of("--framework", framework, "--skip-download", "-o", "json"));
    arguments.addAll(what);
    Object report = ParsedJson.parse(Program.of("venv-lint", "checkov", arguments).run().orFail());
    Object results = ParsedJson.at(report, "results");
    assertThat((List<?>) ParsedJson.at(results, "failed_checks")).isEmpty();
    assertThat((List<?>) ParsedJson.at(results, "parsing_errors")).isEmpty();
    assertThat((List<?>) ParsedJson.at(results, "passed_checks")).isNotEmpty();
    Set<String> excepted = new TreeSet<>();
    for (Object skipped : (List<?>) ParsedJson.at(results, "skipped_checks")) {
      excepted.add((String) ParsedJson.at(skipped, "check_id"));
      assertThat((String) ParsedJson.at(skipped, "check_result", "suppress_comment"))
          .as("the reason of %s", ParsedJson.at(skipped, "check_id"))
          .hasSizeGreaterThan(20);
    }
    assertThat(excepted).isEqualTo(exceptions);
    System.out.printf(
        "checkov, %s: %d checks passed, excepted with a reason: %s%n",
        framework, ((List<?>) ParsedJson.at(results, "passed_checks")).size(), excepted);
  }

  @Test
  @DisplayName("The release workflow and the action are as GitHub's schemas want them")
  void gitHub() {
    checkSchema("vendor.github-workflows", ".github/workflows/release.yml");
    checkSchema("vendor.github-actions", "deploy/action/action.yml");
  }

  private static void checkSchema(String schema, String file) {
    Program.of("venv-lint", "check-jsonschema", List.of("--builtin-schema", schema, file))
        .run()
        .orFail();
  }

  @Test
  @DisplayName("shellcheck has nothing to say of the scripts, but what is excepted there")
  void shellcheck() throws IOException {
    List<String> scripts = new ArrayList<>();
    for (String folder : List.of("", ".ci", "bench", "bin", "findings", "src/dist")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files
            .filter(Files::isRegularFile)
            .filter(file -> !file.endsWith("mvnw"))
            .filter(LintIT::isShell)
            .forEach(file -> scripts.add(file.toString()));
      }
    }
    assertThat(scripts).contains("keyturn", "verify", "bin/find-jdk", "src/dist/launcher.sh");
    List<String> arguments = new ArrayList<>(List.of("--external-sources"));
    arguments.addAll(scripts);
    Program.Finished finished = Program.of("venv-lint", "shellcheck", arguments).run();
    assertThat(finished.everything()).isEmpty();
    assertThat(finished.code()).isZero();
    System.out.println("shellcheck: " + scripts.size() + " scripts, nothing found");
  }

  /** By its first line, as whoever starts it would. */
  private static boolean isShell(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.findFirst().filter(line -> line.matches("#!.*\\b(ba)?sh")).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("parliament finds nothing in the policies, but for joining a VPC")
  void parliament() {
    Map<String, String> values = new HashMap<>(Policies.everywhere("111122223333", "eu-central-1"));
    values.put("name", "keyturn");
    values.put("administrator_role", "KeyturnAdministrator");
    values.put("key_arn", "arn:aws:kms:eu-central-1:111122223333:key/example");
    values.put("bus_arn", "arn:aws:events:eu-central-1:111122223333:event-bus/example");
    values.put("topic_arn", "arn:aws:sns:eu-central-1:111122223333:example");
    values.put("topic_key_arn", "arn:aws:kms:eu-central-1:111122223333:key/other");
    values.put("journal_bucket_arn", "arn:aws:s3:::example");
    values.put("journal_prefix", "keyturn");
    values.put("journal_key_arn", "arn:aws:kms:eu-central-1:111122223333:key/third");
    List<String> arguments = new ArrayList<>(List.of("-c", PARLIAMENT));
    for (String name : Policies.names()) {
      arguments.add(name);
      arguments.add(Policies.text(name, values));
    }
    values.put("member_role", "keyturn-rotator-member");
    values.put("organization", "o-exampleorgid");
    for (String name : Policies.ofTheHub()) {
      arguments.add(name);
      arguments.add(Policies.hubText(name, values));
    }
    Set<String> found =
        new TreeSet<>(Program.of("venv-lint", "python", arguments).run().orFail().lines().toList());
    assertThat(found).isEqualTo(PARLIAMENT_EXCEPTIONS);
    System.out.printf(
        "parliament: %d policies, excepted with a reason: %s%n",
        Policies.names().size() + Policies.ofTheHub().size(), found);
  }
}
