package dev.keyturn.simulation;

import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stage of a key's life: something is asked for, and then runs are made until it is done.
 *
 * @param number no other stage has it
 * @param later how long it is after the stage before
 * @param errand what is asked for
 * @param again what is run until quiet
 * @param next what may come then, each in a life of its own
 */
record Stage(
    int number,
    String name,
    Duration later,
    Function<Ports, Object> errand,
    Function<Ports, Object> again,
    List<Stage> next) {
  private static final RunRequest ADVANCE = new RunRequest.Advance();
  private static final RunRequest ROTATE = new RunRequest.Rotate();
  private static final RunRequest ROLL_BACK = new RunRequest.RollBack(Optional.empty());
  private static final int ROTATE_AGAIN = 5;
  private static final int ROTATE_FIRST = 9;
  private static final Duration WEEK = Duration.ofDays(8);
  private static final Duration DAYS = Duration.ofDays(5);

  private static final ManagedSecret NEW =
      new ManagedSecret(KeyLife.SECRET, Optional.of(new UserName(KeyLife.USER)));

  @Override
  public String toString() {
    return name;
  }

  /** Whether it rotates a user with one key, as the stage "rotate" does. */
  boolean rotatesOnceMore() {
    return number == ROTATE_AGAIN || number == ROTATE_FIRST;
  }

  /** A key that is in its secret: adopted, rotated, and all that comes of that. */
  static Stage adopted() {
    Stage rotatedAgain = stage(ROTATE_AGAIN, "rotate again", Duration.ofDays(3), ROTATE);
    Stage deleted = stage(4, "delete", WEEK, ADVANCE, rotatedAgain);
    Stage rolledBackLate = stage(7, "roll back after the deactivation", DAYS, ROLL_BACK);
    Stage deactivated = stage(3, "deactivate", WEEK, ADVANCE, deleted, rolledBackLate);
    Stage rolledBack = stage(6, "roll back in the overlap", DAYS, ROLL_BACK);
    Stage rotated = stage(2, "rotate", Duration.ofDays(1), ADVANCE, deactivated, rolledBack);
    return new Stage(
        1, "adopt", Duration.ZERO, TwoRunCase::adopt, TwoRunCase::adopt, List.of(rotated));
  }

  /** A user without a key: adopted with a new one, which is then rotated. */
  static Stage adoptedWithNewKey() {
    Stage rotated = stage(ROTATE_FIRST, "rotate the first key", Duration.ofDays(1), ROTATE);
    return new Stage(
        8,
        "adopt with a new key",
        Duration.ZERO,
        Stage::adoptWithNewKey,
        Stage::adoptWithNewKeyThere,
        List.of(rotated));
  }

  private static Stage stage(
      int number, String name, Duration later, RunRequest command, Stage... next) {
    return new Stage(
        number,
        name,
        later,
        TwoRunCase.command(command),
        TwoRunCase.command(ADVANCE),
        List.of(next));
  }

  /** The command {@code adopt --new-key}: the first key is made where there is none yet. */
  static Object adoptWithNewKey(Ports ports) {
    return adoptWithNewKey(ports, false);
  }

  /**
   * The same with {@code --existing}, as it says itself where its secret is an hour old by then.
   */
  private static Object adoptWithNewKeyThere(Ports ports) {
    return adoptWithNewKey(ports, true);
  }

  private static Object adoptWithNewKey(Ports ports, boolean existing) {
    Adoption.Result bound = TwoRunCase.adopt(ports, new Adoption.Source.NewKey(), existing);
    if (!(bound instanceof Adoption.Result.Adopted)) {
      return bound;
    }
    boolean hasKey =
        ports.secrets().describe(KeyLife.SECRET)
                instanceof ReadResult.Got<SecretDescription>(SecretDescription secret)
            && secret.at(StagingLabel.AWSCURRENT).isPresent();
    return new Reconciler(ports, WorldSnapshot.Engine.REAL.settings())
        .run(NEW, hasKey ? ADVANCE : ROTATE);
  }
}
