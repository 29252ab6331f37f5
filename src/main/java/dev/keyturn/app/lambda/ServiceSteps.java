package dev.keyturn.app.lambda;

import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.ServiceRotation;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.SecretStore;
import dev.keyturn.result.RunRequest;
import java.util.List;
import java.util.Optional;

/** Secrets Manager's four steps, one at each invocation. */
final class ServiceSteps {
  private final Invocation invocation;

  ServiceSteps(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Takes a step. */
  SecretResult take(FunctionEvent.Rotation event) {
    ManagedSecret target = ManagedSecret.of(event.secret());
    RunRequest request = new RunRequest.TakeServiceStep(event.version(), event.step());
    return invocation.run(
        new FunctionWork.ForService(event.step()), target, request, event.rotationToken());
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
      case ReadResult.Got<SecretDescription>(SecretDescription found) ->
          version
              .or(() -> found.at(StagingLabel.AWSCURRENT))
              .map(named -> ServiceRotation.problems(found, named))
              .orElse(List.of());
      case ReadResult.Absent<SecretDescription> absent ->
          List.of("There is no secret %s".formatted(secret.get()));
      case ReadResult.Failed<SecretDescription> failed -> List.of();
    };
  }
}
