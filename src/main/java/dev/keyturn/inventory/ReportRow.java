package dev.keyturn.inventory;

import java.util.List;
import java.util.Optional;

/**
 * One user of a credential report, or the account's root.
 *
 * @param line where it begins in the file, counted from 1
 * @param user the user's name as it stands there, or {@link #ROOT}; text of others
 * @param arn such as {@code arn:aws:iam::111122223333:user/service/shop}
 * @param created when the user was made
 * @param keys those of the two slots that hold a key, of either status, in the order of the slots
 * @param certificates those of the two slots that hold a signing certificate
 * @param more what a 23rd column says of credentials beyond two; empty where there is none
 */
public record ReportRow(
    long line,
    String user,
    String arn,
    ReportedTime created,
    ReportedPassword password,
    boolean mfaActive,
    List<ReportedKey> keys,
    List<ReportedCertificate> certificates,
    Optional<String> more) {
  /** What AWS calls the root of the account, which is no name that a user can have. */
  public static final String ROOT = "<root_account>";

  private static final String USER = ":user/";
  private static final int COLONS_BEFORE_ACCOUNT = 4;

  public ReportRow {
    keys = List.copyOf(keys);
    certificates = List.copyOf(certificates);
  }

  /** Whether it is the account's root. */
  public boolean isRoot() {
    return user.equals(ROOT);
  }

  /** The account's twelve digits, which follow the fourth colon of the ARN. */
  public String account() {
    int begin = 0;
    for (int colon = 0; colon < COLONS_BEFORE_ACCOUNT; colon++) {
      begin = arn.indexOf(':', begin) + 1;
    }
    return arn.substring(begin, arn.indexOf(':', begin));
  }

  /** The user's path, such as {@code /} or {@code /service/}; {@code /} for root. */
  public String path() {
    int begin = arn.indexOf(USER);
    int end = arn.lastIndexOf('/');
    return begin < 0 || end < begin ? "/" : arn.substring(begin + USER.length() - 1, end + 1);
  }

  /** The same user with these keys. */
  public ReportRow with(List<ReportedKey> others) {
    return new ReportRow(line, user, arn, created, password, mfaActive, others, certificates, more);
  }

  /** The keys with which requests may be signed, the oldest first. */
  public List<ReportedKey> activeKeys() {
    return keys.stream().filter(ReportedKey::active).sorted().toList();
  }
}
