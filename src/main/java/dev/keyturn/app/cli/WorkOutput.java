package dev.keyturn.app.cli;

import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.AccountResultStore;
import dev.keyturn.fleet.MessageResult;
import dev.keyturn.json.JsonText;
import dev.keyturn.report.AccountJson;
import dev.keyturn.report.PassSummary;
import dev.keyturn.report.SecretLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of each message: a line of JSON on standard output, and the same as an object of a
 * bucket where that is asked for.
 */
final class WorkOutput {
  private final CliEnvironment environment;
  private final CommandOutput output;
  private final Connection hub;
  private final Optional<String> results;
  private final Optional<AccountResultStore> bucket;
  private ExitCode worst = ExitCode.NOTHING_DUE;

  WorkOutput(CliEnvironment environment, Arguments arguments, Connection hub) {
    this.environment = environment;
    this.output = new CommandOutput(environment);
    this.hub = hub;
    this.results = arguments.text(WorkCommand.RESULTS);
    this.bucket =
        results
            .flatMap(JournalSettings::place)
            .map(place ->
                new AccountResultStore(
                    JournalSettings.store(place, hub.journals()),
                    environment.names().get(),
                    environment.sleeper(),
                    () -> !environment.stop().getAsBoolean()));
  }

  /** The exit code of the worst of them. */
  ExitCode worst() {
    return worst;
  }

  /** Prints what became of a message, before it is deleted. */
  void add(MessageResult<AccountPass.Outcome> result) {
    worst = worst.or(exit(result));
    String line = JsonText.oneAsciiLine(json(result));
    environment.out().println(line);
    environment.out().flush();
    result.told().ifPresent(outcome -> outcome.warnings().forEach(output::warnOfJournal));
    result.message().ifPresent(message -> keep(message, line));
  }

  private static ExitCode exit(MessageResult<AccountPass.Outcome> result) {
    ExitCode own = result.told().map(AccountPass.Outcome::exit).orElse(ExitCode.NOTHING_DUE);
    return switch (result.fate()) {
      case DONE -> own;
      case CONTINUED -> own == ExitCode.STOPPED ? ExitCode.DONE : own;
      case HANDED_BACK -> ExitCode.STOPPED;
      case COMES_BACK -> own.or(ExitCode.AWS);
      case LOST -> own.or(ExitCode.WAITING);
      case PUT_ASIDE -> ExitCode.HALTED;
    };
  }

  private Map<String, @Nullable Object> json(MessageResult<AccountPass.Outcome> result) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("at", hub.clock().instant());
    json.put("message", result.id());
    json.put("receives", result.receives());
    json.put("fate", result.fate().word());
    json.put("run", result.message().map(AccountMessage::run).orElse(null));
    json.put("part", result.message().map(AccountMessage::part).orElse(null));
    json.put("account", result.message().map(it -> it.account().value()).orElse(null));
    json.put("region", result.message().map(AccountMessage::region).orElse(null));
    List<String> problems = new ArrayList<>();
    result
        .told()
        .ifPresent(outcome -> {
          json.putAll(AccountJson.of(outcome.report()));
          json.put(
              "secrets",
              outcome.secrets().stream()
                  .filter(SecretLine::isNotable)
                  .map(WorkOutput::secret)
                  .toList());
          json.put("pass", outcome.pass().map(PassSummary::json).orElse(null));
          problems.addAll(outcome.report().problems());
        });
    problems.addAll(result.problems());
    json.put("problems", problems);
    return json;
  }

  private static Map<String, Object> secret(SecretLine line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("secret", line.secret());
    json.put("user", line.user());
    json.put("standing", line.status().word());
    json.put("done", line.cells().getFirst());
    json.put("why", line.why());
    return json;
  }

  private void keep(AccountMessage message, String line) {
    bucket
        .flatMap(to -> to.keep(message, line))
        .ifPresent(failure -> {
          worst = worst.or(ExitCode.AWS);
          output.warn(
              "A result was not kept in %s. %s"
                  .formatted(results.orElseThrow(), failure.sentence()));
        });
  }
}
