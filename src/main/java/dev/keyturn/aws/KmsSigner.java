package dev.keyturn.aws;

import dev.keyturn.json.JsonObjects;
import dev.keyturn.json.JsonText;
import dev.keyturn.port.MessageSigner;
import dev.keyturn.port.ReadResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A key of KMS, of the key spec {@code ECC_NIST_EDWARDS25519} (since November 2025): it never
 * leaves KMS, and each signature is an event in CloudTrail. {@code ED25519_SHA_512} with the whole
 * message is RFC 8032's Ed25519, which every verifier knows; {@code ED25519_PH_SHA_512} is another.
 */
final class KmsSigner implements MessageSigner {
  private static final String SIGN = "kms:Sign";
  private static final String PUBLIC_KEY = "kms:GetPublicKey";

  private final SignedRequests requests;
  private final SdkCalls calls;
  private final Lazy<byte[]> publicKey;
  private final String key;

  /**
   * A signer.
   *
   * @param key the key's ID or ARN, or an alias's name or ARN
   */
  KmsSigner(Clients clients, SdkCalls calls, String key) {
    this.requests = new SignedRequests(clients, "kms", KmsSigner::error);
    this.calls = calls;
    this.key = key;
    this.publicKey = new Lazy<>(this::askForPublicKey);
  }

  @Override
  public ReadResult<byte[]> publicKey() {
    return calls.read(PUBLIC_KEY, Set.of(), () -> publicKey.get().clone());
  }

  @Override
  public ReadResult<byte[]> sign(byte[] message) {
    Supplier<byte[]> call =
        () ->
            bytes(
                call(
                    "Sign",
                    Map.of(
                        "KeyId",
                        key,
                        "Message",
                        Base64.getEncoder().encodeToString(message),
                        "MessageType",
                        "RAW",
                        "SigningAlgorithm",
                        "ED25519_SHA_512")),
                "Signature");
    return calls.read(SIGN, Set.of(), call);
  }

  private byte[] askForPublicKey() {
    return bytes(call("GetPublicKey", Map.of("KeyId", key)), "PublicKey");
  }

  private String call(String operation, Map<String, String> body) {
    URI endpoint = requests.givenEndpoint().orElseGet(requests::endpoint);
    byte[] reply =
        requests.send(
            SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol(endpoint.getScheme())
                .host(endpoint.getHost())
                .port(endpoint.getPort() < 0 ? null : endpoint.getPort())
                .encodedPath("/")
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "TrentService." + operation),
            JsonText.oneLine(body).getBytes(StandardCharsets.UTF_8));
    return new String(reply, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String reply, String field) {
    try {
      if (JsonObjects.read(reply).orElse(Map.of()).get(field) instanceof String text) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException notBase64) {
      // Told below.
    }
    throw new UnreadableReplyException("KMS: the reply has no usable " + field);
  }

  private static AwsErrorDetails error(byte[] body) {
    Map<String, ?> json =
        JsonObjects.read(new String(body, StandardCharsets.UTF_8)).orElse(Map.of());
    AwsErrorDetails.Builder error = AwsErrorDetails.builder().serviceName("KMS");
    if (json.get("__type") instanceof String type) {
      error.errorCode(type.substring(type.lastIndexOf('#') + 1));
    }
    if (json.get("message") instanceof String message) {
      error.errorMessage(message);
    } else if (json.get("Message") instanceof String message) {
      error.errorMessage(message);
    }
    return error.build();
  }
}
