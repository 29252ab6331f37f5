package dev.keyturn.sim.organizations;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Page;
import dev.keyturn.sim.core.SeededLuck;
import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.core.Settings;
import dev.keyturn.sim.core.SimulatedErrorException;
import dev.keyturn.sim.organizations.OrganizationTree.ListedAccount;
import dev.keyturn.sim.organizations.OrganizationTree.Unit;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;
import dev.keyturn.sim.wire.Service;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Organizations' operations that read, by their names: pages of at most twenty entries, which may
 * be empty and not the last (API reference, ListAccounts).
 *
 * @param tree what there is; empty where the caller's account is in no organization
 * @param settings of the caller's account
 * @param draws of the caller's account
 */
public record OrganizationsService(
    Optional<OrganizationTree> tree, Settings settings, SeededLuck draws) {
  private static final int LARGEST_PAGE = 20;

  /** Runs one operation, or throws a refusal. */
  public Json answer(String operation, JsonFields in, CallContext context) {
    OrganizationTree all =
        tree.orElseThrow(() ->
            refusal(
                "AWSOrganizationsNotInUseException",
                "Your account is not a member of an organization."));
    return switch (operation) {
      case "ListAccounts" ->
          list(in, context, reading(all, context).accounts(), any -> true, "Accounts", this::json);
      case "ListAccountsForParent" -> {
        String parent = parent(in, reading(all, context));
        yield list(
            in, context, all.accounts(), it -> it.parent().equals(parent), "Accounts", this::json);
      }
      case "ListOrganizationalUnitsForParent" -> {
        String parent = parent(in, reading(all, context));
        yield list(
            in,
            context,
            all.units(),
            it -> it.parent().equals(Optional.of(parent)),
            "OrganizationalUnits",
            this::json);
      }
      default ->
          throw CommonError.UNKNOWN_OPERATION.in(
              Service.ORGANIZATIONS, "The simulated Organizations has no operation " + operation);
    };
  }

  /** Members may not list it, whatever their policies say. */
  private static OrganizationTree reading(OrganizationTree all, CallContext context) {
    if (!all.readers().contains(context.caller().account())) {
      throw refusal("AccessDeniedException", "You don't have permissions to access this resource.");
    }
    return all;
  }

  private static String parent(JsonFields in, OrganizationTree all) {
    String parent = in.required("ParentId");
    if (!all.units().containsKey(parent)) {
      throw refusal("ParentNotFoundException", "You specified parent that doesn't exist.");
    }
    return parent;
  }

  private <V> Json list(
      JsonFields in,
      CallContext context,
      NavigableMap<String, V> rows,
      Predicate<V> wanted,
      String name,
      Function<V, Json> json) {
    Page<V> page =
        Page.cut(
            rows,
            in.get("NextToken"),
            in.number("MaxResults", 1, LARGEST_PAGE, LARGEST_PAGE),
            wanted,
            settings.paging(),
            draws.on("page").on(context.call()),
            () -> refusal("InvalidInputException", "You provided an invalid next token."));
    return new Json()
        .objects(name, page.rows().stream().map(json).toList())
        .text("NextToken", page.nextMarker());
  }

  /** Its state is in State alone: Status was announced to go on 2026-09-09. */
  private Json json(ListedAccount account) {
    return new Json()
        .text("Id", account.id())
        .text("Arn", arn("account", account.id()))
        .text("Name", account.name())
        .text("Email", account.name() + "@example.com")
        .text("State", account.state())
        .text("JoinedMethod", "CREATED");
  }

  private Json json(Unit unit) {
    return new Json()
        .text("Id", unit.id())
        .text("Arn", arn("ou", unit.id()))
        .text("Name", unit.name());
  }

  private String arn(String kind, String id) {
    OrganizationTree all = tree.orElseThrow();
    return "arn:aws:organizations::%s:%s/%s/%s".formatted(all.management(), kind, all.id(), id);
  }

  private static SimulatedErrorException refusal(String code, String message) {
    return new ServiceError(code, 400, message).refusal();
  }
}
