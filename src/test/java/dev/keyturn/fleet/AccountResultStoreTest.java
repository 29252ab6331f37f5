package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccountId;
import dev.keyturn.model.VersionId;
import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.NameSource;
import dev.keyturn.port.ReadResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What came of an account is kept in a bucket")
class AccountResultStoreTest {
  private static final AccountMessage MESSAGE =
      AccountMessage.first(
          new AccountId("222222222222"), "us-east-1", "keyturn", "r1", Instant.EPOCH);
  private static final Failure PASSING = new Failure.ServerError("s3:PutObject", "words");
  private static final Failure LASTING = new Failure.Denied("s3:PutObject", false, "words");

  private final Bucket bucket = new Bucket();
  private final List<Duration> waits = new ArrayList<>();
  private boolean isTime = true;
  private final AccountResultStore store =
      new AccountResultStore(bucket, new Names(), waits::add, () -> isTime);

  @Test
  @DisplayName("at once, under a name for each account and run, as one line")
  void kept() {
    assertThat(store.keep(MESSAGE, "{}")).isEmpty();

    assertThat(bucket.appended).containsExactly("r1/222222222222_us-east-1_1_n1 0 {}\n");
    assertThat(waits).isEmpty();
  }

  @Test
  @DisplayName("at the third attempt, under a name of its own")
  void keptAtLast() {
    bucket.failures.addAll(List.of(PASSING, PASSING));

    assertThat(store.keep(MESSAGE, "{}")).isEmpty();

    assertThat(bucket.appended)
        .containsExactly(
            "r1/222222222222_us-east-1_1_n1 0 {}\n",
            "r1/222222222222_us-east-1_1_n2 0 {}\n",
            "r1/222222222222_us-east-1_1_n3 0 {}\n");
    assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  @DisplayName("or not, after three attempts; after one where another would be refused as well")
  void notKept() {
    bucket.failures.addAll(List.of(PASSING, PASSING, PASSING, LASTING));

    assertThat(store.keep(MESSAGE, "{}")).contains(PASSING);
    assertThat(store.keep(MESSAGE, "{}")).contains(LASTING);

    assertThat(bucket.appended).hasSize(4);
  }

  @Test
  @DisplayName("or not, after one attempt, where there is no time for another")
  void noTime() {
    isTime = false;
    bucket.failures.add(PASSING);

    assertThat(store.keep(MESSAGE, "{}")).contains(PASSING);

    assertThat(waits).isEmpty();
  }

  private static final class Names implements NameSource {
    private int drawn;

    @Override
    public String holder() {
      return "n" + ++drawn;
    }

    @Override
    public VersionId version() {
      throw new AssertionError("no version is asked for");
    }
  }

  /** Takes what it is given, after as many failures as there are. */
  private static final class Bucket implements JournalStore {
    private final Deque<Failure> failures = new ArrayDeque<>();
    private final List<String> appended = new ArrayList<>();

    @Override
    public Optional<Failure> append(String segment, long place, String text) {
      appended.add("%s %d %s".formatted(segment, place, text));
      return Optional.ofNullable(failures.poll());
    }

    @Override
    public ReadResult<List<String>> segments(String after) {
      throw new AssertionError("nothing is read");
    }

    @Override
    public ReadResult<String> lines(String segment) {
      throw new AssertionError("nothing is read");
    }

    @Override
    public ReadResult<String> checkpoint(String segment) {
      throw new AssertionError("nothing is read");
    }

    @Override
    public Optional<Failure> seal(String segment, String checkpoint) {
      throw new AssertionError("nothing is sealed");
    }
  }
}
