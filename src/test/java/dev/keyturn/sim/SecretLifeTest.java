package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.message;
import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.Paging;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

class SecretLifeTest {
  private final World world =
      WorldBuilder.seeded(6)
          .secret("app", app -> app.value("first").tag("team", "blue"))
          .secret("app-two", app -> app.value("second").tag("Team", "red"))
          .build();
  private final SecretsManagerClient secrets = Sdk.of(world).secrets();

  @Test
  @DisplayName(
      "A secret that waits for its deletion is refused, described with a date, and unlisted")
  void deleted() {
    secrets.deleteSecret(delete -> delete.secretId("app").recoveryWindowInDays(7L));
    assertThat(refusal(() -> secrets.getSecretValue(get -> get.secretId("app"))))
        .isEqualTo("InvalidRequestException 400");
    assertThat(message(() -> secrets.putSecretValue(put -> put.secretId("app").secretString("v"))))
        .contains("marked for deletion");
    assertThat(refusal(() -> secrets.tagResource(tag -> tag.secretId("app").tags(tag("a", "b")))))
        .isEqualTo("InvalidRequestException 400");
    assertThat(message(() -> secrets.createSecret(create -> create.name("app"))))
        .contains("scheduled for deletion");
    assertThat(secrets.describeSecret(get -> get.secretId("app")).deletedDate())
        .isEqualTo(world.now().plus(Duration.ofDays(7)));
    assertThat(names(secrets.listSecrets())).containsExactly("app-two");
    assertThat(names(secrets.listSecrets(list -> list.includePlannedDeletion(true)))).hasSize(2);
  }

  @Test
  @DisplayName("A deleted secret can be restored until its window is over, then it is gone")
  void recovery() {
    secrets.deleteSecret(delete -> delete.secretId("app"));
    world.advance(Duration.ofDays(29));
    secrets.restoreSecret(restore -> restore.secretId("app"));
    assertThat(secrets.getSecretValue(get -> get.secretId("app")).secretString())
        .isEqualTo("first");
    secrets.deleteSecret(delete -> delete.secretId("app"));
    world.advance(Duration.ofDays(30));
    assertThat(refusal(() -> secrets.restoreSecret(restore -> restore.secretId("app"))))
        .isEqualTo("ResourceNotFoundException 400");
    secrets.createSecret(create -> create.name("app"));
  }

  @Test
  @DisplayName("A deletion by force is at once, and excludes a window")
  void force() {
    assertThat(
            refusal(() ->
                secrets.deleteSecret(delete ->
                    delete
                        .secretId("app")
                        .forceDeleteWithoutRecovery(true)
                        .recoveryWindowInDays(7L))))
        .isEqualTo("InvalidParameterException 400");
    assertThat(
            refusal(() ->
                secrets.deleteSecret(delete -> delete.secretId("app").recoveryWindowInDays(6L))))
        .isEqualTo("InvalidParameterException 400");
    secrets.deleteSecret(delete -> delete.secretId("app").forceDeleteWithoutRecovery(true));
    assertThat(refusal(() -> secrets.describeSecret(get -> get.secretId("app"))))
        .isEqualTo("ResourceNotFoundException 400");
  }

  @Test
  @DisplayName("Tag keys of secrets differ by case; there are at most 50")
  void tags() {
    secrets.tagResource(tag -> tag.secretId("app").tags(tag("Team", "red")));
    assertThat(secrets.describeSecret(get -> get.secretId("app")).tags())
        .containsExactly(tag("team", "blue"), tag("Team", "red"));
    secrets.untagResource(untag -> untag.secretId("app").tagKeys("team", "nothing"));
    assertThat(secrets.describeSecret(get -> get.secretId("app")).tags())
        .containsExactly(tag("Team", "red"));
    List<Tag> many = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toList();
    assertThat(refusal(() -> secrets.tagResource(tag -> tag.secretId("app").tags(many))))
        .isEqualTo("InvalidParameterException 400");
    assertThat(List.of(tag("a*b", ""), tag("a", "{}"), tag("a", "v".repeat(257))))
        .allSatisfy(bad ->
            assertThat(refusal(() -> secrets.tagResource(tag -> tag.secretId("app").tags(bad))))
                .isEqualTo("ValidationException 400"));
  }

  @Test
  @DisplayName("ListSecrets filters by name, tag key and tag value, each by its beginning")
  void filters() {
    assertThat(find(FilterNameStringType.NAME, "app-")).containsExactly("app-two");
    assertThat(find(FilterNameStringType.NAME, "app")).hasSize(2);
    assertThat(find(FilterNameStringType.NAME, "!app-")).containsExactly("app");
    assertThat(find(FilterNameStringType.TAG_KEY, "team")).containsExactly("app");
    assertThat(find(FilterNameStringType.TAG_VALUE, "re", "nothing")).containsExactly("app-two");
    assertThat(find(FilterNameStringType.ALL, "RED")).containsExactly("app-two");
    assertThat(
            secrets
                .batchGetSecretValue(
                    get -> get.filters(filter(FilterNameStringType.TAG_KEY, "team")))
                .secretValues())
        .singleElement()
        .matches(value -> value.secretString().equals("first"));
  }

  @Test
  @DisplayName("ListSecrets tells labels and tags, in pages that may be short or empty")
  void pages() {
    WorldBuilder worlds = WorldBuilder.seeded(6).paging(new Paging(0.4, 0.4));
    IntStream.range(0, 120).forEach(i -> worlds.secret("s" + i, secret -> secret.value("v")));
    SecretsManagerClient client = Sdk.of(worlds.build()).secrets();
    List<ListSecretsResponse> pages =
        client.listSecretsPaginator(list -> list.maxResults(10)).stream().toList();
    assertThat(pages).anyMatch(page -> page.secretList().isEmpty() && page.nextToken() != null);
    assertThat(pages.stream().flatMap(page -> names(page).stream()))
        .hasSize(120)
        .doesNotHaveDuplicates();
    assertThat(pages.getLast().secretList().getFirst().secretVersionsToStages()).hasSize(1);
    assertThat(refusal(() -> client.listSecrets(list -> list.nextToken("made up"))))
        .isEqualTo("InvalidNextTokenException 400");
    assertThat(refusal(() -> client.listSecrets(list -> list.maxResults(101))))
        .isEqualTo("ValidationException 400");
  }

  @Test
  @DisplayName("ListSecrets can be turned round")
  void newestFirst() {
    world.advance(Duration.ofDays(1));
    secrets.createSecret(create -> create.name("aaa"));
    assertThat(names(secrets.listSecrets(list -> list.sortOrder("desc")))).startsWith("aaa");
  }

  private List<String> find(FilterNameStringType key, String... values) {
    return names(secrets.listSecrets(list -> list.filters(filter(key, values))));
  }

  private static List<String> names(ListSecretsResponse page) {
    return page.secretList().stream().map(SecretListEntry::name).toList();
  }

  private static Filter filter(FilterNameStringType key, String... values) {
    return Filter.builder().key(key).values(values).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
