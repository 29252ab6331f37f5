package dev.keyturn.inventory;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whose keys a user's are. */
public sealed interface Owner {
  /** The tags that name an owner, the first that is there counts. */
  List<String> USUAL_TAGS = List.of("owner", "team", "contact");

  /**
   * A tag says.
   *
   * @param tag the tag's key as it stands
   * @param name what it says; text of others
   */
  record Named(String tag, String name) implements Owner {}

  /** The tags are known, and none of them says. */
  record Unknown() implements Owner {}

  /**
   * The tags are not known.
   *
   * @param why in a few words
   */
  record NotRead(String why) implements Owner {}

  /**
   * The owner by the first of these tags that has a value. Tag keys of users are compared by IAM
   * without regard to case, so they are here.
   */
  static Owner of(ListedTags tags, List<String> names) {
    return switch (tags) {
      case ListedTags.NotRead notRead -> new NotRead(notRead.why());
      case ListedTags.Known known ->
          names.stream()
              .flatMap(name -> named(known.tags(), name).stream())
              .findFirst()
              .orElseGet(Unknown::new);
    };
  }

  private static Optional<Owner> named(Map<String, String> tags, String name) {
    return tags.entrySet().stream()
        .filter(tag -> tag.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .filter(tag -> !tag.getValue().isBlank())
        .<Owner>map(tag -> new Named(tag.getKey(), tag.getValue()))
        .findFirst();
  }
}
