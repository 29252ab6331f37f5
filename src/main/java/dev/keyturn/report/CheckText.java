package dev.keyturn.report;

import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks of a set-up, for a person: a line each, with its remedy below, which is never cut. */
public final class CheckText {
  /** Where names begin. */
  private static final String BELOW = " ".repeat(13);

  private final Style style;

  /** A view. */
  public CheckText(Style style) {
    this.style = style;
  }

  /** The checks in their order, and how many of them are how. */
  public List<String> lines(List<SetupCheck> checks) {
    TextTable table = new TextTable("");
    for (SetupCheck check : checks) {
      // As wide as the longest verdict, whichever there are, so that remedies stand below names.
      table
          .row()
          .cell("%-11s".formatted(check.verdict().word()), text -> painted(check.verdict(), text))
          .cell(check.name())
          .cell(check.seen());
    }
    List<String> rows = table.lines(Style.UNLIMITED);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      lines.add(rows.get(i));
      checks
          .get(i)
          .remedy()
          .ifPresent(remedy -> lines.add(BELOW + style.bold(VisibleText.of(remedy))));
    }
    lines.add(summary(checks));
    return lines;
  }

  private static String summary(List<SetupCheck> checks) {
    return "%d checks: ".formatted(checks.size())
        + Stream.of(Verdict.values())
            .map(verdict -> count(checks, verdict))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
  }

  private static String count(List<SetupCheck> checks, Verdict verdict) {
    long count = checks.stream().filter(check -> check.verdict() == verdict).count();
    return count == 0 ? "" : "%d %s".formatted(count, verdict.word());
  }

  private String painted(Verdict verdict, String text) {
    return switch (verdict) {
      case FAILED -> style.red(text);
      case WARNING -> style.yellow(text);
      case NOT_CHECKED -> style.dim(text);
      case OK -> style.green(text);
    };
  }
}
