package dev.keyturn.contract;

import static dev.keyturn.contract.Outcomes.absent;
import static dev.keyturn.contract.Outcomes.done;
import static dev.keyturn.contract.Outcomes.failed;
import static dev.keyturn.contract.Outcomes.got;
import static dev.keyturn.contract.Outcomes.refused;
import static dev.keyturn.model.StagingLabel.AWSCURRENT;
import static dev.keyturn.model.StagingLabel.AWSPENDING;
import static dev.keyturn.model.StagingLabel.AWSPREVIOUS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.Failure;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.WriteResult;
import dev.keyturn.port.WriteResult.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link SecretStore} promises. */
abstract class SecretStoreContract {
  private static final VersionId FIRST = new VersionId("first-" + "1".repeat(30));
  private static final VersionId SECOND = new VersionId("second-" + "2".repeat(30));
  private static final VersionId THIRD = new VersionId("third-" + "3".repeat(30));
  private static final Credential ONE = credential("AKIAONEONEONEONEONE1");
  private static final Credential TWO = credential("AKIATWOTWOTWOTWOTWO2");

  /** The world to try it in. */
  abstract ContractWorld world();

  private SecretStore secrets() {
    return world().secrets();
  }

  private static Credential credential(String id) {
    return new Credential(
        new UserName("app"), new AccessKeyId(id), SecretText.of(("s" + id).repeat(2)));
  }

  private SecretText document(Credential credential) {
    return secrets().document(Optional.empty(), credential);
  }

  /** A secret whose first version holds key one, and the ID of that version. */
  private record Made(String name, VersionId first) {}

  private Made make() {
    String name = world().newSecretName();
    done(secrets().create(name, Map.of("team", "a"), FIRST, Optional.of(document(ONE))));
    return new Made(name, labelled(name, AWSCURRENT).orElseThrow());
  }

  private Optional<VersionId> labelled(String name, StagingLabel label) {
    return got(secrets().describe(name)).at(label);
  }

  private static Credential held(VersionValue value) {
    if (value instanceof VersionValue.Holds holds) {
      return holds.credential();
    }
    throw new AssertionError("expected a credential and got " + value);
  }

  @Test
  @DisplayName("A secret that does not exist is absent, and takes nothing")
  void unknownSecret() {
    String name = world().newSecretName();
    absent(secrets().describe(name));
    absent(secrets().value(name, FIRST));
    absent(secrets().value(name, AWSCURRENT));
    refused(secrets().put(name, FIRST, document(ONE), AWSPENDING), Refusal.NO_SUCH_THING);
    refused(secrets().tag(name, Map.of("a", "b")), Refusal.NO_SUCH_THING);
    refused(secrets().untag(name, Set.of("a")), Refusal.NO_SUCH_THING);
    refused(
        secrets().move(name, AWSCURRENT, Optional.of(FIRST), Optional.of(SECOND)),
        Refusal.NO_SUCH_THING);
  }

  @Test
  @DisplayName("A new secret has its tags, and its first version is current under the token given")
  void create() {
    String name = world().newSecretName();
    Map<String, String> tags = Map.of("keyturn:user-id", "AIDA1234567890123456", "team", "a b");
    String arn = done(secrets().create(name, tags, FIRST, Optional.of(document(ONE))));
    SecretDescription secret = got(secrets().describe(name));
    assertThat(secret.arn()).isEqualTo(arn).contains(":secret:" + name + "-");
    assertThat(secret.name()).isEqualTo(name);
    assertThat(secret.tags()).isEqualTo(tags);
    assertThat(secret.deletion()).isEmpty();
    assertThat(secret.labels()).containsOnlyKeys(AWSCURRENT);
    assertThat(secret.at(AWSCURRENT).orElseThrow().equals(FIRST))
        .isNotEqualTo(world().differs(Difference.TOKEN_IS_NOT_VERSION_ID));
    assertThat(got(secrets().describe(arn))).isEqualTo(secret);
    assertThat(held(got(secrets().value(name, AWSCURRENT)))).isEqualTo(ONE);
    assertThat(held(got(secrets().value(arn, AWSCURRENT)))).isEqualTo(ONE);
  }

  @Test
  @DisplayName("A secret may be made without a value, and then has no version to read")
  void createEmpty() {
    String name = world().newSecretName();
    done(secrets().create(name, Map.of(), FIRST, Optional.empty()));
    assertThat(labelled(name, AWSCURRENT).isPresent())
        .isEqualTo(world().differs(Difference.EMPTY_SECRET_HAS_VERSION));
    assertThat(got(secrets().value(name, AWSCURRENT))).isEqualTo(new VersionValue.Absent());
    done(secrets().put(name, SECOND, document(ONE), AWSCURRENT));
    assertThat(labelled(name, AWSCURRENT)).contains(SECOND);
  }

  @Test
  @DisplayName("A name is given once")
  void createTwice() {
    Made made = make();
    refused(
        secrets().create(made.name(), Map.of(), SECOND, Optional.of(document(TWO))),
        Refusal.EXISTS_ALREADY);
    assertThat(held(got(secrets().value(made.name(), AWSCURRENT)))).isEqualTo(ONE);
  }

