package dev.keyturn.app.lambda;

import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.evidence.JournalWriter;
import dev.keyturn.json.JsonText;
import dev.keyturn.model.VersionId;
import dev.keyturn.port.Failure;
import dev.keyturn.port.Notifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The function: an event in, an answer or an error out. */
final class Function implements AutoCloseable {
  private static final byte[] PRIMING =
      """
      {"Step":"createSecret","SecretId":"priming","ClientRequestToken":"00000000-0000-0000-0000-000000000000"}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final FunctionEnvironment environment;
  private final AwsConnection aws;

  /**
   * The function.
   *
   * @param aws which it closes when it is closed
   */
  Function(FunctionEnvironment environment, AwsConnection aws) {
    this.environment = environment;
    this.aws = aws;
  }

  /**
   * Handles one event.
   *
   * @return what was done, as JSON
   * @throws FunctionFailed where it was not done
   */
  String handle(byte[] event, InvocationInfo info) {
    Log log = new Log(environment.lines(), aws.clock(), info.requestId(), aws::caller);
    Deadline deadline = new Deadline(info.left(), environment.sleeper());
    Configuration configuration = Configuration.read(environment.env());
    Metrics metrics = new Metrics(info.functionName(), configuration.maxAge());
    Notifications notifications =
        new Notifications(notifiers(configuration), deadline, log, info.requestId(), aws::caller);
    Optional<JournalWriter> journal = journal(configuration, info);
    Invocation invocation =
        new Invocation(
            environment, aws, configuration, deadline, log, metrics, notifications, journal);
    try {
      return handle(FunctionEventParser.read(event), info, invocation);
    } finally {
      // The journal's end may be cut off: everything else is told before.
      metrics.write(environment.lines(), aws.clock().instant(), log.sinceBeginning());
      finish(invocation);
      metrics.writeJournal(environment.lines(), aws.clock().instant());
    }
  }

  private Optional<JournalWriter> journal(Configuration configuration, InvocationInfo info) {
    return configuration
        .journal()
        .writer(
            new JournalSettings.Outside(aws::journal, aws::signer),
            aws.clock().instant(),
            environment.names().get().holder(),
            () -> opening(info));
  }

  /** What the first line of an invocation's segment says of it. */
  private Map<String, String> opening(InvocationInfo info) {
    Map<String, String> opening = new LinkedHashMap<>();
    aws.caller().ifPresent(arn -> opening.put("by", arn));
    opening.put("function", info.functionArn().orElse(info.functionName()));
    opening.put("requestId", info.requestId());
    return opening;
  }

  /** A journal that is not whole is told, and fails nothing. */
  private static void finish(Invocation invocation) {
    List<String> why = new ArrayList<>(invocation.configuration().journal().problems());
    invocation
        .journal()
        .flatMap(journal -> journal.finish(invocation.deadline()::leavesTimeToTell))
        .map(Failure::sentence)
        .ifPresent(why::add);
    if (!why.isEmpty()) {
      String message = "The journal is not whole. " + String.join(" ", why);
      invocation.metrics().notJournaled();
      invocation.log().say("WARN", "not-journaled", message, Map.of());
    }
  }

  /** Goes the way of an event, over a connection that reaches nobody. */
  void prime(InvocationInfo info) {
    aws.callEverything();
    try {
      handle(PRIMING, info);
    } catch (FunctionFailed nobodyThere) {
      environment.lines().accept(nobodyThere.toString());
    }
  }

  @Override
  public void close() {
    aws.close();
  }

  /** Whatever else is wrong with the environment, that is to be told as well. */
  private List<Notifier> notifiers(Configuration configuration) {
    List<Notifier> notifiers = new ArrayList<>();
    if (configuration.region().isPresent()) {
      configuration.eventBus().map(aws::eventBus).ifPresent(notifiers::add);
      configuration.topic().map(aws::topic).ifPresent(notifiers::add);
    }
    return notifiers;
  }

  private String handle(FunctionEvent event, InvocationInfo info, Invocation invocation) {
    ReachableSecrets reachable =
        ReachableSecrets.of(info.functionArn(), invocation.configuration().region());
    List<String> problems = problems(invocation, event, reachable);
    if (!problems.isEmpty()) {
      throw refused(invocation, event, problems);
    }
    return switch (event) {
      case FunctionEvent.Rotation rotation -> answer(new ServiceSteps(invocation).take(rotation));
      case FunctionEvent.Schedule schedule ->
          answer(new ScheduledRun(invocation).run(), invocation.log());
      case FunctionEvent.Queued queued -> new QueuedAccounts(invocation).take(queued);
      case FunctionEvent.Enqueue enqueue -> new AccountDispatch(invocation).send(enqueue);
      case FunctionEvent.Bad bad -> throw refused(invocation, bad, bad.problems());
    };
  }

  /** Everything that is wrong, at once, and before anything is written. */
  private List<String> problems(
      Invocation invocation, FunctionEvent event, ReachableSecrets reachable) {
    List<String> problems = new ArrayList<>(invocation.configuration().problems(reachable));
    List<String> beyond = beyond(reachable, event.named());
    Optional<VersionId> version =
        switch (event) {
          case FunctionEvent.Rotation rotation -> Optional.of(rotation.version());
          case FunctionEvent.Schedule schedule -> Optional.empty();
          case FunctionEvent.Queued queued -> Optional.empty();
          case FunctionEvent.Enqueue enqueue -> Optional.empty();
          case FunctionEvent.Bad bad -> {
            problems.addAll(bad.problems());
            yield bad.version();
          }
        };
    problems.addAll(beyond);
    // A secret that is elsewhere cannot be asked about.
    if (!problems.isEmpty() && beyond.isEmpty()) {
      problems.addAll(ServiceSteps.problemsOfTheSecret(aws.secrets(), event.named(), version));
    }
    return problems;
  }

  private static List<String> beyond(ReachableSecrets reachable, Optional<String> secret) {
    return secret.map(reachable::problems).orElse(List.of()).stream()
        .map(what -> "The secret of the event " + what)
        .toList();
  }

  private static FunctionFailed refused(
      Invocation invocation, FunctionEvent event, List<String> problems) {
    String message = String.join(". ", problems) + ". Nothing was changed.";
    return invocation.nothingDone(
        "refused", new InvocationRefusal(event.work(), event.named(), "refused", message));
  }

  private static String answer(SecretResult result) {
    String step = result.work().word();
    if (result.verdict().failsInvocation()) {
      throw new FunctionFailed("%s of %s: %s".formatted(step, result.secret(), result.whole()));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("step", step);
    answer.put("reason", result.reason());
    return JsonText.oneLine(answer);
  }

  private static String answer(ScheduledRunResult result, Log log) {
    String message = result.sentence();
    log.say(result.hasFailed() ? "ERROR" : "INFO", "swept", message, result.fields());
    if (result.hasFailed()) {
      throw new FunctionFailed(message);
    }
    return JsonText.oneLine(result.fields());
  }
}
