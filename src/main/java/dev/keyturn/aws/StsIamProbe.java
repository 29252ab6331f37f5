package dev.keyturn.aws;

import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.port.IdentityProbe;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Tries a credential by signing with it. STS first, as it answers even under an explicit deny and
 * says whose key it is; then IAM, which may not know a key yet that STS does (seen in 2025). Each
 * request is one attempt on a connection of its own.
 */
final class StsIamProbe implements IdentityProbe {
  private final Clients clients;
  private final FailureTranslation failures;
  private final KnownSecrets known;

  StsIamProbe(Clients clients, FailureTranslation failures, KnownSecrets known) {
    this.clients = clients;
    this.failures = failures;
    this.known = known;
  }

  @Override
  public Result probe(Credential credential, IamUser expected) {
    AwsCredentialsProvider candidate =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(
                credential.id().value(), known.add(credential.secretAccessKey()).reveal()));
    return onSts(candidate, expected)
        .or(() -> onIam(candidate, expected))
        .orElseGet(Result.Works::new);
  }

  /** Empty when all is well. */
  private Optional<Result> onSts(AwsCredentialsProvider candidate, IamUser expected) {
    return attempt(
        "STS",
        "sts:GetCallerIdentity",
        () -> {
          GetCallerIdentityResponse caller =
              clients
                  .stsOnce()
                  .getCallerIdentity(
                      r -> r.overrideConfiguration(o -> o.credentialsProvider(candidate)));
          String arn = IamReplies.present(caller.arn(), "Arn");
          return arn.equals(expected.arn())
                  && expected.account().equals(caller.account())
                  && expected.id().value().equals(caller.userId())
              ? Optional.empty()
              : Optional.of(new Result.SomeoneElse(failures.words(arn)));
        });
  }

  private Optional<Result> onIam(AwsCredentialsProvider candidate, IamUser expected) {
    return attempt(
        "IAM",
        "iam:GetUser",
        () -> {
          User user =
              IamReplies.present(
                  clients
                      .iamOnce()
                      .getUser(r ->
                          r.userName(expected.name().value())
                              .overrideConfiguration(o -> o.credentialsProvider(candidate)))
                      .user(),
                  "User");
          return expected.id().value().equals(user.userId())
              ? Optional.empty()
              : Optional.of(
                  new Result.SomeoneElse(failures.words(IamReplies.present(user.arn(), "Arn"))));
        });
  }

  private Optional<Result> attempt(
      String service, String action, Supplier<Optional<Result>> request) {
    try {
      return request.get();
    } catch (AwsServiceException e) {
      AwsError error = AwsError.of(e);
      if (error.isUnknownKey()) {
        return Optional.of(new Result.NotKnown(service));
      }
      if (error.isWrongSecret()) {
        return Optional.of(new Result.WrongSecret(service));
      }
      // A denial, or no such user, is only ever said to a caller whose signature was found right.
      boolean authenticated = error.isDenied() || error.code().equals("NoSuchEntity");
      return authenticated && service.equals("IAM")
          ? Optional.empty()
          : Optional.of(new Result.NotTried(failures.of(action, e)));
    } catch (SdkException | UnconfiguredException | UnreadableReplyException e) {
      return Optional.of(new Result.NotTried(failures.of(action, e)));
    }
  }
}
