package dev.keyturn.model;

import java.util.Optional;

/**
 * A secret to look after.
 *
 * @param secret its name or ARN
 * @param configuredUser the user that the deployment's own configuration binds it to ({@code
 *     arn=user}); otherwise the binding is the user's {@code keyturn:secret} tag
 */
public record ManagedSecret(String secret, Optional<UserName> configuredUser) {
  /** A secret whose binding is the user's own tag. */
  public static ManagedSecret of(String secret) {
    return new ManagedSecret(secret, Optional.empty());
  }
}
