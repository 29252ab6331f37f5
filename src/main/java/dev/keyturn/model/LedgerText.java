package dev.keyturn.model;

import dev.keyturn.model.AnnouncedRotations.Announced;
import dev.keyturn.model.Ledger.Current;
import dev.keyturn.model.Ledger.Mark;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.Retired;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The texts of the tags in which a {@link Ledger} is kept; {@link LedgerTags} reads them. */
final class LedgerText {
  static final String FORMAT = "v1";
  static final String NONE = FORMAT + " none";
  static final String KEY = "key=";
  static final String VERSION = "version=";
  static final String ADOPTED = "adopted=";

  private static final int LONGEST_VALUE = 256;

  private LedgerText() {}

  /** All tags of the ledger with their values. */
  static Map<String, String> of(Ledger ledger) {
    Map<String, String> tags = new HashMap<>();
    ledger.userId().ifPresent(id -> tags.put(LedgerTags.USER_ID, id.value()));
    ledger.current().ifPresent(current -> tags.put(LedgerTags.CURRENT, write(current)));
    tags.put(LedgerTags.PREVIOUS, ledger.previous().map(LedgerText::write).orElse(NONE));
    tags.put(LedgerTags.MARK, ledger.mark().map(LedgerText::write).orElse(NONE));
    ledger.intent().ifPresent(intent -> tags.put(LedgerTags.INTENT, write(intent)));
    tags.put(
        LedgerTags.ROLLBACK,
        ledger.rollback().map(it -> since(it.key().value(), it.since())).orElse(NONE));
    ledger
        .rotations()
        .byVersion()
        .forEach((version, rotation) ->
            tags.put(LedgerTags.ROTATION + version.value(), write(rotation)));
    tags.put(LedgerTags.RETIRED, write(ledger.retired()));
    return tags;
  }

  private static String write(Current current) {
    return FORMAT
        + " "
        + current.key().value()
        + write(current.provedIn())
        + current.adopted().map(at -> " " + ADOPTED + at).orElse("");
  }

  private static String write(Previous previous) {
    return entry(previous.key(), previous.state().word(), previous.since())
        + write(previous.provedIn());
  }

  private static String write(Optional<VersionId> provedIn) {
    return provedIn.map(version -> " " + VERSION + version.value()).orElse("");
  }

  /** As many as fit, the last one first, to the second. */
  private static String write(List<Retired> retired) {
    StringBuilder text = new StringBuilder(FORMAT);
    for (Retired key : retired) {
      String entry = " " + key.key().value() + " " + key.at().truncatedTo(ChronoUnit.SECONDS);
      if (text.length() + entry.length() > LONGEST_VALUE) {
        break;
      }
      text.append(entry);
    }
    return text.length() == FORMAT.length() ? NONE : text.toString();
  }

  private static String write(Mark mark) {
    return entry(mark.key(), mark.act().word(), mark.since());
  }

  private static String write(Announced rotation) {
    String text = FORMAT + " since " + rotation.since();
    return rotation.leaves().map(key -> text + " " + KEY + key.value()).orElse(text);
  }

  private static String since(String what, Instant since) {
    return "%s %s since %s".formatted(FORMAT, what, since);
  }

  private static String entry(AccessKeyId key, String word, Instant since) {
    return "%s %s %s since %s".formatted(FORMAT, key.value(), word, since);
  }

  private static String write(Intent intent) {
    StringBuilder text = new StringBuilder(FORMAT).append(' ').append(intent.verb().word());
    text.append(" by=").append(intent.holder());
    text.append(" since=").append(intent.since()).append(" until=").append(intent.until());
    intent.token().ifPresent(token -> text.append(" token=").append(token.value()));
    intent.key().ifPresent(key -> text.append(" key=").append(key.value()));
    return text.append(intent.open() ? " open" : " closed").toString();
  }
}
