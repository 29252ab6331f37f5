package dev.keyturn.aws;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Connections to a scripted server, as somebody, without waiting between attempts. */
final class Connections {
  static final SecretText SECRET = SecretText.of("caller-secret-caller-secret-caller-secr");

  private Connections() {}

  static AwsSettings settings(URI endpoint) {
    return AwsSettings.ambient(InstantSource.system())
        .withEndpoint(endpoint)
        .withRegion("eu-central-1")
        .with(Retries.IMMEDIATE)
        .with(new AwsSettings.Keys("AKIACALLERCALLERCALL", SECRET, Optional.empty()));
  }

  static AwsConnection to(ScriptedServer server) {
    return AwsConnection.connect(settings(server.uri()));
  }

  /** One that gives up on a silent server soon. */
  static AwsConnection impatient(ScriptedServer server) {
    return AwsConnection.connect(
        settings(server.uri())
            .withHttp(() ->
                UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMillis(150)).build()));
  }

  /** A call of each of IAM, IAM once, Secrets Manager and STS, in this order. */
  static void everything(AwsConnection aws) {
    UserName user = new UserName("app");
    aws.accessKeys().user(user);
    aws.accessKeys().create(user);
    aws.secrets().describe("app");
    aws.probe()
        .probe(
            new Credential(user, new AccessKeyId("AKIAPROBEPROBEPROBE1"), SecretText.of("x")),
            new IamUser(
                user,
                new UserId("AIDAAAAAAAAAAAAAAAAA"),
                "arn:aws:iam::123456789012:user/app",
                Optional.empty()));
  }
}
