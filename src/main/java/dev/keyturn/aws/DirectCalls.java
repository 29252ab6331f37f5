package dev.keyturn.aws;

import dev.keyturn.port.CallCount;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Calls of one service of {@link DirectServices}, in the SDK's own requests, responses and
 * exceptions, so that whoever uses the SDK's clients cannot tell.
 */
final class DirectCalls {
  private final DirectServices services;
  private final String service;
  private final AwsCredentialsProvider ours;

  /**
   * Calls of a service.
   *
   * @param ours whom to act as, where a request does not say
   */
  DirectCalls(DirectServices services, String service, AwsCredentialsProvider ours) {
    this.services = services;
    this.service = service;
    this.ours = ours;
  }

  /**
   * Makes a call.
   *
   * @param response what the reply is filled into
   */
  <R, B extends SdkPojo & SdkBuilder<?, R>> R call(
      String operation, AwsRequest request, B response) {
    AwsCredentials signer =
        request
            .overrideConfiguration()
            .flatMap(AwsRequestOverrideConfiguration::credentialsProvider)
            .orElse(ours)
            .resolveCredentials();
    CallCount.current().ifPresent(count -> count.add(1, 0));
    DirectServices.Answer answer =
        services.answer(
            new DirectServices.Question(
                service,
                operation,
                DirectMembers.of(request),
                signer.accessKeyId(),
                signer.secretAccessKey()::equals));
    return switch (answer) {
      case DirectServices.Answer.Done(Map<String, Object> members) -> {
        DirectMembers.fill(response, members);
        yield response.build();
      }
      case DirectServices.Answer.Refused refused -> throw exception(refused);
    };
  }

  /** Of the SDK's own kinds of exceptions, the one that is told from the others by its kind. */
  private AwsServiceException exception(DirectServices.Answer.Refused refused) {
    AwsServiceException.Builder builder =
        refused.code().equals("ResourceNotFoundException")
            ? ResourceNotFoundException.builder()
            : AwsServiceException.builder();
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .errorCode(refused.code())
            .errorMessage(refused.message())
            .serviceName(service)
            .build();
    builder.awsErrorDetails(details).message(refused.message()).statusCode(refused.status());
    // Refusals are ordinary, and nobody looks at where they came from.
    builder.writableStackTrace(false);
    return builder.build();
  }
}
