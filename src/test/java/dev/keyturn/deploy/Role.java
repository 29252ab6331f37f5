package dev.keyturn.deploy;

import dev.keyturn.aws.AwsSettings;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.model.SecretText;
import dev.keyturn.packaged.PackagedJar;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A role of an emulator with some policies and nothing else, assumed. */
public final class Role {
  /** Windows of no length, so that a whole life fits into seconds. */
  private static final Map<String, String> QUICK =
      Map.of(
          "KEYTURN_OVERLAP", "0s",
          "KEYTURN_QUIET", "0s",
          "KEYTURN_RECOVERY", "0s",
          "KEYTURN_VERIFY_SUCCESSES", "2",
          "KEYTURN_VERIFY_SPAN", "0s",
          "KEYTURN_VERIFY_TIMEOUT", "5s",
          "KEYTURN_LEASE", "24s");

  private final URI endpoint;
  private final String name;
  private final Credentials session;

  private Role(URI endpoint, String name, Credentials session) {
    this.endpoint = endpoint;
    this.name = name;
    this.session = session;
  }

  /**
   * Makes the role and assumes it.
   *
   * @param policies the whole of what it may do
   */
  public static Role with(Emulator emulator, String... policies) {
    return called(emulator, emulator.fresh("role"), policies);
  }

  /** The same under a name that somebody goes by. */
  static Role called(Emulator emulator, String name, String... policies) {
    String trust =
        """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::000000000000:user/administrator"},
           "Action": "sts:AssumeRole"}]}
        """;
    try (IamClient iam = emulator.iam();
        StsClient sts =
            StsClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(emulator.endpoint())
                .region(Region.of(Emulator.REGION))
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(
                            emulator.administrator().id(),
                            emulator.administrator().secret().reveal())))
                .build()) {
      String arn =
          iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust)).role().arn();
      for (int i = 0; i < policies.length; i++) {
        String policy = policies[i];
        String its = "policy-" + i;
        iam.putRolePolicy(r -> r.roleName(name).policyName(its).policyDocument(policy));
      }
      return new Role(
          emulator.endpoint(),
          name,
          sts.assumeRole(r -> r.roleArn(arn).roleSessionName("keyturn")).credentials());
    }
  }

  /** What it is called. */
  String name() {
    return name;
  }

  /** Its temporary credentials. */
  public AwsSettings.Keys keys() {
    return new AwsSettings.Keys(
        session.accessKeyId(),
        SecretText.of(session.secretAccessKey()),
        Optional.of(SecretText.of(session.sessionToken())));
  }

  /** Runs the packaged command line as this role. */
  Program.Finished keyturn(String... arguments) {
    Map<String, String> environment = new HashMap<>(QUICK);
    environment.put("AWS_ENDPOINT_URL", endpoint.toString());
    environment.put("AWS_REGION", Emulator.REGION);
    environment.put("AWS_ACCESS_KEY_ID", session.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", session.secretAccessKey());
    environment.put("AWS_SESSION_TOKEN", session.sessionToken());
    return Program.of(PackagedJar.command(List.of(arguments))).with(environment).run();
  }

  /** The SDK's plain client, as this role. */
  IamClient iam() {
    return IamClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(endpoint)
        .region(Region.of(Emulator.REGION))
        .credentialsProvider(credentials())
        .build();
  }

  /** The SDK's plain client, as this role. */
  SecretsManagerClient secrets() {
    return SecretsManagerClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(endpoint)
        .region(Region.of(Emulator.REGION))
        .credentialsProvider(credentials())
        .build();
  }

  private StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
  }
}
