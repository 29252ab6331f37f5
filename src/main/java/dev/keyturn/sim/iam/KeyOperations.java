package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Page;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Form;
import dev.keyturn.sim.wire.Service;
import dev.keyturn.sim.wire.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Access keys.
 *
 * @param state what IAM knows
 * @param context the call
 */
record KeyOperations(IamState state, CallContext context) {
  private static final int QUOTA = 2;
  private static final List<String> STATUSES = List.of("Active", "Inactive", "Expired");

  /** Neither idempotent nor repeatable: each call makes another key, and tells its secret once. */
  void create(Form in, Xml out) {
    User user = new UserOperations(state, context).named(in);
    Optional<Key> signer = state.key(context.caller().accessKeyId());
    if (signer.isPresent() && signer.get().isDeleted()) {
      // Since 2025 a deleted key no longer makes keys in the seconds that it outlives its deletion.
      throw CommonError.UNKNOWN_KEY.in(Service.IAM);
    }
    Instant countedUntil = context.now().minus(state.settings().staleQuota());
    long counted =
        state.keys(user).stream().filter(key -> !key.created().isAfter(countedUntil)).count();
    if (counted >= QUOTA) {
      throw IamErrors.keyQuota();
    }
    Key key = state.addKey(user, context.now(), KeyState.ACTIVE, false);
    out.open("AccessKey").text("UserName", key.userName()).text("AccessKeyId", key.id());
    out.text("Status", key.status().wireName()).text("SecretAccessKey", key.secret());
    out.time("CreateDate", key.created()).close("AccessKey");
  }

  void list(Form in, Xml out) {
    User user = new UserOperations(state, context).named(in);
    // By ID, which is by chance: AWS documents no order, so nobody may rely on one.
    TreeMap<String, Key> rows = new TreeMap<>();
    state.keys(user).forEach(key -> rows.put(key.id(), key));
    Page<Key> page =
        Page.cut(
            rows,
            in.get("Marker"),
            in.number("MaxItems", 1, 1000, 100),
            key -> true,
            state.settings().paging(),
            state.draws().on("page").on(context.call()),
            () -> IamErrors.invalid("Invalid Marker."));
    out.open("AccessKeyMetadata");
    for (Key key : page.rows()) {
      out.open("member").text("UserName", key.userName()).text("AccessKeyId", key.id());
      out.text("Status", key.status().wireName()).time("CreateDate", key.created());
      out.close("member");
    }
    out.close("AccessKeyMetadata").truncated(page.nextMarker());
  }

  void update(Form in) {
    String status = in.required("Status");
    String id = keyId(in);
    in.constraints().oneOf("Status", status, STATUSES);
    User user = new UserOperations(state, context).named(in);
    if (status.equals("Expired")) {
      throw IamErrors.invalidInput("The status of an access key cannot be set to Expired.");
    }
    Key key = owned(user, id);
    KeyState wanted = status.equals("Active") ? KeyState.ACTIVE : KeyState.INACTIVE;
    if (key.status() != wanted) {
      state.replace(key.changed(context.now(), wanted));
    }
  }

  void delete(Form in) {
    String id = keyId(in);
    User user = new UserOperations(state, context).named(in);
    state.remove(user, owned(user, id), context.now());
  }

  /** Of a key that is unknown, deleted or another account's, IAM says AccessDenied since 2023. */
  void lastUsed(Form in, Xml out) {
    String id = keyId(in);
    Key key =
        state
            .key(id)
            .filter(known -> !known.isDeleted())
            .orElseThrow(() ->
                CommonError.ACCESS_DENIED.in(
                    Service.IAM,
                    "User: "
                        + context.caller().arn()
                        + " is not authorized to perform: iam:GetAccessKeyLastUsed on resource:"
                        + " access key "
                        + id));
    Optional<Use> use = state.uses(id).told(context.now(), state.settings().lag().lastUse());
    out.text("UserName", key.userName()).open("AccessKeyLastUsed");
    use.ifPresent(last -> out.time("LastUsedDate", last.at()));
    out.text("ServiceName", use.map(Use::service).orElse("N/A"));
    out.text("Region", use.map(Use::region).orElse("N/A")).close("AccessKeyLastUsed");
  }

  private static String keyId(Form in) {
    String id = in.required("AccessKeyId");
    in.constraints().length("AccessKeyId", id, 16, 128);
    in.constraints().characters("AccessKeyId", id, "_");
    return id;
  }

  private Key owned(User user, String id) {
    return state
        .key(id)
        .filter(key -> user.keyIds().contains(id))
        .orElseThrow(() -> IamErrors.noSuchKey(id));
  }
}
