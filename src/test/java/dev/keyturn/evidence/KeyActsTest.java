package dev.keyturn.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which lines are about a secret. */
class KeyActsTest {
  private static final String BEGINNING = "arn:aws:secretsmanager:us-east-1:111122223333:secret:";

  @Test
  @DisplayName("A secret is found by name and by ARN, whole or without its ending, and no other is")
  void named() {
    MemoryJournal store = new MemoryJournal();
    JournalWriter writer = Journals.writer(store, 0, "aaaaaaaa");
    writer.record(Journals.event(BEGINNING + "web-api-AbCdEf", "one"));
    writer.record(Journals.event(BEGINNING + "web-GhIjKl", "two"));
    assertThat(writer.finish(() -> true)).isEmpty();
    assertThat(found(store, BEGINNING + "web")).containsExactly("two");
    assertThat(found(store, BEGINNING + "web-GhIjKl")).containsExactly("two");
    assertThat(found(store, "web")).containsExactly("two");
    assertThat(found(store, BEGINNING + "web-api")).containsExactly("one");
    assertThat(found(store, "web-api")).containsExactly("one");
  }

  private static List<String> found(MemoryJournal store, String wanted) {
    return KeyActs.of(store.read(), wanted).stream()
        .map(act -> act.told().text("sentence").orElse(""))
        .toList();
  }
}
