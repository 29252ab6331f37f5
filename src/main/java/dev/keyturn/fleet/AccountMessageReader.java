package dev.keyturn.fleet;

import dev.keyturn.json.JsonObjects;
import dev.keyturn.model.AccountId;
import dev.keyturn.model.AwsNames;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message strictly: whoever may send to the queue may write anything. All that is wrong is
 * told at once, in words that quote nothing of it but names of fields.
 */
public final class AccountMessageReader {
  /**
   * Names of runs: CloudTrail's session names take them, and names of objects in S3, in which a
   * part of nothing but dots would be a way out of the folder.
   */
  public static final Pattern RUN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,39}");

  /** Characters of a secret's name (Secrets Manager API, CreateSecret). */
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");

  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");

  private static final String TIME_WORDS = "a time such as 2026-01-31T12:00:00Z";

  /** More parts than the largest account takes in its longest time. */
  private static final int MOST_PARTS = 10_000;

  /** An account, a role and a secret's name are some hundred characters. */
  private static final int LONGEST = 4_096;

  private static final Set<String> FIELDS =
      Set.of("version", "account", "region", "role", "run", "enqueued", "part", "begin", "due");

  private final Map<String, @Nullable Object> fields;
  private final List<String> problems = new ArrayList<>();

  private AccountMessageReader(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /** What a text came to. */
  public sealed interface Reading {
    /** A message. */
    record Message(AccountMessage message) implements Reading {}

    /** None, for these reasons, a sentence each. */
    record Wrong(List<String> problems) implements Reading {
      public Wrong {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads the body of a message. */
  public static Reading read(String body) {
    if (body.length() > LONGEST) {
      return wrong("It is longer than %d characters.".formatted(LONGEST));
    }
    return JsonObjects.read(body)
        .map(fields -> new AccountMessageReader(fields).read())
        .orElseGet(() -> wrong("It is not one JSON object with each field once."));
  }

  private static Reading wrong(String problem) {
    return new Reading.Wrong(List.of(problem));
  }

  private Reading read() {
    Object version = fields.get("version");
    if (!(version instanceof Long number)) {
      return wrong("It has no version, so it is none of Keyturn's messages.");
    }
    if (number != AccountMessage.VERSION) {
      return wrong(
          number > AccountMessage.VERSION
              ? "It is of version %d, of a newer Keyturn than this worker's, which reads version %d. Update the worker, then redrive the message."
                  .formatted(number, AccountMessage.VERSION)
              : "It is of version %d, which no Keyturn has written.".formatted(number));
    }
    Set<String> unknown = new TreeSet<>(fields.keySet());
    unknown.removeAll(FIELDS);
    if (!unknown.isEmpty()) {
      problems.add("It has %d fields that version 1 does not have.".formatted(unknown.size()));
    }
    String account = text("account", AccountId.FORM, "an ID of twelve digits");
    String region = text("region", AwsNames.REGION, "a Region");
    String role = text("role", AwsNames.ROLE, "a role's name");
    String run = text("run", RUN, "a run's name");
    Instant enqueued = enqueued();
    int part = part();
    PassPosition begin = begin();
    return problems.isEmpty()
        ? new Reading.Message(
            new AccountMessage(new AccountId(account), region, role, run, enqueued, part, begin))
        : new Reading.Wrong(problems);
  }

  private String text(String name, Pattern form, String words) {
    if (fields.get(name) instanceof String text && form.matcher(text).matches()) {
      return text;
    }
    problems.add(
        fields.containsKey(name)
            ? "Its %s is not %s.".formatted(name, words)
            : "It has no %s.".formatted(name));
    return "";
  }

  private Instant enqueued() {
    String text = text("enqueued", TIME, TIME_WORDS);
    try {
      return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeParseException thirtiethOfFebruary) {
      problems.add("Its enqueued is not %s.".formatted(TIME_WORDS));
      return Instant.EPOCH;
    }
  }

  private PassPosition begin() {
    Optional<String> secret =
        fields.containsKey("begin")
            ? Optional.of(text("begin", SECRET, "a secret's name"))
            : Optional.empty();
    boolean due = fields.containsKey("due");
    if (due && (secret.isEmpty() || !Boolean.TRUE.equals(fields.get("due")))) {
      problems.add("Its due is not true, or without a secret to begin with.");
    }
    return new PassPosition(secret, due);
  }

  private int part() {
    if (fields.get("part") instanceof Long part && part >= 1 && part <= MOST_PARTS) {
      return part.intValue();
    }
    problems.add("Its part is not a whole number from 1 to %d.".formatted(MOST_PARTS));
    return 0;
  }
}
