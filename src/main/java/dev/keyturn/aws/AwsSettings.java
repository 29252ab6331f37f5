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
 * @param credentials whom to act as
 * @param format the fields of the secret's value
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
    SecretFormat format) {

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
        SecretFormat.DEFAULT);
  }

  /** The same with other retries. */
  public AwsSettings with(Retries newRetries) {
    return new AwsSettings(
        baseClock,
        newRetries,
        http,
        endpoint,
        region,
        profile,
        mfa,
        credentials,
        files,
        network,
        format);
  }

  /** The same over another HTTP client, such as the simulator's. */
  public AwsSettings withHttp(Supplier<SdkHttpClient> newHttp) {
    return new AwsSettings(
        baseClock,
        retries,
        Optional.of(newHttp),
        endpoint,
        region,
        profile,
        mfa,
        credentials,
        files,
        network,
        format);
  }

  /** The same at one endpoint for all services, such as an emulator's. */
  public AwsSettings withEndpoint(URI newEndpoint) {
    return new AwsSettings(
        baseClock,
        retries,
        http,
        Optional.of(newEndpoint),
        region,
        profile,
        mfa,
        credentials,
        files,
        network,
        format);
  }

  /** The same in a Region. */
  public AwsSettings withRegion(String newRegion) {
    return new AwsSettings(
        baseClock,
        retries,
        http,
        endpoint,
        Optional.of(newRegion),
        profile,
        mfa,
        credentials,
        files,
        network,
        format);
  }

  /** The same as a profile says. */
  public AwsSettings withProfile(String name) {
    return new AwsSettings(
        baseClock,
        retries,
        http,
        endpoint,
        region,
        Optional.of(name),
        mfa,
        credentials,
        files,
        network,
        format);
  }

  /** The same with somebody who tells the code of an MFA device. */
  public AwsSettings with(MfaCodes newMfa) {
    return new AwsSettings(
        baseClock,
        retries,
        http,
        endpoint,
        region,
        profile,
        newMfa,
        credentials,
        files,
        network,
        format);
  }

  /** The same with shared files that were read already. */
  public AwsSettings with(SharedFiles read) {
    return new AwsSettings(
        baseClock,
        retries,
        http,
        endpoint,
        region,
        profile,
        mfa,
        credentials,
        () -> read,
        network,
        format);
  }

  /** The same by another way out. */
  public AwsSettings with(Network newNetwork) {
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
        newNetwork,
        format);
  }

  /** The same as somebody else. */
  public AwsSettings with(Keys newCredentials) {
    return new AwsSettings(
        baseClock,
        retries,
        http,
        endpoint,
        region,
        profile,
        mfa,
        Optional.of(newCredentials),
        files,
        network,
        format);
  }

  /** The same with other names for the fields of the secret's value. */
  public AwsSettings with(SecretFormat newFormat) {
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
        newFormat);
  }
}
