package dev.keyturn.emulators;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.AwsSettings.Keys;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.SecretText;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Tag;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * A running emulator, with an administrator made for the tests. Requests are authenticated: a
 * signature with an unknown key, or a wrong secret, is refused.
 */
public final class Emulator {
  /** The Region that everything is in. */
  public static final String REGION = "us-east-1";

  private static final String EVERYTHING =
      """
      {"Version": "2012-10-17",
       "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
      """;

  private final AtomicInteger names;
  private final String name;
  private final URI endpoint;
  private final Keys administrator;

  private Emulator(AtomicInteger names, String name, URI endpoint, Keys administrator) {
    this.names = names;
    this.name = name;
    this.endpoint = endpoint;
    this.administrator = administrator;
  }

  /** Makes an administrator with credentials that the emulator takes for root's. */
  static Emulator withAdministrator(String name, URI endpoint) {
    Keys root = new Keys("test", SecretText.of("test"), Optional.empty());
    AtomicInteger names = new AtomicInteger();
    try (IamClient iam = new Emulator(names, name, endpoint, root).iam()) {
      iam.createUser(r -> r.userName("administrator"));
      iam.putUserPolicy(
          r -> r.userName("administrator").policyName("all").policyDocument(EVERYTHING));
      var key = iam.createAccessKey(r -> r.userName("administrator")).accessKey();
      SecretText secret = SecretText.of(key.secretAccessKey());
      return new Emulator(
          names, name, endpoint, new Keys(key.accessKeyId(), secret, Optional.empty()));
    }
  }

  /** Which one. */
  public String name() {
    return name;
  }

  /** Where all its services are. */
  public URI endpoint() {
    return endpoint;
  }

  /** Who may do everything. */
  public Keys administrator() {
    return administrator;
  }

  /** A name that no other test of this JVM has. */
  public String fresh(String kind) {
    return kind + "-" + names.incrementAndGet();
  }

  /** The same emulator, reached through something else, such as a proxy. */
  public Emulator through(URI other) {
    return new Emulator(names, name, other, administrator);
  }

  /** The same emulator, for somebody else, such as another account's root. */
  public Emulator as(Keys other) {
    return new Emulator(names, name, endpoint, other);
  }

  /** Keyturn's own connection, as the administrator. */
  public AwsConnection connect() {
    return connect(administrator);
  }

  /** Keyturn's own connection, as somebody. */
  public AwsConnection connect(Keys as) {
    return AwsConnection.connect(
        AwsSettings.ambient(InstantSource.system())
            .withEndpoint(endpoint)
            .withRegion(REGION)
            .with(as));
  }

  /** The SDK's plain client, to seed with and to look with. */
  public IamClient iam() {
    return IamClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(credentials())
        .build();
  }

  /** The SDK's plain client, to seed with and to look with. */
  public SecretsManagerClient secrets() {
    return SecretsManagerClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(credentials())
        .build();
  }

  /** Makes an SNS topic; its ARN. */
  public String topic(String topicName) {
    try (SnsClient sns =
        SnsClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(credentials())
            .build()) {
      return sns.createTopic(r -> r.name(topicName)).topicArn();
    }
  }

  /** Announces a rotation on a secret, of so long ago that its tag may be taken away. */
  public void tagWithOldRotation(String secret) {
    Tag old =
        Tag.builder()
            .key(LedgerTags.ROTATION + UUID.randomUUID())
            .value("v1 since 2025-01-01T00:00:00Z")
            .build();
    try (SecretsManagerClient secrets = secrets()) {
      secrets.tagResource(r -> r.secretId(secret).tags(old));
    }
  }

  private StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(administrator.id(), administrator.secret().reveal()));
  }
}
