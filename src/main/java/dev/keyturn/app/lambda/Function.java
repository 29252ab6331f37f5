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
    Metrics metrics = new Metrics(circumstances.functionName());
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

  private List<Announcer> announcers(Configuration configuration) {
    List<Announcer> announcers = new ArrayList<>();
    if (configuration.problems().isEmpty()) {
      configuration.eventBus().map(aws::eventBus).ifPresent(announcers::add);
      configuration.topic().map(aws::topic).ifPresent(announcers::add);
    }
    return announcers;
  }

  private String handle(byte[] event, Circumstances circumstances, Invocation invocation) {
    Incoming incoming = IncomingReader.read(event);
    List<String> problems = problems(invocation, incoming, circumstances);
    if (!problems.isEmpty()) {
      throw refused(invocation, problems);
    }
    return switch (incoming) {
      case Incoming.Rotation rotation -> step(new FourSteps(invocation).take(rotation), rotation);
      case Incoming.Schedule schedule -> sweep(new Sweep(invocation).run(), invocation.log());
      case Incoming.Bad bad -> throw refused(invocation, bad.problems());
    };
  }

  /** Everything that is wrong, at once, and before anything is written. */
  private List<String> problems(
      Invocation invocation, Incoming incoming, Circumstances circumstances) {
    List<String> problems = new ArrayList<>(invocation.configuration().problems());
    switch (incoming) {
      case Incoming.Rotation rotation -> {
        problems.addAll(Accounts.problems(Optional.of(rotation.secret()), circumstances));
        if (!problems.isEmpty()) {
          problems.addAll(
              ofTheSecret(Optional.of(rotation.secret()), Optional.of(rotation.version())));
        }
      }
      case Incoming.Schedule schedule -> {}
      case Incoming.Bad bad -> {
        problems.addAll(bad.problems());
        problems.addAll(Accounts.problems(bad.secret(), circumstances));
        problems.addAll(ofTheSecret(bad.secret(), bad.version()));
      }
    }
    return problems;
  }

  private List<String> ofTheSecret(Optional<String> secret, Optional<VersionId> version) {
    return FourSteps.problemsOfTheSecret(aws.secrets(), secret, version);
  }

  private static FunctionFailed refused(Invocation invocation, List<String> problems) {
    String message = String.join(". ", problems) + ". Nothing was changed.";
    invocation.log().say("ERROR", "refused", message, Map.of());
    invocation.metrics().refused();
    return new FunctionFailed(message);
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

  private static String sweep(List<Told> all, Log log) {
    List<Told> failed = all.stream().filter(Function::isFailure).toList();
    List<String> left =
        all.stream().filter(told -> told.outcome() == Told.Outcome.LEFT).map(Told::secret).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("secrets", all.size());
    answer.put("failed", failed.stream().map(Told::secret).toList());
    answer.put("left", left);
    String message = sentence(all, failed, left);
    boolean nothing = !all.isEmpty() && left.size() == all.size();
    log.say(failed.isEmpty() && !nothing ? "INFO" : "ERROR", "swept", message, answer);
    if (!failed.isEmpty() || nothing) {
      throw new FunctionFailed(message);
    }
    return Json.of(answer);
  }

  private static boolean isFailure(Told told) {
    return switch (told.outcome()) {
      case FAILED, HALTED, REFUSED_BINDING -> true;
      case DONE, WAITS, LEFT -> false;
    };
  }

  private static String sentence(List<Told> all, List<Told> failed, List<String> left) {
    StringBuilder words = new StringBuilder("%d secrets looked after.".formatted(all.size()));
    if (!failed.isEmpty()) {
      words.append(" %d failed:".formatted(failed.size()));
      failed.forEach(told ->
          words.append(" %s (%s): %s".formatted(told.secret(), told.reason(), told.whole())));
    }
    if (!left.isEmpty()) {
      words.append(
          " The time was up; %d are left for the next run: %s. If this happens again and again, give the function a longer timeout."
              .formatted(left.size(), String.join(", ", left)));
    }
    return words.toString();
  }
}
