package dev.keyturn.report;

import dev.keyturn.evidence.EventLine;
import dev.keyturn.evidence.Finding;
import dev.keyturn.evidence.JournalCheck;
import dev.keyturn.evidence.JournalEnd;
import dev.keyturn.evidence.JournalLine;
import dev.keyturn.evidence.KeyActs;
import dev.keyturn.evidence.SecretPlace;
import dev.keyturn.model.AccessKeyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a journal says, as people read it. */
public final class EvidenceText {
  /** Request IDs are at the end, and an auditor copies them: nothing is cut. */
  private static final int UNCUT = Integer.MAX_VALUE;

  private final Style style;

  /** A view. */
  public EvidenceText(Style style) {
    this.style = style;
  }

  /**
   * A line an act. Where several accounts or Regions have a secret of the name, each has its own
   * heading: they have nothing to do with each other.
   *
   * @param wanted what was asked for
   */
  public List<String> acts(String wanted, List<KeyActs.Act> acts) {
    Map<SecretPlace, List<KeyActs.Act>> places = KeyActs.byPlace(acts);
    if (places.size() < 2) {
      return table(acts);
    }
    List<String> lines = new ArrayList<>();
    lines.add("%d secrets have this name; give an ARN to see one alone.".formatted(places.size()));
    places.forEach((place, there) -> {
      lines.add("");
      lines.add(style.bold(VisibleText.of("%s in %s".formatted(wanted, place.words()))));
      lines.addAll(table(there));
    });
    return lines;
  }

  /** When, what and why, which key, by whom, and CloudTrail's request IDs. */
  private List<String> table(List<KeyActs.Act> acts) {
    TextTable table =
        new TextTable("").head(style, "WHEN", "KEY", "WHAT", "WHY", "BY", "REQUEST ID");
    for (KeyActs.Act act : acts) {
      JournalLine told = act.told();
      table
          .row()
          .cell(told.text("at").orElse("-").replaceFirst("\\.\\d+Z$", "Z"))
          .cell(told.text("key").map(EvidenceText::masked).orElse("-"))
          .cell(told.text("sentence").orElse("-"))
          .cell(told.text("reason").orElse("-"))
          .cell(act.by().map(EvidenceText::shortArn).orElse("-"))
          .cell(ids(told));
    }
    return table.lines(UNCUT);
  }

  private static String ids(JournalLine line) {
    List<String> ids = EventLine.requestIds(line);
    return ids.isEmpty() ? "-" : String.join(" ", ids);
  }

  private static String masked(String key) {
    return AccessKeyId.isValid(key) ? new AccessKeyId(key).masked() : key;
  }

  /** What follows the account: {@code assumed-role/NAME/SESSION}. */
  private static String shortArn(String arn) {
    return arn.replaceFirst("^arn:[^:]*:[^:]*:[^:]*:[0-9]*:", "");
  }

  private String verdict(JournalCheck.Verdict verdict) {
    return switch (verdict) {
      case AS_WRITTEN -> style.green("As written.");
      case NOT_PROVED ->
          style.yellow("Not proved.")
              + " Everything fits, but some segments have no checkpoint: their runs were killed or are at work, or somebody without the key wrote them.";
      case CHANGED -> style.alarm(" CHANGED ") + " This journal is not as it was written.";
    };
  }

  /** What a check has come to; the first line is the verdict. */
  public List<String> check(JournalCheck check, boolean withKeys, boolean pinned) {
    List<String> lines = new ArrayList<>();
    String counts =
        "%d lines in %d segments, %d of them with a checkpoint that a given key has signed."
            .formatted(check.lines(), check.segments(), check.signed());
    lines.add(verdict(check.verdict()) + " " + counts);
    for (Finding finding : check.findings()) {
      String place =
          (finding.segment().isEmpty() ? "journal" : finding.segment())
              + (finding.line() == 0 ? "" : ":" + finding.line());
      lines.add(
          VisibleText.of(
              "  %s  %s: %s".formatted(finding.kind().word(), place, finding.sentence())));
    }
    if (!withKeys) {
      lines.add(
          "No key was given, so that signatures were not checked: whoever may write there may have written it anew. Give --key FILE.");
    }
    if (!pinned) {
      lines.add(
          "That nothing was cut off after these ends, only a checkpoint tells that was kept elsewhere (--pin FILE):");
      for (JournalEnd end : check.ends()) {
        lines.add(VisibleText.of("  %s, line %d".formatted(end.segment(), end.lines())));
      }
    }
    return lines;
  }
}
