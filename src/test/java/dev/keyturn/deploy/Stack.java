package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import dev.keyturn.emulators.Moto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The template, packaged and deployed by the AWS CLI as {@code deploy/README.md} shows. */
final class Stack {
  /** What moto passes over in a template without a word. ministack passes over nothing. */
  private static final Set<String> MOTO_PASSES_OVER =
      Set.of(
          "AWS::CloudWatch::Alarm",
          "AWS::Lambda::Alias",
          "AWS::Lambda::EventInvokeConfig",
          "AWS::SQS::QueuePolicy");

  /** An alarm's metric math, as {@code cloudformation package} writes it. */
  private static final Pattern METRICS =
      Pattern.compile("(?m)^ {6}Metrics:\n((?: {6}- .*\n| {7,}.*\n)+)");

  /** What CloudFormation takes other than from a bucket. */
  private static final long LONGEST_BODY = 51_200;

  /** What moto passes over, and what makes the template too long for it to take otherwise. */
  private static final Pattern PASSED_OVER =
      Pattern.compile(
          "(?m)^ {6}AlarmDescription: .*\n(?: {8}.*\n)*"
              + "|^ {4}(?:(?:Constraint)?Description|AllowedPattern): .*\n(?: {6}.*\n)*"
              + "|^(?:Metadata|Rules):\n(?: .*\n)*");

  private Stack() {}

  /** Where it is tried. */
  enum On {
    MOTO,
    MINISTACK;

    Emulator emulator() {
      return switch (this) {
        case MOTO -> Moto.trusting();
        case MINISTACK -> Ministack.shared();
      };
    }

    Set<String> passesOver() {
      return this == MOTO ? MOTO_PASSES_OVER : Set.of();
    }

    boolean makes(String type) {
      return !passesOver().contains(type);
    }
  }

  /** Deploys the template as {@code deploy/README.md} shows, and says what was deployed. */
  static Path deploy(Deployment deployment, On on, String name, String... further)
      throws IOException, NoSuchAlgorithmException {
    deployment.aws("s3", "mb", "s3://" + name);
    Path template = packagedTemplate(deployment, on, name);
    List<String> parameters = new ArrayList<>(List.of(parameters(name)));
    parameters.addAll(List.of(further));
    set(deployment, template, name, parameters.toArray(String[]::new)).orFail();
    return template;
  }

  static String[] parameters(String name) throws IOException, NoSuchAlgorithmException {
    return new String[] {
      "Name=" + name,
      "CodeSha256=" + sha256(Deployment.packaged()),
      "UserPath=/service/",
      "SecretPrefix=prod/"
    };
  }

  /** Deploys with these parameters; others stay as they were. */
  static Program.Finished set(
      Deployment deployment, Path template, String name, String... parameters) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "cloudformation",
                "deploy",
                "--template-file",
                template.toString(),
                "--stack-name",
                name,
                "--capabilities",
                "CAPABILITY_NAMED_IAM",
                "--parameter-overrides"));
    arguments.addAll(List.of(parameters));
    if (isTooLong(template)) {
      arguments.addAll(List.of("--s3-bucket", name));
    }
    Program.Finished finished = deployment.tryAws(arguments.toArray(String[]::new));
    // The AWS CLI names a change set by the second, and may be quicker. A second is a few tries.
    for (int again = 0; again < 5 && isNameTaken(finished); again++) {
      finished = deployment.tryAws(arguments.toArray(String[]::new));
    }
    return finished;
  }

  private static boolean isTooLong(Path template) {
    try {
      return Files.size(template) > LONGEST_BODY;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isNameTaken(Program.Finished finished) {
    return finished.code() != 0
        && finished.everything().contains("AlreadyExistsException")
        && finished.everything().contains("CreateChangeSet");
  }

  /**
   * What {@code cloudformation package} makes of the template. moto knows no aliases in
   * CloudFormation, so its copy names the function where the template names the alias; nor does it
   * find a template in its own bucket, so it gets one that needs none.
   */
  static Path packagedTemplate(Deployment deployment, On on, String bucket) throws IOException {
    Path folder =
        Files.createDirectories(Path.of("target", "stack-it", on + "-" + bucket, "deploy"));
    Files.createDirectories(folder.resolveSibling("target"));
    Files.copy(
        Deployment.packaged(),
        folder.resolveSibling("target").resolve("keyturn-lambda.zip"),
        StandardCopyOption.REPLACE_EXISTING);
    Path source = folder.resolve("cloudformation.yaml");
    Files.copy(
        Path.of("deploy", "cloudformation.yaml"), source, StandardCopyOption.REPLACE_EXISTING);
    Path packaged = folder.resolve("packaged.yaml");
    deployment.packageTemplate(source, bucket, packaged);
    String text = Files.readString(packaged);
    assertThat(text).contains("S3Bucket: " + bucket);
    Files.writeString(
        packaged,
        switch (on) {
          case MOTO ->
              PASSED_OVER
                  .matcher(text.replaceAll("Ref: Alias\\b", "Fn::GetAtt: [Function, Arn]"))
                  .replaceAll("");
          case MINISTACK -> withoutMetricMath(text);
        });
    return packaged;
  }

  /**
   * The same with the plain metric in the place of metric math, which ministack refuses in a
   * template; docs/emulators.md.
   */
  static String withoutMetricMath(String packaged) {
    assertThat(packaged).containsPattern(METRICS);
    return METRICS
        .matcher(packaged)
        .replaceAll(found -> {
          StringBuilder plain = new StringBuilder();
          for (String line : found.group(1).lines().toList()) {
            if (line.startsWith(" ".repeat(12))) {
              plain.append(line.substring(6)).append('\n');
            } else if (line.matches(" {10}(Stat|Period): .*")) {
              plain.append(line.substring(4).replace("Stat:", "Statistic:")).append('\n');
            }
          }
          return Matcher.quoteReplacement(plain.toString());
        });
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return Base64.getEncoder().encodeToString(digest);
  }
}
