package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.message;
import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class LabelsTest {
  private static final String NEXT = "11111111-1111-1111-1111-111111111111";
  private static final String LATER = "22222222-2222-2222-2222-222222222222";

  private final World world =
      WorldBuilder.seeded(6).secret("app", app -> app.value("first")).build();
  private final SecretsManagerClient secrets = Sdk.of(world).secrets();
  private final String first = secrets.getSecretValue(get -> get.secretId("app")).versionId();

  LabelsTest() {
    put(NEXT, "AWSPENDING");
  }

  @Test
  @DisplayName("Moving AWSCURRENT moves AWSPREVIOUS to the version it leaves")
  void promote() {
    move("AWSCURRENT", NEXT, first);
    assertThat(labels())
        .containsEntry(NEXT, List.of("AWSCURRENT", "AWSPENDING"))
        .containsEntry(first, List.of("AWSPREVIOUS"));
    move("AWSCURRENT", first, NEXT);
    assertThat(labels())
        .containsEntry(NEXT, List.of("AWSPENDING", "AWSPREVIOUS"))
        .containsEntry(first, List.of("AWSCURRENT"));
  }

  @Test
  @DisplayName("A version without labels is no longer described, but its value can be read")
  void deprecated() {
    move("AWSCURRENT", NEXT, first);
    put(LATER, "AWSCURRENT");
    assertThat(labels()).doesNotContainKey(first);
    assertThat(secrets.getSecretValue(get -> get.secretId("app").versionId(first)).secretString())
        .isEqualTo("first");
    assertThat(secrets.listSecretVersionIds(list -> list.secretId("app")).versions()).hasSize(2);
    assertThat(
            secrets
                .listSecretVersionIds(list -> list.secretId("app").includeDeprecated(true))
                .versions())
        .hasSize(3);
  }

  @Test
  @DisplayName("A label that is attached moves only for one who names the version it leaves")
  void compareAndSwap() {
    assertThat(refusal(() -> move("AWSCURRENT", NEXT, null)))
        .isEqualTo("InvalidParameterException 400");
    assertThat(message(() -> move("AWSCURRENT", NEXT, null)))
        .isEqualTo(
            "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is"
                + " currently attached to version "
                + first
                + ", so you must explicitly reference that version in RemoveFromVersionId.");
    put(LATER, "other");
    assertThat(refusal(() -> move("AWSCURRENT", NEXT, LATER)))
        .isEqualTo("InvalidParameterException 400");
    assertThat(refusal(() -> move("AWSPENDING", LATER, first)))
        .isEqualTo("InvalidParameterException 400");
    assertThat(labels().get(first)).containsExactly("AWSCURRENT");
  }

  @Test
  @DisplayName("Of two who promote at once, one loses")
  void oneLoses() {
    put(LATER, "other");
    move("AWSCURRENT", NEXT, first);
    assertThat(refusal(() -> move("AWSCURRENT", LATER, first)))
        .isEqualTo("InvalidParameterException 400");
  }

  @Test
  @DisplayName("AWSCURRENT can be moved, but not removed")
  void currentStays() {
    assertThat(message(() -> move("AWSCURRENT", null, first))).contains("completely removed");
  }

  @Test
  @DisplayName("AWSPENDING can be removed, by naming its version")
  void remove() {
    assertThat(refusal(() -> move("AWSPENDING", null, first)))
        .isEqualTo("InvalidParameterException 400");
    move("AWSPENDING", null, NEXT);
    assertThat(labels()).containsOnlyKeys(first);
    assertThat(refusal(() -> move("AWSPENDING", null, NEXT)))
        .isEqualTo("InvalidParameterException 400");
  }

  @Test
  @DisplayName("A version that does not exist is ResourceNotFound")
  void unknownVersion() {
    assertThat(refusal(() -> move("AWSCURRENT", LATER, first)))
        .isEqualTo("ResourceNotFoundException 400");
  }

  @Test
  @DisplayName("Moving a label to where it is changes nothing")
  void already() {
    move("AWSPENDING", NEXT, null);
    assertThat(labels()).containsEntry(NEXT, List.of("AWSPENDING"));
  }

  @Test
  @DisplayName("A secret has at most 20 labels")
  void twenty() {
    IntStream.range(0, 18).forEach(i -> move("label" + i, NEXT, null));
    assertThat(refusal(() -> move("more", NEXT, null))).isEqualTo("LimitExceededException 400");
    assertThat(refusal(() -> put(LATER, "more"))).isEqualTo("LimitExceededException 400");
  }

  private Map<String, List<String>> labels() {
    return secrets.describeSecret(get -> get.secretId("app")).versionIdsToStages();
  }

  private void put(String token, String label) {
    secrets.putSecretValue(put ->
        put.secretId("app")
            .clientRequestToken(token)
            .secretString("value of " + token)
            .versionStages(label));
  }

  private void move(String label, @Nullable String to, @Nullable String from) {
    secrets.updateSecretVersionStage(update ->
        update.secretId("app").versionStage(label).moveToVersionId(to).removeFromVersionId(from));
  }
}
