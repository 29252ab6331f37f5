package dev.keyturn.rotate;

import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserName;
import java.util.Optional;

/**
 * Which user, if any, the deployment's own configuration binds a secret to. Asked once it is known
 * which secret it is: a text may be the name of one secret and the beginning of another's ARN, and
 * whoever makes such a secret must not come by somebody else's binding (P6).
 */
@FunctionalInterface
public interface ConfiguredBindings {
  /**
   * As each target says, for that very secret: one that is called by the target's text, and not one
   * that Secrets Manager has found by a part of its ARN.
   */
  ConfiguredBindings OF_TARGETS =
      (target, found) ->
          target
              .configuredUser()
              .filter(user ->
                  target.secret().equals(found.name()) || target.secret().equals(found.arn()));

  /**
   * The user that the configuration names.
   *
   * @param target how we were told of the secret
   * @param found which secret that is, as Secrets Manager says
   */
  Optional<UserName> userOf(ManagedSecret target, SecretDescription found);
}
