package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.Grants;
import dev.keyturn.sim.wire.Form;
import dev.keyturn.sim.wire.Xml;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SimulatePrincipalPolicy: what a user or role may do in this world, where permissions are told by
 * their actions alone. Resources and condition keys are taken and make no difference. The form of
 * the answer is that of IAM's model.
 *
 * @param state what IAM knows
 * @param grants what a principal may do, by our name for it
 */
record PolicySimulation(IamState state, Function<String, Grants> grants) {
  private static final Pattern PRINCIPAL =
      Pattern.compile("arn:aws:iam::(\\d{12}):(user|role)/(?:.*/)?([^/]+)");

  void simulate(Form in, Xml out) {
    Grants may = grants.apply(principal(in.required("PolicySourceArn")));
    List<String> resources = in.texts("ResourceArns");
    out.open("EvaluationResults");
    for (String action : in.texts("ActionNames")) {
      out.open("member").text("EvalActionName", action);
      out.text("EvalResourceName", resources.isEmpty() ? "*" : resources.getFirst());
      out.text("EvalDecision", decision(may, action)).close("member");
    }
    out.close("EvaluationResults").truncated(null);
  }

  /** Roles are nowhere made in this world, and there by being named. */
  private String principal(String arn) {
    Matcher named = PRINCIPAL.matcher(arn);
    if (!named.matches() || !named.group(1).equals(state.settings().accountId())) {
      throw IamErrors.invalidInput("Invalid Entity Arn: " + arn);
    }
    if (named.group(2).equals("user") && state.user(named.group(3)).isEmpty()) {
      throw IamErrors.noSuchUser(named.group(3));
    }
    return named.group(2) + "/" + named.group(3);
  }

  private static String decision(Grants may, String action) {
    if (may.denies(action)) {
      return "explicitDeny";
    }
    return may.allows(action) ? "allowed" : "implicitDeny";
  }
}
