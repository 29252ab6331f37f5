package dev.keyturn.fleet;

import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.NameSource;
import dev.keyturn.port.Sleeper;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps what came of each account as an object of a bucket: {@code
 * RUN/ACCOUNT_REGION_PART_…/000000000000.jsonl}. Objects are created and never written over or
 * read, so that the role needs one action for it.
 *
 * @param names an object's last part is drawn, so that a message that comes twice has two results,
 *     and none is lost
 * @param sleeper waits between attempts
 * @param time whether there is time for another attempt
 */
public record AccountResultStore(
    JournalStore store, NameSource names, Sleeper sleeper, BooleanSupplier time) {
  private static final int ATTEMPTS = 3;

  /**
   * Keeps one. What failed for a reason that may pass is tried again after one second, and after
   * two more, under another name: whether the first attempt took effect nobody here may look, and a
   * result that is there twice does no harm.
   *
   * @param line ASCII, without its end
   * @return why it was not kept; empty when it was
   */
  public Optional<Failure> keep(AccountMessage message, String line) {
    Optional<Failure> failure = attempt(message, line);
    for (int tries = 1; tries < ATTEMPTS && mayPass(failure) && time.getAsBoolean(); tries++) {
      sleeper.sleep(Duration.ofSeconds(tries));
      failure = attempt(message, line);
    }
    return failure;
  }

  private static boolean mayPass(Optional<Failure> failure) {
    return failure.filter(Failure::isPassing).isPresent();
  }

  private Optional<Failure> attempt(AccountMessage message, String line) {
    String name =
        "%s/%s_%s_%d_%s"
            .formatted(
                message.run(), message.account(), message.region(), message.part(), names.holder());
    return store.append(name, 0, line + "\n");
  }
}
