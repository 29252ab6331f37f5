package dev.keyturn.simulation;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.port.DecisionTime;
import dev.keyturn.port.Event;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WriteResult;
import dev.keyturn.rotate.Ports;
import dev.keyturn.simulation.Defective.Real;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a defect does to the writes of one process. */
final class DefectiveWrites {
  private static final VersionId ELSEWHERE = new VersionId("eeeeeeee-0000-4000-8000-000000000000");

  private final Defect defect;
  private final Ports ports;
  private final ReplayedMemory memory;

  DefectiveWrites(Defect defect, Ports ports, ReplayedMemory memory) {
    this.defect = defect;
    this.ports = ports;
    this.memory = memory;
  }

  Object change(String method, Object[] arguments, Real real) throws Throwable {
    Object outcome = told(method, arguments, sent(method, arguments, real));
    if (outcome instanceof WriteResult.Done<?> done) {
      memory.wrote(method, arguments, done);
    }
    return outcome;
  }

  /** What is really sent. */
  private Object sent(String method, Object[] arguments, Real real) throws Throwable {
    return switch (defect) {
      case STORES_AS_CURRENT ->
          method.equals("put")
              ? real.call(arguments[0], arguments[1], arguments[2], StagingLabel.AWSCURRENT)
              : real.call(arguments);
      case STORES_ELSEWHERE ->
          method.equals("put")
              ? real.call(arguments[0], ELSEWHERE, arguments[2], arguments[3])
              : real.call(arguments);
      case STORES_ANOTHER_SECRET ->
          method.equals("put")
              ? real.call(arguments[0], arguments[1], withAnotherSecret(arguments[2]), arguments[3])
              : real.call(arguments);
      case ANNOUNCES_NOTHING ->
          without("keyturn:(intent|rotation-[^=]+)=.*", method, arguments, real);
      case ANNOUNCES_NO_ROLLBACK ->
          without("keyturn:rollback=.* since .*", method, arguments, real);
      case KEEPS_THE_INTENT_OPEN -> without("keyturn:intent=.* closed", method, arguments, real);
      case LEAVES_NO_MARK -> without("keyturn:mark=.*", method, arguments, real);
      case CREATES_AGAIN -> {
        Object first = real.call(arguments);
        boolean again = method.equals("create") && first instanceof WriteResult.InDoubt<?>;
        yield again ? real.call(arguments) : first;
      }
      case DELETES_AT_ONCE ->
          method.equals("setStatus") && arguments[2] == KeyStatus.INACTIVE
              ? deleted(arguments)
              : real.call(arguments);
      case FORGETS_TO_UNDO ->
          method.equals("delete") ? new WriteResult.Done<>(arguments[1]) : real.call(arguments);
      case LEAVES_PENDING_ON ->
          method.equals("move") && arguments[1].equals(StagingLabel.AWSPENDING)
              ? new WriteResult.Done<>(arguments[1])
              : real.call(arguments);
      case MOVES_WITHOUT_COMPARING ->
          method.equals("move") && arguments[1].equals(StagingLabel.AWSCURRENT)
              ? moved(arguments, real)
              : real.call(arguments);
      case READS_THE_TIME_TWICE -> now(arguments, real);
      default -> real.call(arguments);
    };
  }

  /** What the defective program makes of a write's outcome. */
  private Object told(String method, Object[] arguments, Object outcome) {
    return switch (outcome) {
      case WriteResult.InDoubt<?> lost
          when defect == Defect.TAKES_A_LOST_KEY_FOR_NONE && method.equals("create") ->
          new WriteResult.Failed<>(lost.failure());
      case WriteResult.InDoubt<?> lost
          when defect == Defect.TAKES_A_LOST_REPLY_FOR_SUCCESS && !method.equals("create") ->
          new WriteResult.Done<>(arguments[1]);
      case WriteResult.Failed<?> failed
          when defect == Defect.TAKES_A_FAILED_NOTE_FOR_WRITTEN && method.equals("tag") ->
          new WriteResult.Done<>(arguments[1]);
      case WriteResult.Done<?>(MintedKey minted) when defect == Defect.TELLS_A_SECRET -> {
        tell(minted);
        yield outcome;
      }
      default -> outcome;
    };
  }

  private void tell(MintedKey minted) {
    String secret = minted.credential().secretAccessKey().reveal();
    ports
        .events()
        .record(
            new Event(
                minted.created(),
                KeyLife.SECRET,
                Optional.empty(),
                Event.Kind.ACTED,
                "created",
                "due",
                Optional.of(minted.id()),
                "Created a key: " + secret,
                List.of()));
  }

  /** A tag's write without those that match; where none is left, it is taken for done. */
  private static Object without(String expression, String method, Object[] arguments, Real real)
      throws Throwable {
    if (!method.equals("tag")) {
      return real.call(arguments);
    }
    Map<String, String> tags = ReplayedMemory.tags(arguments);
    tags.entrySet().removeIf(tag -> (tag.getKey() + "=" + tag.getValue()).matches(expression));
    return tags.isEmpty() ? new WriteResult.Done<>(0) : real.call(arguments[0], tags);
  }

  private static SecretText withAnotherSecret(Object document) {
    String text = ((SecretText) document).reveal();
    return SecretText.of(
        text.replaceAll("(\"SecretAccessKey\":\\s*\")[^\"]*", "$1" + "x".repeat(40)));
  }

  private Object deleted(Object[] arguments) {
    ports.keys().delete((UserName) arguments[0], (AccessKeyId) arguments[1]);
    return new WriteResult.Done<>(arguments[2]);
  }

  private Object moved(Object[] arguments, Real real) throws Throwable {
    return ports.secrets().describe(KeyLife.SECRET)
            instanceof ReadResult.Got<SecretDescription>(SecretDescription secret)
        ? real.call(arguments[0], arguments[1], secret.at(StagingLabel.AWSCURRENT), arguments[3])
        : real.call(arguments);
  }

  private Object now(Object[] arguments, Real real) throws Exception {
    return ScopedValue.where(DecisionTime.MADE_AT, ports.clock().instant())
        .call(() -> {
          try {
            return Optional.of(real.call(arguments));
          } catch (RuntimeException | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        })
        .orElseThrow();
  }
}
