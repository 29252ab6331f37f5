package dev.keyturn.fleet;

import dev.keyturn.json.JsonText;
import dev.keyturn.model.AccountId;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.WorkQueue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a message of the queue asks for: a pass over one account in one Region
 * (docs/schema/message.schema.json). It holds nothing that a worker would trust: the role is
 * compared with the worker's own.
 *
 * @param role the name of the role to assume there, with its path
 * @param run the run that it is a part of, the same in each of its messages
 * @param enqueued when the run was enqueued, the same in each of its messages, in whole seconds:
 *     whatever waits in the queue, passes are as far apart as their enqueuing
 * @param part 1 for what was enqueued; one more for each message that goes on with it
 * @param begin where to begin among the account's secrets
 */
public record AccountMessage(
    AccountId account,
    String region,
    String role,
    String run,
    Instant enqueued,
    int part,
    PassPosition begin) {
  public AccountMessage {
    enqueued = enqueued.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The form of a message that is written here, and the only one that is read. */
  public static final int VERSION = 1;

  /** The first message of an account. */
  public static AccountMessage first(
      AccountId account, String region, String role, String run, Instant enqueued) {
    return new AccountMessage(account, region, role, run, enqueued, 1, PassPosition.BEGINNING);
  }

  /** The first messages of a run, one for each account and Region, as they are sent. */
  public static List<WorkQueue.Outgoing> ofRun(
      List<MemberAccount> accounts,
      List<String> regions,
      String role,
      String run,
      Instant enqueued) {
    List<WorkQueue.Outgoing> messages = new ArrayList<>();
    for (MemberAccount account : accounts) {
      for (String region : regions) {
        messages.add(first(account.id(), region, role, run, enqueued).outgoing());
      }
    }
    return messages;
  }

  /** The message that goes on with it from there. */
  public AccountMessage from(PassPosition position) {
    return new AccountMessage(account, region, role, run, enqueued, part + 1, position);
  }

  /** As it is sent. */
  public WorkQueue.Outgoing outgoing() {
    return new WorkQueue.Outgoing(
        text(), account.value(), "%s/%s/%s/%d".formatted(account, region, run, part));
  }

  /** As JSON. */
  public String text() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("account", account.value());
    json.put("region", region);
    json.put("role", role);
    json.put("run", run);
    json.put("enqueued", enqueued.toString());
    json.put("part", part);
    begin.secret().ifPresent(secret -> json.put("begin", secret));
    if (begin.due()) {
      json.put("due", true);
    }
    return JsonText.oneAsciiLine(json);
  }
}
