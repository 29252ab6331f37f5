package dev.keyturn.fleet;

import dev.keyturn.model.AccountId;
import dev.keyturn.port.MemberAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The accounts that are worked in, of those that were named or found.
 *
 * @param open each once, by ID
 * @param leftOut those in which nothing can be done: suspended, closed, being made
 * @param unknown IDs that were to be left out and are not among them: perhaps mistyped, and then
 *     one is worked in that should not be
 */
public record AccountChoice(
    List<MemberAccount> open, List<MemberAccount> leftOut, List<AccountId> unknown) {
  public AccountChoice {
    open = List.copyOf(open);
    leftOut = List.copyOf(leftOut);
    unknown = List.copyOf(unknown);
  }

  /**
   * Chooses.
   *
   * @param found in any order, perhaps some of them twice, as in two units of which one is in the
   *     other
   */
  public static AccountChoice of(List<MemberAccount> found, Set<AccountId> excluded) {
    Map<AccountId, MemberAccount> each = new TreeMap<>();
    found.forEach(account -> each.put(account.id(), account));
    List<AccountId> unknown = new ArrayList<>();
    for (AccountId id : excluded) {
      if (each.remove(id) == null) {
        unknown.add(id);
      }
    }
    return new AccountChoice(
        each.values().stream().filter(MemberAccount::isOpen).toList(),
        each.values().stream().filter(account -> !account.isOpen()).toList(),
        unknown);
  }
}
