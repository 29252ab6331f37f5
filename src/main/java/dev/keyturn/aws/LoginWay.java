package dev.keyturn.aws;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileProperty;

/** How a profile, or the environment, says who one is; and what to do where that fails. */
enum LoginWay {
  IDENTITY_CENTER("IAM Identity Center", "Log in: aws sso login --profile %1$s"),
  SIGN_IN("aws login", "Log in: aws login --profile %1$s"),
  PROCESS("its credential_process", "Run that command in a shell, and mend what it says"),
  WEB_IDENTITY(
      "its web identity token file",
      "See that the file is there, that its token is still good, and that the role trusts it"),
  ROLE("the role that it assumes", "See that the source of profile %1$s may assume its role_arn"),
  KEY(
      "its access key",
      "Write aws_access_key_id and aws_secret_access_key into the profile: aws configure --profile %1$s"),
  CONTAINER(
      "the role of its container",
      "See that the pod's service account has a Pod Identity association, or the task a role, and that the agent at AWS_CONTAINER_CREDENTIALS_FULL_URI answers. No container: unset that variable"),
  NOTHING("nothing that it says", "Set the profile up: aws configure sso --profile %1$s");

  private static final String LAST_RESORT =
      " Where the AWS CLI can do it and Keyturn cannot, make a profile of two lines: [profile %1$s-keyturn] and credential_process = aws configure export-credentials --profile %1$s --format process";

  private final String words;
  private final String remedy;

  LoginWay(String words, String remedy) {
    this.words = words;
    this.remedy = remedy;
  }

  String words() {
    return words;
  }

  /**
   * What to do.
   *
   * @param profile empty where the environment says how, and not a profile
   */
  String remedy(Optional<String> profile) {
    boolean byItself = profile.isEmpty() || this == NOTHING || this == KEY;
    return (remedy + (byItself ? "." : "." + LAST_RESORT)).formatted(profile.orElse(""));
  }

  static boolean hasAny(Profile profile) {
    return of(profile) != NOTHING;
  }

  static LoginWay of(Profile profile) {
    Set<String> has = profile.properties().keySet();
    if (has.contains(ProfileProperty.ROLE_ARN)) {
      return has.contains(ProfileProperty.WEB_IDENTITY_TOKEN_FILE) ? WEB_IDENTITY : ROLE;
    }
    if (has.contains("sso_session") || has.contains(ProfileProperty.SSO_START_URL)) {
      return IDENTITY_CENTER;
    }
    if (has.contains("login_session")) {
      return SIGN_IN;
    }
    if (has.contains(ProfileProperty.CREDENTIAL_PROCESS)) {
      return PROCESS;
    }
    return has.contains(ProfileProperty.AWS_ACCESS_KEY_ID) ? KEY : NOTHING;
  }
}
