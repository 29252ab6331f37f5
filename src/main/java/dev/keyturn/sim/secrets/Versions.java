package dev.keyturn.sim.secrets;

import dev.keyturn.sim.wire.Constraints;
import dev.keyturn.sim.wire.JsonFields;
import dev.keyturn.sim.wire.Service;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How values become versions: the token is the version's ID, and makes writing idempotent.
 *
 * @param state what Secrets Manager knows
 * @param now the time of the call
 */
record Versions(SecretsState state, Instant now) {
  private static final int MOST_BYTES = 65_536;

  /**
   * The secret with the value stored. Where it was stored before, only labels that are named and
   * that it lacks are put on it.
   *
   * @param labels those that the request names; without any a new value becomes AWSCURRENT
   */
  Secret store(Secret secret, String token, Payload payload, Collection<String> labels) {
    SecretVersion known = secret.versions().get(token);
    if (known != null && known.payload().isPresent()) {
      if (!known.payload().equals(payload)) {
        throw SecretErrors.tokenTaken(token, secret);
      }
      return labelled(secret, token, labels);
    }
    // A rotation leaves a placeholder under its token, which the rotation function fills.
    Instant created = known == null ? now : known.created();
    SecretEdit edit = secret.edit().version(new SecretVersion(token, created, payload));
    Collection<String> first = labels.isEmpty() ? List.of(Labels.CURRENT) : labels;
    first.forEach(label -> edit.move(label, token));
    if (secret.versions().isEmpty()) {
      edit.move(Labels.CURRENT, token);
    }
    if (known == null && secret.rotation().enabled()) {
      edit.rotation(secret.rotation().recounted(now));
    }
    Secret after = within(edit.pruned(now).done(now));
    // Someone else's new version ends a rotation that is under way.
    return known == null ? state.runs().abandoned(after, now) : after;
  }

  private Secret labelled(Secret secret, String token, Collection<String> labels) {
    if (secret.labelsOf(token).containsAll(labels)) {
      return secret;
    }
    SecretEdit edit = secret.edit();
    labels.forEach(label -> edit.move(label, token));
    return within(edit.done(now));
  }

  private static Secret within(Secret secret) {
    if (secret.labels().size() > Labels.MOST) {
      throw SecretErrors.limit("A secret can have at most " + Labels.MOST + " staging labels.");
    }
    return secret;
  }

  /** The value of a request; nothing where it has none. */
  static Payload payload(JsonFields in) {
    String text = in.get("SecretString");
    String binary = in.get("SecretBinary");
    if (text != null && binary != null) {
      throw SecretErrors.parameter("You can't specify both a binary value and a text value.");
    }
    Payload payload = new Payload.Nothing();
    if (text != null) {
      payload = sized(new Payload.Text(text), "SecretString");
    } else if (binary != null) {
      payload = sized(decoded(binary), "SecretBinary");
    }
    return payload;
  }

  /** The client request token, 32 to 64 characters; SDKs make one up where the caller does not. */
  static String token(JsonFields in, @Nullable String otherwise) {
    String token = in.get("ClientRequestToken");
    if (token == null) {
      token = otherwise;
    }
    String present = in.constraints().present("ClientRequestToken", token);
    in.constraints().length("ClientRequestToken", present, 32, 64);
    return present;
  }

  private static Payload decoded(String base64) {
    try {
      return new Payload.Binary(
          Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException e) {
      throw SecretErrors.parameter("SecretBinary is not base64.");
    }
  }

  private static Payload sized(Payload payload, String name) {
    Constraints constraints = new Constraints(Service.SECRETS_MANAGER);
    int size = payload.size();
    if (size == 0) {
      constraints.length(name, "", 1, MOST_BYTES);
    }
    if (size > MOST_BYTES) {
      throw constraints.tooLong(name, MOST_BYTES);
    }
    return payload;
  }
}
