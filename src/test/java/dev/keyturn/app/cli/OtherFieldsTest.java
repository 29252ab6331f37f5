package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * Secrets as others write them: adopted with the fields that they have, and rotated until the
 * previous key is gone, with every other byte kept.
 */
class OtherFieldsTest {
  private static final String SECRET = "prod/app";
  private static final String FIELDS = "keyturn:fields";
  private static final String TWICE =
      "{\"UserName\":\"app\",\"AccessKeyId\":\"<id>\",\"SecretAccessKey\":\"<secret>\",\"AWS_ACCESS_KEY_ID\":\"<id>\",\"AWS_SECRET_ACCESS_KEY\":\"<secret>\"}";
  private static final Pattern TO_TYPE = Pattern.compile("run: (keyturn adopt [^\\n']*'[^'\\n]*')");

  private final World world =
      SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ZERO);
  private final Shell shell = new Shell(world);
  private final SecretsManagerClient secrets = Sdk.of(new Gateway(world)).secrets();
  private final Credentials first;

  OtherFieldsTest() {
    try (IamClient iam = Sdk.of(new Gateway(world)).iam()) {
      iam.createUser(it -> it.userName("app"));
      iam.createAccessKey(it -> it.userName("app"));
    }
    world.advance(Duration.ofHours(1));
    first = world.credentials("app", 0);
  }

  @AfterEach
  void noSecretInAnyOutput() {
    for (String secret : world.issuedSecrets()) {
      assertThat(shell.everything()).noneMatch(printed -> printed.contains(secret));
    }
    secrets.close();
    shell.close();
  }

  private static String filled(String template, Credentials key) {
    return template.replace("<id>", key.accessKeyId()).replace("<secret>", key.secretAccessKey());
  }

  private String value() {
    return secrets.getSecretValue(it -> it.secretId(SECRET)).secretString();
  }

  private void store(String template) {
    secrets.createSecret(it -> it.name(SECRET).secretString(filled(template, first)));
  }

  private void tag(String key, String value) {
    secrets.tagResource(
        it -> it.secretId(SECRET).tags(Tag.builder().key(key).value(value).build()));
  }

  private List<String> ourTags() {
    return secrets.describeSecret(it -> it.secretId(SECRET)).tags().stream()
        .map(Tag::key)
        .filter(key -> key.startsWith(FIELDS))
        .sorted()
        .toList();
  }

  /** Types a line as a shell would take it. */
  private Shell.Ran type(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    return shell.run(words.toArray(String[]::new));
  }

  /** Types what a refusal says to type. */
  private Shell.Ran typeTheRemedy(Shell.Ran refused) {
    assertThat(refused.exit()).isEqualTo(5);
    Matcher command = TO_TYPE.matcher(refused.out());
    assertThat(command.find()).as(refused.out()).isTrue();
    return type(command.group(1).substring("keyturn ".length()));
  }

  private void assertRotates(String template) {
    assertThat(shell.type("rotate " + SECRET).exit()).isZero();
    assertThat(value()).isEqualTo(filled(template, world.credentials("app", 1)));
    world.advance(Duration.ofDays(10));
    assertThat(shell.type("run " + SECRET).exit()).isZero();
    world.advance(Duration.ofDays(10));
    assertThat(shell.type("run " + SECRET).exit()).isZero();
    assertThat(value()).isEqualTo(filled(template, world.credentials("app", 0)));
    assertThat(value()).doesNotContain(first.accessKeyId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"AWS_ACCESS_KEY_ID\" : \"<id>\", \"AWS_SECRET_ACCESS_KEY\": \"<secret>\", \"x\": [1, \"<ID>\"]}",
        "{\"access_key\":\"<id>\",\"secret_key\":\"<secret>\"}",
        "{\"username\":\"app\",\"accessKeyId\":\"<id>\",\"secretAccessKey\":\"<secret>\"}",
        "{\"username\":\"<id>\",\"password\":\"<secret>\"}",
        "{\"s3\": {\"PROD_AWS_ACCESS_KEY_ID\":\"<id>\",\"PROD_AWS_SECRET_ACCESS_KEY\":\"<secret>\"}}",
        "{\"keys\": [{\"access key\":\"none\"}, {\"Access Key\":\"<id>\",\"Secret Key\":\"<secret>\"}]}",
        "# ours\n[default]\naws_access_key_id = <id>\naws_secret_access_key=<secret>\nregion = eu-west-1\n",
        TWICE,
      })
  @DisplayName("A usual layout is shown, adopted by what is typed then, and rotated to the end")
  void usualLayouts(String template) {
    store(template);
    Shell.Ran refused = shell.type("adopt app --secret " + SECRET);
    assertThat(shell.writes()).isEmpty();
    assertThat(typeTheRemedy(refused).exit()).isZero();
    assertThat(ourTags()).containsExactly(FIELDS, FIELDS + "-adopted");
    assertRotates(template);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--fields auto", "--fields 'id=a/b=20c id=d secret=e user:app'"})
  @DisplayName("Fields are recognised without a person, or named outright, nested ones by a path")
  void said(String option) {
    String template =
        option.endsWith("auto")
            ? "{\"accessKey\":\"<id>\",\"secretKey\":\"<secret>\"}"
            : "{\"a\":{\"b c\":\"<id>\"},\"d\":\"<id>\",\"e\":\"<secret>\"}";
    store(template);
    assertThat(type("adopt app --secret " + SECRET + " " + option).exit()).isZero();
    assertThat(type("adopt app --secret " + SECRET + " " + option).exit()).isZero();
    assertRotates(template);
  }

  @Test
  @DisplayName("A deployment's default names the fields, and is written as the secret's own")
  void deployment() {
    store("{\"k\":\"<id>\",\"s\":\"<secret>\"}");
    shell.env("KEYTURN_FIELDS", "id=k secret=s");
    assertThat(shell.type("adopt app --secret " + SECRET).exit()).isZero();
    shell.env("KEYTURN_FIELDS", "");
    assertRotates("{\"k\":\"<id>\",\"s\":\"<secret>\"}");
    shell.env("KEYTURN_FIELDS", "id=k");
    assertThat(shell.type("run " + SECRET).err())
        .contains("environment: KEYTURN_FIELDS says no place of the secret access key");
  }

  @Test
  @DisplayName("A first key is stored in the fields that are named, where there is no value yet")
  void newSecret() {
    assertThat(
            type("adopt app --secret " + SECRET + " --new-key --fields 'id=x/i secret=x/s'").exit())
        .isZero();
    assertThat(value())
        .isEqualTo(
            filled("{\"x\":{\"i\":\"<id>\",\"s\":\"<secret>\"}}", world.credentials("app", 1)));
  }

  @Test
  @DisplayName("Copies that were left out on purpose are told of at adopt, plan and status")
  void copiesLeftOut() {
    store(TWICE.replace("}", ",\"url\":\"s3://<id>@bucket\"}"));
    Shell.Ran adopted =
        type(
            "adopt app --secret "
                + SECRET
                + " --fields 'user=UserName id=AccessKeyId secret=SecretAccessKey'");
    String note =
        "The key is also in field AWS_ACCESS_KEY_ID, field AWS_SECRET_ACCESS_KEY, a part of field url, which a rotation does not change";
    assertThat(adopted.exit()).isZero();
    assertThat(adopted.out()).contains("Warning: " + note);
    assertThat(shell.type("plan " + SECRET).out()).contains("Note", note, "--fields auto");
    assertThat(shell.type("status " + SECRET).out()).contains("Note: prod/app: " + note);
    assertThat(shell.type("status --output json " + SECRET).out())
        .contains("\"standing\" : \"fine\"", note);
    // What the note says to type has them replaced.
    assertThat(shell.type("adopt app --secret prod/app --fields auto").out())
        .contains("a part of field url")
        .doesNotContain("also in field AWS_ACCESS_KEY_ID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user=password id=AccessKeyId secret=SecretAccessKey",
        "user:app id=password secret=SecretAccessKey",
        "user:app id=AccessKeyId secret=password",
        "user:app id=AccessKeyId secret=SecretAccessKey id=other",
        "user:administrator id=AccessKeyId secret=SecretAccessKey",
        "nonsense",
      })
  @DisplayName("Whoever writes the tag alone is told of, and nothing is read, shown or written")
  void tagOfSomebody(String tag) {
    store(
        "{\"UserName\":\"app\",\"AccessKeyId\":\"<id>\",\"SecretAccessKey\":\"<secret>\",\"password\":\"hunter2hunter2hunter2\",\"other\":\"x\"}");
    assertThat(shell.type("adopt app --secret " + SECRET).exit()).isZero();
    String before = value();
    tag(FIELDS, tag);
    int writes = shell.writes().size();
    for (String command : List.of("run", "rotate", "rollback", "plan", "status")) {
      Shell.Ran ran = shell.type(command + " " + SECRET);
      assertThat(ran.exit()).isEqualTo(5);
      assertThat(ran.out() + ran.err()).contains("fields").doesNotContain("hunter2");
    }
    assertThat(shell.type("adopt app --secret " + SECRET).exit()).isEqualTo(5);
    assertThat(shell.writes()).hasSize(writes);
    assertThat(value()).isEqualTo(before);
  }

  @Test
  @DisplayName("Whoever takes the tag away of a secret that was adopted with it is told of")
  void tagTakenAway() {
    store("{\"k\":\"<id>\",\"s\":\"<secret>\"}");
    assertThat(type("adopt app --secret prod/app --fields 'id=k secret=s'").exit()).isZero();
    secrets.untagResource(it -> it.secretId(SECRET).tagKeys(FIELDS));
    Shell.Ran ran = shell.type("run " + SECRET);
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out()).contains("is not what the secret was adopted with");
    assertThat(type("adopt app --secret prod/app --fields 'id=k secret=s'").exit()).isZero();
    assertThat(shell.type("run " + SECRET).exit()).isZero();
  }

  @Test
  @DisplayName("Places that hold different things, or an SMTP password alone, are refused")
  void unfit() {
    store("{\"a\":\"<id>\",\"b\":\"AKIAANOTHERANOTHER12\",\"c\":\"<secret>\"}");
    assertThat(type("adopt app --secret prod/app --fields 'id=a id=b secret=c'").out())
        .contains("holds one thing in field a and another in field b");
    secrets.putSecretValue(it ->
        it.secretId(SECRET)
            .secretString(
                filled(
                    "{\"username\":\"<id>\",\"password\":\"B%s\"}".formatted("x".repeat(43)),
                    first)));
    assertThat(shell.type("adopt app --secret prod/app").out())
        .contains("an SMTP password in field password", "Add the secret access key");
  }

  private static final String OTHERS =
      "{\"AWS_ACCESS_KEY_ID\":\"<id>\",\"AWS_SECRET_ACCESS_KEY\":\"<secret>\"}";

  @Test
  @DisplayName("On a terminal recognised fields are shown, and written as the tag once confirmed")
  void confirmed() {
    store(OTHERS);
    shell.terminal(new Terminal(true, true, 100)).env("NO_COLOR", "1");
    String fields = "user:app id=AWS_ACCESS_KEY_ID secret=AWS_SECRET_ACCESS_KEY";
    assertThat(shell.answer("n").type("adopt app --secret " + SECRET).exit()).isEqualTo(5);
    assertThat(shell.type("adopt app --secret " + SECRET).exit()).as("nobody there").isEqualTo(5);
    assertThat(ourTags()).isEmpty();
    assertThat(shell.questions())
        .hasSize(2)
        .allSatisfy(question ->
            assertThat(question).contains("Secret " + SECRET, fields, "keyturn:fields? [y/N]"));
    assertThat(shell.answer("Y").type("adopt app --secret " + SECRET + " --dry-run").out())
        .contains("would be bound", fields, "Dry run");
    assertThat(ourTags()).isEmpty();
    assertThat(shell.answer("yes").type("adopt app --secret " + SECRET).exit()).isZero();
    assertThat(ourTags()).containsExactly(FIELDS, FIELDS + "-adopted");
    shell.terminal(Terminal.NONE);
    assertRotates(OTHERS);
  }

  @Test
  @DisplayName("On a terminal all places of a key that is there twice are taken once confirmed")
  void confirmedTwice() {
    store(TWICE);
    shell.terminal(new Terminal(true, true, 100)).env("NO_COLOR", "1");
    assertThat(shell.answer("y").type("adopt app --secret " + SECRET).exit()).isZero();
    assertThat(shell.questions().getFirst()).contains("holds the key more than once");
    shell.terminal(Terminal.NONE);
    assertRotates(TWICE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--output json", "--fields auto", ""})
  @DisplayName("A program is not asked, nor is anybody who has said it already")
  void notAsked(String option) {
    store(OTHERS);
    shell.terminal(new Terminal(!option.isEmpty(), true, 100)).answer("y");
    shell.type(("adopt app --secret " + SECRET + " " + option).strip());
    assertThat(shell.questions()).isEmpty();
    assertThat(ourTags().isEmpty()).isEqualTo(!option.equals("--fields auto"));
  }
}
