package dev.keyturn.port;

/** What came of a write. */
public sealed interface WriteResult<T> {
  /** It happened. */
  record Done<T>(T value) implements WriteResult<T> {}

  /** AWS said no for a reason that the caller expects and handles; nothing changed. */
  record Refused<T>(Refusal refusal) implements WriteResult<T> {}

  /** It did not happen. */
  record Failed<T>(Failure failure) implements WriteResult<T> {}

  /** It may or may not have happened: the reply was lost. Only a look at AWS tells. */
  record InDoubt<T>(Failure failure) implements WriteResult<T> {}

  /** The expected ways in which AWS declines a write. */
  enum Refusal {
    /** The user has as many access keys as the quota allows. */
    QUOTA_REACHED,
    /** There is no such user, key, secret or version. */
    NO_SUCH_THING,
    /** The token was used before with another value. */
    TOKEN_TAKEN,
    /** The staging label is not on the version that it was to leave. */
    LABEL_ELSEWHERE,
    /** The value is larger than Secrets Manager takes. */
    TOO_LARGE,
    /** Something of that name exists already. */
    EXISTS_ALREADY
  }
}
