package dev.keyturn.aws;

import dev.keyturn.aws.PolicyQuestion.Decision;
import dev.keyturn.port.ReadResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What a connection is made of, for whoever wants to know why it does not work. Only reads. */
public final class SetupReads {
  private static final String WHO_AM_I = "sts:GetCallerIdentity";

  private final AwsSettings settings;
  private final Clients clients;
  private final SdkCalls calls;
  private final PolicyReads policies;

  /**
   * What requests are signed with.
   *
   * @param end when that ends; empty for a key that does not end, and where nobody says
   */
  public record Session(boolean temporary, Optional<Instant> end) {}

  /** Who signs, as STS has it. */
  public record CallerIdentity(String account, String arn) {}

  /**
   * The certificates of the authorities that are trusted.
   *
   * @param bundle the file that they come from; empty for those of the JVM
   * @param number how many are in that file
   */
  public record Certificates(Optional<Path> bundle, int number) {}

  SetupReads(AwsSettings settings, Clients clients, SdkCalls calls) {
    this.settings = settings;
    this.clients = clients;
    this.calls = calls;
    this.policies = new PolicyReads(clients, calls);
  }

  /** How it is found whom requests are signed as, in words; nobody is asked. */
  public String way() {
    return settings.credentials().isPresent() ? "a key given outright" : clients.login().way();
  }

  /** What requests are signed with. Whoever has to be logged in is. */
  public ReadResult<Session> session() {
    return calls.read(
        WHO_AM_I,
        Set.of(),
        () -> {
          AwsCredentials found = clients.credentials().resolveCredentials();
          return new Session(found instanceof AwsSessionCredentials, found.expirationTime());
        });
  }

  /** The Region of the secrets. */
  public ReadResult<String> region() {
    return calls.read(WHO_AM_I, Set.of(), () -> clients.region().id());
  }

  /** Who signs. */
  public ReadResult<CallerIdentity> caller() {
    return calls.read(
        WHO_AM_I,
        Set.of(),
        () -> {
          GetCallerIdentityResponse caller = clients.stsOnce().getCallerIdentity();
          return new CallerIdentity(
              IamReplies.present(caller.account(), "Account"),
              IamReplies.present(caller.arn(), "Arn"));
        });
  }

  /** The certificates that are trusted. */
  public ReadResult<Certificates> certificates() {
    return calls.read(
        WHO_AM_I,
        Set.of(),
        () -> {
          Optional<Path> bundle = settings.network().bundle().get();
          return new Certificates(bundle, bundle.map(TrustedCertificates::number).orElse(0));
        });
  }

  /** Whether a service can be reached. */
  public EndpointAnswer endpoint(AwsService service) {
    return new EndpointReads(clients, calls).ask(service);
  }

  /**
   * The user or role whose policies hold for a caller; empty where it has none, as the account
   * itself.
   */
  public Optional<String> principal(CallerIdentity caller) {
    return policies.principal(caller.arn());
  }

  /**
   * What IAM's policy simulator says that a user or role may do; Absent where it knows no such one.
   *
   * @param principal its ARN
   */
  public ReadResult<Map<String, Decision>> decide(String principal, PolicyQuestion question) {
    return policies.decide(principal, question);
  }

  /** The deployed function, and what is around it. */
  public DeployedReads deployed() {
    return new DeployedReads(new JsonRequests(settings, clients), calls);
  }
}
