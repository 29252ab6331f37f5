package dev.keyturn.app.cli;

import dev.keyturn.model.ManagedSecret;
import dev.keyturn.port.Event;
import dev.keyturn.port.EventSink;
import dev.keyturn.report.Style;
import dev.keyturn.report.TimeText;
import dev.keyturn.report.VisibleText;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what happens while it happens. What was done stays, a line each; what goes on is one line
 * on standard error, written over on a terminal, and otherwise told when it changes. Safe for use
 * by several threads.
 */
final class ProgressPrinter implements EventSink {
  private final PrintWriter deeds;
  private final Style deedStyle;
  private final PrintWriter err;
  private final Style errStyle;
  private final boolean rewrites;
  private final Optional<String> place;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, String> last = new HashMap<>();
  private boolean lineIsOpen;

  /**
   * A view.
   *
   * @param targets those that are worked on; where there are several, each line says on which
   */
  ProgressPrinter(CliEnvironment environment, boolean json, List<ManagedSecret> targets) {
    this(environment, json, targets, Optional.empty());
  }

  /**
   * A view of one of several accounts, which are worked in side by side: what was done is told, and
   * what goes on is left to whoever sees all of them.
   *
   * @param place the account and the Region; empty for the only one
   */
  ProgressPrinter(
      CliEnvironment environment,
      boolean json,
      List<ManagedSecret> targets,
      Optional<String> place) {
    this.place = place;
    this.deeds = json ? environment.err() : environment.out();
    this.deedStyle = json ? environment.errStyle() : environment.outStyle();
    this.err = environment.err();
    this.errStyle = environment.errStyle();
    this.rewrites = environment.terminal().rewrites(environment.env());
    for (ManagedSecret target : targets) {
      places.put(target.secret(), places.size() + 1);
    }
  }

  @Override
  public synchronized void record(Event event) {
    switch (event.kind()) {
      case ACTED -> stays(event);
      case HOUSEKEEPING -> {}
      case PROGRESS -> {
        if (event.name().equals("proved")) {
          stays(event);
        } else {
          show(event.secret(), event.sentence());
        }
      }
      case FAILED -> show(event.secret(), event.sentence());
      case SUSPICIOUS -> {
        clear();
        err.println(
            errStyle.alarm(" SUSPICIOUS ")
                + " "
                + VisibleText.of(where() + event.secret() + ": " + event.sentence()));
        err.flush();
      }
    }
  }

  private void stays(Event event) {
    clear();
    deeds.println(
        deedStyle.dim(TimeText.clock(event.at()) + "  ")
            + VisibleText.of(on(event.secret()) + event.sentence()));
    deeds.flush();
  }

  /** Tells what goes on with a secret. */
  synchronized void show(String secret, String words) {
    if (place.isPresent()) {
      return;
    }
    if (rewrites) {
      String line = VisibleText.of(on(secret) + words);
      int room = errStyle.width() - 1;
      String cut = line.length() > room ? line.substring(0, room) : line;
      err.print("\r" + errStyle.dim(cut) + "\u001b[K");
      err.flush();
      lineIsOpen = true;
    } else if (!sameButForTheTime(words).equals(last.put(secret, sameButForTheTime(words)))) {
      err.println(VisibleText.of(on(secret) + words));
      err.flush();
    }
  }

  /** {@code verifying: 2 of 3, 7 s} without its seconds, which change all the time. */
  private static String sameButForTheTime(String words) {
    return words.replaceFirst(", \\d+ s$|, at most .*$", "");
  }

  /** Takes the progress line away, before something else is written. */
  synchronized void clear() {
    if (lineIsOpen) {
      err.print("\r\u001b[K");
      err.flush();
      lineIsOpen = false;
    }
  }

  private String where() {
    return place.map(words -> words + "  ").orElse("");
  }

  private String on(String secret) {
    if (place.isPresent()) {
      return where() + secret + "  ";
    }
    return places.size() < 2
        ? ""
        : "[%d/%d] %s  ".formatted(places.getOrDefault(secret, 0), places.size(), secret);
  }
}
