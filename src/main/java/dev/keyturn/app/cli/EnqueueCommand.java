package dev.keyturn.app.cli;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.Dispatch;
import dev.keyturn.json.JsonText;
import dev.keyturn.model.PolicySource;
import dev.keyturn.port.WorkQueue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code enqueue}: a message for each account and Region, which workers take. It lists accounts and
 * sends; it assumes no role.
 */
final class EnqueueCommand implements QueueCommand {
  private static final Option RUN =
      Option.withValue(
          "run",
          "NAME",
          OptionFormat.Shape.RUN_NAME,
          "A name for this run; the same again within five minutes sends nothing twice (default: drawn).");

  private static final CommandHelp HELP =
      new CommandHelp(
          "enqueue --queue URL --organization --role NAME [OPTION…]",
          "Send a message for each account to a queue that workers take them from.",
          List.of(
              "One message an account and Region, to an Amazon SQS FIFO queue. It assumes no role.",
              "See docs/organization.md, Beyond one machine."),
          List.of(
              "keyturn enqueue --queue \"$QUEUE\" --organization --role keyturn",
              "keyturn enqueue --queue \"$QUEUE\" --accounts-file accounts.txt --role keyturn --run 2026-11-30"));

  @Override
  public String name() {
    return "enqueue";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public List<Option> options() {
    return List.of(
        QUEUE,
        RUN,
        AccountOptions.ORGANIZATION,
        AccountOptions.OU,
        AccountOptions.ACCOUNTS,
        AccountOptions.ACCOUNTS_FILE,
        AccountOptions.EXCLUDE,
        AccountOptions.REGIONS,
        AccountOptions.ROLE);
  }

  @Override
  public List<String> problems(Arguments arguments) {
    List<String> problems = new ArrayList<>(QueueCommand.super.problems(arguments));
    if (!AccountOptions.areGiven(arguments)) {
      problems.add(
          "command line: which accounts? Add --organization, --ou, --accounts or --accounts-file");
    } else {
      problems.addAll(AccountOptions.problems(arguments));
    }
    return problems;
  }

  @Override
  public int run(
      CliEnvironment environment,
      Arguments arguments,
      ConfiguredSecrets variable,
      List<PolicySource> sources) {
    Connection hub = environment.connector().connect(AccountOptions.connection(arguments));
    CommandOutput output = new CommandOutput(environment);
    return switch (AccountsFound.of(hub, environment, arguments)) {
      case AccountsFound.Not(ExitCode exit, String problem) ->
          output.notBegun(arguments, exit, hub.clock().instant(), problem);
      case AccountsFound.Found found -> {
        found.warnings().forEach(output::warn);
        found
            .choice()
            .leftOut()
            .forEach(account ->
                output.warn(
                    "Account %s is %s, and was left out."
                        .formatted(account.id(), account.state().words())));
        yield send(environment, arguments, hub, found);
      }
    };
  }

  private static int send(
      CliEnvironment environment, Arguments arguments, Connection hub, AccountsFound.Found found) {
    String role = arguments.text(AccountOptions.ROLE).orElseThrow();
    String run = arguments.text(RUN).orElseGet(() -> environment.names().get().holder());
    List<WorkQueue.Outgoing> messages =
        AccountMessage.ofRun(
            found.choice().open(), found.regions(), role, run, hub.clock().instant());
    List<WorkQueue.Unsent> unsent =
        new Dispatch(hub.others().queue(arguments.text(QUEUE).orElseThrow()), environment.sleeper())
            .send(messages);
    ExitCode exit = unsent.isEmpty() ? ExitCode.DONE : ExitCode.AWS;
    print(environment, arguments.json(), run, messages.size(), unsent, exit);
    return exit.code(false);
  }

  private static void print(
      CliEnvironment environment,
      boolean asJson,
      String run,
      int all,
      List<WorkQueue.Unsent> unsent,
      ExitCode exit) {
    List<String> left = unsent.stream().map(it -> it.message().group()).distinct().toList();
    int sent = all - unsent.size();
    if (asJson) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("command", "enqueue");
      json.put("run", run);
      json.put("sent", sent);
      json.put("notSent", left);
      json.put("problems", unsent.stream().map(it -> it.failure().sentence()).distinct().toList());
      json.put("exit", exit.word());
      environment.out().println(JsonText.oneAsciiLine(json));
    } else {
      environment.out().println("%s sent, of run %s.".formatted(messages(sent), run));
    }
    if (!unsent.isEmpty()) {
      environment
          .err()
          .println(
              "keyturn: not sent: %s, of account%s %s. %s The same command with --run %s sends what is left, within five minutes of the first nothing twice."
                  .formatted(
                      messages(unsent.size()),
                      left.size() == 1 ? "" : "s",
                      String.join(", ", left),
                      QueueCommand.sentence(unsent.getFirst().failure()),
                      run));
    }
  }

  private static String messages(int many) {
    return many == 1 ? "1 message" : many + " messages";
  }
}
