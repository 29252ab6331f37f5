package dev.keyturn.model;

/** Which fields of a value hold a user's key, as far as it can be told from their names. */
public sealed interface RecognisedFields {
  /** These, all places of the key included. */
  record Known(SecretFields fields) implements RecognisedFields {}

  /** A password for SES is there, and the secret access key that it was derived from is not. */
  record SmtpPasswordOnly(FieldPath password) implements RecognisedFields {}

  /** It cannot be told: there is no key, or more than one, or its fields have unusual names. */
  record Unknown() implements RecognisedFields {}
}
