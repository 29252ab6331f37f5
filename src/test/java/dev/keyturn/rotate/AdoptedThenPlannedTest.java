package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.Setting;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Reason;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption.Result;
import dev.keyturn.rotate.Adoption.Source;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * In every state of a small world in which {@code adopt} succeeds, what is planned next is not
 * refused: both ask the same guards.
 */
class AdoptedThenPlannedTest {
  private static final PolicySource NO_VARIABLES = new PolicySource("environment", Map.of());
  private static final PolicySource SHORT_LIVED =
      new PolicySource("environment", Map.of(Setting.MAX_AGE, "5d", Setting.OVERLAP, "1d"));

  /** One thing that may be so of the world before, by the name that a failure shows. */
  private record Fact(String name, Consumer<InMemoryAccount> making) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Fact> SECRETS =
      List.of(
          new Fact("a secret", account -> {}),
          new Fact("no secret", AdoptedThenPlannedTest::withoutSecret),
          new Fact("scheduled for deletion", it -> it.deletion = Optional.of(InMemoryAccount.NOW)),
          new Fact("a replica", account -> account.replica = true));

  private static final List<Fact> TAGS =
      List.of(
          new Fact("no tags", account -> {}),
          new Fact("an unknown tag of ours", tag("keyturn:colour", "blue")),
          new Fact("a tag that cannot be read", tag("keyturn:previous", "v1 nonsense")),
          new Fact("a setting that is none", tag("keyturn:max-age", "soon")),
          new Fact("a setting that is good", tag("keyturn:overlap", "2d")),
          new Fact("settings that do not fit the defaults", tag("keyturn:overlap", "100d")),
          new Fact("settings that do not fit the environment's", tag("keyturn:overlap", "6d")),
          new Fact(
              "adopted before",
              adopted(InMemoryAccount.ALICE_ID, Optional.of(InMemoryAccount.ONE))),
          new Fact(
              "adopted for another", adopted(new UserId("AIDABOBBOBBOBBOBBOB1"), Optional.empty())),
          new Fact("a previous key of tomorrow", previous(Duration.ofDays(-1))),
          new Fact("a previous key of yesterday", previous(Duration.ofDays(1))),
          new Fact("another run at work", AdoptedThenPlannedTest::anotherRun));

  private static final List<Fact> BINDINGS =
      List.of(
          new Fact("unbound", account -> {}),
          new Fact("bound to it", account -> account.bound(Optional.of(InMemoryAccount.ARN))),
          new Fact("bound elsewhere", account -> account.bound(Optional.of("arn:other"))));

  private static final List<Fact> VALUES =
      List.of(
          new Fact("its key", value(InMemoryAccount.holding(InMemoryAccount.A))),
          new Fact("a key that is gone", value(InMemoryAccount.holding(InMemoryAccount.B))),
          new Fact("no version", account -> account.labels.clear()),
          new Fact("an empty version", value(new VersionValue.Absent())),
          new Fact("a value of 65,536 bytes", value(held(InMemoryAccount.ALICE, 65_536))),
          new Fact("a value that is too large", value(held(InMemoryAccount.ALICE, 65_537))),
          new Fact("another user's name", value(held(new UserName("bob"), 200))),
          new Fact(
              "a value that is none", value(new VersionValue.Unusable("No JSON.", "Fix it."))));

  private static final List<Fact> KEYS =
      List.of(
          new Fact("one key", account -> {}),
          new Fact(
              "one that is Inactive",
              account -> account.keys.replaceAll(key -> key.with(KeyStatus.INACTIVE))),
          new Fact("no key", account -> account.keys.clear()),
          new Fact("two keys", account -> account.key(InMemoryAccount.B, Duration.ofDays(2))));

  private static final List<Source> SOURCES =
      List.of(
          new Source.InSecret(),
          new Source.Given(InMemoryAccount.credential(InMemoryAccount.A)),
          new Source.NewKey());

  private static final List<Map<Setting, String>> ADDED =
      List.of(Map.of(), Map.of(Setting.MAX_AGE, "4d"), Map.of(Setting.OVERLAP, "3d"));

  private static void withoutSecret(InMemoryAccount account) {
    account.exists = false;
    account.tags.clear();
    account.labels.clear();
    account.values.clear();
  }

  private static Consumer<InMemoryAccount> tag(String tag, String value) {
    return account -> account.tags.put(tag, value);
  }

  private static Consumer<InMemoryAccount> adopted(UserId user, Optional<VersionId> provedIn) {
    return account ->
        account.ledger(was ->
            was.adopted(user, provedIn.map(it -> new Ledger.Current(InMemoryAccount.A, provedIn))));
  }

