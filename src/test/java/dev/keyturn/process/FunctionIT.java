package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.aws.AwsSettings.Keys;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Credential;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.packaged.FunctionProcess;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.VirtualTimers;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.core.RotationTiming;
import dev.keyturn.sim.core.Span;
import dev.keyturn.sim.secrets.RotationEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged function under the real runtime, against the simulator, moto and ministack. */
@Execution(ExecutionMode.CONCURRENT)
class FunctionIT {
  private static final String ONE = "11111111-1111-1111-1111-111111111111";
  private static final List<String> STEPS =
      List.of("createSecret", "setSecret", "testSecret", "finishSecret");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** So that a whole life fits into seconds. */
  private static final Map<String, String> NO_WINDOWS =
      Map.of("KEYTURN_OVERLAP", "0s", "KEYTURN_QUIET", "0s", "KEYTURN_RECOVERY", "0s");

  /** The service begins at once, and tries once more at once. */
  private static final RotationTiming AT_ONCE =
      new RotationTiming(
          Span.exactly(Duration.ZERO),
          Span.exactly(Duration.ZERO),
          1,
          Span.exactly(Duration.ZERO),
          false);

  private static final String SCHEDULE =
      """
      {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}
      """;

  @Test
  void theServiceOfTheSimulatorRotatesThroughIt() throws IOException {
    World world = world();
    Gateway gateway = new Gateway(world).signatureClock(InstantSource.system());
    VirtualTimers clockwork = new VirtualTimers(InstantSource.system(), world.now(), 1);
    try (SimServer server = SimServer.start(gateway, 0, clockwork);
        FunctionProcess function =
            new FunctionProcess(
                server.endpoint(), "123456789012", administrator(world), NO_WINDOWS)) {
      world.rotationFunction((invocation, here) -> {
        FunctionProcess.Answer answer =
            function
                .invoke(
                    """
                    {"Step": "%s", "SecretId": "%s", "ClientRequestToken": "%s", "RotationToken": "%s"}
                    """
                        .formatted(
                            invocation.step().wireName(),
                            invocation.secretId(),
                            invocation.clientRequestToken(),
                            invocation.rotationToken()))
                .orElseThrow();
        if (answer.failed()) {
          throw new IllegalStateException(answer.text());
        }
      });
      rotate(world, true);
      tickUntil(server, world, "RotationSucceeded");
      assertThat(trail(world)).containsExactly("RotationStarted", "RotationSucceeded");
      assertThat(keys(world)).isEqualTo(2);

      rotate(world, false);
      tickUntil(server, world, "TestRotationSucceeded");
      assertThat(trail(world)).endsWith("TestRotationStarted", "TestRotationSucceeded");

      rotate(world, true);
      tickUntil(server, world, "RotationFailed");
      assertThat(function.everything()).contains("there is no room for another");

      assertThat(function.invoke(SCHEDULE).orElseThrow().failed()).isFalse();
      assertThat(function.invoke(SCHEDULE).orElseThrow().text()).contains("\"secrets\":1");
      assertThat(function.everything()).contains("deactivate-key").contains("delete-key");
      assertThat(keys(world)).isOne();
      refuses(function);
      assertThat(world.issuedSecrets())
          .hasSizeGreaterThan(2)
          .noneMatch(function.everything()::contains);
    }
  }

