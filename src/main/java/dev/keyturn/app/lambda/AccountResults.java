package dev.keyturn.app.lambda;

import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.AccountResultStore;
import dev.keyturn.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of each account, as an object of a bucket besides the log, as {@code keyturn work} has
 * it.
 */
final class AccountResults {
  private final Invocation invocation;
  private final Optional<JournalSettings.Place.Bucket> place;

  /**
   * Results.
   *
   * @param place where to keep them; empty for nowhere
   */
  AccountResults(Invocation invocation, Optional<JournalSettings.Place.Bucket> place) {
    this.invocation = invocation;
    this.place = place;
  }

  /**
   * Keeps one. That it was not kept is told, and stops nothing: the log has it, too.
   *
   * @param fields what the log's line has of the message
   */
  void keep(AccountMessage asked, String event, String message, Map<String, Object> fields) {
    place.ifPresent(bucket -> {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("at", invocation.aws().clock().instant());
      line.put("event", event);
      line.putAll(fields);
      line.put("message", message);
      new AccountResultStore(
              invocation.aws().journal(bucket.bucket(), bucket.folder()),
              invocation.environment().names().get(),
              invocation.environment().sleeper(),
              invocation.deadline()::leavesTimeToTell)
          .keep(asked, JsonText.oneAsciiLine(line))
          .ifPresent(failure ->
              invocation
                  .log()
                  .say(
                      "ERROR",
                      "not-kept",
                      "A result was not kept in the bucket. " + failure.sentence(),
                      fields));
    });
  }
}
