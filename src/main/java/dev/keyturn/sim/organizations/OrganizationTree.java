package dev.keyturn.sim.organizations;

import java.util.Collections;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An organization's accounts and organizational units, as a value.
 *
 * @param id such as {@code o-exampleorgid}
 * @param management the management account's ID
 * @param readers the accounts whose callers may list it: that one, and delegated administrators
 * @param accounts by ID
 * @param units by ID, the root included
 */
public record OrganizationTree(
    String id,
    String management,
    Set<String> readers,
    NavigableMap<String, ListedAccount> accounts,
    NavigableMap<String, Unit> units) {
  /** The ID of the root, in which everything is. */
  public static final String ROOT = "r-ab12";

  public OrganizationTree {
    readers = Set.copyOf(readers);
    accounts = Collections.unmodifiableNavigableMap(new TreeMap<>(accounts));
    units = Collections.unmodifiableNavigableMap(new TreeMap<>(units));
  }

  /**
   * An account, as it is listed.
   *
   * @param state such as {@code ACTIVE}
   * @param parent the unit that it is in
   */
  public record ListedAccount(String id, String name, String state, String parent) {}

  /**
   * A unit.
   *
   * @param parent the unit that it is in; empty for the root
   */
  public record Unit(String id, String name, Optional<String> parent) {}

  /** One of a management account alone. */
  public static OrganizationTree of(String management) {
    OrganizationTree empty =
        new OrganizationTree(
            "o-ab12cd34ef", management, Set.of(management), new TreeMap<>(), new TreeMap<>());
    return empty
        .with(new Unit(ROOT, "Root", Optional.empty()))
        .with(new ListedAccount(management, "management", "ACTIVE", ROOT));
  }

  /** The same with an account, in place of the one of its ID. */
  public OrganizationTree with(ListedAccount account) {
    TreeMap<String, ListedAccount> more = new TreeMap<>(accounts);
    more.put(account.id(), account);
    return new OrganizationTree(id, management, readers, more, units);
  }

  /** The same with a unit, in place of the one of its ID. */
  public OrganizationTree with(Unit unit) {
    TreeMap<String, Unit> more = new TreeMap<>(units);
    more.put(unit.id(), unit);
    return new OrganizationTree(id, management, readers, accounts, more);
  }

  /** The same with an account that may list it, too. */
  public OrganizationTree delegatedTo(String account) {
    Set<String> more = new HashSet<>(readers);
    more.add(account);
    return new OrganizationTree(id, management, more, accounts, units);
  }
}
