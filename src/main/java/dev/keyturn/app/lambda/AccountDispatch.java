package dev.keyturn.app.lambda;

import dev.keyturn.fleet.AccountChoice;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.Dispatch;
import dev.keyturn.fleet.OrganizationReading;
import dev.keyturn.json.JsonText;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WorkQueue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code enqueue} does, by a schedule: a message for each account of the organization and each
 * Region, which workers take. It lists accounts and sends; it assumes no role. Where it fails it
 * may be called again with the same event: within five minutes nothing is sent twice.
 */
final class AccountDispatch {
  private final Invocation invocation;
  private final QueueSettings queue;
  private final EnqueueSettings accounts;

  AccountDispatch(Invocation invocation) {
    this.invocation = invocation;
    this.queue = QueueSettings.read(invocation.environment().env());
    this.accounts =
        EnqueueSettings.read(invocation.environment().env(), invocation.configuration().region());
  }

  /**
   * Sends them.
   *
   * @return how many, as JSON
   * @throws FunctionFailed where some were not sent, or the accounts are not known
   */
  String send(FunctionEvent.Enqueue event) {
    List<String> problems = new ArrayList<>(queue.problems());
    problems.addAll(accounts.problems());
    if (!problems.isEmpty()) {
      throw failed("refused", String.join(". ", problems) + ". Nothing was sent.");
    }
    AccountChoice choice = AccountChoice.of(found(), accounts.excluded());
    choice
        .leftOut()
        .forEach(account ->
            say(
                "INFO",
                "left-out",
                "Account %s is %s.".formatted(account.id(), account.state().words()),
                Map.of("account", account.id().value())));
    choice
        .unknown()
        .forEach(id ->
            say(
                "WARN",
                "unknown-account",
                "%s names %s, which is none of the accounts. Is it mistyped?"
                    .formatted(EnqueueSettings.EXCLUDE, id),
                Map.of("account", id.value())));
    if (choice.open().isEmpty()) {
      throw failed("no-account", "No account is left to work in. Nothing was sent.");
    }
    return send(
        event.run().orElseGet(() -> invocation.environment().names().get().holder()), choice);
  }

  private List<MemberAccount> found() {
    OrganizationReading organization =
        new OrganizationReading(invocation.aws().organization(), invocation.deadline());
    if (accounts.units().isEmpty()) {
      return known(organization.all(), "The organization has no accounts.");
    }
    List<MemberAccount> found = new ArrayList<>();
    for (String unit : accounts.units()) {
      found.addAll(
          known(organization.under(unit), "The organization has no unit %s.".formatted(unit)));
    }
    return found;
  }

  private List<MemberAccount> known(ReadResult<List<MemberAccount>> read, String absent) {
    return switch (read) {
      case ReadResult.Got<List<MemberAccount>>(List<MemberAccount> all) -> all;
      case ReadResult.Absent<List<MemberAccount>> none ->
          throw failed("no-account", absent + " Nothing was sent.");
      case ReadResult.Failed<List<MemberAccount>>(var failure) ->
          throw failed(failure.word(), failure.sentence() + " Nothing was sent.");
    };
  }

  private String send(String run, AccountChoice choice) {
    List<WorkQueue.Outgoing> messages =
        AccountMessage.ofRun(
            choice.open(),
            accounts.regions(),
            queue.role().orElseThrow(),
            run,
            invocation.aws().clock().instant());
    List<WorkQueue.Unsent> unsent =
        new Dispatch(invocation.aws().queue(queue.queue().orElseThrow()), invocation.deadline())
            .send(messages);
    Map<String, Object> sent = new LinkedHashMap<>();
    sent.put("run", run);
    sent.put("sent", messages.size() - unsent.size());
    if (!unsent.isEmpty()) {
      throw failed(
          unsent.getFirst().failure().word(),
          "%d of %d messages of run %s were not sent. %s"
              .formatted(
                  unsent.size(), messages.size(), run, unsent.getFirst().failure().sentence()));
    }
    say("INFO", "enqueued", "%d messages were sent.".formatted(messages.size()), sent);
    return JsonText.oneLine(sent);
  }

  private FunctionFailed failed(String reason, String sentence) {
    return invocation.nothingDone(
        "not-enqueued",
        new InvocationRefusal(Optional.empty(), Optional.empty(), reason, sentence));
  }

  private void say(String level, String event, String message, Map<String, Object> fields) {
    invocation.log().say(level, event, message, fields);
  }
}
