package dev.keyturn.aws;

import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What a proof asks of STS, without a wire. Any other operation is not supported. */
final class DirectSts implements StsClient {
  private final DirectCalls calls;

  DirectSts(DirectCalls calls) {
    this.calls = calls;
  }

  @Override
  public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
    return calls.call("GetCallerIdentity", request, GetCallerIdentityResponse.builder());
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
