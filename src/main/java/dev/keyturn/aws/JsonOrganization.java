package dev.keyturn.aws;

import dev.keyturn.model.AccountId;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.OrganizationLists;
import dev.keyturn.port.ReadResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceEndpointKey;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * AWS Organizations by signed requests, an attempt each (docs/decisions/0042). It has one endpoint
 * in each partition, in the Region that the SDK's data name.
 */
final class JsonOrganization implements OrganizationLists {
  private static final Set<String> NO_SUCH_PARENT = Set.of("ParentNotFoundException");

  private final Supplier<JsonRequests> requests;
  private final SdkCalls calls;

  /**
   * Lists.
   *
   * @param requests signed for the Region of Organizations; what is in the way of making them shows
   *     at the first call
   */
  JsonOrganization(Supplier<JsonRequests> requests, SdkCalls calls) {
    this.requests = requests;
    this.calls = calls;
  }

  /** Where Organizations is, for whoever works in a Region. */
  static Region home(Region of) {
    String partition = Partitions.of(of.id());
    ServiceMetadata service = ServiceMetadata.of(JsonService.ORGANIZATIONS.prefix());
    return service.servicePartitions().stream()
        .filter(it -> it.partition().id().equals(partition))
        .flatMap(it -> it.globalRegion().stream())
        .map(global -> service.signingRegion(ServiceEndpointKey.builder().region(global).build()))
        .findFirst()
        .orElse(of);
  }

  @Override
  public ReadResult<Page<MemberAccount>> accounts(Optional<String> at) {
    return page("ListAccounts", Map.of(), at, "Accounts", JsonOrganization::account);
  }

  @Override
  public ReadResult<Page<MemberAccount>> accountsIn(String parent, Optional<String> at) {
    Map<String, String> of = Map.of("ParentId", parent);
    return page("ListAccountsForParent", of, at, "Accounts", JsonOrganization::account);
  }

  @Override
  public ReadResult<Page<String>> unitsIn(String parent, Optional<String> at) {
    return page(
        "ListOrganizationalUnitsForParent",
        Map.of("ParentId", parent),
        at,
        "OrganizationalUnits",
        unit -> IamReplies.present(text(unit, "Id").orElse(null), "Id"));
  }

  private <T> ReadResult<Page<T>> page(
      String operation,
      Map<String, String> parameters,
      Optional<String> at,
      String list,
      Function<JsonNode, T> entry) {
    return calls.read(
        "organizations:" + operation,
        NO_SUCH_PARENT,
        () -> {
          Map<String, String> all = new LinkedHashMap<>(parameters);
          at.ifPresent(token -> all.put("NextToken", token));
          JsonNode reply = requests.get().post(JsonService.ORGANIZATIONS, operation, all);
          List<T> entries = new ArrayList<>();
          for (JsonNode one : entries(reply, list)) {
            entries.add(entry.apply(one));
          }
          return new Page<>(entries, text(reply, "NextToken"));
        });
  }

  private static List<JsonNode> entries(JsonNode reply, String list) {
    return Optional.of(reply)
        .filter(JsonNode::isObject)
        .flatMap(it -> it.field(list))
        .filter(JsonNode::isArray)
        .map(JsonNode::asArray)
        .orElseThrow(() -> new UnreadableReplyException("the reply has no list " + list));
  }

  private static MemberAccount account(JsonNode entry) {
    String id = text(entry, "Id").orElse("");
    if (!AccountId.isValid(id)) {
      throw new UnreadableReplyException("an account of the list has no ID of twelve digits");
    }
    return new MemberAccount(new AccountId(id), text(entry, "Name").orElse(""), state(entry));
  }

  /** State; or Status, which it replaces and which older servers have alone. */
  private static MemberAccount.State state(JsonNode entry) {
    String word = text(entry, "State").or(() -> text(entry, "Status")).orElse("");
    return Stream.of(MemberAccount.State.values())
        .filter(state -> state.name().equals(word))
        .findFirst()
        .orElse(MemberAccount.State.UNKNOWN);
  }

  private static Optional<String> text(JsonNode node, String name) {
    return node.isObject()
        ? node.field(name)
            .filter(JsonNode::isString)
            .map(JsonNode::asString)
            .filter(text -> !text.isEmpty())
        : Optional.empty();
  }
}
