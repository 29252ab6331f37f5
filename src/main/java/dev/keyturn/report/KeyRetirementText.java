package dev.keyturn.report;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.UserName;
import dev.keyturn.result.KeyRetirementReport;
import dev.keyturn.result.KeyRetirementReport.State;
import java.util.ArrayList;
import java.util.List;

/** What came of keys that an administrator wanted to retire, as people read it. */
public final class KeyRetirementText {
  /** The sentences say what to type next: nothing is cut. */
  private static final int UNCUT = Integer.MAX_VALUE;

  private final Style style;
  private final boolean dryRun;

  /**
   * A view.
   *
   * @param dryRun whether nothing was really changed
   */
  public KeyRetirementText(Style style, boolean dryRun) {
    this.style = style;
    this.dryRun = dryRun;
  }

  /** A row a key, in the order in which they were asked for, and what to do next. */
  public List<String> lines(List<KeyRetirementReport> reports) {
    TextTable table = new TextTable("").head(style, "KEY", "USER", "RESULT", "WHY", "DELETABLE");
    for (KeyRetirementReport report : reports) {
      table
          .row()
          .cell(report.key().map(AccessKeyId::value).orElse(report.asked()))
          .cell(report.user().map(UserName::value).orElse("-"))
          .cell(words(report), text -> painted(report.state(), text))
          .cell(report.sentence())
          .cell(report.deletable().map(TimeText::minute).orElse("-"));
    }
    List<String> lines = new ArrayList<>(table.lines(UNCUT));
    if (dryRun) {
      lines.add("Dry run: nothing was changed.");
    } else if (reports.stream().anyMatch(report -> report.deletable().isPresent())) {
      lines.add(
          "What is off can be switched on again until it is deleted: aws iam update-access-key --status Active. After DELETABLE: keyturn retire --delete.");
    }
    return lines;
  }

  private String words(KeyRetirementReport report) {
    String words = report.state().word().replace('-', ' ');
    return switch (report.state()) {
      case SWITCHED_OFF, NOTED, DELETED -> dryRun ? "would be " + words : words;
      case REFUSED, FAILED -> words + ": " + report.reason();
      case OFF, WAITING -> words;
    };
  }

  private String painted(State state, String text) {
    return switch (state) {
      case SWITCHED_OFF, NOTED, OFF, DELETED -> style.green(text);
      case WAITING -> style.yellow(text);
      case REFUSED, FAILED -> style.red(text);
    };
  }
}
