package dev.keyturn.aws;

import dev.keyturn.model.SecretText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every secret text that a connection has had in hand: values that it read or stored, keys that it
 * made, tried or signed with, session and rotation tokens. AWS's errors may quote any of them, in
 * whatever way they like, so their words pass through here on their way out of this room. Safe for
 * use by several threads.
 *
 * <p>The texts are kept as long as the connection, up to a million characters, those that were in
 * hand last. A secret's work is done long before as much has been read for others.
 */
final class KnownSecrets {
  private static final int MOST_CHARACTERS = 1_000_000;

  /** No message of AWS's own is as long. What is, quotes something, and is not worth a search. */
  private static final int LONGEST_MESSAGE = 5_000;

  private final SecretFormat format;

  /** What is not to be seen of each text, worked out when it is first needed; the latest last. */
  private final Map<String, Optional<List<Confidential>>> texts =
      new LinkedHashMap<>(16, 0.75f, true);

  private long characters;

  /** None yet; the values among them have this format. */
  KnownSecrets(SecretFormat format) {
    this.format = format;
  }

  /** Takes in a text that must not be seen, and hands it back. */
  SecretText add(SecretText secret) {
    add(secret.reveal());
    return secret;
  }

  /** Takes in a text that must not be seen. */
  synchronized void add(String text) {
    if (texts.get(text) == null) {
      texts.put(text, Optional.empty());
      characters += text.length();
      Iterator<String> oldest = texts.keySet().iterator();
      while (characters > MOST_CHARACTERS && texts.size() > 1) {
        characters -= oldest.next().length();
        oldest.remove();
      }
    }
  }

  /** A message with three asterisks in place of everything in it that must not be seen. */
  String hiddenIn(String message) {
    if (message.length() > LONGEST_MESSAGE) {
      return "(%d characters, which are not shown)".formatted(message.length());
    }
    return message.isEmpty() ? message : SecretTraces.of(message, parts()).hidden();
  }

  private synchronized List<Confidential> parts() {
    List<Confidential> all = new ArrayList<>();
    texts.replaceAll(
        (text, parts) -> parts.or(() -> Optional.of(Confidential.partsOf(text, format).toList())));
    texts.values().forEach(parts -> parts.ifPresent(all::addAll));
    return all;
  }
}
