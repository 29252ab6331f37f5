package dev.keyturn.port;

import dev.keyturn.model.SecretDescription;
import java.util.List;
import java.util.Optional;

/**
 * What a list of secrets came to. One entry that makes no sense is no reason to leave the others
 * alone, and none to pass over it: it is somebody's secret.
 *
 * @param secrets those whose entry could be read
 * @param unreadable the others
 */
public record TaggedSecrets(List<SecretDescription> secrets, List<Unreadable> unreadable) {
  public TaggedSecrets {
    secrets = List.copyOf(secrets);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * An entry that could not be read.
   *
   * @param name the secret's name, where the entry has one
   * @param otherwise its ARN, or else which entry it is
   * @param failure what is wrong with it
   */
  public record Unreadable(Optional<String> name, String otherwise, Failure failure) {
    /** What to call it. */
    public String words() {
      return name.orElse(otherwise);
    }
  }
}
