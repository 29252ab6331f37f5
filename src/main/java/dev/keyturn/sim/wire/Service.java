package dev.keyturn.sim.wire;

/** The services there are. All share one endpoint: a request says by itself which one it is for. */
public enum Service {
  /** AWS Identity and Access Management. */
  IAM("iam", "https://iam.amazonaws.com/doc/2010-05-08/"),
  /** AWS Security Token Service. */
  STS("sts", "https://sts.amazonaws.com/doc/2011-06-15/"),
  /** AWS Secrets Manager. */
  SECRETS_MANAGER("secretsmanager", ""),
  /** AWS Organizations. */
  ORGANIZATIONS("organizations", "");

  private final String signingName;
  private final String namespace;

  Service(String signingName, String namespace) {
    this.signingName = signingName;
    this.namespace = namespace;
  }

  /** The service of a name in signatures. */
  static Service named(String signingName) {
    for (Service service : values()) {
      if (service.signingName.equals(signingName)) {
        return service;
      }
    }
    throw new IllegalArgumentException("there is no service " + signingName);
  }

  /** The name in signatures, actions ({@code iam:GetUser}) and last-used information. */
  public String signingName() {
    return signingName;
  }

  /** Whether it speaks JSON 1.1; the others speak Query/XML. */
  public boolean speaksJson() {
    return this == SECRETS_MANAGER || this == ORGANIZATIONS;
  }

  /** The XML namespace of answers; empty for a JSON service. */
  public String namespace() {
    return namespace;
  }
}
