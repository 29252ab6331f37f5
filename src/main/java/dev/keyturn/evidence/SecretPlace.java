package dev.keyturn.evidence;

import java.util.List;
import java.util.Optional;

/**
 * Where a secret of a journal's line is: two accounts, or two Regions, may have secrets of one
 * name.
 *
 * @param account twelve digits; empty where the segment does not say who wrote it
 * @param region empty where it does not say, as an early segment
 */
public record SecretPlace(Optional<String> account, Optional<String> region) {
  private static final int REGION = 3;
  private static final int ACCOUNT = 4;

  /** That of a line: by the secret's own ARN, or else by who wrote the segment, and where. */
  static SecretPlace of(JournalLine line, JournalLine first) {
    Optional<String> secret = line.text("secret");
    Optional<String> function = first.text("function");
    return new SecretPlace(
        part(secret, ACCOUNT)
            .or(() -> part(first.text("by"), ACCOUNT))
            .or(() -> part(function, ACCOUNT)),
        part(secret, REGION)
            .or(() -> first.text("region").filter(it -> !it.isEmpty()))
            .or(() -> part(function, REGION)));
  }

  /** That which an ARN names; unknown for a name. */
  static SecretPlace of(String named) {
    Optional<String> arn = Optional.of(named);
    return new SecretPlace(part(arn, ACCOUNT), part(arn, REGION));
  }

  private static Optional<String> part(Optional<String> arn, int place) {
    return arn.filter(it -> it.startsWith("arn:"))
        .map(it -> List.of(it.split(":", ACCOUNT + 2)))
        .filter(parts -> parts.size() > ACCOUNT)
        .map(parts -> parts.get(place))
        .filter(part -> !part.isEmpty());
  }

  /** Whether what both tell is the same. */
  boolean canBe(SecretPlace other) {
    return agree(account, other.account) && agree(region, other.region);
  }

  private static boolean agree(Optional<String> one, Optional<String> other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  /** {@code account 111122223333, eu-central-1}. */
  public String words() {
    return account.map(it -> "account " + it).orElse("an account that the journal does not name")
        + ", "
        + region.orElse("a Region that it does not name");
  }
}
