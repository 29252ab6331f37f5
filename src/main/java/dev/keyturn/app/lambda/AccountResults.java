package dev.keyturn.app.lambda;

import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of each account, as an object of a bucket besides the log: {@code
 * PREFIX/RUN/ACCOUNT_REGION_PART_…/000000000000.jsonl}, as {@code keyturn work --results} has it.
 * Objects are created and never written over, so that the role needs one action for it.
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
      invocation
          .aws()
          .journal(bucket.bucket(), bucket.folder())
          .append(name(asked), 0, JsonText.oneAsciiLine(line) + "\n")
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

  /** Drawn, so that a message that comes twice has two results, and none is lost. */
  private String name(AccountMessage asked) {
    return "%s/%s_%s_%d_%s"
        .formatted(
            asked.run(),
            asked.account(),
            asked.region(),
            asked.part(),
            invocation.environment().names().get().holder());
  }
}
