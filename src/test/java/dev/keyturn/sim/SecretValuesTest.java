package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.message;
import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

class SecretValuesTest {
  private static final String TOKEN = "11111111-1111-1111-1111-111111111111";
  private static final String OTHER = "22222222-2222-2222-2222-222222222222";

  private final World world =
      WorldBuilder.seeded(6).secret("app", app -> app.value("first")).build();
  private final SecretsManagerClient secrets = Sdk.of(world).secrets();

  @Test
  @DisplayName("The token of CreateSecret becomes the version's ID")
  void createToken() {
    CreateSecretResponse made =
        secrets.createSecret(
            create -> create.name("db/prod").secretString("v").clientRequestToken(TOKEN));
    assertThat(made.versionId()).isEqualTo(TOKEN);
    assertThat(made.arn())
        .matches("arn:aws:secretsmanager:us-east-1:123456789012:secret:db/prod-[A-Z2-7]{6}");
    GetSecretValueResponse read = secrets.getSecretValue(get -> get.secretId(made.arn()));
    assertThat(read.secretString()).isEqualTo("v");
    assertThat(read.versionStages()).containsExactly("AWSCURRENT");
  }

  @Test
  @DisplayName("A secret is found by name, by ARN, and by ARN without its six letters")
  void threeNames() {
    String arn = secrets.describeSecret(get -> get.secretId("app")).arn();
    String partial = arn.substring(0, arn.length() - 7);
    assertThat(List.of("app", arn, partial))
        .allSatisfy(id ->
            assertThat(secrets.getSecretValue(get -> get.secretId(id)).secretString())
                .isEqualTo("first"));
    assertThat(refusal(() -> secrets.getSecretValue(get -> get.secretId(partial + "-AAAAAA"))))
        .isEqualTo("ResourceNotFoundException 400");
  }

  @Test
  @DisplayName("CreateSecret again: same token and value is fine, another value or token is not")
  void createAgain() {
    for (int i = 0; i < 2; i++) {
      secrets.createSecret(
          create -> create.name("new").secretString("v").clientRequestToken(TOKEN));
    }
    assertThat(
            refusal(() ->
                secrets.createSecret(
                    create -> create.name("new").secretString("w").clientRequestToken(TOKEN))))
        .isEqualTo("ResourceExistsException 400");
    assertThat(
            refusal(() ->
                secrets.createSecret(
                    create -> create.name("new").secretString("v").clientRequestToken(OTHER))))
        .isEqualTo("ResourceExistsException 400");
  }

  @Test
  @DisplayName("A secret without a value has no version, and its first one becomes AWSCURRENT")
  void withoutValue() {
    assertThat(secrets.createSecret(create -> create.name("bare")).versionId()).isNull();
    assertThat(secrets.describeSecret(get -> get.secretId("bare")).versionIdsToStages()).isEmpty();
    assertThat(message(() -> secrets.getSecretValue(get -> get.secretId("bare"))))
        .isEqualTo(
            "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT");
    put("bare", TOKEN, "v", "AWSPENDING");
    assertThat(secrets.describeSecret(get -> get.secretId("bare")).versionIdsToStages())
        .containsEntry(TOKEN, List.of("AWSCURRENT", "AWSPENDING"));
  }

  @Test
  @DisplayName("PutSecretValue without labels is AWSCURRENT at once, and moves AWSPREVIOUS")
  void putPromotes() {
    String first = currentId();
    secrets.putSecretValue(put -> put.secretId("app").secretString("second"));
    assertThat(secrets.getSecretValue(get -> get.secretId("app")).secretString())
        .isEqualTo("second");
    GetSecretValueResponse previous =
        secrets.getSecretValue(get -> get.secretId("app").versionStage("AWSPREVIOUS"));
    assertThat(previous.versionId()).isEqualTo(first);
    assertThat(previous.secretString()).isEqualTo("first");
  }

  @Test
  @DisplayName("The same token and value changes nothing; another value is ResourceExists")
  void putAgain() {
    put("app", TOKEN, "second", "AWSPENDING");
    DescribeSecretResponse before = secrets.describeSecret(get -> get.secretId("app"));
    world.advance(Duration.ofHours(1));
    put("app", TOKEN, "second", "AWSPENDING");
    secrets.putSecretValue(
        put -> put.secretId("app").clientRequestToken(TOKEN).secretString("second"));
    assertThat(secrets.describeSecret(get -> get.secretId("app")).toString())
        .isEqualTo(before.toString());
    assertThat(refusal(() -> put("app", TOKEN, "third", "AWSPENDING")))
        .isEqualTo("ResourceExistsException 400");
    assertThat(message(() -> put("app", TOKEN, "third", "AWSPENDING")))
        .startsWith("You can't use ClientRequestToken " + TOKEN);
  }

  @Test
  @DisplayName("A label that is named when it is put again, and that it lacks, is put on it")
  void putAgainWithLabel() {
    put("app", TOKEN, "second", "AWSPENDING");
    var again =
        secrets.putSecretValue(put ->
            put.secretId("app")
                .clientRequestToken(TOKEN)
                .secretString("second")
                .versionStages("REPLAY"));
    assertThat(again.versionStages()).containsExactlyInAnyOrder("AWSPENDING", "REPLAY");
    assertThat(secrets.describeSecret(get -> get.secretId("app")).versionIdsToStages())
        .hasEntrySatisfying(TOKEN, labels -> assertThat(labels).hasSize(2));
  }

