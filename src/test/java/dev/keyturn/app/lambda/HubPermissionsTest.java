package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.deploy.Policies;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.json.JsonText;
import dev.keyturn.model.AccountId;
import dev.keyturn.sim.Call;
import dev.keyturn.sim.Responder;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.sts.RoleTrust;
import dev.keyturn.sim.wire.WireReply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The policies of the hub against the calls that are made as it: the function is the dispatcher,
 * and then a worker, and each call under the hub's own key is written down.
 */
class HubPermissionsTest {
  private static final Instant ENQUEUED = Instant.parse("2026-01-15T12:00:00Z");
  private static final String WEB = "222222222222";
  private static final String UNIT = "ou-ab12-11111111";

  /** Lambda's own calls with the function's role, for its log and its event source. */
  private static final Set<String> OF_LAMBDA_FOR_LOGS =
      Set.of("logs:CreateLogStream", "logs:PutLogEvents");

  private static final Set<String> OF_LAMBDA_FOR_THE_QUEUE =
      Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

  private final SimulatedOrganization organization =
      SimulatedOrganization.managedBy(account(1, "123456789012"))
          .unit(UNIT, "Workloads", OrganizationTree.ROOT)
          .account(
              "web",
              UNIT,
              account(2, WEB)
                  .role("keyturn", RoleTrust.of("arn:aws:iam::123456789012:role/Administrator")));
  private final Set<String> called = new TreeSet<>();
  private final SimulatedFunction function =
      new SimulatedFunction(organization.management(), this::withQueue)
          .with("KEYTURN_MEMBER_ROLE", "keyturn")
          .with("KEYTURN_QUEUE_URL", "https://queue.invalid/123456789012/keyturn.fifo")
          .with("KEYTURN_RESULTS", "s3://results/keyturn");

  HubPermissionsTest() {
    function.gateway().observe((call, result, here) -> note(call));
  }

  private static WorldBuilder account(long seed, String id) {
    return WorldBuilder.seeded(seed).account(id).lag(PropagationDelays.none());
  }

  /** A batch takes the permission of a single message (SQS API permissions reference). */
  private Responder withQueue(Responder accounts) {
    return request -> {
      if (request.header("host").orElse("").contains("results")
          || request.path().contains("results")) {
        called.add(request.method().equals("PUT") ? "s3:PutObject" : "s3:" + request.method());
        return new WireReply(200, Map.of("Content-Length", "0"), new byte[0]);
      }
      String target = request.header("x-amz-target").orElse("");
      if (!target.startsWith("AmazonSQS.")) {
        return accounts.answer(request);
      }
      called.add("sqs:" + target.substring("AmazonSQS.".length()).replace("Batch", ""));
      byte[] text =
          "{\"Successful\":[{\"Id\":\"m0\"},{\"Id\":\"m1\"}]}".getBytes(StandardCharsets.UTF_8);
      return new WireReply(200, Map.of("Content-Length", Integer.toString(text.length)), text);
    };
  }

  /** What is done in a member's account is done as its role, under another key. */
  private void note(Call call) {
    boolean asHub =
        call.accessKeyId().equals(organization.management().administrator().accessKeyId());
    // Asks for no permission.
    if (asHub && !call.is("sts:GetCallerIdentity")) {
      called.add(call.action());
      if (!call.parameter("SourceIdentity").isEmpty()) {
        called.add("sts:SetSourceIdentity");
      }
    }
  }

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  @DisplayName("The dispatcher may do exactly what it does, of all accounts and of a unit's")
  void dispatcher() {
    function.with("KEYTURN_UNITS", "organization").handle("{\"keyturn\":\"enqueue\"}");
    function.with("KEYTURN_UNITS", UNIT).handle("{\"keyturn\":\"enqueue\"}");
    called.addAll(OF_LAMBDA_FOR_LOGS);
    assertThat(called).isEqualTo(Policies.allowedInTheHub("dispatcher"));
  }

  @Test
  @DisplayName("A worker may do exactly what it does, and send the rest of a large account")
  void worker() {
    Map<String, Object> message =
        Map.of(
            "messageId",
            "id",
            "eventSource",
            "aws:sqs",
            "body",
            AccountMessage.first(new AccountId(WEB), "us-east-1", "keyturn", "r1", ENQUEUED)
                .text());
    assertThat(function.handle(JsonText.oneLine(Map.of("Records", List.of(message)))))
        .isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(called)
        .containsExactlyInAnyOrder("s3:PutObject", "sts:AssumeRole", "sts:SetSourceIdentity");
    called.addAll(OF_LAMBDA_FOR_LOGS);
    called.addAll(OF_LAMBDA_FOR_THE_QUEUE);
    // As QueuedAccountsTest shows, where the time is up.
    called.add("sqs:SendMessage");
    assertThat(called).isEqualTo(Policies.allowedInTheHub("worker"));
  }
}
