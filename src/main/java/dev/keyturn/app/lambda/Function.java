package dev.keyturn.app.lambda;

import dev.keyturn.aws.Aws;
import dev.keyturn.model.VersionId;
import dev.keyturn.port.Announcer;
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

  private final Outside outside;
  private final Aws aws;

  /**
   * The function.
   *
   * @param aws which it closes when it is closed
   */
  Function(Outside outside, Aws aws) {
    this.outside = outside;
    this.aws = aws;
  }

  /**
   * Handles one event.
   *
   * @return what was done, as JSON
   * @throws FunctionFailed where it was not done
   */
  String handle(byte[] event, Circumstances circumstances) {
    Log log = new Log(outside.lines(), aws.clock(), circumstances.requestId());
    Deadline deadline = new Deadline(circumstances.left(), outside.sleeper());
    Configuration configuration = Configuration.read(outside.env());
    Metrics metrics = new Metrics(circumstances.functionName(), configuration.maxAge());
    Announcements announcements =
        new Announcements(announcers(configuration), deadline, log, circumstances.requestId());
    Invocation invocation =
        new Invocation(outside, aws, configuration, deadline, log, metrics, announcements);
    try {
      return handle(event, circumstances, invocation);
    } finally {
      metrics.write(outside.lines(), aws.clock().instant(), log.sinceBeginning());
    }
  }

  /** Goes the way of an event, over a connection that reaches nobody. */
  void prime(Circumstances circumstances) {
    aws.callEverything();
    try {
      handle(PRIMING, circumstances);
    } catch (FunctionFailed nobodyThere) {
      outside.lines().accept(nobodyThere.toString());
    }
  }

  @Override
  public void close() {
    aws.close();
  }

  /** Whatever else is wrong with the environment, that is to be told as well. */
  private List<Announcer> announcers(Configuration configuration) {
    List<Announcer> announcers = new ArrayList<>();
    if (configuration.region().isPresent()) {
      configuration.eventBus().map(aws::eventBus).ifPresent(announcers::add);
      configuration.topic().map(aws::topic).ifPresent(announcers::add);
    }
    return announcers;
  }

  private String handle(byte[] event, Circumstances circumstances, Invocation invocation) {
    Incoming incoming = IncomingReader.read(event);
    Reach reach = Reach.of(circumstances.functionArn(), invocation.configuration().region());
    List<String> problems = problems(invocation, incoming, reach);
    if (!problems.isEmpty()) {
      throw refused(invocation, incoming, problems);
    }
    return switch (incoming) {
      case Incoming.Rotation rotation -> step(new FourSteps(invocation).take(rotation), rotation);
      case Incoming.Schedule schedule ->
          sweep(Swept.of(new Sweep(invocation).run()), invocation.log());
      case Incoming.Bad bad -> throw refused(invocation, bad, bad.problems());
    };
  }

  /** Everything that is wrong, at once, and before anything is written. */
  private List<String> problems(Invocation invocation, Incoming incoming, Reach reach) {
    List<String> problems = new ArrayList<>(invocation.configuration().problems(reach));
    List<String> beyond = beyond(reach, incoming.named());
    Optional<VersionId> version =
        switch (incoming) {
          case Incoming.Rotation rotation -> Optional.of(rotation.version());
          case Incoming.Schedule schedule -> Optional.empty();
          case Incoming.Bad bad -> {
            problems.addAll(bad.problems());
            yield bad.version();
          }
        };
    problems.addAll(beyond);
    // A secret that is elsewhere cannot be asked about.
    if (!problems.isEmpty() && beyond.isEmpty()) {
      problems.addAll(FourSteps.problemsOfTheSecret(aws.secrets(), incoming.named(), version));
    }
    return problems;
  }

  private static List<String> beyond(Reach reach, Optional<String> secret) {
    return secret.map(reach::problems).orElse(List.of()).stream()
        .map(what -> "The secret of the event " + what)
        .toList();
  }

  private static FunctionFailed refused(
      Invocation invocation, Incoming incoming, List<String> problems) {
    String message = String.join(". ", problems) + ". Nothing was changed.";
    return invocation.nothingDone(
        "refused", new NothingDone(incoming.work(), incoming.named(), "refused", message));
  }

  private static String step(Told told, Incoming.Rotation rotation) {
    if (told.outcome() != Told.Outcome.DONE) {
      throw new FunctionFailed(
          "%s of %s: %s".formatted(rotation.step().word(), told.secret(), told.whole()));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("step", rotation.step().word());
    answer.put("reason", told.reason());
    return Json.of(answer);
  }

  private static String sweep(Swept swept, Log log) {
    String message = swept.sentence();
    log.say(swept.hasFailed() ? "ERROR" : "INFO", "swept", message, swept.fields());
    if (swept.hasFailed()) {
      throw new FunctionFailed(message);
    }
    return Json.of(swept.fields());
  }
}
