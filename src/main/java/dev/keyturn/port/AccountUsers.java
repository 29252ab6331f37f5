package dev.keyturn.port;

import dev.keyturn.model.UserDescription;
import java.util.List;

/**
 * What IAM tells of all users of the account at once. AWS allows each of these calls for all users
 * or for none.
 */
public interface AccountUsers {
  /**
   * GetCredentialReport: the report that there is; Absent where nobody has asked for one in the
   * last four hours, or while it is made.
   */
  ReadResult<CredentialReportFile> report();

  /**
   * GenerateCredentialReport: asks for a report, unless there is one of the last four hours. It may
   * be asked again at any time.
   *
   * @return whether it is complete, so that {@link #report} has it
   */
  ReadResult<Boolean> askForReport();

  /** All users with their tags, all pages of GetAccountAuthorizationDetails. */
  ReadResult<List<UserDescription>> withTags();

  /** All users without their tags, all pages of ListUsers. */
  ReadResult<List<UserDescription>> withoutTags();
}
