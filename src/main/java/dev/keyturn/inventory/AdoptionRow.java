package dev.keyturn.inventory;

import dev.keyturn.model.Setting;
import dev.keyturn.model.UserName;
import java.util.Map;
import java.util.Optional;

/**
 * A user and a secret that are to be adopted, as a row of a file names them. What a row does not
 * say, the command line does.
 *
 * @param line where it begins, counted from 1
 * @param account whose user it is, where the row says so in a column, or gives the user's ARN
 * @param secret the secret's name or ARN, as it stands there
 * @param newKey whether to make the user's key where the secret holds none
 * @param existing whether that may go into a secret that was there before
 * @param fields which fields of the secret's value hold the key, as {@code adopt --fields} takes it
 * @param settings to be written as the secret's tags, not looked at yet
 */
public record AdoptionRow(
    long line,
    UserName user,
    Optional<String> account,
    String secret,
    Optional<Boolean> newKey,
    Optional<Boolean> existing,
    Optional<String> fields,
    Map<Setting, String> settings) {
  public AdoptionRow {
    settings = Map.copyOf(settings);
  }
}
