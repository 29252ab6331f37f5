/**
 * The adapters on the AWS SDK: IAM, STS and Secrets Manager behind the ports, the clock that AWS's
 * answers set, and the format of the secret's value. Requests leave here, replies become values
 * here, and every SDK exception ends here as a {@link dev.keyturn.port.Failure}. It is also the
 * only room that reveals a {@link dev.keyturn.model.SecretText}.
 *
 * <p>Import rule: this room uses {@code model}, {@code port} and {@code json}, the AWS SDK and
 * jackson-core; no other room knows the SDK, but for its HTTP interface in {@code sim}.
 */
@NullMarked
package dev.keyturn.aws;

import org.jspecify.annotations.NullMarked;
