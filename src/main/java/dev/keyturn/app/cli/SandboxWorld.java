package dev.keyturn.app.cli;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.UserId;
import dev.keyturn.model.VersionId;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.core.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in the sandbox when it opens: something due, something fine, something not adopted yet.
 */
final class SandboxWorld {
  private static final List<String> NAMES = List.of("web", "mail", "backup");

  /** In days; the first is due, the second fine, the third not adopted. */
  private static final List<Integer> AGES = List.of(85, 12, 400);

  private static final int NOT_ADOPTED = 2;

  private SandboxWorld() {}

  static World build(Instant now, long seed, int users, Duration lag) {
    WorldBuilder worlds = WorldBuilder.seeded(seed).at(now).lag(lag(lag));
    for (int i = 0; i < users; i++) {
      int number = i;
      String name = name(i);
      Duration age = Duration.ofDays(age(i));
      worlds
          .user(
              name,
              user -> user.key(age).used(Duration.ofMinutes(40 + 7L * number), "s3", "us-east-1"))
          .secret(secret(name), secret -> secret.keyOf(name));
      if (i != NOT_ADOPTED) {
        worlds.with(world -> adopt(world, name));
      }
    }
    return worlds.build();
  }

  /** What a person may want to try first, a line each. */
  static List<String> suggestions() {
    return List.of(
        "keyturn status                                     # how each secret stands",
        "keyturn plan prod/web/iam                          # what comes next, why and when",
        "keyturn rotate prod/web/iam                        # a new key, proved and promoted",
        "keyturn rollback prod/web/iam                      # and back again",
        "keyturn adopt backup --secret prod/backup/iam      # take another user on",
        "aws secretsmanager get-secret-value --secret-id prod/web/iam");
  }

  private static String name(int number) {
    return number < NAMES.size() ? NAMES.get(number) : "app-%03d".formatted(number + 1);
  }

  /** A year of ages, spread so that a few of many are due at once. */
  private static int age(int number) {
    return number < AGES.size() ? AGES.get(number) : (number * 7) % 88;
  }

  private static String secret(String user) {
    return "prod/" + user + "/iam";
  }

  private static PropagationDelays lag(Duration creation) {
    return creation.isZero()
        ? PropagationDelays.none()
        : PropagationDelays.typical()
            .withCreation(
                new Span(creation.dividedBy(4), creation),
                creation.dividedBy(4).compareTo(Duration.ofSeconds(2)) < 0
                    ? creation.dividedBy(4)
                    : Duration.ofSeconds(2));
  }

  /** The tags that {@code keyturn adopt} would have written. */
  private static void adopt(World world, String name) {
    var user = world.iam().user(name).orElseThrow();
    var secret = world.secrets().secret(secret(name)).orElseThrow();
    AccessKeyId key = new AccessKeyId(world.credentials(name, 0).accessKeyId());
    Optional<VersionId> version =
        Optional.ofNullable(secret.labels().get("AWSCURRENT")).map(VersionId::new);
    Ledger ledger =
        Ledger.EMPTY.adopted(new UserId(user.id()), Optional.of(new Ledger.Current(key, version)));
    LedgerTags.changes(Map.of(), Ledger.EMPTY, ledger)
        .forEach((tag, value) -> world.secrets().tag(tagged(world, name), tag, value));
    world.iam().tag(user, "keyturn:secret", secret.arn());
  }

  /** Read again for each tag: a secret in the world is a value, and each tag makes another one. */
  private static dev.keyturn.sim.secrets.Secret tagged(World world, String name) {
    return world.secrets().secret(secret(name)).orElseThrow();
  }
}
