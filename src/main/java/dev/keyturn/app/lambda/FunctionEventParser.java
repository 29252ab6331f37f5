package dev.keyturn.app.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyturn.fleet.AccountMessageReader;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.ServiceStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an event, and says everything that is wrong with it at once. */
final class FunctionEventParser {
  private static final String STEP = "Step";
  private static final String SECRET = "SecretId";
  private static final String TOKEN = "ClientRequestToken";
  private static final String ROTATION_TOKEN = "RotationToken";
  private static final String RECORDS = "Records";
  private static final String SOURCE = "source";
  private static final String DETAIL_TYPE = "detail-type";

  private static final String KEYTURN = "keyturn";
  private static final String ENQUEUE = "enqueue";
  private static final String RUN = "run";

  /** Rules send the one, EventBridge Scheduler the other. */
  private static final Set<String> SCHEDULES = Set.of("aws.events", "aws.scheduler");

  private static final Set<String> KNOWN =
      Set.of(STEP, SECRET, TOKEN, ROTATION_TOKEN, SOURCE, DETAIL_TYPE, KEYTURN, RUN);

  /** An ARN, or a name, as Secrets Manager has them. */
  private static final Pattern SECRET_FORM = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,2048}");

  private static final Pattern ROTATION_TOKEN_FORM = Pattern.compile("[A-Za-z0-9-]{36,256}");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");
  private static final int LONGEST_QUOTE = 60;
  private static final int MOST_NAMES = 10;
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, String> fields = new HashMap<>();
  private Optional<FunctionEvent.Queued> queued = Optional.empty();
  private final Set<String> names = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  private FunctionEventParser() {}

  /** Reads the event, which is no longer than Lambda lets it be. */
  static FunctionEvent read(byte[] event) {
    FunctionEventParser reader = new FunctionEventParser();
    return reader.parse(event) ? reader.event() : reader.bad();
  }

  private boolean parse(byte[] event) {
    try (JsonParser json = JSON.createParser(event)) {
      JsonToken first = json.nextToken();
      if (first != JsonToken.START_OBJECT) {
        problems.add("The event is not a JSON object, but " + named(first));
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        names.add(name);
        JsonToken value = json.nextToken();
        if (name.equals(RECORDS) && value == JsonToken.START_ARRAY) {
          queued = QueuedMessages.read(json);
          continue;
        }
        if (value == JsonToken.VALUE_STRING && KNOWN.contains(name)) {
          fields.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
      return true;
    } catch (IOException e) {
      // The parser's own words quote the event, which may hold a rotation token.
      problems.add("The event is not valid JSON");
      return false;
    }
  }

  /** What the event is instead: its own words may be a secret. */
  private static String named(@Nullable JsonToken token) {
    return switch (token) {
      case null -> "empty";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "something else";
    };
  }

  private FunctionEvent event() {
    boolean rotation = names.contains(STEP) || names.contains(SECRET) || names.contains(TOKEN);
    if (rotation) {
      return rotation();
    }
    if (SCHEDULES.contains(fields.getOrDefault(SOURCE, ""))
        && "Scheduled Event".equals(fields.get(DETAIL_TYPE))) {
      return new FunctionEvent.Schedule();
    }
    if (queued.isPresent()) {
      return queued.get();
    }
    if (names.contains(KEYTURN)) {
      return enqueue();
    }
    problems.add(
        "The event is neither a rotation step of Secrets Manager (%s, %s, %s) nor a Scheduled Event of EventBridge nor messages of SQS nor {\"keyturn\":\"enqueue\"}; %s"
            .formatted(STEP, SECRET, TOKEN, whatItIs()));
    return bad();
  }

  /** Whatever else stands in it was meant for something that this version does not do. */
  private FunctionEvent enqueue() {
    if (!ENQUEUE.equals(fields.get(KEYTURN))) {
      problems.add("%s in the event is not \"%s\"".formatted(KEYTURN, ENQUEUE));
    }
    Optional<String> run = Optional.ofNullable(fields.get(RUN));
    boolean valid = run.map(text -> AccountMessageReader.RUN.matcher(text).matches()).orElse(true);
    if (!valid || (run.isEmpty() && names.contains(RUN))) {
      problems.add(
          "%s in the event is not a name of at most 40 letters, digits and ._-, no dot first"
              .formatted(RUN));
    }
    names.stream()
        .filter(name -> !name.equals(KEYTURN) && !name.equals(RUN))
        .limit(MOST_NAMES)
        .forEach(name ->
            problems.add("The event has %s, which is not known here".formatted(quoted(name))));
    return problems.isEmpty() ? new FunctionEvent.Enqueue(run) : bad();
  }

  private FunctionEvent rotation() {
    Optional<String> secret = required(SECRET).filter(this::isSecret);
    Optional<VersionId> version = required(TOKEN).filter(this::isVersion).map(VersionId::new);
    Optional<ServiceStep> step = required(STEP).flatMap(this::step);
    Optional<SecretText> rotationToken = rotationToken();
    if (!problems.isEmpty() || secret.isEmpty() || version.isEmpty() || step.isEmpty()) {
      return new FunctionEvent.Bad(problems, secret, version, step);
    }
    return new FunctionEvent.Rotation(secret.get(), version.get(), step.get(), rotationToken);
  }

  private Optional<String> required(String name) {
    Optional<String> value = Optional.ofNullable(fields.get(name));
    if (value.isEmpty()) {
      problems.add(
          names.contains(name)
              ? "%s in the event is not a string".formatted(name)
              : "The event has no %s".formatted(name));
    }
    return value;
  }

  private boolean isSecret(String text) {
    boolean valid = SECRET_FORM.matcher(text).matches();
    if (!valid) {
      problems.add("SecretId %s is not the ARN of a secret".formatted(quoted(text)));
    }
    return valid;
  }

  private boolean isVersion(String text) {
    boolean valid = VersionId.isValid(text);
    if (!valid) {
      problems.add("ClientRequestToken %s is not a version ID".formatted(quoted(text)));
    }
    return valid;
  }

  private Optional<ServiceStep> step(String text) {
    Optional<ServiceStep> step = ServiceStep.of(text);
    if (step.isEmpty()) {
      problems.add(
          "Step %s is none of %s".formatted(quoted(text), String.join(", ", ServiceStep.words())));
    }
    return step;
  }

  /** Never shown, not even where it is wrong. */
  private Optional<SecretText> rotationToken() {
    String text = fields.get(ROTATION_TOKEN);
    if (text == null) {
      if (names.contains(ROTATION_TOKEN)) {
        problems.add("RotationToken in the event is not a string");
      }
      return Optional.empty();
    }
    if (!ROTATION_TOKEN_FORM.matcher(text).matches()) {
      problems.add("RotationToken in the event does not have the form of one");
    }
    return Optional.of(SecretText.of(text));
  }

  private String whatItIs() {
    String source = fields.get(SOURCE);
    String type = fields.get(DETAIL_TYPE);
    if (source != null || type != null) {
      return "its source is %s and its detail-type is %s"
          .formatted(
              source == null ? "absent" : quoted(source), type == null ? "absent" : quoted(type));
    }
    return names.isEmpty()
        ? "it is empty"
        : "its fields are "
            + String.join(
                ", ", names.stream().limit(MOST_NAMES).map(FunctionEventParser::quoted).toList());
  }

  private FunctionEvent.Bad bad() {
    return new FunctionEvent.Bad(problems, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static String quoted(String text) {
    String shown = UNPRINTABLE.matcher(text).replaceAll("?");
    return "\""
        + (shown.length() > LONGEST_QUOTE ? shown.substring(0, LONGEST_QUOTE) + "..." : shown)
        + "\"";
  }
}
