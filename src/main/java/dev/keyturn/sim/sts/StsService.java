package dev.keyturn.sim.sts;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Caller;
import dev.keyturn.sim.core.KeyIds;
import dev.keyturn.sim.core.SimulatedErrorException;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Form;
import dev.keyturn.sim.wire.Service;
import dev.keyturn.sim.wire.Xml;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * STS's operations by their names.
 *
 * @param state the roles and sessions
 */
public record StsService(StsState state) {
  private static final int HOUR = 3600;

  /** Runs one operation, or throws a refusal before anything has changed. */
  public void answer(String operation, Form in, Xml out, CallContext context) {
    switch (operation) {
      case "GetCallerIdentity" -> callerIdentity(out, context.caller());
      case "GetAccessKeyInfo" -> keyInfo(in, out, context.caller());
      case "AssumeRole" -> assumeRole(in, out, context);
      case "GetSessionToken" -> new UserSessions(state, context).sessionToken(in, out);
      case "GetFederationToken" -> new UserSessions(state, context).federationToken(in, out);
      default ->
          throw CommonError.UNKNOWN_OPERATION.in(
              Service.STS, "The simulated STS has no operation " + operation);
    }
  }

  private void callerIdentity(Xml out, Caller caller) {
    out.text("Arn", caller.arn()).text("UserId", caller.userId());
    out.text("Account", state.settings().accountId());
  }

  /** Tells the account that an ID names, whether or not there is such a key. */
  private static void keyInfo(Form in, Xml out, Caller caller) {
    if (caller.kind() == Caller.Kind.USER_SESSION
        || caller.kind() == Caller.Kind.FEDERATED_SESSION) {
      throw sessionsCannot("GetAccessKeyInfo");
    }
    String id = in.required("AccessKeyId");
    in.constraints().length("AccessKeyId", id, 16, 128);
    in.constraints().characters("AccessKeyId", id, "_");
    OptionalLong account = KeyIds.account(id);
    if (account.isEmpty()) {
      throw CommonError.VALIDATION.in(Service.STS, "Invalid type for parameter AccessKeyId");
    }
    out.text("Account", String.format(Locale.ROOT, "%012d", account.getAsLong()));
  }

  private void assumeRole(Form in, Xml out, CallContext context) {
    if (context.caller().kind() == Caller.Kind.FEDERATED_SESSION) {
      throw sessionsCannot("AssumeRole");
    }
    String arn = in.required("RoleArn");
    String sessionName = in.required("RoleSessionName");
    in.constraints().length("RoleArn", arn, 20, 2048);
    in.constraints().length("RoleSessionName", sessionName, 2, 64);
    in.constraints().characters("RoleSessionName", sessionName, "_=,.@-");
    int seconds = in.number("DurationSeconds", 900, 12 * HOUR, HOUR);
    if (context.caller().kind() == Caller.Kind.ROLE_SESSION && seconds > HOUR) {
      throw CommonError.VALIDATION.in(
          Service.STS,
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
              + " role chaining");
    }
    String prefix = state.roleArn("");
    String name = arn.startsWith(prefix) ? arn.substring(prefix.length()) : "";
    // A role that does not exist, or of an account that is not here, is denied and not "not found".
    Optional<String> roleId = state.roleId(name);
    String userId = roleId.orElseThrow(() -> denied(context, arn)) + ":" + sessionName;
    StsState.Identity identity =
        new StsState.Identity(
            Caller.Kind.ROLE_SESSION,
            Caller.role(name),
            state.sessionArn(name, sessionName),
            userId);
    Session session = state.open(identity, context.now().plusSeconds(seconds));
    credentials(session, out);
    out.open("AssumedRoleUser").text("AssumedRoleId", session.userId());
    out.text("Arn", session.arn()).close("AssumedRoleUser");
  }

  /** Credentials as STS tells them, once. */
  static void credentials(Session session, Xml out) {
    out.open("Credentials").text("AccessKeyId", session.accessKeyId());
    out.text("SecretAccessKey", session.secret()).text("SessionToken", session.token());
    out.time("Expiration", session.expires()).close("Credentials");
  }

  private static SimulatedErrorException sessionsCannot(String operation) {
    return CommonError.ACCESS_DENIED.in(
        Service.STS, "Cannot call " + operation + " with session credentials");
  }

  private static SimulatedErrorException denied(CallContext context, String arn) {
    return CommonError.ACCESS_DENIED.in(
        Service.STS,
        "User: "
            + context.caller().arn()
            + " is not authorized to perform: sts:AssumeRole on resource: "
            + arn);
  }

  /** The resource that an access-denied message names. */
  public String resource(Form in) {
    String role = in.get("RoleArn");
    return role == null ? "*" : role;
  }
}
