package dev.keyturn.aws;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyResponse;

/**
 * What a rotation and an adoption ask of IAM, without a wire. Any other operation is not supported.
 */
final class DirectIam implements IamClient {
  private final DirectCalls calls;

  DirectIam(DirectCalls calls) {
    this.calls = calls;
  }

  @Override
  public CreateAccessKeyResponse createAccessKey(CreateAccessKeyRequest request) {
    return calls.call("CreateAccessKey", request, CreateAccessKeyResponse.builder());
  }

  @Override
  public DeleteAccessKeyResponse deleteAccessKey(DeleteAccessKeyRequest request) {
    return calls.call("DeleteAccessKey", request, DeleteAccessKeyResponse.builder());
  }

  @Override
  public GetAccessKeyLastUsedResponse getAccessKeyLastUsed(GetAccessKeyLastUsedRequest request) {
    return calls.call("GetAccessKeyLastUsed", request, GetAccessKeyLastUsedResponse.builder());
  }

  @Override
  public GetUserResponse getUser(GetUserRequest request) {
    return calls.call("GetUser", request, GetUserResponse.builder());
  }

  @Override
  public ListAccessKeysResponse listAccessKeys(ListAccessKeysRequest request) {
    return calls.call("ListAccessKeys", request, ListAccessKeysResponse.builder());
  }

  @Override
  public TagUserResponse tagUser(TagUserRequest request) {
    return calls.call("TagUser", request, TagUserResponse.builder());
  }

  @Override
  public UpdateAccessKeyResponse updateAccessKey(UpdateAccessKeyRequest request) {
    return calls.call("UpdateAccessKey", request, UpdateAccessKeyResponse.builder());
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
