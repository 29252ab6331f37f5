package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Tags;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;

/**
 * The tags of secrets: at most 50, keys of 1 to 128 characters where case matters, values of up to
 * 256.
 *
 * @param state what Secrets Manager knows
 * @param context the call
 */
record SecretTags(SecretsState state, CallContext context) {
  private static final int MOST = 50;

  Json tag(JsonFields in) {
    Secret secret = state.alive(in.required("SecretId"), context.now());
    Tags tags = add(secret.tags(), in);
    state.replace(secret.edit().tags(tags).done(context.now()));
    return new Json();
  }

  Json untag(JsonFields in) {
    Secret secret = state.alive(in.required("SecretId"), context.now());
    Tags tags = secret.tags();
    for (String key : in.texts("TagKeys")) {
      tags = tags.without(key, String::equals);
    }
    state.replace(secret.edit().tags(tags).done(context.now()));
    return new Json();
  }

  /** The tags with those of a request added, or a refusal. */
  static Tags add(Tags tags, JsonFields in) {
    Tags more = tags;
    for (JsonFields tag : in.objects("Tags")) {
      String key = in.constraints().present("tags.key", tag.get("Key"));
      String value = tag.get("Value") == null ? "" : tag.required("Value");
      in.constraints().length("tags.key", key, 1, 128);
      in.constraints().length("tags.value", value, 0, 256);
      in.constraints().tagText("tags.key", key);
      in.constraints().tagText("tags.value", value);
      if (key.startsWith("aws:")) {
        throw SecretErrors.parameter("Tag keys can't start with aws:, which is reserved.");
      }
      more = more.with(key, value, String::equals);
    }
    if (more.size() > MOST) {
      throw SecretErrors.parameter("A secret can have at most " + MOST + " tags.");
    }
    return more;
  }
}
