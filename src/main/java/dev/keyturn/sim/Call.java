package dev.keyturn.sim;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request to the simulated AWS. It holds no secret: neither values nor signatures.
 *
 * @param index the number of the call in its world, from 0
 * @param at the world's time when it came
 * @param service {@code iam}, {@code sts}, {@code secretsmanager}, {@code organizations}, or {@code
 *     unknown}
 * @param operation such as {@code CreateAccessKey}
 * @param accessKeyId the key that claims to have signed, or empty
 * @param parameters the request's parameters without secret values, such as {@code UserName}
 */
public record Call(
    long index,
    Instant at,
    String service,
    String operation,
    String accessKeyId,
    Map<String, String> parameters) {
  public Call {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Service and operation: {@code iam:CreateAccessKey}. */
  public String action() {
    return service + ":" + operation;
  }

  /** Whether it is this operation, written {@code iam:CreateAccessKey}. */
  public boolean is(String action) {
    return action.equals(action());
  }

  /** A parameter, or empty text. */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** Whether the operation only reads. */
  public boolean reads() {
    return reads(operation);
  }

  /** Whether an operation of this name only reads; a GET does, whatever service it was for. */
  static boolean reads(String operation) {
    return operation.startsWith("Get")
        || operation.startsWith("List")
        || operation.startsWith("Describe")
        || operation.startsWith("BatchGet")
        || operation.startsWith("Simulate")
        || operation.startsWith("GET ");
  }
}