  @Test
  @DisplayName("A pending version stands beside the current one, which does not change")
  void putPending() {
    Made made = make();
    assertThat(done(secrets().put(made.name(), SECOND, document(TWO), AWSPENDING)))
        .isEqualTo(SECOND);
    assertThat(got(secrets().describe(made.name())).labels())
        .isEqualTo(Map.of(AWSCURRENT, made.first(), AWSPENDING, SECOND));
    assertThat(held(got(secrets().value(made.name(), AWSCURRENT)))).isEqualTo(ONE);
    assertThat(held(got(secrets().value(made.name(), AWSPENDING)))).isEqualTo(TWO);
    assertThat(held(got(secrets().value(made.name(), made.first())))).isEqualTo(ONE);
    assertThat(held(got(secrets().value(made.name(), SECOND)))).isEqualTo(TWO);
  }

  @Test
  @DisplayName("A version that does not exist has no value")
  void unknownVersion() {
    Made made = make();
    assertThat(got(secrets().value(made.name(), THIRD))).isEqualTo(new VersionValue.Absent());
    assertThat(got(secrets().value(made.name(), AWSPENDING))).isEqualTo(new VersionValue.Absent());
  }

  @Test
  @DisplayName("The same token with the same document is one write; with another it is taken")
  void token() {
    Made made = make();
    done(secrets().put(made.name(), SECOND, document(ONE), AWSPENDING));
    done(secrets().put(made.name(), SECOND, document(ONE), AWSPENDING));
    if (world().differs(Difference.TOKEN_REUSED)) {
      done(secrets().put(made.name(), SECOND, document(TWO), AWSPENDING));
      assertThat(held(got(secrets().value(made.name(), SECOND)))).isEqualTo(TWO);
    } else {
      refused(secrets().put(made.name(), SECOND, document(TWO), AWSPENDING), Refusal.TOKEN_TAKEN);
      assertThat(held(got(secrets().value(made.name(), SECOND)))).isEqualTo(ONE);
    }
  }

  @Test
  @DisplayName("AWSCURRENT moves from the version named to another, and AWSPREVIOUS follows it")
  void promote() {
    Made made = make();
    done(secrets().put(made.name(), SECOND, document(TWO), AWSPENDING));
    assertThat(
            done(
                secrets()
                    .move(made.name(), AWSCURRENT, Optional.of(made.first()), Optional.of(SECOND))))
        .isEqualTo(AWSCURRENT);
    assertThat(labelled(made.name(), AWSCURRENT)).contains(SECOND);
    assertThat(labelled(made.name(), AWSPREVIOUS)).contains(made.first());
    assertThat(held(got(secrets().value(made.name(), AWSCURRENT)))).isEqualTo(TWO);
  }

  @Test
  @DisplayName("A label is taken off the version named")
  void takeOff() {
    Made made = make();
    done(secrets().put(made.name(), SECOND, document(TWO), AWSPENDING));
    done(secrets().move(made.name(), AWSPENDING, Optional.of(SECOND), Optional.empty()));
    assertThat(got(secrets().describe(made.name())).labels())
        .isEqualTo(Map.of(AWSCURRENT, made.first()));
  }

  @Test
  @DisplayName("A label that is elsewhere than was said stays where it is")
  void compareAndSwap() {
    Made made = make();
    done(secrets().put(made.name(), SECOND, document(TWO), AWSPENDING));
    for (Optional<VersionId> wrong : List.of(Optional.of(SECOND), Optional.<VersionId>empty())) {
      refused(
          secrets().move(made.name(), AWSCURRENT, wrong, Optional.of(SECOND)),
          Refusal.LABEL_ELSEWHERE);
    }
    assertThat(got(secrets().describe(made.name())).labels())
        .isEqualTo(Map.of(AWSCURRENT, made.first(), AWSPENDING, SECOND));
  }

  @Test
  @DisplayName("AWSPENDING is compared and swapped like AWSCURRENT")
  void compareAndSwapPending() {
    Made made = make();
    done(secrets().put(made.name(), SECOND, document(TWO), AWSPENDING));
    refused(
        secrets().move(made.name(), AWSPENDING, Optional.of(made.first()), Optional.empty()),
        Refusal.LABEL_ELSEWHERE);
    if (world().differs(Difference.ATTACH_NOT_COMPARED)) {
      done(secrets().move(made.name(), AWSPENDING, Optional.empty(), Optional.of(made.first())));
      failed(secrets().describe(made.name()), Failure.ServerError.class);
      return;
    }
    refused(
        secrets().move(made.name(), AWSPENDING, Optional.empty(), Optional.of(made.first())),
        Refusal.LABEL_ELSEWHERE);
    assertThat(labelled(made.name(), AWSPENDING)).contains(SECOND);
    done(secrets().move(made.name(), AWSPENDING, Optional.of(SECOND), Optional.empty()));
    done(secrets().move(made.name(), AWSPENDING, Optional.empty(), Optional.of(SECOND)));
    assertThat(labelled(made.name(), AWSPENDING)).contains(SECOND);
  }

