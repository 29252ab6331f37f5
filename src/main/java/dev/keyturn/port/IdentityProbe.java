package dev.keyturn.port;

import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;

/** Tries a credential out, on fresh connections, once on STS and once on IAM. */
public interface IdentityProbe {
  /** What one try showed. */
  sealed interface Result {
    /** STS says that it belongs to the expected account, ARN and UserId, and IAM knows it too. */
    record Works() implements Result {}

    /**
     * The key is not known, on STS or on IAM: not yet propagated, or Inactive, or deleted.
     *
     * @param where the service that refused it
     */
    record NotKnown(String where) implements Result {}

    /** The key is known, and its secret half is another: the stored value is wrong. */
    record WrongSecret(String where) implements Result {}

    /**
     * The key works, and belongs to somebody else.
     *
     * @param arn who
     */
    record SomeoneElse(String arn) implements Result {}

    /**
     * It could not be tried: throttled, unreachable, a fault at AWS. Says nothing about the key.
     */
    record NotTried(Failure failure) implements Result {}
  }

  /**
   * Signs a GetCallerIdentity, then a GetUser, with the credential. An authenticated AccessDenied
   * of IAM counts as known.
   *
   * @param expected whose key it must be
   */
  Result probe(Credential credential, IamUser expected);
}
