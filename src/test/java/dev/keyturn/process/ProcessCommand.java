package dev.keyturn.process;

import dev.keyturn.model.Durations;
import java.time.Duration;
import java.util.List;

/** What a process is started for. */
enum ProcessCommand {
  ADOPT("adopt"),
  FIRST_KEY("adopt --new-key"),
  ROTATE("rotate"),
  RUN_DUE("run, rotation due"),
  RUN_RETIRING("run, previous key due");

  /** At this age a key is due, and the one that replaces it is not yet when the process ends. */
  private static final Duration DUE = Duration.ofSeconds(15);

  /** So that the run that rotates is not the one that retires the previous key, too. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private final String words;

  ProcessCommand(String words) {
    this.words = words;
  }

  /** A user and a secret that it can be done with. */
  Subject subject(EmulatorGround ground) {
    return switch (this) {
      case FIRST_KEY -> new Subject(ground);
      case ADOPT -> new Subject(ground).withKeyInSecret();
      case ROTATE, RUN_DUE -> new Subject(ground).adopted();
      case RUN_RETIRING -> new Subject(ground).rotated();
    };
  }

  /** How old the user's key has to be. */
  Duration age() {
    return this == RUN_DUE ? DUE : Duration.ZERO;
  }

  /** The command. */
  List<String> command(String name) {
    return switch (this) {
      case ADOPT -> List.of("adopt", name, "--secret", name);
      case FIRST_KEY -> List.of("adopt", name, "--secret", name, "--new-key");
      case ROTATE -> List.of("rotate", name);
      case RUN_DUE ->
          List.of(
              "run",
              name,
              "--spread",
              "0s",
              "--max-age",
              Durations.format(DUE.plus(OVERLAP)),
              "--overlap",
              Durations.format(OVERLAP));
      case RUN_RETIRING -> List.of("run", name);
    };
  }

  /** Whether the secret is bound by it only. */
  boolean adopts() {
    return this == ADOPT || this == FIRST_KEY;
  }

  /** Whether another key is current when it is done. */
  boolean changesKey() {
    return switch (this) {
      case FIRST_KEY, ROTATE, RUN_DUE -> true;
      case ADOPT, RUN_RETIRING -> false;
    };
  }

  @Override
  public String toString() {
    return words;
  }
}
