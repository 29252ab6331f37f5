package dev.keyturn.sim.sts;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Caller;
import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.core.SimulatedErrorException;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Form;
import dev.keyturn.sim.wire.PolicyDocument;
import dev.keyturn.sim.wire.Service;
import dev.keyturn.sim.wire.Xml;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that a long-term key gets for itself (GetSessionToken) or for somebody else
 * (GetFederationToken). The bootstrap administrator may have them as well, and a session of its own
 * is then as mighty as it is.
 *
 * @param state the roles and sessions
 * @param context the call
 */
record UserSessions(StsState state, CallContext context) {
  private static final int LEAST_SECONDS = 900;
  private static final int MOST_SECONDS = 36 * 3600;
  private static final int USUAL_SECONDS = 12 * 3600;
  private static final int LONGEST_POLICY = 2048;
  private static final int MOST_POLICIES = 10;

  /** Nobody here has an MFA device, so that every code is a wrong one. */
  void sessionToken(Form in, Xml out) {
    refuseSessions("GetSessionToken");
    int seconds = seconds(in);
    String serial = in.get("SerialNumber");
    String code = in.get("TokenCode");
    if (serial != null) {
      in.constraints().length("SerialNumber", serial, 9, 256);
    }
    if (code != null) {
      in.constraints().length("TokenCode", code, 6, 6);
    }
    if (serial != null && code != null) {
      throw denied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }
    if (serial != null || code != null) {
      throw denied(
          "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass"
              + " code.");
    }
    Caller caller = context.caller();
    Caller.Kind kind =
        caller.userName().isPresent() ? Caller.Kind.USER_SESSION : Caller.Kind.ROLE_SESSION;
    StsState.Identity identity =
        new StsState.Identity(kind, caller.principal(), caller.arn(), caller.userId(), "");
    StsService.credentials(state.open(identity, context.now().plusSeconds(seconds)), out);
  }

  /**
   * Without a session policy the federated user may do nothing. With one it may do what its caller
   * may, as no policy is evaluated here.
   */
  void federationToken(Form in, Xml out) {
    refuseSessions("GetFederationToken");
    String name = in.required("Name");
    in.constraints().length("Name", name, 2, 32);
    in.constraints().characters("Name", name, "_+=,.@-");
    int seconds = seconds(in);
    String account = state.settings().accountId();
    String arn = "arn:aws:sts::" + account + ":federated-user/" + name;
    String userId = account + ":" + name;
    String principal =
        hasSessionPolicy(in) ? context.caller().principal() : "federated-user/" + name;
    StsState.Identity identity =
        new StsState.Identity(Caller.Kind.FEDERATED_SESSION, principal, arn, userId, "");
    StsService.credentials(state.open(identity, context.now().plusSeconds(seconds)), out);
    out.open("FederatedUser").text("FederatedUserId", userId).text("Arn", arn);
    out.close("FederatedUser");
  }

  private static boolean hasSessionPolicy(Form in) {
    String policy = in.get("Policy");
    if (policy != null) {
      in.constraints().length("Policy", policy, 1, LONGEST_POLICY);
      if (PolicyDocument.read(policy).isEmpty()) {
        throw new ServiceError("MalformedPolicyDocument", 400, "Syntax errors in policy.")
            .refusal();
      }
    }
    int arns = 0;
    for (String arn = arn(in, 1); arn != null; arn = arn(in, arns + 1)) {
      arns++;
      in.constraints().length("PolicyArns", arn, 20, LONGEST_POLICY);
      if (arns > MOST_POLICIES) {
        throw in.constraints().tooLong("PolicyArns", MOST_POLICIES);
      }
    }
    return policy != null || arns > 0;
  }

  private static @Nullable String arn(Form in, int number) {
    return in.get("PolicyArns.member." + number + ".arn");
  }

  private static int seconds(Form in) {
    return in.number("DurationSeconds", LEAST_SECONDS, MOST_SECONDS, USUAL_SECONDS);
  }

  private void refuseSessions(String operation) {
    if (context.caller().isTemporary()) {
      throw denied("Cannot call " + operation + " with session credentials");
    }
  }

  private static SimulatedErrorException denied(String message) {
    return CommonError.ACCESS_DENIED.in(Service.STS, message);
  }
}
