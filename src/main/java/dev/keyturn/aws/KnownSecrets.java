package dev.keyturn.aws;

import dev.keyturn.model.SecretText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

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

  /**
   * A text that was in hand.
   *
   * @param format if it is a secret's value, which of its fields hold what may be seen
   * @param parts what is not to be seen of it, worked out when it is first needed
   */
  private record Held(SecretFormat format, Optional<List<Confidential>> parts) {}

  /** Each text; the latest last. */
  private final Map<String, Held> texts = new LinkedHashMap<>(16, 0.75f, true);

  private long characters;

  /** Takes in a text that must not be seen, and hands it back. */
  SecretText add(SecretText secret) {
    add(secret.reveal());
    return secret;
  }

  /** Takes in what somebody signs with, and hands it back. */
  AwsCredentials add(AwsCredentials credentials) {
    add(credentials.secretAccessKey());
    if (credentials instanceof AwsSessionCredentials session) {
      add(session.sessionToken());
    }
    return credentials;
  }

  /** Takes in a secret's value, of which only the user's name and the key's ID may be seen. */
  synchronized SecretText add(SecretText value, SecretFormat format) {
    add(value.reveal());
    texts.computeIfPresent(
        value.reveal(),
        (text, held) -> held.format().equals(format) ? held : new Held(format, Optional.empty()));
    return value;
  }

  /** Takes in a text that must not be seen. */
  synchronized void add(String text) {
    if (texts.get(text) == null) {
      texts.put(text, new Held(SecretFormat.DEFAULT, Optional.empty()));
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
    texts.replaceAll((text, held) ->
        held.parts().isPresent()
            ? held
            : new Held(
                held.format(), Optional.of(Confidential.partsOf(text, held.format()).toList())));
    texts.values().forEach(held -> held.parts().ifPresent(all::addAll));
    return all;
  }
}
