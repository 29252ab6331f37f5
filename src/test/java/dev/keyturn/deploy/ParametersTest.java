package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Durations;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.Setting;
import dev.keyturn.model.TagLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the template lets through, against what the function takes, and against the module. */
class ParametersTest {
  private static final Path MODULE = Path.of("deploy", "terraform", "variables.tf");
  private static final Pattern CONSTRAINED =
      Pattern.compile(
          "(?m)^ {2}(\\w+):\n(?: {4,6}(?!AllowedPattern).*\n)+ {4}AllowedPattern: \"(.*)\"");
  private static final Pattern DEFAULT =
      Pattern.compile("(?m)^ {2}(\\w+):\n {4}Type: \\w+\n {4}Default: (.*)\n");

  private static final Pattern DESCRIPTION =
      Pattern.compile("Description: !Sub (?:>-)?((?:.*|\n {8})+?)\n {6}\\w");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "90d",
        "36h",
        "1d12h",
        "0s",
        "15m",
        "1d1h1m1s",
        "999999d",
        "90",
        "d",
        "90 days",
        "1h1d",
        "1.5d",
        "-1d",
        "90D",
        "1000000d",
        "",
        "1d1d",
        "7w"
      })
  @DisplayName("A period is let through where the function can read it, and only there")
  void periods(String text) {
    for (String parameter : List.of("Overlap", "Quiet", "Recovery")) {
      boolean letThrough =
          text.length() >= 2 && Template.allowed(parameter).matcher(text).matches();
      assertThat(letThrough)
          .as("%s=%s", parameter, text)
          .isEqualTo(Durations.parse(text).isPresent());
    }
    assertThat(Template.allowed("StillUsed").matcher("force-after:" + text).matches())
        .as("StillUsed=force-after:%s", text)
        .isEqualTo(Durations.parse(text).isPresent());
  }

  @Test
  @DisplayName("still-used is hold, or has a period")
  void stillUsed() {
    Pattern allowed = Template.allowed("StillUsed");
    assertThat(allowed.matcher("hold").matches()).isTrue();
    assertThat(List.of("", "force-after", "hold:1d", "force"))
        .noneMatch(text -> allowed.matcher(text).matches());
  }

  @Test
  @DisplayName("A topic is a standard one, as messages to a FIFO topic need a group")
  void topics() {
    Pattern allowed = Template.allowed("TopicArn");
    String topic = "arn:aws:sns:eu-central-1:111122223333:alarms";
    assertThat(List.of("", topic)).allMatch(text -> allowed.matcher(text).matches());
    assertThat(List.of("alarms", topic + ".fifo"))
        .noneMatch(text -> allowed.matcher(text).matches());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/service/*/", "/service/?/", "/a\"b/", "service/", "/service", "/${x}/"})
  @DisplayName("No path with a wildcard, or with what would end a policy's text")
  void paths(String path) {
    assertThat(Template.allowed("UserPath").matcher(path).matches()).isFalse();
    assertThat(Template.allowed("UserPath").matcher("/").matches()).isTrue();
    assertThat(Template.allowed("UserPath").matcher("/service/eu-1/").matches()).isTrue();
  }

  @Test
  @DisplayName("Whose keys may be rotated has no default: the deployer chooses")
  void userPathIsChosen() throws IOException {
    assertThat(Template.block("UserPath")).doesNotContain("Default:");
    String module = Files.readString(MODULE);
    int begin = module.indexOf("variable \"user_path\"");
    assertThat(module.substring(begin, module.indexOf("variable ", begin + 1)))
        .contains("/service/")
        .doesNotContain("default");
  }

  @Test
  @DisplayName("max-age is whole days, which the module can compare with the overlap")
  void maxAge() {
    Pattern allowed = Template.allowed("MaxAge");
    assertThat(List.of("90d", "1d", "365d")).allMatch(text -> allowed.matcher(text).matches());
    assertThat(List.of("90", "36h", "0d", "1d12h", ""))
        .noneMatch(t -> allowed.matcher(t).matches());
  }

  @Test
  @DisplayName("What tags may say is let through as the function reads it, its own default too")
  void tagLimits() {
    Pattern allowed = Template.allowed("TagLimits");
    Matcher otherwise = DEFAULT.matcher(Template.text());
    String limits =
        otherwise
            .results()
            .filter(parameter -> parameter.group(1).equals("TagLimits"))
            .map(parameter -> parameter.group(2).replace("\"", ""))
            .findFirst()
            .orElseThrow();
    for (String text : List.of(limits, TagLimits.BUILT_IN, "max-age=..180d, quiet=2h..")) {
      assertThat(allowed.matcher(text).matches()).as(text).isTrue();
      PolicySource source = new PolicySource("environment", Map.of(), Optional.of(text));
      assertThat(PolicyReader.read(List.of(source)))
          .as(text)
          .isInstanceOf(PolicyReader.Result.Valid.class);
    }
    PolicySource deployment = new PolicySource("environment", Map.of(), Optional.of(limits));
    for (Setting window : List.of(Setting.OVERLAP, Setting.QUIET, Setting.RECOVERY)) {
      PolicySource minutes = new PolicySource("tags of the secret", Map.of(window, "30m"));
      assertThat(PolicyReader.read(List.of(deployment), minutes))
          .as("a tag that leaves minutes: %s", window)
          .isInstanceOf(PolicyReader.Result.Invalid.class);
    }
  }

  @Test
  @DisplayName(
      "Fields are let through as the function reads them, whatever they may be spelled like")
  void fields() {
    Pattern allowed = Template.allowed("Fields");
    for (String text :
        List.of(
            "",
            SecretFields.DEFAULT.text(),
            "user:some+one@example.com id=db/0/access=20key secret=a:b.c_d-e",
            "ini id=default/aws_access_key_id secret=default/aws_secret_access_key",
            "id=a secret=b smtp:eu-west-1=c")) {
      assertThat(allowed.matcher(text).matches()).as(text).isTrue();
      if (!text.isEmpty()) {
        assertThat(SecretFields.read(text)).isInstanceOf(SecretFields.Result.Valid.class);
      }
    }
    assertThat(Template.block("Fields")).contains("MaxLength: " + SecretFields.LONGEST);
    assertThat(List.of("id=\"x\"", "id=a\nsecret=b", "id=$x"))
        .noneMatch(text -> allowed.matcher(text).matches());
  }

  @Test
  @DisplayName("Terraform's variables have the template's patterns and defaults")
  void module() throws IOException {
    String module = Files.readString(MODULE);
    int compared = 0;
    for (Matcher found = CONSTRAINED.matcher(Template.text()); found.find(); ) {
      if (!List.of("CodeSha256", "SubnetIds", "SecurityGroupIds").contains(found.group(1))) {
        assertThat(module)
            .contains(
                "regex(\"^(%s)$\", var.%s)"
                    .formatted(found.group(2), Terraform.variable(found.group(1))));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(12);
    for (Matcher found = DEFAULT.matcher(Template.text()); found.find(); ) {
      if (!List.of("SubnetIds", "SecurityGroupIds").contains(found.group(1))) {
        String value = found.group(2);
        String variable = Terraform.variable(found.group(1));
        String none = variable.endsWith(".arn") ? "null" : "";
        assertThat(defaultOf(module, variable.replace(".arn", "")))
            .as(found.group(1))
            .isEqualTo(value.equals("\"\"") ? none : value.replace("\"", ""));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal_bucket", "journal_key"})
  @DisplayName("The journal's objects are left out, or have an ARN: the module takes it apart")
  void journal(String variable) throws IOException {
    String module = Files.readString(MODULE);
    int begin = module.indexOf("variable \"%s\"".formatted(variable));
    assertThat(module.substring(begin, module.indexOf("variable ", begin + 1)))
        .contains(
            "var.%1$s == null || (try(var.%1$s.arn, \"\") != \"\" && can(regex("
                .formatted(variable));
  }

  @Test
  @DisplayName("Every parameter that the function is made of publishes a version when it changes")
  void published() {
    Set<String> published = Template.parametersOf("Settings");
    published.addAll(Template.parametersOf("LongSettings"));
    published.addAll(Template.parametersOf("FurtherSettings"));
    published.addAll(Template.parametersOf("JournalSettings"));
    assertThat(Template.block("Settings")).contains("${LongSettings}");
    assertThat(Template.block("LongSettings")).contains("${FurtherSettings}");
    assertThat(Template.block("FurtherSettings")).contains("${JournalSettings}");
    Set<String> needed = Template.parametersOf("Function");
    // Another name is another function, and how many may run at once is no part of a version.
    needed.removeAll(Set.of("Name", "ReservedConcurrency"));
    assertThat(needed)
        .hasSizeGreaterThan(12)
        .contains("MaxAge", "Secrets", "SecretPrefix", "SubnetIds", "TagLimits", "Fields");
    assertThat(published).isEqualTo(needed);
    assertThat(Template.text()).contains("Description: !Ref Settings");
  }

  @Test
  @DisplayName("However long its parameters are, a description is not too long for IAM")
  void descriptions() {
    for (String policy :
        List.of("Settings", "LongSettings", "FurtherSettings", "JournalSettings")) {
      Matcher written = DESCRIPTION.matcher(Template.block(policy));
      assertThat(written.find()).isTrue();
      String longest =
          PLACEHOLDER
              .matcher(written.group(1).strip().replaceAll("\\s+", " "))
              .replaceAll(name -> "x".repeat(longest(name.group(1))));
      assertThat(longest).as(policy).hasSizeLessThanOrEqualTo(1000).doesNotContain("$");
    }
  }

  /** How many characters a parameter may have; of the other policy's ARN, how many it can have. */
  private static int longest(String name) {
    if (name.endsWith("Settings")) {
      return "arn:aws-us-gov:iam::111122223333:policy/".length() + 128;
    }
    String block = Template.block(name);
    Matcher most = Pattern.compile("Max(Length|Value): (\\d+)").matcher(block);
    if (most.find()) {
      return most.group(1).equals("Value")
          ? most.group(2).length()
          : Integer.parseInt(most.group(2));
    }
    Matcher one = Pattern.compile("AllowedValues: \\[(.*)]").matcher(block);
    if (one.find()) {
      return Arrays.stream(one.group(1).split(", ", -1)).mapToInt(String::length).max().orElse(0);
    }
    throw new AssertionError(name + " may be of any length");
  }

  private static String defaultOf(String module, String variable) {
    Matcher found =
        Pattern.compile(
                "variable \"%s\" \\{\n(?: {2}.*\n)*? {2}default {5}= \"?(.*?)\"?\n"
                    .formatted(variable))
            .matcher(module);
    assertThat(found.find()).as(variable).isTrue();
    return found.group(1);
  }
}
