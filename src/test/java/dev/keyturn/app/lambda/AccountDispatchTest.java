package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.sim.Responder;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.wire.WireReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The function as the dispatcher: the schedule's event becomes a message for each account. */
class AccountDispatchTest {
  private static final String UNIT = "ou-ab12-11111111";
  private static final String EVENT = "{\"keyturn\":\"enqueue\",\"run\":\"r1\"}";

  private final SimulatedOrganization organization =
      SimulatedOrganization.managedBy(account(1, "123456789012"))
          .unit(UNIT, "Workloads", OrganizationTree.ROOT)
          .account("web", UNIT, account(2, "222222222222"))
          .account("shop", OrganizationTree.ROOT, account(3, "333333333333"))
          .listed("555555555555", "old", OrganizationTree.ROOT, "SUSPENDED");
  private final List<String> sent = new ArrayList<>();
  private String answer = "{\"Successful\":[{\"Id\":\"m0\"},{\"Id\":\"m1\"},{\"Id\":\"m2\"}]}";
  private final SimulatedFunction function =
      new SimulatedFunction(organization.management(), this::withQueue)
          .with("KEYTURN_UNITS", "organization")
          .with("KEYTURN_MEMBER_ROLE", "keyturn")
          .with("KEYTURN_QUEUE_URL", "https://queue.invalid/123456789012/keyturn.fifo");

  private static WorldBuilder account(long seed, String id) {
    return WorldBuilder.seeded(seed).account(id).lag(PropagationDelays.none());
  }

  private Responder withQueue(Responder accounts) {
    return request -> {
      if (!request.header("x-amz-target").equals(Optional.of("AmazonSQS.SendMessageBatch"))) {
        return accounts.answer(request);
      }
      sent.add(request.text());
      byte[] text = answer.getBytes(StandardCharsets.UTF_8);
      return new WireReply(200, Map.of("Content-Length", Integer.toString(text.length)), text);
    };
  }

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  @DisplayName("Each open account gets a message, the suspended one none, and no role is assumed")
  void all() {
    assertThat(function.handle(EVENT)).isEqualTo("{\"run\":\"r1\",\"sent\":3}");
    assertThat(sent)
        .singleElement()
        .asString()
        .contains("123456789012/us-east-1/r1/1", "222222222222/us-east-1/r1/1", "333333333333")
        .doesNotContain("555555555555");
    assertThat(function.said()).anyMatch(line -> line.contains("left-out"));
    assertThat(organization.account("222222222222").sts().sessions()).isEmpty();
  }

  @Test
  @DisplayName(
      "Only those of a unit, in the Regions that are named, without those that are not to be")
  void some() {
    function
        .with("KEYTURN_UNITS", UNIT)
        .with("KEYTURN_REGIONS", "eu-central-1, us-east-1")
        .with("KEYTURN_EXCLUDE", "333333333333");
    assertThat(function.handle(EVENT)).isEqualTo("{\"run\":\"r1\",\"sent\":2}");
    assertThat(sent)
        .singleElement()
        .asString()
        .contains("222222222222/eu-central-1/r1/1", "222222222222/us-east-1/r1/1")
        .doesNotContain("123456789012/us-east-1", "333333333333/");
    assertThat(function.said())
        .anyMatch(line -> line.contains("333333333333, which is none of the accounts"));
  }

  @Test
  @DisplayName("Messages that the queue did not take fail the invocation, which may be repeated")
  void notTaken() {
    answer =
        "{\"Successful\":[{\"Id\":\"m0\"},{\"Id\":\"m1\"}],\"Failed\":[{\"Id\":\"m2\",\"SenderFault\":true,\"Code\":\"InvalidMessageContents\"}]}";
    assertThatThrownBy(() -> function.handle(EVENT))
        .hasMessageContaining("1 of 3 messages of run r1 were not sent");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "KEYTURN_UNITS | '' | KEYTURN_UNITS is missing",
        "KEYTURN_UNITS | everything | KEYTURN_UNITS is not organization, or IDs",
        "KEYTURN_EXCLUDE | 42 | KEYTURN_EXCLUDE is not account IDs",
        "KEYTURN_REGIONS | eu-central-1, | KEYTURN_REGIONS is not Regions",
        "KEYTURN_MEMBER_ROLE | '' | KEYTURN_MEMBER_ROLE is missing",
        "KEYTURN_UNITS | ou-ab12-99999999 | no unit ou-ab12-99999999",
        "KEYTURN_EXCLUDE | 123456789012,222222222222,333333333333 | No account is left",
      })
  @DisplayName("What is wrong with the environment is told, and nothing is sent")
  void refused(String variable, String value, String told) {
    function.with(variable, value);
    assertThatThrownBy(() -> function.handle(EVENT))
        .hasMessageContaining(told)
        .hasMessageContaining("Nothing was sent.");
    assertThat(sent).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"keyturn\":\"rotate\"} | keyturn in the event is not \"enqueue\"",
        "{\"keyturn\":\"enqueue\",\"run\":\"a b\"} | run in the event is not a name",
        "{\"keyturn\":\"enqueue\",\"run\":1} | run in the event is not a name",
        "{\"keyturn\":\"enqueue\",\"role\":\"admin\"} | \"role\", which is not known here",
      })
  @DisplayName("An event that is not quite it does nothing")
  void notQuite(String event, String told) {
    assertThatThrownBy(() -> function.handle(event)).hasMessageContaining(told);
    assertThat(sent).isEmpty();
  }
}
