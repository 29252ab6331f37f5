package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.wire.Form;
import dev.keyturn.sim.wire.Xml;

/**
 * What a user may have to identify itself by, besides access keys. Nobody here has any. Whoever
 * deletes a user with all that it has looks for each of them.
 *
 * @param state what IAM knows
 * @param context the call
 */
record OtherCredentials(IamState state, CallContext context) {

  /** An empty list, of a user that exists; without a name the caller's. */
  void none(Form in, Xml out, String list) {
    AccountOperations.checkPage(in);
    new UserOperations(state, context).named(in);
    out.open(list).close(list).truncated(null);
  }

  /** The devices of the whole account. */
  void virtualDevices(Form in, Xml out) {
    AccountOperations.checkPage(in);
    out.open("VirtualMFADevices").close("VirtualMFADevices").truncated(null);
  }

  /** A password for the console is neither there to be read nor to be deleted. */
  void password(Form in) {
    User user = new UserOperations(state, context).named(in);
    throw IamErrors.noPassword(user.name());
  }
}
