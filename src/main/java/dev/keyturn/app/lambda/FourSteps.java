package dev.keyturn.app.lambda;

import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.Target;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.Staging;
import dev.keyturn.port.Read;
import dev.keyturn.port.SecretStore;
import dev.keyturn.rotate.Command;
import java.util.List;
import java.util.Optional;

/** Secrets Manager's four steps, one at each invocation. */
final class FourSteps {
  private final Invocation invocation;

  FourSteps(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Takes a step. */
  Told take(Incoming.Rotation event) {
    Target target = Target.of(event.secret());
    Command command = new Command.Stage(event.version(), event.step());
    return invocation.run(event.step().word(), target, command, event.rotationToken());
  }

  /**
   * What else is wrong, where a step is refused for its event or for the environment.
   *
   * @param version which the event names; where it names none, what is wrong whatever it named is
   *     found by way of the current one
   */
  static List<String> problemsOfTheSecret(
      SecretStore secrets, Optional<String> secret, Optional<VersionId> version) {
    if (secret.isEmpty()) {
      return List.of();
    }
    return switch (secrets.describe(secret.get())) {
      case Read.Got<SecretDescription>(SecretDescription found) ->
          version
              .or(() -> found.at(StagingLabel.AWSCURRENT))
              .map(named -> Staging.problems(found, named))
              .orElse(List.of());
      case Read.Absent<SecretDescription> absent ->
          List.of("There is no secret %s".formatted(secret.get()));
      case Read.Failed<SecretDescription> failed -> List.of();
    };
  }
}
