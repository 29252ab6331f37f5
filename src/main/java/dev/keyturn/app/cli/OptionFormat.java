package dev.keyturn.app.cli;

import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.fleet.AccountMessageReader;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.AwsNames;
import dev.keyturn.model.Durations;
import dev.keyturn.model.UserName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the value of an option or an operand has to look like. */
sealed interface OptionFormat {
  /** Of any partition; the six characters at the end may be left out. */
  Pattern SECRET_ARN =
      Pattern.compile(
          "arn:[a-z0-9-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,519}");

  /** What it is, for a message. */
  String words();

  /** Whether a text is one. */
  boolean fits(String text);

  /** What was typed instead, for a message. */
  default String quoted(String text) {
    return '"' + text + '"';
  }

  /** All values, for a shell to complete; empty where they cannot be listed. */
  default List<String> candidates() {
    return List.of();
  }

  /** One of a few words. */
  record OneOf(List<String> candidates) implements OptionFormat {
    public OneOf {
      candidates = List.copyOf(candidates);
    }

    static OneOf of(String... words) {
      return new OneOf(List.of(words));
    }

    @Override
    public String words() {
      int last = candidates.size() - 1;
      return String.join(", ", candidates.subList(0, last)) + " or " + candidates.get(last);
    }

    @Override
    public boolean fits(String text) {
      return candidates.contains(text);
    }
  }

  /** A whole number. */
  record WholeNumber(int least, int most) implements OptionFormat {
    @Override
    public String words() {
      return "a whole number from " + least + " to " + most;
    }

    @Override
    public boolean fits(String text) {
      return text.matches("\\d{1,9}")
          && Integer.parseInt(text) >= least
          && Integer.parseInt(text) <= most;
    }
  }

  /** A text of some shape. */
  enum Shape implements OptionFormat {
    ANY("anything"),
    TEXT("a text"),
    DURATION("a duration, such as 90s or 10m"),
    DAYS("a number of whole days from 1d to 3650d, such as 90d"),
    KEY_ID("a whole access key ID, such as AKIAIOSFODNN7EXAMPLE"),
    MFA_CODE("the six digits that an MFA device shows"),
    SECRET(
        "the name or the ARN of a secret, such as prod/web/iam or arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod/web/iam-a1B2c3"),
    OU_IDS(
        "the IDs of organizational units or a root with commas between, such as ou-ab12-11111111"),
    ACCOUNT_IDS(
        "account IDs of twelve digits with commas between, such as 111122223333,444455556666"),
    REGIONS("Regions with commas between, such as eu-central-1,us-east-1"),
    ROLE_NAME("a role's name, with its path before it where it has one, and no ARN"),
    EXTERNAL_ID("an external ID of 2 to 1224 letters, digits and _+=,.@:/-"),
    QUEUE_URL("the URL of an SQS FIFO queue, which ends in .fifo"),
    RUN_NAME("a name of at most 40 letters, digits and ._-, no dot first"),
    BUCKET("s3:// with a bucket and perhaps a prefix, such as s3://results/keyturn"),
    USER_NAME("the name of an IAM user, without path or ARN"),
    URL("a URL, such as http://127.0.0.1:4588");

    private final String words;

    Shape(String words) {
      this.words = words;
    }

    @Override
    public String words() {
      return words;
    }

    @Override
    public boolean fits(String text) {
      return switch (this) {
        case ANY -> true;
        case TEXT -> !text.isBlank();
        case DURATION -> Durations.parse(text).isPresent();
        case DAYS ->
            text.matches("[1-9]\\d{0,3}d")
                && Durations.parse(text).filter(Shape::isUsual).isPresent();
        case KEY_ID -> AccessKeyId.isValid(text);
        case MFA_CODE -> text.matches("\\d{6}");
        case SECRET ->
            !text.isBlank() && (!text.startsWith("arn:") || SECRET_ARN.matcher(text).matches());
        case OU_IDS -> isList(text, AwsNames.UNIT);
        case ACCOUNT_IDS -> text.matches(" *[0-9]{12} *(, *[0-9]{12} *)*");
        case REGIONS -> isList(text, AwsNames.REGION);
        case ROLE_NAME -> AwsNames.ROLE.matcher(text).matches();
        case EXTERNAL_ID -> AwsNames.EXTERNAL_ID.matcher(text).matches();
        case QUEUE_URL -> isUrl(text) && text.matches("[^?#@]+/[\\w-]{1,75}\\.fifo");
        case RUN_NAME -> AccountMessageReader.RUN.matcher(text).matches();
        case BUCKET ->
            JournalSettings.place(text).orElse(null) instanceof JournalSettings.Place.Bucket;
        case USER_NAME -> UserName.isValid(text);
        case URL -> isUrl(text);
      };
    }

    /** A URL only where it has no place for a password. */
    @Override
    public String quoted(String text) {
      return (this == URL || this == QUEUE_URL) && !text.matches("[A-Za-z0-9._:/\\[\\]-]*")
          ? "something that is not shown, as it may hold a password"
          : OptionFormat.super.quoted(text);
    }

    /** Commas between, and nothing else. */
    private static boolean isList(String text, Pattern form) {
      return Stream.of(text.split(",", -1)).allMatch(one -> form.matcher(one).matches());
    }

    private static boolean isUsual(Duration days) {
      return days.toDays() <= 3650;
    }

    private static boolean isUrl(String text) {
      try {
        URI uri = URI.create(text);
        return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
            && uri.getHost() != null;
      } catch (IllegalArgumentException notAUri) {
        return false;
      }
    }
  }
}
