package dev.keyturn.aws;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.TagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.TagResourceResponse;
import software.amazon.awssdk.services.secretsmanager.model.UntagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.UntagResourceResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;

/**
 * What the work on one secret asks of Secrets Manager, without a wire. Any other operation, such as
 * listing secrets, is not supported.
 */
final class DirectSecrets implements SecretsManagerClient {
  private final DirectCalls calls;

  DirectSecrets(DirectCalls calls) {
    this.calls = calls;
  }

  @Override
  public CreateSecretResponse createSecret(CreateSecretRequest request) {
    return calls.call("CreateSecret", request, CreateSecretResponse.builder());
  }

  @Override
  public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
    return calls.call("DescribeSecret", request, DescribeSecretResponse.builder());
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    return calls.call("GetSecretValue", request, GetSecretValueResponse.builder());
  }

  @Override
  public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
    return calls.call("PutSecretValue", request, PutSecretValueResponse.builder());
  }

  @Override
  public TagResourceResponse tagResource(TagResourceRequest request) {
    return calls.call("TagResource", request, TagResourceResponse.builder());
  }

  @Override
  public UntagResourceResponse untagResource(UntagResourceRequest request) {
    return calls.call("UntagResource", request, UntagResourceResponse.builder());
  }

  @Override
  public UpdateSecretVersionStageResponse updateSecretVersionStage(
      UpdateSecretVersionStageRequest request) {
    return calls.call(
        "UpdateSecretVersionStage", request, UpdateSecretVersionStageResponse.builder());
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
