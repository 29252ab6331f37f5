package dev.keyturn.fleet;

import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.NameSource;
import dev.keyturn.port.Sleeper;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps what came of each account as an object of a bucket: {@code
 * RUN/ACCOUNT_REGION_PART_…/000000000000.jsonl}. Objects are created and never written over, so
 * that the role needs one action for it.
 *
 * @param names an object's last part is drawn, so that a message that comes twice has two results,
 *     and none is lost
 * @param sleeper waits between attempts
 */
public record AccountResultStore(JournalStore store, NameSource names, Sleeper sleeper) {
  private static final int ATTEMPTS = 3;

  /**
   * Keeps one. What failed for a reason that may pass is tried again after one second, and after
   * two more: the store takes the same text at the same place twice.
   *
   * @param line ASCII, without its end
   * @return why it was not kept; empty when it was
   */
  public Optional<Failure> keep(AccountMessage message, String line) {
    String name =
        "%s/%s_%s_%d_%s"
            .formatted(
                message.run(), message.account(), message.region(), message.part(), names.holder());
    Optional<Failure> failure = store.append(name, 0, line + "\n");
    for (int tries = 1;
        tries < ATTEMPTS && failure.filter(Failure::isPassing).isPresent();
        tries++) {
      sleeper.sleep(Duration.ofSeconds(tries));
      failure = store.append(name, 0, line + "\n");
    }
    return failure;
  }
}
