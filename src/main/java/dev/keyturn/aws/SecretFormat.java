package dev.keyturn.aws;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.KeyCopy;
import dev.keyturn.model.RecognisedFields;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.model.VersionValue.Unusable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a credential is kept in a secret's value: in fields, by default those of <code>
 * {"UserName": …, "AccessKeyId": …, "SecretAccessKey": …}</code>, among any others. A rotation
 * replaces the values of these and keeps every other byte, so the same credential always makes the
 * same document, as Secrets Manager's idempotency asks for.
 *
 * <p>A JSON document that also has {@code SmtpPassword} is kept in step for Amazon SES: the
 * password is derived for the Region in {@code SmtpRegion}, and {@code SmtpUserName}, where there
 * is one, is the access key ID.
 *
 * @param fields which fields
 */
public record SecretFormat(SecretFields fields) {
  /** The names of fields that are in common use. */
  public static final SecretFormat DEFAULT = new SecretFormat(SecretFields.DEFAULT);

  /** What Secrets Manager takes, in bytes. */
  static final int LARGEST = 65_536;

  private static final UserName ANYBODY = new UserName("anybody");

  /** Whether Secrets Manager would refuse the document for its size. */
  static boolean isTooLarge(SecretText document) {
    return bytes(document.reveal()) > LARGEST;
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** What a value is that is not text. */
  static VersionValue binary() {
    return new Unusable(
        "The secret's value is binary.", "Store a JSON object as text (SecretString).");
  }

  /**
   * In which fields of {@code document} a user's key is, as far as it can be told.
   *
   * @param keys the user's
   */
  public static RecognisedFields recognise(
      SecretText document, UserName user, Set<AccessKeyId> keys) {
    return FieldRecognition.in(document, user, keys);
  }

  /** The credential in {@code document}, or what keeps a rotation from touching it. */
  public VersionValue parse(SecretText document) {
    return switch (CredentialFieldPositions.of(this, document.reveal())) {
      case CredentialFieldPositions.Broken(String problem, String fix) ->
          new Unusable("The secret's value %s.".formatted(problem), fix);
      case CredentialFieldPositions.Sound(CredentialFieldPositions layout) -> {
        Credential credential = layout.credential();
        int size = bytes(layout.with(standIn(credential.user())));
        SecretText rest = SecretText.of(layout.with(standIn(ANYBODY)));
        List<KeyCopy> copies = KeyCopies.in(document.reveal(), fields, layout, credential);
        yield new VersionValue.Holds(credential, document, rest, size, copies);
      }
    };
  }

  /** As long as a key is that IAM makes today. */
  private static Credential standIn(UserName user) {
    return new Credential(user, new AccessKeyId("A".repeat(20)), SecretText.of("s".repeat(40)));
  }

  /**
   * The document that holds {@code credential}.
   *
   * @param base the document whose other content is kept; without one, the default format is made
   * @throws IllegalArgumentException when {@link #parse} finds the base unusable
   */
  public SecretText render(Optional<SecretText> base, Credential credential) {
    return base.map(document -> renderOver(document, credential))
        .orElseGet(() -> renderAnew(credential));
  }

  private SecretText renderOver(SecretText base, Credential credential) {
    return switch (CredentialFieldPositions.of(this, base.reveal())) {
      case CredentialFieldPositions.Broken broken ->
          throw new IllegalArgumentException(broken.problem());
      case CredentialFieldPositions.Sound(CredentialFieldPositions layout) ->
          SecretText.of(layout.with(credential));
    };
  }

  private SecretText renderAnew(Credential credential) {
    return SecretText.of(NewDocument.of(fields, credential));
  }

  /** What one field holds of a credential. */
  static String valueAt(SecretFields.Place place, Credential credential) {
    String secret = credential.secretAccessKey().reveal();
    return switch (place.part()) {
      case USER -> credential.user().value();
      case ID -> credential.id().value();
      case SECRET -> secret;
      case SMTP -> SmtpPassword.of(secret, place.region().orElseThrow());
    };
  }

  /** The format as a person would write it. */
  String example() {
    return NewDocument.of(fields, place -> "…");
  }
}
