package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In every partition, with FIPS and dual-stack endpoints and a profile's {@code services}, the
 * hosts are those that the AWS CLI asks. Nobody is asked.
 */
class EndpointsIT {
  /**
   * For each file of a profile: the hosts of IAM, Secrets Manager and STS, as botocore has them.
   */
  private static final String ASK =
      """
      import botocore.session, os, sys
      from urllib.parse import urlsplit
      os.environ['AWS_SHARED_CREDENTIALS_FILE'] = 'none'
      data = None
      for path in sys.argv[1:]:
          os.environ['AWS_CONFIG_FILE'] = path
          session = botocore.session.Session(profile='p')
          if data is None:
              data = session.get_component('data_loader')
          session.register_component('data_loader', data)
          session.set_credentials('AKIAAAAAAAAAAAAAAAAA', 's')
          hosts = []
          for service, call, args in (('iam', 'get_user', {}), ('secretsmanager', 'list_secrets', {}), ('sts', 'get_caller_identity', {})):
              client = session.create_client(service)
              def host(request, **_):
                  hosts.append(urlsplit(request.url).hostname)
                  raise KeyboardInterrupt()
              client.meta.events.register('before-send', host)
              try:
                  getattr(client, call)(**args)
              except KeyboardInterrupt:
                  pass
          print(' '.join(hosts))
      """;

  @TempDir private Path folder = Path.of("");

  private static List<String> profiles() {
    List<String> profiles = new ArrayList<>();
    for (String region :
        List.of(
            "us-east-1",
            "eu-central-1",
            "cn-north-1",
            "cn-northwest-1",
            "us-gov-west-1",
            "us-gov-east-1",
            "eusc-de-east-1",
            "us-iso-east-1",
            "us-isob-east-1",
            "eu-isoe-west-1",
            "us-isof-south-1")) {
      profiles.add("region = %s\n".formatted(region));
    }
    profiles.add("region = us-east-1\nuse_fips_endpoint = true\n");
    profiles.add("region = us-gov-west-1\nuse_fips_endpoint = true\n");
    profiles.add("region = eu-central-1\nuse_dualstack_endpoint = true\n");
    profiles.add("region = cn-north-1\nuse_dualstack_endpoint = true\n");
    profiles.add("region = us-east-1\nuse_dualstack_endpoint = true\nuse_fips_endpoint = true\n");
    profiles.add(
        "region = us-east-1\nservices = here\n[services here]\niam =\n  endpoint_url = https://iam.example.test\n");
    profiles.add(
        "region = us-east-1\nendpoint_url = https://all.example.test\nservices = here\n[services here]\nsts =\n  endpoint_url = https://sts.example.test\nsecrets_manager =\n  endpoint_url = https://secrets.example.test\n");
    profiles.add(
        "region = us-east-1\nignore_configured_endpoint_urls = true\nendpoint_url = https://all.example.test\n");
    return profiles;
  }

  @Test
  @DisplayName("Each service is asked at the host at which the AWS CLI asks it")
  void hosts() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("keyturn.venv"), "bin", "python").toString(),
                "-c",
                ASK));
    List<String> ours = new ArrayList<>();
    for (String profile : profiles()) {
      Path config = folder.resolve("config-" + ours.size());
      Files.writeString(config, "[profile p]\n" + profile);
      command.add(config.toString());
      ours.add(hostsOf(SharedFiles.read(config, folder.resolve("none"))));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(folder.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    String theirs =
        new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(ours).isEqualTo(theirs.lines().toList());
    assertThat(ours).as(Files.readString(folder.resolve("err"))).hasSameSizeAs(profiles());
  }

  /** The hosts of IAM, Secrets Manager and STS; those of calls that are sent once are the same. */
  private static String hostsOf(SharedFiles files) {
    List<String> hosts = new ArrayList<>();
    AwsSettings settings =
        AwsSettings.ambient(InstantSource.system())
            .with(files)
            .withProfile("p")
            .with(Retries.IMMEDIATE)
            .with(
                new AwsSettings.Keys("AKIACALLERCALLERCALL", Connections.SECRET, Optional.empty()))
            .withHttp(() ->
                new ScriptedHttp(request -> {
                  hosts.add(request.host());
                  return ScriptedHttp.answer(403, Map.of(), "");
                }));
    try (AwsConnection aws = AwsConnection.connect(settings)) {
      Connections.everything(aws);
    }
    assertThat(hosts).hasSize(4);
    assertThat(hosts.get(1)).as("CreateAccessKey, which is sent once").isEqualTo(hosts.getFirst());
    return String.join(" ", hosts.get(0), hosts.get(2), hosts.get(3));
  }
}
