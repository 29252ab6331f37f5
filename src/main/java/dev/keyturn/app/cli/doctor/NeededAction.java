package dev.keyturn.app.cli.doctor;

/**
 * The actions that the rotator's policy allows, and a run needs. A test holds them to {@code
 * deploy/policies/rotator.json}, which no jar holds.
 */
public enum NeededAction {
  LIST_SECRETS("secretsmanager:ListSecrets", About.NOTHING),
  GENERATE_CREDENTIAL_REPORT("iam:GenerateCredentialReport", About.NOTHING),
  GET_CREDENTIAL_REPORT("iam:GetCredentialReport", About.NOTHING),
  LIST_USERS("iam:ListUsers", About.NOTHING),
  DESCRIBE_SECRET("secretsmanager:DescribeSecret", About.SECRET),
  GET_SECRET_VALUE("secretsmanager:GetSecretValue", About.SECRET),
  PUT_SECRET_VALUE("secretsmanager:PutSecretValue", About.SECRET),
  UPDATE_SECRET_VERSION_STAGE("secretsmanager:UpdateSecretVersionStage", About.SECRET),
  TAG_RESOURCE("secretsmanager:TagResource", About.SECRET),
  UNTAG_RESOURCE("secretsmanager:UntagResource", About.SECRET),
  GET_USER("iam:GetUser", About.USER),
  LIST_ACCESS_KEYS("iam:ListAccessKeys", About.USER),
  GET_ACCESS_KEY_LAST_USED("iam:GetAccessKeyLastUsed", About.USER),
  CREATE_ACCESS_KEY("iam:CreateAccessKey", About.USER),
  UPDATE_ACCESS_KEY("iam:UpdateAccessKey", About.USER),
  DELETE_ACCESS_KEY("iam:DeleteAccessKey", About.USER);

  /** What an action is done to, which policies may name. */
  public enum About {
    NOTHING,
    SECRET,
    USER
  }

  private final String action;
  private final About about;

  NeededAction(String action, About about) {
    this.action = action;
    this.about = about;
  }

  /** As policies have it. */
  public String action() {
    return action;
  }

  /** What it is done to. */
  public About about() {
    return about;
  }
}
