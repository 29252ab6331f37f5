package dev.keyturn.aws;

import dev.keyturn.model.SecretDescription;
import dev.keyturn.port.Failure;
import dev.keyturn.port.TaggedSecrets;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * A page of ListSecrets, entry by entry, in the types of AWS's API model. What is of no interest in
 * an entry may be anything.
 */
final class SecretListPage {
  /** Until the year 9999, in seconds since 1970. */
  private static final BigDecimal LAST = new BigDecimal("253402300799");

  private static final BigDecimal NANOS = new BigDecimal(1_000_000_000);

  /** What came of one entry. */
  sealed interface Entry {
    /** It is a secret. */
    record Read(SecretDescription secret) implements Entry {}

    /** It makes no sense. */
    record Odd(TaggedSecrets.Unreadable unreadable) implements Entry {}
  }

  private SecretListPage() {}

  /**
   * The page's entries, in order.
   *
   * @param failure what an entry that cannot be read amounts to
   */
  static Pages.Page<Entry> of(JsonValue page, Function<UnreadableReplyException, Failure> failure) {
    JsonValue.Fields fields = fields(page, "page");
    List<Entry> entries = new ArrayList<>();
    for (JsonValue entry : list(fields.at("SecretList"), "SecretList")) {
      entries.add(entry(entry, entries.size() + 1, failure));
    }
    return new Pages.Page<>(List.copyOf(entries), text(fields.at("NextToken"), "NextToken"));
  }

  private static Entry entry(
      JsonValue entry, int place, Function<UnreadableReplyException, Failure> failure) {
    try {
      return new Entry.Read(SecretReplies.description(typed(fields(entry, "entry"))));
    } catch (UnreadableReplyException e) {
      return new Entry.Odd(
          new TaggedSecrets.Unreadable(
              asText(entry, "Name"),
              asText(entry, "ARN").orElse("(entry %d of a page of ListSecrets)".formatted(place)),
              failure.apply(e)));
    }
  }

  private static Optional<String> asText(JsonValue entry, String name) {
    return entry instanceof JsonValue.Fields fields
            && fields.at(name) instanceof JsonValue.Text(String text)
            && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  private static SecretListEntry typed(JsonValue.Fields entry) {
    return SecretListEntry.builder()
        .arn(text(entry.at("ARN"), "ARN"))
        .name(text(entry.at("Name"), "Name"))
        .secretVersionsToStages(versions(entry.at("SecretVersionsToStages")))
        .tags(list(entry.at("Tags"), "Tags").stream().map(SecretListPage::tag).toList())
        .deletedDate(time(entry.at("DeletedDate"), "DeletedDate"))
        .rotationEnabled(flag(entry.at("RotationEnabled"), "RotationEnabled"))
        .primaryRegion(text(entry.at("PrimaryRegion"), "PrimaryRegion"))
        .createdDate(time(entry.at("CreatedDate"), "CreatedDate"))
        .lastChangedDate(time(entry.at("LastChangedDate"), "LastChangedDate"))
        .build();
  }

  private static Tag tag(JsonValue value) {
    JsonValue.Fields tag = fields(value, "tag");
    return Tag.builder()
        .key(text(tag.at("Key"), "Key of a tag"))
        .value(text(tag.at("Value"), "Value of a tag"))
        .build();
  }

  private static Map<String, List<String>> versions(JsonValue value) {
    Map<String, List<String>> versions = new HashMap<>();
    if (!(value instanceof JsonValue.Nothing)) {
      fields(value, "SecretVersionsToStages")
          .values()
          .forEach((version, labels) ->
              versions.put(
                  version,
                  list(labels, "label").stream()
                      .map(label -> IamReplies.present(text(label, "label"), "label of a version"))
                      .toList()));
    }
    return versions;
  }

  private static JsonValue.Fields fields(JsonValue value, String name) {
    if (value instanceof JsonValue.Fields fields) {
      return fields;
    }
    throw new UnreadableReplyException("the reply has no valid " + name);
  }

  private static List<JsonValue> list(JsonValue value, String name) {
    return value instanceof JsonValue.Items(List<JsonValue> values)
        ? values
        : absent(value, name, List.of());
  }

  private static @Nullable String text(JsonValue value, String name) {
    return value instanceof JsonValue.Text(String text)
        ? text
        : SecretListPage.<@Nullable String>absent(value, name, null);
  }

  private static @Nullable Boolean flag(JsonValue value, String name) {
    return value instanceof JsonValue.Flag(boolean flag)
        ? Boolean.valueOf(flag)
        : SecretListPage.<@Nullable Boolean>absent(value, name, null);
  }

  /** In seconds since 1970, with a fraction. */
  private static @Nullable Instant time(JsonValue value, String name) {
    if (value instanceof JsonValue.Numeral(BigDecimal seconds)
        && seconds.signum() >= 0
        && seconds.compareTo(LAST) <= 0) {
      BigDecimal whole = new BigDecimal(seconds.longValue());
      return Instant.ofEpochSecond(
          whole.longValue(), seconds.subtract(whole).multiply(NANOS).longValue());
    }
    return SecretListPage.<@Nullable Instant>absent(value, name, null);
  }

  /** What stands for a field that is not there; it may be nothing else instead. */
  private static <T extends @Nullable Object> T absent(JsonValue value, String name, T nothing) {
    if (value instanceof JsonValue.Nothing) {
      return nothing;
    }
    throw new UnreadableReplyException("the reply has no valid " + name);
  }
}
