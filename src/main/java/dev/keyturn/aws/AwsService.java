package dev.keyturn.aws;

/** The services that no rotation can do without. */
public enum AwsService {
  IAM("iam", "AWS_ENDPOINT_URL_IAM"),
  STS("sts", "AWS_ENDPOINT_URL_STS"),
  SECRETS_MANAGER("secretsmanager", "AWS_ENDPOINT_URL_SECRETS_MANAGER");

  private final String word;
  private final String variable;

  AwsService(String word, String variable) {
    this.word = word;
    this.variable = variable;
  }

  /** As it is called in actions, such as {@code iam:GetUser}. */
  public String word() {
    return word;
  }

  /** The variable that says another endpoint for this service alone. */
  public String variable() {
    return variable;
  }
}
