package dev.keyturn.process;

import java.nio.charset.StandardCharsets;
import java.util.function.BinaryOperator;

/**
 * Secrets Manager's side of a rotation, where an emulator's is a stub: shows the function a secret
 * with rotation enabled, and the empty version that the service makes when it begins.
 */
final class ServiceSide implements BinaryOperator<byte[]> {
  private static final String VERSIONS = "\"VersionIdsToStages\":";
  private volatile String version = "";

  /** Begins a rotation with this version. */
  ServiceSide begin(String newVersion) {
    version = newVersion;
    return this;
  }

  @Override
  public byte[] apply(byte[] request, byte[] reply) {
    String asked = new String(request, StandardCharsets.ISO_8859_1);
    String whole = new String(reply, StandardCharsets.UTF_8);
    int split = whole.indexOf("\r\n\r\n");
    if (version.isEmpty() || split < 0 || !asked.contains("secretsmanager.DescribeSecret")) {
      return reply;
    }
    String body = whole.substring(split + 4);
    int versions = body.indexOf(VERSIONS);
    int open = versions < 0 ? -1 : body.indexOf('{', versions);
    if (open < 0) {
      return reply;
    }
    String placeholder =
        body.contains("\"" + version + "\"") ? "" : "\"%s\": [\"AWSPENDING\"], ".formatted(version);
    String amended =
        "{\"RotationEnabled\": true, "
            + body.substring(body.indexOf('{') + 1, versions)
                .replace("\"RotationEnabled\":", "\"WasEnabled\":")
            + body.substring(versions, open + 1)
            + placeholder
            + body.substring(open + 1).replace("\"RotationEnabled\":", "\"WasEnabled\":");
    byte[] bytes = amended.getBytes(StandardCharsets.UTF_8);
    String head =
        whole
            .substring(0, split)
            .replaceFirst("(?i)content-length: *\\d+", "Content-Length: " + bytes.length);
    return (head + "\r\n\r\n" + amended).getBytes(StandardCharsets.UTF_8);
  }
}
