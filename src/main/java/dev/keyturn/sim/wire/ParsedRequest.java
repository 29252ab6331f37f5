package dev.keyturn.sim.wire;

import dev.keyturn.sim.core.ServiceError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a request asks for, told by its target header or its action and version, never by host. */
public sealed interface ParsedRequest {
  /** What the target headers of the JSON services begin with. */
  Map<String, Service> TARGETS =
      Map.of(
          "secretsmanager",
          Service.SECRETS_MANAGER,
          "AWSOrganizationsV20161128",
          Service.ORGANIZATIONS);

  /** How a path of Lambda's begins, which speaks JSON and names no target. */
  Pattern VERSIONED = Pattern.compile("/\\d{4}-\\d\\d-\\d\\d/");

  /** A request to one of our services; the operation may still be one that it lacks. */
  sealed interface Known extends ParsedRequest {
    /** The service. */
    Service service();

    /** The operation, such as {@code CreateAccessKey}. */
    String operation();

    /** The parameters for people, without anything that is secret. */
    Map<String, String> shown();
  }

  /**
   * A Query request.
   *
   * @param service IAM or STS
   * @param operation the action
   * @param form the parameters
   */
  record Query(Service service, String operation, Form form) implements Known {
    @Override
    public Map<String, String> shown() {
      Map<String, String> shown = new LinkedHashMap<>(form.fields());
      List.of("Action", "Version", "TokenCode").forEach(shown::remove);
      return shown;
    }
  }

  /**
   * A JSON request.
   *
   * @param service Secrets Manager or Organizations
   * @param operation the target's last part
   * @param fields the parameters
   */
  record Document(Service service, String operation, JsonFields fields) implements Known {
    @Override
    public Map<String, String> shown() {
      return fields.shown();
    }
  }

  /**
   * A request that is not for us, or can't be read.
   *
   * @param operation what it seems to ask for, for the message
   * @param json whether to answer in JSON
   * @param error what to answer
   */
  record Unknown(String operation, boolean json, ServiceError error) implements ParsedRequest {}

  /** Tells what a request asks for. */
  static ParsedRequest of(WireRequest request) {
    Optional<String> target = request.header("x-amz-target");
    if (target.isPresent()) {
      return document(target.get(), request);
    }
    if (VERSIONED.matcher(request.path()).lookingAt()) {
      return unknown(request.method() + " " + request.path(), true);
    }
    if (!request.method().equals("POST")) {
      return unknown(request.method() + " " + request.path(), false);
    }
    Optional<Map<String, String>> fields = Form.read(request.text());
    if (fields.isEmpty()) {
      return new Unknown("", false, CommonError.UNREADABLE.of(Service.STS));
    }
    String action = fields.get().getOrDefault("Action", "");
    String version = fields.get().getOrDefault("Version", "");
    return switch (version) {
      case "2010-05-08" -> new Query(Service.IAM, action, Form.of(fields.get(), Service.IAM));
      case "2011-06-15" -> new Query(Service.STS, action, Form.of(fields.get(), Service.STS));
      default -> unknown(action + " (version " + version + ")", false);
    };
  }

  /**
   * A request to a service by its parameters, as they would be in a document.
   *
   * @param service its name in signatures
   * @param members text, whole numbers, booleans, lists and maps of the same
   */
  static Known of(String service, String operation, Map<String, Object> members) {
    Service to = Service.named(service);
    return to.speaksJson()
        ? new Document(to, operation, new JsonFields(members, to))
        : new Query(to, operation, Form.of(Form.flat(members), to));
  }

  private static ParsedRequest document(String target, WireRequest request) {
    int dot = target.lastIndexOf('.');
    Service service = TARGETS.get(target.substring(0, Math.max(dot, 0)));
    if (service == null) {
      return unknown(target, true);
    }
    return JsonReader.read(request.body())
        .<ParsedRequest>map(members ->
            new Document(service, target.substring(dot + 1), new JsonFields(members, service)))
        .orElseGet(() -> new Unknown(target, true, CommonError.UNREADABLE.of(service)));
  }

  private static Unknown unknown(String operation, boolean json) {
    Service dialect = json ? Service.SECRETS_MANAGER : Service.STS;
    String words =
        "The simulated AWS has only IAM, STS, Secrets Manager and Organizations, and cannot answer "
            + operation;
    return new Unknown(operation, json, CommonError.UNKNOWN_OPERATION.of(dialect, words));
  }
}
