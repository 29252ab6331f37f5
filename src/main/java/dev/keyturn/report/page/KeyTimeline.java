package dev.keyturn.report.page;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Ledger;
import dev.keyturn.plan.KeyRole;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Phase;
import dev.keyturn.report.TimeText;
import dev.keyturn.result.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A user's keys over time: a bar each, from its creation to now and on to what comes next. Lengths
 * are in units of the drawing.
 *
 * @param height of the drawing
 * @param lanes a key each, the oldest first
 * @param marks now, and what comes next
 */
public record KeyTimeline(int height, List<Lane> lanes, List<Mark> marks) {
  /** The drawing's width. */
  public static final int WIDTH = 640;

  private static final int EDGE = 6;
  private static final int TOP = 44;
  private static final int LANE = 38;

  /**
   * A key.
   *
   * @param text which it is, its state and its age
   * @param top of its text; the bar is below
   */
  public record Lane(String text, int top, List<Span> spans) {
    public Lane {
      spans = List.copyOf(spans);
    }
  }

  /**
   * A part of a bar.
   *
   * @param kind {@code within} while Active, {@code off} while not, {@code ahead} for what is to
   *     come
   */
  public record Span(String kind, int left, int width) {}

  /**
   * A line through all bars.
   *
   * @param side on which side of it its text stands: {@code start} for right of it, or {@code end}
   */
  public record Mark(String text, int x, int line, String side) {}

  public KeyTimeline {
    lanes = List.copyOf(lanes);
    marks = List.copyOf(marks);
  }

  /** The timeline; empty where no key was seen. */
  static Optional<KeyTimeline> of(RunReport report, Instant now) {
    return report
        .seen()
        .filter(seen -> !seen.keys().orElse(List.of()).isEmpty())
        .map(seen -> new Drawing(report, seen, now).timeline());
  }

  /** In words, for those who do not see the drawing. */
  public String sentence() {
    return Stream.concat(lanes.stream().map(Lane::text), marks.stream().map(Mark::text))
        .collect(Collectors.joining("; "));
  }

  /** What it takes to draw one. */
  private record Drawing(RunReport report, Observation seen, Instant now) {
    KeyTimeline timeline() {
      List<AccessKey> keys = keys();
      List<Lane> lanes = new ArrayList<>();
      for (AccessKey key : keys) {
        lanes.add(lane(key, TOP + lanes.size() * LANE));
      }
      List<Mark> marks = new ArrayList<>();
      Optional<Instant> ahead = report.due().filter(due -> due.isAfter(now));
      // What comes next ends the drawing, and its text stands left of its line: above, so that the
      // line of now, which begins lower, does not cross it.
      marks.add(mark("now, " + TimeText.minute(now), now, ahead.isPresent() ? 1 : 0));
      ahead.ifPresent(due -> marks.add(mark(next() + ", " + TimeText.minute(due), due, 0)));
      return new KeyTimeline(TOP + keys.size() * LANE, lanes, marks);
    }

    private List<AccessKey> keys() {
      return seen.keys().orElse(List.of()).stream()
          .sorted((one, other) -> one.created().compareTo(other.created()))
          .toList();
    }

    private String next() {
      return switch (Phase.of(seen)) {
        case OVERLAP -> "the overlap ends";
        case RECOVERY -> "the recovery window ends";
        case IDLE -> "the next rotation is due";
        case ANNOUNCED, KEY_IN_HAND, STORED, PROVED, PROMOTED, GOING_BACK, REPAIR -> "it goes on";
      };
    }

    private Lane lane(AccessKey key, int top) {
      KeyRole role = KeyRole.of(seen).getOrDefault(key.id(), KeyRole.FOREIGN);
      Optional<Ledger.Previous> previous =
          report.previous().filter(it -> it.key().equals(key.id()));
      Instant off =
          key.isActive() ? now : previous.map(Ledger.Previous::since).orElse(key.created());
      List<Span> spans = new ArrayList<>();
      add(spans, "within", key.created(), off);
      add(spans, "off", off, now);
      if (waitsFor(role)) {
        add(spans, "ahead", now, report.due().orElse(now));
      }
      return new Lane(text(key, role, previous), top, spans);
    }

    /** What is to come is the previous key's end while it has one ahead. */
    private boolean waitsFor(KeyRole role) {
      return switch (Phase.of(seen)) {
        case OVERLAP, RECOVERY -> role == KeyRole.PREVIOUS;
        case IDLE -> role == KeyRole.CURRENT;
        case ANNOUNCED, KEY_IN_HAND, STORED, PROVED, PROMOTED, GOING_BACK, REPAIR -> false;
      };
    }

    private String text(AccessKey key, KeyRole role, Optional<Ledger.Previous> previous) {
      AccessKeyId id = key.id();
      return "%s key %s, %s, %s old%s"
          .formatted(
              role.word(),
              id.masked(),
              key.status().name().toLowerCase(Locale.ROOT),
              TimeText.age(key.created(), now),
              previous
                  .map(it -> ", %s since %s".formatted(state(it), TimeText.minute(it.since())))
                  .orElse(""));
    }

    private static String state(Ledger.Previous previous) {
      return switch (previous.state()) {
        case ACTIVE -> "in its overlap";
        case OFF -> "switched off";
        case OFF_BY_HAND -> "found switched off";
      };
    }

    private void add(List<Span> spans, String kind, Instant from, Instant to) {
      if (to.isAfter(from)) {
        spans.add(new Span(kind, x(from), Math.max(1, x(to) - x(from))));
      }
    }

    private Mark mark(String text, Instant at, int line) {
      return new Mark(text, x(at), line, x(at) > WIDTH / 2 ? "end" : "start");
    }

    private int x(Instant at) {
      Instant begin = keys().getFirst().created();
      Instant end = report.due().filter(due -> due.isAfter(now)).orElse(now);
      long all = Math.max(1, Duration.between(begin, end).toSeconds());
      long here = Math.clamp(Duration.between(begin, at).toSeconds(), 0, all);
      return (int) (EDGE + here * (WIDTH - 2 * EDGE) / all);
    }
  }
}
