package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of the queue: what is written is read, and nothing else is. */
class AccountMessageReaderTest {
  private static final AccountMessage FIRST =
      AccountMessage.first(
          new AccountId("222222222222"),
          "eu-central-1",
          "ops/keyturn",
          "r1",
          Instant.parse("2026-01-15T12:00:00.123Z"));

  private static PassPosition at(String secret, boolean due) {
    return new PassPosition(Optional.of(secret), due);
  }

  @Test
  @DisplayName("What is sent is read as it was, the rest of an account included")
  void roundTrip() {
    AccountMessage rest = FIRST.from(at("prod/m/iam", false));
    assertThat(AccountMessageReader.read(FIRST.text()))
        .isEqualTo(new AccountMessageReader.Reading.Message(FIRST));
    assertThat(AccountMessageReader.read(rest.text()))
        .isEqualTo(new AccountMessageReader.Reading.Message(rest));
    AccountMessage due = FIRST.from(at("prod/m/iam", true));
    assertThat(AccountMessageReader.read(due.text()))
        .isEqualTo(new AccountMessageReader.Reading.Message(due));
    assertThat(rest.part()).isEqualTo(2);
    assertThat(rest.enqueued()).isEqualTo(FIRST.enqueued());
  }

  @Test
  @DisplayName("The group is the account; each part of a run has a deduplication ID of its own")
  void queueFields() {
    assertThat(FIRST.outgoing().group()).isEqualTo("222222222222");
    assertThat(FIRST.outgoing().deduplication()).isEqualTo("222222222222/eu-central-1/r1/1");
    assertThat(FIRST.from(at("a", true)).outgoing().deduplication())
        .isEqualTo("222222222222/eu-central-1/r1/2");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no JSON | hello | not one JSON object",
        "an array | [1] | not one JSON object",
        "two objects | {} {} | not one JSON object",
        "a field twice | {\"version\":1,\"version\":1} | not one JSON object",
        "somebody else's | {\"Records\":[]} | none of Keyturn's",
        "a version in words | {\"version\":\"1\"} | none of Keyturn's",
        "a newer one | {\"version\":2,\"anything\":true} | of a newer Keyturn",
        "an older one | {\"version\":0} | which no Keyturn has written",
        "nothing but a version | {\"version\":1} | It has no account. It has no region. It has no role. It has no run. It has no enqueued. Its part",
      })
  @DisplayName("What is no message is put aside with its reason")
  void wrong(String name, String body, String reason) {
    assertThat(AccountMessageReader.read(body))
        .as(name)
        .isInstanceOfSatisfying(
            AccountMessageReader.Reading.Wrong.class,
            wrong -> assertThat(String.join(" ", wrong.problems())).contains(reason));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "account | \"22222222222\"",
        "account | 222222222222",
        "account | null",
        "account | \"222222222222\\n\"",
        "region | \"eu-central-1.evil.example/\"",
        "region | \"eu-central-1#\"",
        "region | \"../../eu-central-1\"",
        "region | {\"a\":1}",
        "role | \"arn:aws:iam::999999999999:role/admin\"",
        "role | \"\"",
        "run | \"a b\"",
        "run | \"a/../b\"",
        "run | \"..\"",
        "run | \"01234567890123456789012345678901234567890\"",
        "part | 0",
        "part | 1.5",
        "part | 99999999999999999999",
        "begin | \"\\u001b[2J\"",
        "begin | null",
        "due | true",
        "due | \"evil\"",
        "enqueued | \"2026-02-30T12:00:00Z\"",
        "enqueued | \"yesterday\"",
        "enqueued | 1768478400",
        "externalId | \"x\"",
        "endpoint | \"http://evil.example\"",
      })
  @DisplayName("A hostile field is refused, and is quoted nowhere")
  void hostile(String field, String value) {
    Map<String, String> fields =
        new TreeMap<>(
            Map.of(
                "version", "1",
                "account", "\"222222222222\"",
                "region", "\"eu-central-1\"",
                "role", "\"keyturn\"",
                "run", "\"r1\"",
                "enqueued", "\"2026-01-15T12:00:00Z\"",
                "part", "1"));
    fields.put(field, value);
    String body =
        fields.entrySet().stream()
            .map(it -> "\"%s\":%s".formatted(it.getKey(), it.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(AccountMessageReader.read(body))
        .isInstanceOfSatisfying(
            AccountMessageReader.Reading.Wrong.class,
            wrong ->
                assertThat(wrong.problems())
                    .hasSize(1)
                    .allMatch(problem -> !problem.contains("evil") && !problem.contains("\u001b")));
  }

  @Test
  @DisplayName("A message as long as SQS allows is refused unread")
  void tooLong() {
    assertThat(AccountMessageReader.read(" ".repeat(1_048_576)))
        .isEqualTo(
            new AccountMessageReader.Reading.Wrong(List.of("It is longer than 4096 characters.")));
  }
}
