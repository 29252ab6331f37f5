package dev.keyturn.app.lambda;

import java.util.List;
import java.util.Optional;

/** Whose the secret is: a function rotates secrets of its own account only. */
final class Accounts {
  private static final int ACCOUNT = 4;

  private Accounts() {}

  static List<String> problems(Optional<String> secret, Circumstances circumstances) {
    Optional<String> theirs = secret.flatMap(Accounts::account);
    Optional<String> ours = circumstances.functionArn().flatMap(Accounts::account);
    return theirs.isPresent() && ours.isPresent() && !theirs.equals(ours)
        ? List.of(
            "The secret is of account %s, and the function of account %s"
                .formatted(theirs.get(), ours.get()))
        : List.of();
  }

  /** The account in an ARN; empty for a name. */
  private static Optional<String> account(String arn) {
    String[] parts = arn.split(":", -1);
    return arn.startsWith("arn:")
            && parts.length > ACCOUNT + 1
            && parts[ACCOUNT].matches("[0-9]{12}")
        ? Optional.of(parts[ACCOUNT])
        : Optional.empty();
  }
}