  @Test
  @DisplayName("A second pending version takes the label from the first")
  void secondPending() {
    Made made = make();
    done(secrets().put(made.name(), SECOND, document(TWO), AWSPENDING));
    done(secrets().put(made.name(), THIRD, document(ONE), AWSPENDING));
    if (world().differs(Difference.LABEL_ON_TWO_VERSIONS)) {
      // Which is no state that a rotation could go on from, and is not taken for one.
      failed(secrets().describe(made.name()), Failure.ServerError.class);
      return;
    }
    assertThat(got(secrets().describe(made.name())).labels())
        .isEqualTo(Map.of(AWSCURRENT, made.first(), AWSPENDING, THIRD));
  }

  @Test
  @DisplayName("A label does not move to a version that does not exist")
  void moveToNothing() {
    Made made = make();
    // AWS documents both errors, and does not say which one it gives here.
    assertThat(
            secrets().move(made.name(), AWSCURRENT, Optional.of(made.first()), Optional.of(THIRD)))
        .isIn(
            new WriteResult.Refused<>(Refusal.NO_SUCH_THING),
            new WriteResult.Refused<>(Refusal.LABEL_ELSEWHERE));
    assertThat(labelled(made.name(), AWSCURRENT))
        .isEqualTo(
            world().differs(Difference.REFUSED_MOVE_TAKES_LABEL)
                ? Optional.empty()
                : Optional.of(made.first()));
  }

  @Test
  @DisplayName("Tags are added and overwritten one by one; others stay")
  void tag() {
    Made made = make();
    assertThat(done(secrets().tag(made.name(), Map.of("keyturn:intent", "v1 x", "other", "1"))))
        .isEqualTo(2);
    done(secrets().tag(made.name(), Map.of("keyturn:intent", "v1 rotate by=x since=1:2 +-@/")));
    assertThat(got(secrets().describe(made.name())).tags())
        .isEqualTo(
            Map.of("team", "a", "other", "1", "keyturn:intent", "v1 rotate by=x since=1:2 +-@/"));
  }

  @Test
  @DisplayName("Tags are taken away by their keys; one that is not there is no obstacle")
  void untag() {
    Made made = make();
    done(secrets().tag(made.name(), Map.of("keyturn:rotation-x", "v1", "keyturn:mark", "v1")));
    done(secrets().untag(made.name(), Set.of("keyturn:rotation-x", "keyturn:rotation-y")));
    assertThat(got(secrets().describe(made.name())).tags())
        .isEqualTo(Map.of("team", "a", "keyturn:mark", "v1"));
  }

  @Test
  @DisplayName("Secrets are found by the beginning of a tag's key, each with its labels and tags")
  void listTagged() {
    String key = "mark-" + world().newSecretName().replaceAll("[^A-Za-z0-9]", "-");
    String first = world().newSecretName();
    String second = world().newSecretName();
    done(secrets().create(first, Map.of(key, "1"), FIRST, Optional.of(document(ONE))));
    done(secrets().create(second, Map.of(key, "2", "x", "y"), FIRST, Optional.of(document(ONE))));
    String third = world().newSecretName();
    done(secrets().create(third, Map.of(key + "er", "1"), FIRST, Optional.of(document(ONE))));
    done(
        secrets()
            .create(
                world().newSecretName(),
                Map.of("re" + key, "1"),
                FIRST,
                Optional.of(document(ONE))));
    List<SecretDescription> found = new ArrayList<>();
    found.add(got(secrets().describe(first)));
    found.add(got(secrets().describe(second)));
    if (!world().differs(Difference.TAG_FILTER_COMPARES)) {
      found.add(got(secrets().describe(third)));
    }
    assertThat(got(secrets().listTagged(Set.of(key))).secrets())
        .hasSameElementsAs(found)
        .hasSameSizeAs(found);
    assertThat(got(secrets().listTagged(Set.of(key))).unreadable()).isEmpty();
    assertThat(got(secrets().listTagged(Set.of("nobody-has-this"))).secrets()).isEmpty();
    assertThat(got(secrets().listTagged(Set.of(key + "er", "nobody-has-this"))).secrets())
        .containsExactly(got(secrets().describe(third)));
  }

  @Test
  @DisplayName("A secret that is scheduled for deletion is found as well, and says so")
  void listScheduledForDeletion() {
    String key = "going-" + world().newSecretName().replaceAll("[^A-Za-z0-9]", "-");
    String name = world().newSecretName();
    done(secrets().create(name, Map.of(key, "1"), FIRST, Optional.of(document(ONE))));
    world().scheduleDeletion(name);
    assertThat(got(secrets().listTagged(Set.of(key))).secrets())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.name()).isEqualTo(name);
          assertThat(found.deletion()).isPresent();
        });
  }

  @Test
  @DisplayName("A document that Secrets Manager would not take is too large")
  void tooLarge() {
    Made made = make();
    refused(
        secrets().put(made.name(), SECOND, SecretText.of("x".repeat(65_537)), AWSPENDING),
        Refusal.TOO_LARGE);
    done(secrets().put(made.name(), THIRD, SecretText.of("x".repeat(65_536)), AWSPENDING));
  }
}
