package dev.keyturn.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which of the keys that IAM lists a key of the report is. */
class ListedKeysTest {
  private static final String MAY = "2026-05-01T10:00:00Z";
  private static final String JUNE = "2026-06-01T10:00:00Z";
  private static final AccessKeyId ONE = new AccessKeyId("AKIAIOSFODNN7EXAMPLE");
  private static final AccessKeyId TWO = new AccessKeyId("AKIAI44QH8DHBEXAMPLE");

  private static AccessKey listed(AccessKeyId id, KeyStatus status, String created) {
    return new AccessKey(id, status, Instant.parse(created));
  }

  private static List<Optional<AccessKeyId>> ids(String first, String second, AccessKey... keys) {
    List<ReportedKey> reported =
        Reports.rows(Reports.of(Reports.user("shop", first, second))).get(1).keys();
    ListedKeys listed = new ListedKeys.Known(List.of(keys));
    return reported.stream().map(key -> listed.idOf(key, reported)).toList();
  }

  @Test
  @DisplayName("It is the one of its creation and status, in whichever slot it stands")
  void told() {
    assertThat(
            ids(
                Reports.key(true, JUNE),
                Reports.key(true, MAY),
                listed(ONE, KeyStatus.ACTIVE, MAY),
                listed(TWO, KeyStatus.ACTIVE, "2026-06-01T10:00:00.400Z")))
        .containsExactly(Optional.of(TWO), Optional.of(ONE));
    assertThat(
            ids(
                Reports.key(true, MAY),
                Reports.key(false, MAY),
                listed(ONE, KeyStatus.INACTIVE, MAY),
                listed(TWO, KeyStatus.ACTIVE, MAY)))
        .containsExactly(Optional.of(TWO), Optional.of(ONE));
  }

  @Test
  @DisplayName("Two of one second and status cannot be told apart, and have no ID")
  void alike() {
    assertThat(
            ids(
                Reports.key(true, MAY),
                Reports.key(true, MAY),
                listed(ONE, KeyStatus.ACTIVE, MAY),
                listed(TWO, KeyStatus.ACTIVE, MAY)))
        .containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  @DisplayName("What was made, deleted or switched since the report has none, nor has its like")
  void changed() {
    String key = Reports.key(true, MAY);
    assertThat(ids(key, Reports.noKey(), listed(TWO, KeyStatus.ACTIVE, JUNE)))
        .containsExactly(Optional.empty());
    assertThat(ids(key, Reports.noKey(), listed(ONE, KeyStatus.INACTIVE, MAY)))
        .containsExactly(Optional.empty());
    assertThat(
            ids(
                key,
                Reports.noKey(),
                listed(ONE, KeyStatus.ACTIVE, MAY),
                listed(TWO, KeyStatus.ACTIVE, JUNE)))
        .containsExactly(Optional.empty());
    assertThat(ids(key, Reports.noKey())).containsExactly(Optional.empty());
  }
}
