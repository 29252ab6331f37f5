package dev.keyturn.app.cli.simulate;

import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.LastUse;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.Event;
import dev.keyturn.report.SimulatedHalt;
import dev.keyturn.report.SimulatedRotation;
import dev.keyturn.report.SimulatedUser;
import dev.keyturn.report.SimulationTerms;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.sim.iam.IamState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A secret that was adopted: when to look at it next, and what the engine did to its keys. */
final class SimulatedSecret {
  private final ReportRow row;
  private final ReportedKey key;
  private final boolean overdue;
  private final SimulationTerms terms;
  private final Optional<SimulatedConsumer> consumer;
  private final List<SimulatedRotation> rotations = new ArrayList<>();
  private final Map<AccessKeyId, Instant> created = new HashMap<>();
  private Optional<Instant> due;
  private Optional<SimulatedHalt> halt = Optional.empty();
  private Optional<Duration> oldest = Optional.empty();

  /**
   * A secret, which is looked at first at the beginning.
   *
   * @param overdue whether its rotation was due when it was adopted
   */
  SimulatedSecret(AdoptedAccount.Adopted adopted, SimulationTerms terms, boolean overdue) {
    this.row = adopted.user().row();
    this.key = adopted.user().key();
    this.overdue = overdue;
    this.terms = terms;
    this.due = Optional.of(terms.begins());
    this.consumer = SimulatedConsumer.of(key, adopted.key().value(), terms.begins(), terms.cache());
    if (!overdue) {
      created.put(adopted.key(), ReportedWorld.created(row, key));
    }
  }

  /** Its name. */
  String name() {
    return ReportedWorld.secret(row.user());
  }

  /**
   * Whether the engine has something to do for it, as it said at the last look. Where it has
   * halted, it waits for a person, and there is none here.
   */
  boolean isDue(Instant now) {
    return due.filter(at -> !at.isAfter(now)).isPresent();
  }

  /** Has IAM know of the uses until now. */
  void catchUp(IamState iam, Instant now, Duration lag) {
    consumer.ifPresent(user -> user.catchUp(iam, now, lag));
  }

  /** The engine made a write. */
  void acted(Event event) {
    switch (event.name()) {
      case "create-key" -> event.key().ifPresent(id -> created.put(id, event.at()));
      case "promote" -> {
        rotations.add(
            new SimulatedRotation(
                event.at(),
                event.at().plus(terms.policy().overlap()),
                Optional.empty(),
                Optional.empty()));
        event
            .key()
            .ifPresent(id -> consumer.ifPresent(user -> user.promoted(id.value(), event.at())));
      }
      case "deactivate-key" -> event.key().ifPresent(id -> switchedOff(id, event.at()));
      case "delete-key" ->
          changeLast(last ->
              new SimulatedRotation(
                  last.promoted(), last.readBy(), last.switchedOff(), Optional.of(event.at())));
      default -> {}
    }
  }

  private void switchedOff(AccessKeyId id, Instant at) {
    changeLast(last ->
        new SimulatedRotation(last.promoted(), last.readBy(), Optional.of(at), last.deleted()));
    consumer.ifPresent(user -> user.switchedOff(id.value(), at));
    Optional.ofNullable(created.remove(id))
        .map(since -> Duration.between(since, at))
        .filter(age -> oldest.isEmpty() || age.compareTo(oldest.get()) > 0)
        .ifPresent(age -> oldest = Optional.of(age));
  }

  private void changeLast(UnaryOperator<SimulatedRotation> change) {
    if (!rotations.isEmpty()) {
      rotations.add(change.apply(rotations.removeLast()));
    }
  }

  /** A run has ended; what comes next is as the engine says. */
  void ended(RunReport report, Instant now) {
    boolean failed = report.outcome() instanceof RunOutcome.Failed;
    due = failed ? Optional.of(now) : report.due();
    if (halt.isEmpty() && report.outcome() instanceof RunOutcome.Halted halted) {
      Reason reason = halted.step().cause().reason();
      halt =
          Optional.of(
              new SimulatedHalt(now, reason.word(), report.sentence(), remedy(reason, report)));
    }
  }

  /** The engine's remedies name the keys by their IDs, which are drawn here. */
  private static String remedy(Reason reason, RunReport report) {
    return reason == Reason.FOREIGN_KEY
        ? "Of the user's two keys, retire the one that nobody uses before it is adopted."
        : report.remedy();
  }

  /** The greatest age at which one of its keys was switched off, that was not overdue. */
  Optional<Duration> oldest() {
    return oldest;
  }

  /** All that there is to tell. */
  SimulatedUser summary() {
    return new SimulatedUser(
        row.user(),
        row.path(),
        overdue,
        consumer.map(SimulatedConsumer::pace),
        rotations,
        halt,
        retire(),
        consumer.map(SimulatedConsumer::refused).orElse(0L));
  }

  private Optional<String> retire() {
    Duration unused =
        switch (key.lastUse()) {
          case LastUse.Used used -> Duration.between(used.at(), terms.begins());
          case LastUse.Never never ->
              Duration.between(ReportedWorld.created(row, key), terms.begins());
          case LastUse.Unknown unknown -> Duration.ZERO;
        };
    if (unused.compareTo(SimulatedConsumer.UNUSED) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        key.lastUsed().isEmpty() ? "never used" : "unused for %d days".formatted(unused.toDays()));
  }
}
