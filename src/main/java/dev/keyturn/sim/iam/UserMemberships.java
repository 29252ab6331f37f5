package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.wire.Form;
import dev.keyturn.sim.wire.Xml;

/**
 * The groups and policies of users. There are none: permissions in a simulated world are told by
 * their actions, without documents. Whoever cleans up before a user's deletion asks for them.
 *
 * @param state what IAM knows
 * @param context the call
 */
record UserMemberships(IamState state, CallContext context) {

  void groups(Form in, Xml out) {
    empty(in, out, "Groups");
  }

  void policies(Form in, Xml out) {
    empty(in, out, "PolicyNames");
  }

  void attachedPolicies(Form in, Xml out) {
    in.constraints().length("UserName", in.required("UserName"), 1, 64);
    empty(in, out, "AttachedPolicies");
  }

  private void empty(Form in, Xml out, String list) {
    in.required("UserName");
    AccountOperations.checkPage(in);
    new UserOperations(state, context).named(in);
    out.open(list).close(list).truncated(null);
  }
}
