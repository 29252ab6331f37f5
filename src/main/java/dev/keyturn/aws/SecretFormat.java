package dev.keyturn.aws;

import static dev.keyturn.json.JsonText.quoted;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.model.VersionValue.Unusable;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a credential is kept in a secret's value: a JSON object with three fields, by default those
 * of <code>{"UserName": …, "AccessKeyId": …, "SecretAccessKey": …}</code>, among any others. A
 * rotation replaces the values of the three and keeps every other byte, so the same credential
 * always makes the same document, as Secrets Manager's idempotency asks for.
 *
 * <p>A document that also has {@code SmtpPassword} is kept in step for Amazon SES: the password is
 * derived for the Region in {@code SmtpRegion}, and {@code SmtpUserName}, where there is one, is
 * the access key ID.
 *
 * @param userField the field with the IAM user's name
 * @param idField the field with the access key ID
 * @param secretField the field with the secret access key
 */
public record SecretFormat(String userField, String idField, String secretField) {
  /** The names of fields that are in common use. */
  public static final SecretFormat DEFAULT =
      new SecretFormat("UserName", "AccessKeyId", "SecretAccessKey");

  /** What Secrets Manager takes, in bytes. */
  static final int LARGEST = 65_536;

  private static final UserName ANYBODY = new UserName("anybody");

  static final String SMTP_USER = "SmtpUserName";
  static final String SMTP_PASSWORD = "SmtpPassword";
  static final String SMTP_REGION = "SmtpRegion";

  public SecretFormat {
    Set<String> names = new HashSet<>(List.of(userField, idField, secretField));
    if (names.size() < 3) {
      throw new IllegalArgumentException("the fields of a secret need three names: " + names);
    }
    if (names.contains("") || names.removeAll(Set.of(SMTP_USER, SMTP_PASSWORD, SMTP_REGION))) {
      throw new IllegalArgumentException("a field's name is empty, or one of SMTP's");
    }
  }

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

  /** The credential in {@code document}, or what keeps a rotation from touching it. */
  public VersionValue parse(SecretText document) {
    return switch (CredentialFieldPositions.of(this, document.reveal())) {
      case CredentialFieldPositions.Broken(String problem, String fix) ->
          new Unusable("The secret's value %s.".formatted(problem), fix);
      case CredentialFieldPositions.Sound(CredentialFieldPositions layout) -> {
        Credential credential = layout.credential();
        int size = bytes(layout.with(standIn(credential.user())));
        SecretText rest = SecretText.of(layout.with(standIn(ANYBODY)));
        yield new VersionValue.Holds(credential, document, rest, size);
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
    return SecretText.of(
        "{%s:%s,%s:%s,%s:%s}"
            .formatted(
                quoted(userField),
                quoted(credential.user().value()),
                quoted(idField),
                quoted(credential.id().value()),
                quoted(secretField),
                quoted(credential.secretAccessKey().reveal())));
  }

  /** The format as a person would write it. */
  String example() {
    return "{\"%s\": \"…\", \"%s\": \"…\", \"%s\": \"…\"}"
        .formatted(userField, idField, secretField);
  }
}
