package dev.keyturn.app.lambda;

import dev.keyturn.json.JsonText;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.AccountId;
import dev.keyturn.plan.Phase;
import dev.keyturn.port.CallCount;
import dev.keyturn.port.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The log of one invocation: a line of JSON for each event. Safe for use by several threads, as
 * lines are whole.
 */
final class Log {
  private final Consumer<String> lines;
  private final InstantSource clock;
  private final String requestId;
  private final Supplier<Optional<String>> caller;
  private final Instant begun;
  private final Map<String, String> place;

  /**
   * A log.
   *
   * @param requestId the invocation's
   * @param caller our ARN, asked where AWS was asked to change something
   */
  Log(
      Consumer<String> lines,
      InstantSource clock,
      String requestId,
      Supplier<Optional<String>> caller) {
    this(lines, clock, requestId, caller, clock.instant(), Map.of());
  }

  private Log(
      Consumer<String> lines,
      InstantSource clock,
      String requestId,
      Supplier<Optional<String>> caller,
      Instant begun,
      Map<String, String> place) {
    this.lines = lines;
    this.clock = clock;
    this.requestId = requestId;
    this.caller = caller;
    this.begun = begun;
    this.place = place;
  }

  /**
   * The same log, of what is done in another account, which each line of it names.
   *
   * @param there our ARN in that account, as CloudTrail has it there
   */
  Log in(AccountId account, String region, Supplier<Optional<String>> there) {
    Map<String, String> named = new LinkedHashMap<>();
    named.put("account", account.value());
    named.put("region", region);
    return new Log(lines, clock, requestId, there, begun, named);
  }

  /** How long the invocation has taken so far. */
  Duration sinceBeginning() {
    return Duration.between(begun, clock.instant());
  }

  /**
   * What a run does, as it does it. Waiting for a key to be known is told once, when it is over.
   *
   * @param work which it does it for
   */
  void event(FunctionWork work, Event event) {
    if (event.kind() == Event.Kind.PROGRESS && !event.name().equals("proved")) {
      return;
    }
    Map<String, Object> line = line(level(event.kind()), event.name(), event.secret(), work.word());
    event.user().ifPresent(user -> line.put("user", user.value()));
    event.key().ifPresent(key -> line.put("key", key.masked()));
    if (!event.reason().isEmpty()) {
      line.put("reason", event.reason());
    }
    line.put("message", event.sentence());
    WritesFields.put(line, event.writes(), caller);
    write(line);
  }

  /** How the work on one secret ended. */
  void ended(SecretResult result) {
    Map<String, Object> line = line(level(result), "ended", result.secret(), result.work().word());
    result.user().ifPresent(user -> line.put("user", user.value()));
    result.key().map(AccessKeyId::masked).ifPresent(key -> line.put("key", key));
    line.put("outcome", result.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    line.put("reason", result.reason());
    result
        .report()
        .seen()
        .map(Phase::of)
        .map(Phase::word)
        .ifPresent(phase -> line.put("phase", phase));
    result.until().ifPresent(until -> line.put("until", until.toString()));
    line.put("message", result.sentence());
    if (!result.remedy().isEmpty()) {
      line.put("remedy", result.remedy());
    }
    write(line);
  }

  /** Anything that is about no secret. */
  void say(String level, String event, String message, Map<String, Object> more) {
    Map<String, Object> line = line(level, event, "", "");
    line.put("message", message);
    line.putAll(more);
    write(line);
  }

  /** Why an invocation has done nothing. */
  void nothingDone(String event, InvocationRefusal why) {
    Map<String, Object> line =
        line(
            "ERROR", event, why.secret().orElse(""), why.work().map(FunctionWork::word).orElse(""));
    line.put("reason", why.reason());
    line.put("message", why.sentence());
    write(line);
  }

  /**
   * What was to be told somewhere, and could not be.
   *
   * @param notification what it was
   * @param about the secret and the work, where it has them
   * @param reason why not, for machines
   * @param sentence why not, for people
   */
  void notAnnounced(
      String notification, Notifications.About about, String reason, String sentence) {
    Map<String, Object> line =
        line(
            "WARN",
            "not-announced",
            about.secret().orElse(""),
            about.work().map(FunctionWork::word).orElse(""));
    line.put("announcement", notification);
    line.put("reason", reason);
    line.put("message", "%s could not be announced. %s".formatted(notification, sentence));
    write(line);
  }

  private Map<String, Object> line(String level, String event, String secret, String step) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("timestamp", clock.instant().toString());
    line.put("level", level);
    line.put("requestId", requestId);
    line.putAll(place);
    line.put("event", event);
    if (!secret.isEmpty()) {
      line.put("secret", secret);
    }
    if (!step.isEmpty()) {
      line.put("step", step);
    }
    return line;
  }

  private void write(Map<String, Object> line) {
    line.put("durationMs", sinceBeginning().toMillis());
    Optional<CallCount> count = CallCount.current();
    count.ifPresent(calls -> line.put("awsCalls", calls.calls()));
    lines.accept(JsonText.oneLine(line));
  }

  private static String level(Event.Kind kind) {
    return switch (kind) {
      case ACTED, HOUSEKEEPING, PROGRESS -> "INFO";
      case FAILED -> "WARN";
      case SUSPICIOUS -> "ERROR";
    };
  }

  private static String level(SecretResult result) {
    return switch (result.verdict()) {
      case FINE -> "INFO";
      case LEFT -> "WARN";
      case HALTED, FAILED -> "ERROR";
    };
  }
}
