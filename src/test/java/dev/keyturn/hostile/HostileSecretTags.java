package dev.keyturn.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Durations;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.PolicyReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tags of a secret, {@code name=value} a line: bookkeeping and settings, or a sentence each.
 */
public final class HostileSecretTags {
  private HostileSecretTags() {}

  /** Tries one set of tags. */
  public static void fuzzerTestOneInput(byte[] input) {
    Map<String, String> tags = new HashMap<>();
    for (String line : new String(input, StandardCharsets.UTF_8).split("\n", -1)) {
      String[] parts = line.split("=", 2);
      tags.put(atMost(128, parts[0]), parts.length == 2 ? atMost(256, parts[1]) : "");
      Durations.parse(parts[parts.length - 1]).ifPresent(HostileSecretTags::comesBack);
    }
    LedgerTags.ParsedTags read = LedgerTags.read(tags);
    if (read.problems().isEmpty()) {
      assertThat(LedgerTags.read(LedgerTags.changes(Ledger.EMPTY, read.ledger())).ledger())
          .isEqualTo(read.ledger());
    }
    read.problems().forEach(HostileSecretTags::isASentence);
    switch (PolicyReader.read(List.of(read.settings()))) {
      case PolicyReader.Result.Valid valid -> assertThat(valid.policy().problems()).isEmpty();
      case PolicyReader.Result.Invalid(List<String> problems) -> {
        assertThat(problems).isNotEmpty();
        problems.forEach(HostileSecretTags::isASentence);
      }
    }
  }

  /** No tag of AWS is longer. */
  private static String atMost(int length, String text) {
    return text.substring(0, Math.min(length, text.length()));
  }

  private static void comesBack(Duration duration) {
    assertThat(Durations.parse(Durations.format(duration))).contains(duration);
  }

  private static void isASentence(String problem) {
    assertThat(problem).isNotBlank().hasSizeLessThan(600);
  }
}