  /**
   * The runtime calls the hooks only of what is registered with it. Priming goes the way of a step,
   * which the schedule's event does not.
   */
  @Test
  void theRuntimeCallsTheHooksAroundASnapshot(@TempDir Path here) throws IOException {
    World world = world();
    Gateway gateway = new Gateway(world).signatureClock(InstantSource.system());
    for (boolean snapshot : List.of(true, false)) {
      Path loaded = here.resolve("loaded-" + snapshot);
      Map<String, String> variables =
          Map.of(
              "AWS_LAMBDA_INITIALIZATION_TYPE",
              snapshot ? "snap-start" : "on-demand",
              // By this the function finds the runtime's own hooks.
              "JAVA_TOOL_OPTIONS",
              "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac -Xlog:class+load:file="
                  + loaded);
      try (SimServer server =
              SimServer.start(
                  gateway, 0, new VirtualTimers(InstantSource.system(), world.now(), 1));
          FunctionProcess function =
              new FunctionProcess(
                  server.endpoint(), "123456789012", administrator(world), variables)) {
        FunctionProcess.Answer answer = function.invoke(SCHEDULE).orElseThrow();
        assertThat(answer.failed()).as(answer.text()).isFalse();
        assertThat(Files.readString(loaded).contains("dev.keyturn.app.lambda.ServiceSteps"))
            .as("primed, with %s", variables)
            .isEqualTo(snapshot);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EmulatorKind.class)
  void theFourStepsRotateOnAnEmulator(EmulatorKind on) {
    Emulator emulator = on.emulator();
    try (EmulatorGround ground = new EmulatorGround(on, Lease.OF_ONE);
        FunctionSubject subject = new FunctionSubject(emulator);
        CallProxy proxy = ground.proxy();
        FunctionProcess function =
            new FunctionProcess(
                proxy.endpoint(),
                subject.arn.split(":", -1)[4],
                emulator.administrator(),
                announcing(emulator, subject.name))) {
      ServiceSide service = new ServiceSide();
      proxy.amend(service);
      Credential before = subject.current();
      service.begin(ONE);
      for (String step : STEPS) {
        String other = step.replaceFirst("S", "_s");
        done(function, step, subject.arn);
        assertThat(subject.works()).as(step).isTrue();
        done(function, other, subject.arn);
        assertThat(subject.works()).as(other).isTrue();
      }
      assertThat(subject.current().id()).isNotEqualTo(before.id());
      assertThat(subject.keys()).hasSize(2);
      service.begin("");
      FunctionProcess.Answer first = function.invoke(SCHEDULE).orElseThrow();
      assertThat(first.failed()).as(first.text()).isFalse();
      assertThat(function.invoke(SCHEDULE).orElseThrow().failed()).isFalse();
      assertThat(subject.keys()).extracting(AccessKey::id).containsExactly(subject.current().id());
      refuses(function);
      assertThat(function.everything()).doesNotContain("not-announced");
      subject.assertNoSecretIn(function.everything());
    }
  }

  private static Keys administrator(World world) {
    return new Keys(
        world.administrator().accessKeyId(),
        SecretText.of(world.administrator().secretAccessKey()),
        Optional.empty());
  }

  /** With a bus and a topic to announce things to. */
  private static Map<String, String> announcing(Emulator emulator, String secret) {
    Map<String, String> variables = new HashMap<>(ofOne(secret));
    variables.put("KEYTURN_EVENT_BUS", "default");
    variables.put("KEYTURN_TOPIC_ARN", emulator.topic(secret));
    return variables;
  }

  /** Other tests have secrets on the same emulator. */
  private static Map<String, String> ofOne(String secret) {
    Map<String, String> variables = new HashMap<>(NO_WINDOWS);
    variables.put("secrets", secret);
    return variables;
  }

  private static void done(FunctionProcess function, String step, String secret) {
    FunctionProcess.Answer answer = function.step(step, secret, ONE).orElseThrow();
    assertThat(answer.failed()).as("%s: %s", step, answer.text()).isFalse();
  }

  private static void refuses(FunctionProcess function) {
    for (String event :
        List.of("{}", "[]", "{\"Records\":[]}", "{\"Step\":\"dropSecret\",\"SecretId\":\"x\"}")) {
      FunctionProcess.Answer answer = function.invoke(event).orElseThrow();
      assertThat(answer.failed()).as(event).isTrue();
      assertThat(answer.text()).as(event).contains("Nothing was changed");
    }
  }

  private static World world() {
    World world =
        WorldBuilder.seeded(8)
            .at(Instant.now())
            .lag(PropagationDelays.none())
            .rotation(AT_ONCE)
            .user("alice", user -> user.key(Duration.ofDays(20)))
            .secret("app/alice", secret -> secret.keyOf("alice"))
            .build();
    try (SimulatedAws aws = new SimulatedAws(world)) {
      Adoption.Request request =
          new Adoption.Request(
              new UserName("alice"), "app/alice", new Adoption.Source.InSecret(), false, Map.of());
      assertThat(Adoption.adopt(aws.ports(event -> {}), List.of(), request, false))
          .isInstanceOf(Adoption.Result.Adopted.class);
    }
    return world;
  }

  private static void rotate(World world, boolean immediately) {
    Sdk.of(world)
        .secrets()
        .rotateSecret(r ->
            r.secretId("app/alice")
                .rotationLambdaARN("arn:aws:lambda:us-east-1:123456789012:function:keyturn")
                .rotateImmediately(immediately)
                .rotationRules(rules -> rules.automaticallyAfterDays(900L)));
  }

  /** The simulator's service calls the function while its time is brought up to date. */
  private static void tickUntil(SimServer server, World world, String event) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!trail(world).getLast().equals(event) && Instant.now().isBefore(end)) {
      server.tick();
    }
    assertThat(trail(world)).as(world.secrets().runs().trail().toString()).endsWith(event);
  }

  private static List<String> trail(World world) {
    return world.secrets().runs().trail().stream().map(RotationEvent::name).toList();
  }

  private static int keys(World world) {
    return world.iam().keys(world.iam().user("alice").orElseThrow()).size();
  }
}
