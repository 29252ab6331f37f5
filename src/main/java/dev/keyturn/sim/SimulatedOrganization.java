package dev.keyturn.sim;

import dev.keyturn.sim.core.KeyIds;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.organizations.OrganizationTree.ListedAccount;
import dev.keyturn.sim.organizations.OrganizationTree.Unit;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Accounts of one organization, each a {@link World} of its own, with its own users, secrets, luck
 * and throttles. They share their time as far as it is advanced, and one lock: a call of one may
 * open a session in another. A {@link Gateway} into any of them leads to all.
 */
public final class SimulatedOrganization {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, World> accounts = Collections.synchronizedMap(new TreeMap<>());
  private final World management;
  private volatile OrganizationTree tree;

  private SimulatedOrganization(WorldBuilder builder) {
    management = builder.build(lock);
    tree = OrganizationTree.of(management.settings().accountId());
    join(management);
  }

  /** An organization of its management account alone. */
  public static SimulatedOrganization managedBy(WorldBuilder management) {
    return new SimulatedOrganization(management);
  }

  /** Adds an organizational unit to the root or to another unit. */
  public SimulatedOrganization unit(String id, String name, String parent) {
    tree = tree.with(new Unit(id, name, Optional.of(parent)));
    return this;
  }

  /** Adds an account to the root or to a unit. */
  public SimulatedOrganization account(String name, String parent, WorldBuilder builder) {
    World added = builder.build(lock);
    join(added);
    tree = tree.with(new ListedAccount(added.settings().accountId(), name, "ACTIVE", parent));
    return this;
  }

  /** Adds an account that is listed in some state, such as {@code SUSPENDED}, and has no world. */
  public SimulatedOrganization listed(String id, String name, String parent, String state) {
    tree = tree.with(new ListedAccount(id, name, state, parent));
    return this;
  }

  /** Lets an account list the others. */
  public SimulatedOrganization delegatedTo(String id) {
    tree = tree.delegatedTo(id);
    return this;
  }

  private void join(World world) {
    accounts.put(world.settings().accountId(), world);
    world.join(this);
  }

  /** The management account. */
  public World management() {
    return management;
  }

  /** An account by its ID. */
  public World account(String id) {
    return find(id).orElseThrow();
  }

  Optional<World> find(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  /** The account that a key's ID names. */
  Optional<World> ofKey(String accessKeyId) {
    var account = KeyIds.account(accessKeyId);
    return account.isEmpty()
        ? Optional.empty()
        : find(String.format(Locale.ROOT, "%012d", account.getAsLong()));
  }

  Collection<World> accounts() {
    synchronized (accounts) {
      return List.copyOf(accounts.values());
    }
  }

  OrganizationTree tree() {
    return tree;
  }
}
