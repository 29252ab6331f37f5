package dev.keyturn.port;

import java.time.Instant;
import java.util.List;

/**
 * Something that others may wish to know of.
 *
 * @param type what happened: stable, for machines, such as {@code Key Promoted}
 * @param detail a JSON object, for machines; never a secret
 * @param subject for people, on one line of ASCII
 * @param message for people, with what to do
 * @param resources the ARNs that it is about
 */
public record Notification(
    Instant at,
    String type,
    String detail,
    String subject,
    String message,
    List<String> resources) {
  public Notification {
    resources = List.copyOf(resources);
  }
}
