package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;
import dev.keyturn.sim.wire.PolicyDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * The policies of secrets. They are kept, checked for their grammar, and never evaluated.
 *
 * @param state what Secrets Manager knows
 * @param context the call
 */
record ResourcePolicies(SecretsState state, CallContext context) {
  private static final int LONGEST = 20_480;

  /** A secret without a policy is answered without one, and is no error. */
  Json get(JsonFields in) {
    Secret secret = state.alive(in.required("SecretId"), context.now());
    return named(secret).text("ResourcePolicy", secret.policy());
  }

  Json put(JsonFields in) {
    String id = in.required("SecretId");
    String text = text(in);
    Secret secret = state.alive(id, context.now());
    PolicyDocument policy = read(text);
    if (in.flag("BlockPublicPolicy", false) && policy.isPublic()) {
      throw SecretErrors.publicPolicy();
    }
    state.replace(secret.edit().policy(text).done(context.now()));
    return named(secret);
  }

  /** Succeeds where there was none. */
  Json delete(JsonFields in) {
    Secret secret = state.alive(in.required("SecretId"), context.now());
    state.replace(secret.edit().policy(null).done(context.now()));
    return named(secret);
  }

  /** What is wrong with the grammar is refused; that it is too wide is told in the answer. */
  Json validate(JsonFields in) {
    String text = text(in);
    String id = in.get("SecretId");
    if (id != null) {
      state.alive(id, context.now());
    }
    List<Json> errors = new ArrayList<>();
    if (read(text).isPublic()) {
      errors.add(
          new Json()
              .text("CheckName", "PublicPolicyCheck")
              .text("ErrorMessage", SecretErrors.PUBLIC_POLICY));
    }
    return new Json()
        .flag("PolicyValidationPassed", errors.isEmpty())
        .objects("ValidationErrors", errors);
  }

  private static String text(JsonFields in) {
    String text = in.required("ResourcePolicy");
    in.constraints().length("ResourcePolicy", text, 1, LONGEST);
    return text;
  }

  private static PolicyDocument read(String text) {
    if (!PolicyDocument.isJson(text)) {
      throw SecretErrors.malformedPolicy("This policy contains invalid Json");
    }
    return PolicyDocument.read(text)
        .filter(PolicyDocument::namesPrincipals)
        .orElseThrow(() -> SecretErrors.malformedPolicy("This policy has invalid syntax."));
  }

  private static Json named(Secret secret) {
    return new Json().text("ARN", secret.arn()).text("Name", secret.name());
  }
}
