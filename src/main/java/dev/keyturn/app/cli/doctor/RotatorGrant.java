package dev.keyturn.app.cli.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How somebody gets the rotator's policy, which the deployment makes.
 *
 * @param principal the ARN of the user or role that needs it; empty for one without policies
 * @param policy the ARN of the policy
 * @param absent whether the function is known not to be deployed, and so not the policy
 */
public record RotatorGrant(String principal, String policy, boolean absent) {
  /**
   * A role that IAM Identity Center made of a permission set. IAM lets nobody else change it
   * (UnmodifiableEntity: "this role is only modifiable by AWS"). Its name is the permission set's
   * with 16 hexadecimal digits behind it.
   */
  private static final Pattern OF_PERMISSION_SET =
      Pattern.compile(".*:role/(?:.*/)?AWSReservedSSO_([\\w+=,.@-]+)_[0-9a-f]{16}");

  /** What to do, with the command where there is one. */
  public String remedy() {
    return absent
        ? "The deployment makes the policy %s, and there is none: deploy/README.md. Then: %s"
            .formatted(nameOf(policy), attaching())
        : attaching();
  }

  private String attaching() {
    Matcher set = OF_PERMISSION_SET.matcher(principal);
    if (set.matches()) {
      return "In IAM Identity Center, add the customer managed policy %s to the permission set %s, and provision it."
          .formatted(nameOf(policy), set.group(1));
    }
    String name = nameOf(principal);
    return principal.contains(":role/")
        ? "aws iam attach-role-policy --role-name %s --policy-arn %s".formatted(name, policy)
        : principal.contains(":user/")
            ? "aws iam attach-user-policy --user-name %s --policy-arn %s".formatted(name, policy)
            : "Run Keyturn as a role with the policy %s".formatted(policy);
  }

  /** What is behind the path. */
  private static String nameOf(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