  private static Consumer<InMemoryAccount> previous(Duration ago) {
    return account ->
        account.ledger(was ->
            was.with(
                new Ledger.Previous(
                    InMemoryAccount.B,
                    Ledger.State.ACTIVE,
                    InMemoryAccount.NOW.minus(ago),
                    Optional.of(InMemoryAccount.TWO))));
  }

  private static void anotherRun(InMemoryAccount account) {
    account.ledger(was ->
        was.with(
            new Intent(
                Intent.Verb.ROTATE,
                Optional.of(InMemoryAccount.TWO),
                Optional.of(InMemoryAccount.A),
                "another",
                InMemoryAccount.NOW.minusSeconds(5),
                InMemoryAccount.NOW.plusSeconds(5),
                true)));
  }

  private static Consumer<InMemoryAccount> value(VersionValue value) {
    return account -> account.values.put(InMemoryAccount.ONE, value);
  }

  private static VersionValue held(UserName user, int size) {
    return new VersionValue.Holds(
        new Credential(user, InMemoryAccount.A, SecretText.of("secret")),
        SecretText.of("document"),
        SecretText.of("rest"),
        size);
  }

  /** All that adoptions came to, so that the states are seen to be worth trying. */
  private final Set<String> adoptedFrom = new HashSet<>();

  private final Set<Reason> refusedFor = EnumSet.noneOf(Reason.class);

  @Test
  void whatWasAdoptedIsNotRefusedByWhatIsPlannedNext() {
    int adopted = 0;
    for (Fact secret : SECRETS) {
      for (Fact tags : TAGS) {
        for (Fact binding : BINDINGS) {
          for (Fact value : VALUES) {
            for (Fact keys : KEYS) {
              adopted += tryAll(List.of(tags, binding, value, keys, secret));
            }
          }
        }
      }
    }
    System.out.printf("%d of the states were adopted%n", adopted);
    assertThat(adopted).isGreaterThan(1000);
    assertThat(adoptedFrom)
        .contains("no secret", "adopted before", "a previous key of yesterday", "bound to it")
        .contains("no version", "an empty version", "a value of 65,536 bytes", "two keys");
    assertThat(refusedFor)
        .contains(
            Reason.SECRET_DELETED,
            Reason.SECRET_IS_REPLICA,
            Reason.TAGS_INVALID,
            Reason.SECRET_TOO_LARGE,
            Reason.VALUE_UNUSABLE,
            Reason.NO_CURRENT_VERSION,
            Reason.NO_SUCH_SECRET,
            Reason.USER_NAME_DIFFERS,
            Reason.USER_MADE_AGAIN,
            Reason.BOUND_ELSEWHERE,
            Reason.ANOTHER_RUN);
  }

  private int tryAll(List<Fact> facts) {
    int adopted = 0;
    for (PolicySource environment : List.of(NO_VARIABLES, SHORT_LIVED)) {
      for (Source source : SOURCES) {
        for (Map<Setting, String> added : ADDED) {
          adopted += isAdopted(facts, environment, source, added) ? 1 : 0;
        }
      }
    }
    return adopted;
  }

  private boolean isAdopted(
      List<Fact> facts, PolicySource environment, Source source, Map<Setting, String> added) {
    InMemoryAccount account = InMemoryAccount.unadopted();
    facts.forEach(fact -> fact.making().accept(account));
    Ports ports = new RunHarness(account).ports();
    Result result =
        Adoption.adopt(
            ports,
            List.of(environment),
            new Adoption.Request(InMemoryAccount.ALICE, InMemoryAccount.NAME, source, true, added),
            false);
    return switch (result) {
      case Result.Refused refused -> {
        refused.reason().ifPresent(refusedFor::add);
        assertThat(account.script.writes()).isEmpty();
        yield false;
      }
      case Result.Failed failed -> throw new AssertionError(failed);
      case Result.Adopted adopted -> {
        facts.forEach(fact -> adoptedFrom.add(fact.name()));
        RunReport next = next(ports, environment, source);
        assertThat(RunHarness.reason(next).kind())
            .as("%s, %s, %s, %s: %s", facts, environment, source, added, next.sentence())
            .isNotEqualTo(Reason.Kind.REFUSE);
        yield true;
      }
    };
  }

  /**
   * A new key is made by the rotation that the command begins itself, for the user that it names.
   */
  private static RunReport next(Ports ports, PolicySource environment, Source source) {
    Reconciler reconciler = new Reconciler(ports, List.of(environment));
    return source instanceof Source.NewKey
        ? reconciler.plan(
            new ManagedSecret(InMemoryAccount.NAME, Optional.of(InMemoryAccount.ALICE)),
            new RunRequest.Rotate())
        : reconciler.plan(InMemoryAccount.TARGET, new RunRequest.Advance());
  }
}
