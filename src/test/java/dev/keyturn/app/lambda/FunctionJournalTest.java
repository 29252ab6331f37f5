package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.evidence.JournalCheck;
import dev.keyturn.evidence.Segment;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.RotationTiming;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The function's log and journal: what AWS was asked, by whom, and under which request ID. */
class FunctionJournalTest {
  private final World world = AdoptedUsers.world(RotationTiming.typical());
  private final AtomicReference<BucketDouble> bucket = new AtomicReference<>();
  private final SimulatedFunction function =
      new SimulatedFunction(
              world,
              account -> {
                bucket.set(new BucketDouble(account));
                return bucket.get();
              })
          .with("KEYTURN_JOURNAL", "s3://audit/keyturn");

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  @DisplayName("A scheduled run's writes are in its log and its journal, with the same request IDs")
  void kept() {
    world.advance(Duration.ofDays(200));
    function.schedule();
    List<String> said = function.said();
    String created =
        said.stream()
            .filter(line -> line.contains("\"event\":\"create-key\""))
            .findFirst()
            .orElseThrow();
    assertThat(created)
        .contains("\"caller\":\"arn:aws:sts::", "\"action\":\"iam:CreateAccessKey\"");
    String id = created.replaceFirst(".*\"writes\":\\[\\{[^}]*\"requestId\":\"([^\"]+)\".*", "$1");
    assertThat(id).hasSizeBetween(10, 60);
    String whole = String.join("", bucket.get().objects().values());
    assertThat(whole)
        .contains(id, "\"by\":\"arn:aws:sts::", "\"function\":\"" + SimulatedFunction.ARN);
    assertThat(world.issuedSecrets()).isNotEmpty().noneMatch(whole::contains);
    assertThat(said).anyMatch(line -> line.contains("\"JournalFailed\":0"));
    JournalCheck check = JournalCheck.of(List.of(segment()), List.of(), Optional.empty());
    assertThat(check.isTampered()).as("%s", check.findings()).isFalse();
    assertThat(check.lines()).isGreaterThan(7);
    assertThat(check.ends()).allMatch(end -> end.ended());
  }

  @Test
  @DisplayName(
      "A journal that is denied is told and counted, and every key is rotated all the same")
  void denied() {
    bucket.get().deny();
    world.advance(Duration.ofDays(200));
    function.schedule();
    List<String> said = function.said();
    assertThat(said).anyMatch(line -> line.contains("\"event\":\"promote\""));
    assertThat(said)
        .anyMatch(line -> line.contains("\"event\":\"not-journaled\"") && line.contains("s3:"));
    assertThat(said).anyMatch(line -> line.contains("\"JournalFailed\":1"));
    assertThat(bucket.get().objects()).isEmpty();
  }

  @Test
  @DisplayName("A run that changes nothing asks nothing of the bucket")
  void nothing() {
    function.schedule();
    bucket.get().objects().clear();
    function.schedule();
    assertThat(bucket.get().objects()).isEmpty();
    assertThat(function.said()).anyMatch(line -> line.contains("\"JournalFailed\":0"));
  }

  @ParameterizedTest
  @CsvSource({
    "KEYTURN_JOURNAL,     /tmp/journal, KEYTURN_JOURNAL names a folder",
    "KEYTURN_JOURNAL,     s3:/audit,    KEYTURN_JOURNAL is neither a folder nor s3://",
    "KEYTURN_JOURNAL_KEY, /nowhere,     KEYTURN_JOURNAL_KEY names cannot be read",
  })
  @DisplayName("A setting of the journal that is wrong is told and counted, and stops nothing")
  void wrongSettings(String variable, String value, String told) {
    function.with(variable, value);
    world.advance(Duration.ofDays(200));
    function.schedule();
    List<String> said = function.said();
    assertThat(said).anyMatch(line -> line.contains("\"event\":\"promote\""));
    assertThat(said)
        .anyMatch(line -> line.contains("\"event\":\"not-journaled\"") && line.contains(told));
    assertThat(said).anyMatch(line -> line.contains("\"JournalFailed\":1"));
  }

  @Test
  @DisplayName("What was done is counted before the journal's end is waited for")
  void metricsFirst() {
    bucket.get().deny();
    world.advance(Duration.ofDays(200));
    function.schedule();
    List<String> said = function.said();
    assertThat(place(said, "\"Promoted\":")).isLessThan(place(said, "\"event\":\"not-journaled\""));
    assertThat(place(said, "\"event\":\"not-journaled\""))
        .isLessThan(place(said, "\"JournalFailed\":1"));
  }

  private static int place(List<String> said, String text) {
    for (int at = 0; at < said.size(); at++) {
      if (said.get(at).contains(text)) {
        return at;
      }
    }
    throw new AssertionError("nobody said " + text);
  }

  private Segment segment() {
    StringBuilder text = new StringBuilder();
    String checkpoint = "";
    String name = "";
    for (var object : bucket.get().objects().entrySet()) {
      List<String> path = List.of(object.getKey().split("/"));
      name = path.get(1);
      if (path.getLast().equals("checkpoint")) {
        checkpoint = object.getValue();
      } else {
        text.append(object.getValue());
      }
    }
    return Segment.read(name, text.toString(), Optional.of(checkpoint));
  }
}
