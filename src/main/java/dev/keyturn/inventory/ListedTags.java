package dev.keyturn.inventory;

import java.util.Map;

/** A user's tags, as far as they are known. */
public sealed interface ListedTags {
  /** All of them. */
  record Known(Map<String, String> tags) implements ListedTags {
    public Known {
      tags = Map.copyOf(tags);
    }
  }

  /**
   * They were not read, which says nothing of what they are.
   *
   * @param why in a few words, such as {@code a report has no tags}
   */
  record NotRead(String why) implements ListedTags {}
}
