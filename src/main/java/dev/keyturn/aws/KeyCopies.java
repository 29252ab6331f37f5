package dev.keyturn.aws;

import dev.keyturn.model.Credential;
import dev.keyturn.model.FieldPath;
import dev.keyturn.model.KeyCopy;
import dev.keyturn.model.SecretFields;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds a key where a rotation does not replace it: whoever reads it there has a key that is
 * switched off some day.
 */
final class KeyCopies {
  /** What looks like a name, and is too short for a secret access key. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.: -]{1,32}");

  private KeyCopies() {}

  /**
   * The copies in a value, in their order.
   *
   * @param positions the places that a rotation replaces
   */
  static List<KeyCopy> in(
      String text, SecretFields fields, CredentialFieldPositions positions, Credential key) {
    String id = key.id().value();
    String secret = key.secretAccessKey().reveal();
    String inUrl = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    Predicate<String> holdsKey = it -> it.contains(id) || it.contains(secret) || it.contains(inUrl);
    // Most values hold the key nowhere else, and need not be read a second time.
    String rest = positions.withoutKey();
    if (!rest.contains("\\") && !holdsKey.test(rest)) {
      return List.of();
    }
    Set<KeyCopy> copies = new LinkedHashSet<>();
    for (DocumentFields.Text found : DocumentFields.texts(fields.form(), text, holdsKey)) {
      if (found.path().filter(positions::replaces).isEmpty()) {
        boolean whole = found.text().equals(id) || found.text().equals(secret);
        Optional<FieldPath> shown = found.path().filter(path -> mayBeShown(path, secret));
        copies.add(new KeyCopy(shown, whole && found.path().isPresent()));
      }
    }
    if (copies.isEmpty() && holdsKey.test(rest)) {
      copies.add(new KeyCopy(Optional.empty(), false));
    }
    return new ArrayList<>(copies);
  }

  /** The names of fields are a part of the value, and who knows what people write there. */
  private static boolean mayBeShown(FieldPath path, String secret) {
    return path.names().stream()
        .allMatch(name -> NAME.matcher(name).matches() && !name.contains(secret));
  }
}
