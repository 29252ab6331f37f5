package dev.keyturn.fleet;

import dev.keyturn.json.JsonText;
import dev.keyturn.model.AccountId;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.WorkQueue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a message of the queue asks for: a pass over one account in one Region
 * (docs/schema/message.schema.json). It holds nothing that a worker would trust: the role is
 * compared with the worker's own.
 *
 * @param role the name of the role to assume there, with its path
 * @param run the run that it is a part of, the same in each of its messages
 * @param part 1 for what was enqueued; one more for each message that goes on with it
 * @param begin the name of the secret to begin with, in the order of names; empty for all of them
 */
public record AccountMessage(
    AccountId account, String region, String role, String run, int part, Optional<String> begin) {
  /** The form of a message that is written here, and the only one that is read. */
  public static final int VERSION = 1;

  /** The first message of an account. */
  public static AccountMessage first(AccountId account, String region, String role, String run) {
    return new AccountMessage(account, region, role, run, 1, Optional.empty());
  }

  /** The first messages of a run, one for each account and Region, as they are sent. */
  public static List<WorkQueue.Outgoing> ofRun(
      List<MemberAccount> accounts, List<String> regions, String role, String run) {
    List<WorkQueue.Outgoing> messages = new ArrayList<>();
    for (MemberAccount account : accounts) {
      for (String region : regions) {
        messages.add(first(account.id(), region, role, run).outgoing());
      }
    }
    return messages;
  }

  /** The message that goes on with it from a secret. */
  public AccountMessage from(String secret) {
    return new AccountMessage(account, region, role, run, part + 1, Optional.of(secret));
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
    json.put("part", part);
    begin.ifPresent(secret -> json.put("begin", secret));
    return JsonText.oneAsciiLine(json);
  }
}
