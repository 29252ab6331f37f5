package dev.keyturn.app.cli;

import dev.keyturn.model.ManagedSecret;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption;
import java.util.Optional;

/**
 * The rotation to a user's first key, which follows an adoption with a new key.
 *
 * @param runs makes it
 */
record FirstKey(WaitForOtherRun runs) {
  /**
   * Rotates.
   *
   * @param arn of the secret that was adopted
   */
  RunReport rotate(Adoption.Request request, String arn) {
    // What was typed may be a part of the ARN.
    String secret = request.secret().startsWith("arn:") ? arn : request.secret();
    return runs.run(
        new ManagedSecret(secret, Optional.of(request.user())), new RunRequest.Rotate());
  }
}
