package dev.keyturn.app.lambda;

import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.model.AwsNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the environment says of working in other accounts; only read where a message came.
 *
 * @param role the name of the role to assume in each; empty where it is missing or wrong
 * @param externalId what its trust policy asks for
 * @param queue the URL of the queue that messages come from, for the rest of a large account
 * @param results where to keep what came of each account; empty where that is in the log alone
 * @param problems what is wrong, a sentence each
 */
record QueueSettings(
    Optional<String> role,
    Optional<String> externalId,
    Optional<String> queue,
    Optional<JournalSettings.Place.Bucket> results,
    List<String> problems) {
  /** The name of the role, with its path. */
  static final String ROLE = "KEYTURN_MEMBER_ROLE";

  /** The external ID, where the role's trust asks for one. */
  static final String EXTERNAL_ID = "KEYTURN_EXTERNAL_ID";

  /** The URL of the queue. */
  static final String QUEUE = "KEYTURN_QUEUE_URL";

  /** {@code s3://BUCKET/PREFIX}. */
  static final String RESULTS = "KEYTURN_RESULTS";

  private static final Pattern BUCKET_FORM = Pattern.compile("s3://[^/]+(/.*)?");

  private static final Pattern QUEUE_FORM =
      Pattern.compile("https?://[^?#@\\s]+/[\\w-]{1,75}\\.fifo");

  QueueSettings {
    problems = List.copyOf(problems);
  }

  static QueueSettings read(Map<String, String> env) {
    List<String> problems = new ArrayList<>();
    Optional<String> role = valid(env, ROLE, AwsNames.ROLE, "the name of a role", problems);
    Optional<String> externalId =
        valid(env, EXTERNAL_ID, AwsNames.EXTERNAL_ID, "an external ID", problems);
    Optional<String> queue =
        valid(env, QUEUE, QUEUE_FORM, "the URL of an SQS FIFO queue", problems);
    Optional<JournalSettings.Place.Bucket> results =
        valid(env, RESULTS, BUCKET_FORM, "s3:// with a bucket and perhaps a prefix", problems)
            .flatMap(JournalSettings::place)
            .filter(JournalSettings.Place.Bucket.class::isInstance)
            .map(JournalSettings.Place.Bucket.class::cast);
    for (String needed : List.of(ROLE, QUEUE)) {
      if (env.getOrDefault(needed, "").isBlank()) {
        problems.add(
            "environment: %s is missing, which a queue of accounts needs".formatted(needed));
      }
    }
    return new QueueSettings(role, externalId, queue, results, problems);
  }

  private static Optional<String> valid(
      Map<String, String> env, String name, Pattern form, String words, List<String> problems) {
    Optional<String> text =
        Optional.ofNullable(env.get(name)).map(String::strip).filter(it -> !it.isEmpty());
    if (text.isPresent() && !form.matcher(text.get()).matches()) {
      problems.add("environment: %s is not %s".formatted(name, words));
      return Optional.empty();
    }
    return text;
  }
}
