package dev.keyturn.aws;

import dev.keyturn.model.SecretText;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * What a connection to AWS is made from. Whatever is left empty is for the SDK to find, the way any
 * AWS tool does: {@code AWS_*} variables, profiles, a container's or function's role.
 *
 * @param baseClock this machine's clock, or a virtual one
 * @param retries how calls that may be repeated are repeated
 * @param http an HTTP client of its own at each call, in place of the JDK's URL connections; a
 *     request that it never sent must fail as a {@link java.net.ConnectException}
 * @param endpoint where all three services are; otherwise {@code AWS_ENDPOINT_URL} and {@code
 *     AWS_ENDPOINT_URL_IAM} and its like apply, otherwise AWS's own endpoints
 * @param region the Region of the secrets and of STS
 * @param profile the profile of the shared files to act as, whatever {@code AWS_ACCESS_KEY_ID} and
 *     its like say, as with {@code aws --profile}
 * @param mfa where the code of a role's {@code mfa_serial} comes from
 * @param files AWS's shared files, read when they are first needed
 * @param network the way out, where {@code http} does not say another
 * @param pace how fast IAM is asked
 * @param credentials whom to act as
 * @param direct services that are asked without a wire, in place of {@code http} and all that is on
 *     the way there
 */
public record AwsSettings(
    InstantSource baseClock,
    Retries retries,
    Optional<Supplier<SdkHttpClient>> http,
    Optional<URI> endpoint,
    Optional<String> region,
    Optional<String> profile,
    MfaCodes mfa,
    Optional<Keys> credentials,
    Supplier<SharedFiles> files,
    Network network,
    Pace pace,
    Optional<DirectServices> direct) {

  /**
   * An access key given outright.
   *
   * @param sessionToken of a temporary key
   */
  public record Keys(String id, SecretText secret, Optional<SecretText> sessionToken) {}

  /** Everything as the environment says. */
  public static AwsSettings ambient(InstantSource baseClock) {
    return new AwsSettings(
        baseClock,
        Retries.STANDARD,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        MfaCodes.NONE,
        Optional.empty(),
        SharedFiles::read,
        Network.DIRECT,
        Pace.NONE,
        Optional.empty());
  }

  /** The same with other retries. */
  public AwsSettings with(Retries newRetries) {
    Draft draft = new Draft(this);
    draft.retries = newRetries;
    return draft.settings();
  }

  /** The same over another HTTP client, such as the simulator's. */
  public AwsSettings withHttp(Supplier<SdkHttpClient> newHttp) {
    Draft draft = new Draft(this);
    draft.http = Optional.of(newHttp);
    return draft.settings();
  }

  /** The same at one endpoint for all services, such as an emulator's. */
  public AwsSettings withEndpoint(URI newEndpoint) {
    Draft draft = new Draft(this);
    draft.endpoint = Optional.of(newEndpoint);
    return draft.settings();
  }

  /** The same in a Region. */
  public AwsSettings withRegion(String newRegion) {
    Draft draft = new Draft(this);
    draft.region = Optional.of(newRegion);
    return draft.settings();
  }

  /** The same as a profile says. */
  public AwsSettings withProfile(String name) {
    Draft draft = new Draft(this);
    draft.profile = Optional.of(name);
    return draft.settings();
  }

  /** The same with somebody who tells the code of an MFA device. */
  public AwsSettings with(MfaCodes newMfa) {
    Draft draft = new Draft(this);
    draft.mfa = newMfa;
    return draft.settings();
  }

  /** The same with shared files that were read already. */
  public AwsSettings with(SharedFiles read) {
    Draft draft = new Draft(this);
    draft.files = () -> read;
    return draft.settings();
  }

  /** The same by another way out. */
  public AwsSettings with(Network newNetwork) {
    Draft draft = new Draft(this);
    draft.network = newNetwork;
    return draft.settings();
  }

  /** The same at another pace. */
  public AwsSettings with(Pace newPace) {
    Draft draft = new Draft(this);
    draft.pace = newPace;
    return draft.settings();
  }

  /** The same as somebody else. */
  public AwsSettings with(Keys newCredentials) {
    Draft draft = new Draft(this);
    draft.credentials = Optional.of(newCredentials);
    return draft.settings();
  }

  /** The same with services that are asked without a wire. */
  public AwsSettings with(DirectServices services) {
    Draft draft = new Draft(this);
    draft.direct = Optional.of(services);
    return draft.settings();
  }

  /** A copy in which something is changed. */
  private static final class Draft {
    private InstantSource baseClock;
    private Retries retries;
    private Optional<Supplier<SdkHttpClient>> http;
    private Optional<URI> endpoint;
    private Optional<String> region;
    private Optional<String> profile;
    private MfaCodes mfa;
    private Optional<Keys> credentials;
    private Supplier<SharedFiles> files;
    private Network network;
    private Pace pace;
    private Optional<DirectServices> direct;

    Draft(AwsSettings of) {
      baseClock = of.baseClock();
      retries = of.retries();
      http = of.http();
      endpoint = of.endpoint();
      region = of.region();
      profile = of.profile();
      mfa = of.mfa();
      credentials = of.credentials();
      files = of.files();
      network = of.network();
      pace = of.pace();
      direct = of.direct();
    }

    AwsSettings settings() {
      return new AwsSettings(
          baseClock,
          retries,
          http,
          endpoint,
          region,
          profile,
          mfa,
          credentials,
          files,
          network,
          pace,
          direct);
    }
  }
}
