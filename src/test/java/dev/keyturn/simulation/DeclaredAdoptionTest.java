package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.IamUser;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.plan.Reason;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.secrets.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A user and a secret that Terraform or CloudFormation have tagged for each other, and that nobody
 * has given to {@code adopt}: the next run takes them up. Either tag alone gets nothing.
 */
class DeclaredAdoptionTest {
  private static final Duration LATER = Duration.ofMinutes(30);

  private final World world = world(Duration.ofDays(10));

  private static World world(Duration age) {
    return WorldBuilder.seeded(4)
        .callTime(Duration.ofMillis(40))
        .user(KeyLife.USER, user -> user.key(age))
        .user(Person.BOB, user -> user.key(Duration.ofDays(9)))
        .secret(KeyLife.SECRET, secret -> secret.keyOf(KeyLife.USER))
        .build();
  }

  private static Secret secret(World world) {
    return world.secrets().secret(KeyLife.SECRET).orElseThrow();
  }

  private static void bind(World world) {
    world.iam().tag(PersonsBelongings.user(world), IamUser.BINDING_TAG, secret(world).arn());
  }

  private static void pin(World world, String userId) {
    world.secrets().tag(secret(world), LedgerTags.USER_ID, userId);
  }

  private static World declared(World world) {
    bind(world);
    pin(world, PersonsBelongings.user(world).id());
    return world;
  }

  private static RunReport run(World world) {
    try (Access aws = Access.remembered(world)) {
      return WorldSnapshot.of(world)
          .run(aws, new RunRequest.Advance(), CallHook.NONE)
          .orElseThrow();
    }
  }

  private static Optional<Reason> halted(RunReport report) {
    return report.outcome() instanceof RunOutcome.Halted(var step)
        ? Optional.of(step.cause().reason())
        : Optional.empty();
  }

  @Test
  @DisplayName("The next run proves the key that the secret holds, records it, and makes none")
  void takenUp() {
    RunReport report = run(declared(world));
    assertThat(report.outcome()).isInstanceOf(RunOutcome.Reached.class);
    assertThat(secret(world).tags().entries().get(LedgerTags.CURRENT))
        .startsWith("v1 " + world.credentials(KeyLife.USER, 0).accessKeyId() + " version=");
    assertThat(world.iam().keys(PersonsBelongings.user(world))).hasSize(1);
  }

  @Test
  @DisplayName("A key that is overdue is rotated when the policy says, spread as after adopt")
  void overdue() {
    World old = declared(world(Duration.ofDays(400)));
    run(old);
    assertThat(old.iam().keys(PersonsBelongings.user(old))).hasSize(1);
    old.advance(Duration.ofDays(8));
    run(old);
    assertThat(old.iam().keys(PersonsBelongings.user(old))).hasSize(2);
  }

  @Test
  @DisplayName("Who writes the secret's pin alone gets nothing, and is told of as an attack")
  void pinAlone() {
    pin(world, PersonsBelongings.user(world).id());
    assertThat(halted(run(world))).contains(Reason.NOT_BOUND);
    assertThat(secret(world).tags().entries()).doesNotContainKey(LedgerTags.CURRENT);
  }

  @Test
  @DisplayName("A pin of another user's ID is refused, whatever the user's tag says")
  void pinOfAnother() {
    bind(world);
    pin(world, world.iam().user(Person.BOB).orElseThrow().id());
    assertThat(halted(run(world))).contains(Reason.USER_MADE_AGAIN);
  }

  @Test
  @DisplayName("A value that names another's key is not taken up, and that key stays as it is")
  void keyOfAnother() {
    declared(world);
    String foreign = world.credentials(Person.BOB, 0).accessKeyId();
    String value =
        "{\"UserName\":\"%s\",\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\"}"
            .formatted(KeyLife.USER, foreign, world.credentials(Person.BOB, 0).secretAccessKey());
    Sdk.of(world).secrets().putSecretValue(r -> r.secretId(KeyLife.SECRET).secretString(value));
    // What a person has written breaks the first promise at once; the run must not make it worse.
    try (Access aws = Access.remembered(world)) {
      aws.gateway().use(world);
      RunReport report =
          new Reconciler(aws.ports(event -> {}), List.of())
              .run(KeyLife.TARGET, new RunRequest.Advance());
      assertThat(halted(report)).contains(Reason.CURRENT_KEY_GONE);
    }
    assertThat(world.iam().keys(world.iam().user(Person.BOB).orElseThrow())).hasSize(1);
    assertThat(secret(world).tags().entries()).doesNotContainKey(LedgerTags.CURRENT);
  }

  @Test
  @DisplayName("Bookkeeping that lost only the current key is not taken for a declaration")
  void lostRecord() {
    declared(world);
    world.secrets().tag(secret(world), LedgerTags.PREVIOUS, "v1 none");
    assertThat(halted(run(world))).contains(Reason.CURRENT_NOT_ADOPTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"KILLED_BEFORE", "KILLED_AFTER", "REPLY_LOST", "DENIED_ONCE"})
  @DisplayName("After a fault at any call the next runs have taken it up")
  void faults(Fault fault) {
    World start = declared(world);
    try (Access aws = Access.remembered(start)) {
      boolean befell = true;
      for (int call = 1; befell; call++) {
        WorldSnapshot moment = WorldSnapshot.of(start.fork());
        moment.run(aws, new RunRequest.Advance(), fault.at(call));
        befell = moment.world().calls() - start.calls() >= call;
        moment.world().advance(LATER);
        moment.untilQuiet(aws);
        assertThat(secret(moment.world()).tags().entries()).containsKey(LedgerTags.CURRENT);
        assertThat(moment.world().iam().keys(PersonsBelongings.user(moment.world()))).hasSize(1);
      }
    }
  }
}
