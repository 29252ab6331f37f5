package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Grants;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Form;
import dev.keyturn.sim.wire.Service;
import dev.keyturn.sim.wire.Xml;
import java.util.function.Function;

/**
 * IAM's operations by their names.
 *
 * @param state what IAM knows
 * @param grants what a principal may do, by our name for it
 */
public record IamService(IamState state, Function<String, Grants> grants) {

  /** Runs one operation, or throws a refusal before anything has changed. */
  public void answer(String operation, Form in, Xml out, CallContext context) {
    UserOperations users = new UserOperations(state, context);
    UserTags tags = new UserTags(state, context);
    KeyOperations keys = new KeyOperations(state, context);
    UserMemberships memberships = new UserMemberships(state, context);
    OtherCredentials others = new OtherCredentials(state, context);
    AccountOperations account = new AccountOperations(state, context);
    switch (operation) {
      case "CreateUser" -> users.create(in, out);
      case "GetUser" -> users.get(in, out);
      case "UpdateUser" -> users.update(in);
      case "DeleteUser" -> users.delete(in);
      case "ListUsers" -> users.list(in, out);
      case "TagUser" -> tags.tag(in);
      case "UntagUser" -> tags.untag(in);
      case "ListUserTags" -> tags.list(in, out);
      case "ListGroupsForUser" -> memberships.groups(in, out);
      case "ListUserPolicies" -> memberships.policies(in, out);
      case "ListAttachedUserPolicies" -> memberships.attachedPolicies(in, out);
      case "ListSSHPublicKeys" -> others.none(in, out, "SSHPublicKeys");
      case "ListMFADevices" -> others.none(in, out, "MFADevices");
      case "ListVirtualMFADevices" -> others.virtualDevices(in, out);
      case "ListSigningCertificates" -> others.none(in, out, "Certificates");
      case "ListServiceSpecificCredentials" -> others.none(in, out, "ServiceSpecificCredentials");
      case "GetLoginProfile", "DeleteLoginProfile" -> others.password(in);
      case "CreateAccessKey" -> keys.create(in, out);
      case "ListAccessKeys" -> keys.list(in, out);
      case "UpdateAccessKey" -> keys.update(in);
      case "DeleteAccessKey" -> keys.delete(in);
      case "GetAccessKeyLastUsed" -> keys.lastUsed(in, out);
      case "GenerateCredentialReport" -> account.generateReport(out);
      case "GetCredentialReport" -> account.getReport(out);
      case "GetAccountAuthorizationDetails" -> users.details(in, out);
      case "GetAccountSummary" -> account.summary(out);
      case "ListAccountAliases" -> account.aliases(in, out);
      case "SimulatePrincipalPolicy" -> new PolicySimulation(state, grants).simulate(in, out);
      default ->
          throw CommonError.UNKNOWN_OPERATION.in(
              Service.IAM, "The simulated IAM has no operation " + operation);
    }
  }

  /** The resource that an access-denied message names. */
  public String resource(Form in, CallContext context) {
    String base = "arn:aws:iam::" + state.settings().accountId() + ":user/";
    String name = in.get("UserName");
    if (name == null) {
      return base + context.caller().userName().orElse("");
    }
    return state.user(name).map(User::arn).orElse(base + name);
  }
}
