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
import java.util.function.Function;

/**
 * STS's operations by their names.
 *
 * @param state the roles and sessions of the caller's account
 * @param accounts those of the accounts in reach, by ID, the caller's own included
 */
public record StsService(StsState state, Function<String, Optional<StsState>> accounts) {
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
    new AssumedRole(state, accounts, context).answer(in, arn, sessionName, seconds, out);
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

  /** The resource that an access-denied message names. */
  public String resource(Form in) {
    String role = in.get("RoleArn");
    return role == null ? "*" : role;
  }
}
