package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccountId;
import dev.keyturn.port.Failure;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.OrganizationLists;
import dev.keyturn.port.ReadResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OrganizationReadingTest {
  private static final MemberAccount FIRST = MemberAccount.named(new AccountId("111111111111"));
  private static final MemberAccount SECOND = MemberAccount.named(new AccountId("222222222222"));
  private static final Failure SLOW_DOWN = new Failure.Throttled("organizations:ListAccounts", "");

  private final Deque<ReadResult<OrganizationLists.Page<MemberAccount>>> replies =
      new ArrayDeque<>();
  private final Map<String, List<String>> below = new HashMap<>();
  private final List<Duration> waits = new ArrayList<>();
  private final OrganizationReading reading = new OrganizationReading(new Scripted(), waits::add);

  private void replies(Optional<String> next, MemberAccount... accounts) {
    replies.add(new ReadResult.Got<>(new OrganizationLists.Page<>(List.of(accounts), next)));
  }

  @Test
  @DisplayName("A page that is empty and not the last is no end")
  void emptyPage() {
    replies(Optional.of("a"), FIRST);
    replies(Optional.of("b"));
    replies(Optional.empty(), SECOND);

    assertThat(reading.all()).isEqualTo(new ReadResult.Got<>(List.of(FIRST, SECOND)));
  }

  @Test
  @DisplayName("A list that fails in its middle is no shorter list, but a failure")
  void failsInTheMiddle() {
    replies(Optional.of("a"), FIRST);
    for (int i = 0; i < 6; i++) {
      replies.add(new ReadResult.Failed<>(SLOW_DOWN));
    }

    assertThat(reading.all()).isEqualTo(new ReadResult.Failed<>(SLOW_DOWN));
    assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L);
  }

  @Test
  @DisplayName("What may pass is asked again, what will not is not")
  void again() {
    replies.add(new ReadResult.Failed<>(SLOW_DOWN));
    replies(Optional.empty(), FIRST);
    assertThat(reading.all()).isEqualTo(new ReadResult.Got<>(List.of(FIRST)));

    Failure denied = new Failure.Denied("organizations:ListAccounts", false, "");
    replies.add(new ReadResult.Failed<>(denied));
    assertThat(reading.all()).isEqualTo(new ReadResult.Failed<>(denied));
    assertThat(waits).hasSize(1);
  }

  @Test
  @DisplayName("A page that names itself as the next one ends the list as a failure")
  void loops() {
    replies(Optional.of("a"), FIRST);
    replies(Optional.of("a"), SECOND);

    assertThat(reading.all()).isInstanceOf(ReadResult.Failed.class);
  }

  @Test
  @DisplayName("Units are gone through to the lowest, each once, even where they go in a circle")
  void units() {
    below.put("ou-1", List.of("ou-2", "ou-3"));
    below.put("ou-2", List.of("ou-1"));
    replies(Optional.empty(), FIRST);
    replies(Optional.empty(), SECOND);
    replies(Optional.empty());

    assertThat(reading.under("ou-1")).isEqualTo(new ReadResult.Got<>(List.of(FIRST, SECOND)));
    assertThat(replies).isEmpty();
  }

  private final class Scripted implements OrganizationLists {
    @Override
    public ReadResult<Page<MemberAccount>> accounts(Optional<String> at) {
      return replies.remove();
    }

    @Override
    public ReadResult<Page<MemberAccount>> accountsIn(String parent, Optional<String> at) {
      return replies.remove();
    }

    @Override
    public ReadResult<Page<String>> unitsIn(String parent, Optional<String> at) {
      return new ReadResult.Got<>(
          new Page<>(below.getOrDefault(parent, List.of()), Optional.empty()));
    }
  }
}
