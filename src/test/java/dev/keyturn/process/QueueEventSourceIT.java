package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.AdoptedFleet;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.AwsSettings.Keys;
import dev.keyturn.emulators.Ministack;
import dev.keyturn.emulators.QueueAdministrator;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.model.AccountId;
import dev.keyturn.model.SecretText;
import dev.keyturn.packaged.FunctionProcess;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WorkQueue;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.VirtualTimers;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.sts.RoleTrust;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The packaged function, fed by ministack's event source of a queue: accounts that are done are
 * deleted from it, a poisoned message is delivered again, and ends among the dead letters.
 */
@Execution(ExecutionMode.CONCURRENT)
class QueueEventSourceIT {
  private static final String HUB = "111111111111";
  private static final String WEB = "222222222222";
  private static final String GONE = "333333333333";
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  /** Longer than a busy machine takes to start the function and to work in two accounts. */
  private static final Duration VISIBILITY = Duration.ofSeconds(15);

  /** Shorter than a connection waits for an answer. */
  private static final Duration LONG_POLL = Duration.ofSeconds(10);

  private static final int MOST_RECEIVES = 2;
  private static final int MOST_POLLS = 9;

  private final SimulatedOrganization organization =
      SimulatedOrganization.managedBy(WorldBuilder.seeded(1).at(NOW).account(HUB))
          .account(
              "web",
              OrganizationTree.ROOT,
              AdoptedFleet.builder(2, 1, NOW, PropagationDelays.none())
                  .account(WEB)
                  .role("keyturn", RoleTrust.of("arn:aws:iam::%s:root".formatted(HUB))));

  @Test
  @DisplayName("What is done is deleted; what is poisoned comes again, and is dead in the end")
  void fed() throws IOException {
    URI ministack = Ministack.withoutAuthentication();
    QueueAdministrator queues = new QueueAdministrator(ministack);
    String dead = queues.fifo("keyturn-dead.fifo");
    String url = queues.fifo("keyturn.fifo", dead, MOST_RECEIVES, VISIBILITY);
    Gateway gateway = new Gateway(organization.management()).signatureClock(InstantSource.system());
    VirtualTimers time = new VirtualTimers(InstantSource.system(), NOW, 1);
    try (SimServer server = SimServer.start(gateway, 0, time);
        FunctionProcess function =
            new FunctionProcess(
                server.endpoint(), HUB, administrator(), variables(ministack, url));
        EventSource source = EventSource.to(function);
        AwsConnection aws = connect(ministack)) {
      WorkQueue queue = aws.queue(url);
      queue.send(
          List.of(
              new WorkQueue.Outgoing("hello", "poison", "poison"),
              message(WEB).outgoing(),
              message(GONE).outgoing()));
      source.connect(ministack, queues.arn(url));

      WorkQueue.Incoming poison = poll(aws.queue(dead), function);
      assertThat(poison.body()).isEqualTo("hello");
      assertThat(queue.receive(Duration.ZERO, VISIBILITY))
          .as("what is left: %s", function.printed())
          .isInstanceOf(ReadResult.Absent.class);
      assertThat(source.answers())
          .as(function.printed())
          .filteredOn(answer -> answer.equals("{\"batchItemFailures\":[]}"))
          .hasSize(2);
      assertThat(source.answers())
          .filteredOn(answer -> answer.contains("itemIdentifier"))
          .hasSize(MOST_RECEIVES);
      assertThat(function.printed())
          .contains(
              "put-aside", "not one JSON object", "not-reached", "\"Account\":\"" + WEB + "\"");
      assertThat(keys(0)).isEqualTo(2);
      assertThat(keys(1)).isEqualTo(1);
    }
  }

  private static AccountMessage message(String account) {
    return AccountMessage.first(new AccountId(account), "us-east-1", "keyturn", "r1", NOW);
  }

  private int keys(int user) {
    World web = organization.account(WEB);
    return web.iam().keys(web.iam().user(AdoptedFleet.user(user)).orElseThrow()).size();
  }

  private static WorkQueue.Incoming poll(WorkQueue dead, FunctionProcess function) {
    for (int polls = 0; polls < MOST_POLLS; polls++) {
      if (dead.receive(LONG_POLL, VISIBILITY)
          instanceof ReadResult.Got<WorkQueue.Incoming>(WorkQueue.Incoming message)) {
        return message;
      }
    }
    throw new AssertionError("no dead letter came: " + function.printed());
  }

  private Keys administrator() {
    World hub = organization.management();
    return new Keys(
        hub.administrator().accessKeyId(),
        SecretText.of(hub.administrator().secretAccessKey()),
        Optional.empty());
  }

  private static Map<String, String> variables(URI ministack, String queue) {
    return Map.of(
        "AWS_ENDPOINT_URL_SQS",
        ministack.toString(),
        "KEYTURN_MEMBER_ROLE",
        "keyturn",
        "KEYTURN_QUEUE_URL",
        queue,
        "KEYTURN_PASS_EVERY",
        "6h");
  }

  private static AwsConnection connect(URI ministack) {
    return AwsConnection.connect(
        AwsSettings.ambient(InstantSource.system())
            .withEndpoint(ministack)
            .withRegion("us-east-1")
            .with(new Keys("test", SecretText.of("test"), Optional.empty())));
  }
}
