package dev.keyturn.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Test
  @DisplayName("Secrets of one name are told apart by account and Region, however they were named")
  void places() {
    MemoryJournal store = new MemoryJournal();
    write(store, 0, Map.of("by", Journals.ARN, "region", "us-east-1"), "web", "one");
    write(
        store,
        1,
        Map.of("by", Journals.ARN, "region", "us-east-1"),
        BEGINNING + "web-GhIjKl",
        "two");
    write(store, 2, Map.of("by", Journals.ARN, "region", "eu-central-1"), "web", "elsewhere");
    write(
        store,
        3,
        Map.of("function", "arn:aws:lambda:us-east-1:444455556666:function:keyturn"),
        "web",
        "anothers");

    assertThat(
            KeyActs.byPlace(KeyActs.of(store.read(), "web")).entrySet().stream()
                .map(it -> it.getKey().words() + ": " + sentences(it.getValue())))
        .containsExactly(
            "account 111122223333, us-east-1: [one, two]",
            "account 111122223333, eu-central-1: [elsewhere]",
            "account 444455556666, us-east-1: [anothers]");
    assertThat(found(store, BEGINNING + "web-GhIjKl")).containsExactly("one", "two");
    assertThat(found(store, BEGINNING.replace("111122223333", "444455556666") + "web-AbCdEf"))
        .containsExactly("anothers");
    assertThat(KeyActs.byPlace(KeyActs.of(store.read(), Journals.KEY.value()))).hasSize(3);
  }

  private static void write(
      MemoryJournal store,
      int minute,
      Map<String, String> opening,
      String secret,
      String sentence) {
    JournalWriter writer =
        new JournalWriter(
            store,
            Optional.empty(),
            Journals.at(minute),
            "aaaaaaa" + minute,
            () -> opening,
            () -> 0);
    writer.record(Journals.event(secret, sentence));
    assertThat(writer.finish(() -> true)).isEmpty();
  }

  private static List<String> sentences(List<KeyActs.Act> acts) {
    return acts.stream().map(act -> act.told().text("sentence").orElse("")).toList();
  }

  private static List<String> found(MemoryJournal store, String wanted) {
    return sentences(KeyActs.of(store.read(), wanted));
  }
}
