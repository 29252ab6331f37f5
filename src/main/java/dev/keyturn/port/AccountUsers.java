package dev.keyturn.port;

import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserName;
import java.util.List;

/**
 * What IAM tells of many users of the account. AWS allows each of these calls, but GetUser, for all
 * users or for none.
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

  /**
   * The users whose path begins with {@code path}, without their tags, all pages of ListUsers.
   *
   * @param path such as {@code /service/}; {@code /} is everybody's
   */
  ReadResult<List<UserDescription>> below(String path);

  /** One user with its tags, by GetUser; Absent when there is none of that name. */
  ReadResult<UserDescription> withTags(UserName user);
}
