package dev.keyturn.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a pass over an account rests on, in a few lines below what came of it. */
public final class PassText {
  private final Style style;
  private final Instant now;

  /**
   * A view.
   *
   * @param now what the age of the news is counted to
   */
  public PassText(Style style, Instant now) {
    this.style = style;
    this.now = now;
  }

  /** The lines; none where there is nothing to tell of but the secrets themselves. */
  public List<String> lines(PassSummary pass) {
    List<String> lines = new ArrayList<>();
    pass.asOf()
        .ifPresent(at ->
            lines.add(
                style.dim(
                    "%,d left alone, by IAM's credential report of %s (%s); %,d looked at, %,d of them as their turn had come."
                        .formatted(
                            pass.leftAlone(),
                            TimeText.minute(at),
                            TimeText.ago(at, now),
                            pass.looked(),
                            pass.turns()))));
    pass.unscreened()
        .ifPresent(why ->
            lines.add(
                style.yellow(
                    "All were looked at, four calls each, where most might have been left alone. "
                        + VisibleText.of(why))));
    pass.unsearched()
        .ifPresent(why ->
            lines.add(
                style.yellow(
                    "A user whose secret is gone may not have been found. "
                        + VisibleText.of(why))));
    if (pass.abandoned() > 0) {
      lines.add(
          style.yellow(
              "%,d %s lost the user, or the tag that names it: nobody rotates the key."
                  .formatted(
                      pass.abandoned(), pass.abandoned() == 1 ? "secret has" : "secrets have")));
    }
    pass.outage().ifPresent(why -> lines.add(style.red("Stopped. " + VisibleText.of(why))));
    if (pass.notBegun() > 0) {
      lines.add(
          style.yellow(
              "%,d are still to be looked at: type the same command again."
                  .formatted(pass.notBegun())));
    }
    return lines;
  }
}