  @Test
  @DisplayName("AWSPENDING leaves AWSCURRENT alone, and GetSecretValue reads AWSCURRENT")
  void pending() {
    put("app", TOKEN, "second", "AWSPENDING");
    assertThat(secrets.getSecretValue(get -> get.secretId("app")).secretString())
        .isEqualTo("first");
    assertThat(
            secrets
                .getSecretValue(get -> get.secretId("app").versionStage("AWSPENDING"))
                .versionId())
        .isEqualTo(TOKEN);
    assertThat(secrets.getSecretValue(get -> get.secretId("app").versionId(TOKEN)).secretString())
        .isEqualTo("second");
    assertThat(
            refusal(() ->
                secrets.getSecretValue(
                    get -> get.secretId("app").versionId(TOKEN).versionStage("AWSCURRENT"))))
        .isEqualTo("InvalidRequestException 400");
  }

  @Test
  @DisplayName("A value has at most 65,536 bytes")
  void largest() {
    put("app", TOKEN, "x".repeat(65_536), "AWSPENDING");
    assertThat(refusal(() -> put("app", OTHER, "x".repeat(65_537), "AWSPENDING")))
        .isEqualTo("ValidationException 400");
    assertThat(refusal(() -> put("app", OTHER, "ä".repeat(32_769), "AWSPENDING")))
        .isEqualTo("ValidationException 400");
  }

  @Test
  @DisplayName("A value must be there, and a token must have 32 to 64 characters")
  void badPut() {
    assertThat(refusal(() -> secrets.putSecretValue(put -> put.secretId("app"))))
        .isEqualTo("InvalidRequestException 400");
    assertThat(refusal(() -> put("app", "short", "v", "AWSPENDING")))
        .isEqualTo("ValidationException 400");
    assertThat(
            refusal(() ->
                secrets.putSecretValue(
                    put -> put.secretId("app").secretString("v").rotationToken("short"))))
        .isEqualTo("ValidationException 400");
    assertThat(refusal(() -> put("nobody", TOKEN, "v", "AWSPENDING")))
        .isEqualTo("ResourceNotFoundException 400");
  }

  @Test
  @DisplayName("Text survives as it is, and so do bytes")
  void roundTrip() {
    String text = "{\"a\":\"ü \\\" \\\\ \u0001 \uD83D\uDD11\"}\n\t";
    put("app", TOKEN, text, "AWSCURRENT");
    assertThat(secrets.getSecretValue(get -> get.secretId("app")).secretString()).isEqualTo(text);
    SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, 1, -1, 127});
    secrets.putSecretValue(put -> put.secretId("app").secretBinary(bytes));
    assertThat(secrets.getSecretValue(get -> get.secretId("app")).secretBinary()).isEqualTo(bytes);
  }

  @Test
  @DisplayName("UpdateSecret changes the description, and with a value also AWSCURRENT")
  void update() {
    String first = currentId();
    secrets.updateSecret(update -> update.secretId("app").description("about"));
    assertThat(currentId()).isEqualTo(first);
    secrets.updateSecret(
        update -> update.secretId("app").secretString("second").clientRequestToken(TOKEN));
    DescribeSecretResponse secret = secrets.describeSecret(get -> get.secretId("app"));
    assertThat(secret.description()).isEqualTo("about");
    assertThat(secret.versionIdsToStages())
        .containsEntry(TOKEN, List.of("AWSCURRENT"))
        .containsEntry(first, List.of("AWSPREVIOUS"));
  }

  @Test
  @DisplayName("The day of the last reading is told, not the hour")
  void lastAccessed() {
    assertThat(secrets.describeSecret(get -> get.secretId("app")).lastAccessedDate()).isNull();
    secrets.getSecretValue(get -> get.secretId("app"));
    assertThat(secrets.describeSecret(get -> get.secretId("app")).lastAccessedDate())
        .isEqualTo(Instant.parse("2026-01-15T00:00:00Z"));
  }

  @Test
  @DisplayName("Unlabelled versions older than a day go once there are a hundred")
  void pruning() {
    for (int i = 0; i < 150; i++) {
      world.advance(Duration.ofMinutes(11));
      String value = "v" + i;
      secrets.putSecretValue(put -> put.secretId("app").secretString(value));
    }
    assertThat(world.secrets().secret("app").orElseThrow().versions()).hasSize(131);
    world.advance(Duration.ofDays(2));
    secrets.putSecretValue(put -> put.secretId("app").secretString("last"));
    assertThat(world.secrets().secret("app").orElseThrow().versions()).hasSize(100);
  }

  @Test
  @DisplayName("BatchGetSecretValue tells what it can, and names what it cannot")
  void batch() {
    var batch = secrets.batchGetSecretValue(get -> get.secretIdList("app", "nobody"));
    assertThat(batch.secretValues())
        .singleElement()
        .matches(entry -> entry.secretString().equals("first"));
    assertThat(batch.errors())
        .singleElement()
        .matches(error -> error.errorCode().equals("ResourceNotFoundException"));
    assertThat(
            refusal(() ->
                secrets.batchGetSecretValue(
                    get -> get.secretIdList(Collections.nCopies(21, "app")))))
        .isEqualTo("ValidationException 400");
  }

  private String currentId() {
    return secrets.getSecretValue(get -> get.secretId("app")).versionId();
  }

  private void put(String id, String token, String value, String label) {
    secrets.putSecretValue(
        put -> put.secretId(id).clientRequestToken(token).secretString(value).versionStages(label));
  }
}
