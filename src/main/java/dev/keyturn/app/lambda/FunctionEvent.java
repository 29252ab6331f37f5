package dev.keyturn.app.lambda;

import dev.keyturn.model.SecretText;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.ServiceStep;
import java.util.List;
import java.util.Optional;

/** What the function was called with. */
sealed interface FunctionEvent {
  /** What is to be done; empty where that is not known. */
  Optional<FunctionWork> work();

  /** The secret that it names, if it names one. */
  Optional<String> named();

  /**
   * A step of Secrets Manager's rotation.
   *
   * @param secret its ARN
   * @param version the service's ClientRequestToken, which is the pending version's ID
   * @param rotationToken to be handed on with the new value; older events have none
   */
  record Rotation(
      String secret, VersionId version, ServiceStep step, Optional<SecretText> rotationToken)
      implements FunctionEvent {
    @Override
    public Optional<FunctionWork> work() {
      return Optional.of(new FunctionWork.ForService(step));
    }

    @Override
    public Optional<String> named() {
      return Optional.of(secret);
    }
  }

  /** The schedule: everything that is due. */
  record Schedule() implements FunctionEvent {
    @Override
    public Optional<FunctionWork> work() {
      return Optional.of(new FunctionWork.OnSchedule());
    }

    @Override
    public Optional<String> named() {
      return Optional.empty();
    }
  }

  /**
   * Messages of a queue of accounts.
   *
   * @param messages in the queue's order; one, where the event source is set up as it should be
   */
  record Queued(List<Message> messages) implements FunctionEvent {
    /**
     * One of them.
     *
     * @param id by which what was not done is named in the answer
     */
    record Message(String id, String body) {}

    public Queued {
      messages = List.copyOf(messages);
    }

    @Override
    public Optional<FunctionWork> work() {
      return Optional.of(new FunctionWork.OnSchedule());
    }

    @Override
    public Optional<String> named() {
      return Optional.empty();
    }
  }

  /**
   * Messages to be sent to that queue, one for each account.
   *
   * @param run what the run is called; empty where a name is to be drawn
   */
  record Enqueue(Optional<String> run) implements FunctionEvent {
    @Override
    public Optional<FunctionWork> work() {
      return Optional.empty();
    }

    @Override
    public Optional<String> named() {
      return Optional.empty();
    }
  }

  /**
   * None of them.
   *
   * @param problems what is wrong, a sentence each
   * @param secret the secret that it names, if it names one
   * @param version the version that it names, if it names one
   * @param step the step that it names, if it names one
   */
  record Bad(
      List<String> problems,
      Optional<String> secret,
      Optional<VersionId> version,
      Optional<ServiceStep> step)
      implements FunctionEvent {
    public Bad {
      problems = List.copyOf(problems);
    }

    @Override
    public Optional<FunctionWork> work() {
      return step.map(FunctionWork.ForService::new);
    }

    @Override
    public Optional<String> named() {
      return secret;
    }
  }
}
