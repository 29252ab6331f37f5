package dev.keyturn.report.page;

import dev.keyturn.model.UserName;
import dev.keyturn.plan.Phase;
import dev.keyturn.report.StatusText;
import dev.keyturn.report.TimeText;
import dev.keyturn.report.VisibleText;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SecretStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A secret as a page shows it.
 *
 * @param status such as {@code halted}
 * @param tone {@code bad}, {@code middling} or {@code good}
 * @param phase where it is in the life of its keys; empty where it could not be read
 * @param why in a sentence
 * @param remedy what a person should do; empty where nothing
 * @param done what the run did; empty where nothing
 * @param next when the next thing becomes due; empty where nothing will without a person
 * @param timeline its keys; empty where none was seen
 */
public record SecretCard(
    String secret,
    String user,
    String status,
    String tone,
    String phase,
    String why,
    String remedy,
    List<String> notes,
    String done,
    String next,
    Optional<KeyTimeline> timeline) {
  static SecretCard of(RunReport report, Instant now) {
    SecretStatus status = report.status();
    return new SecretCard(
        VisibleText.of(report.secret()),
        VisibleText.of(report.user().map(UserName::value).orElse("unknown")),
        status.word(),
        tone(status),
        report.seen().map(Phase::of).map(Phase::word).orElse(""),
        VisibleText.of(report.sentence()),
        VisibleText.of(report.remedy()),
        report.notes().stream().map(VisibleText::of).toList(),
        StatusText.done(report),
        report.due().map(due -> TimeText.due(due, now)).orElse(""),
        KeyTimeline.of(report, now));
  }

  static String tone(SecretStatus status) {
    return switch (status) {
      case REFUSED, HALTED, FAILED -> "bad";
      case STOPPED, WAITING, DUE -> "middling";
      case FINE -> "good";
    };
  }
}
