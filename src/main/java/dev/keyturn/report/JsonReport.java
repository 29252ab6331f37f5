package dev.keyturn.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.keyturn.result.RunReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link JsonDocument} as JSON. Every field of an object is always there, {@code null}
 * where there is nothing to say, so that a reader need not ask twice. Key IDs are whole; a secret
 * access key is in nothing that this room is given the means to read.
 */
public final class JsonReport {
  private JsonReport() {}

  /** The document, indented, without a line end after it. */
  public static String of(JsonDocument document) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      // A terminal may show it: nothing but printable ASCII goes there, whoever wrote the text.
      json.setHighestNonEscapedChar('~');
      write(json, document);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, JsonDocument document) throws IOException {
    json.writeStartObject();
    json.writeStringField("format", JsonDocument.FORMAT);
    json.writeStringField("command", document.command());
    json.writeStringField("at", document.at().toString());
    json.writeBooleanField("dryRun", document.dryRun());
    json.writeObjectFieldStart("exit");
    json.writeNumberField("code", document.exitCode());
    json.writeStringField("name", document.exitName());
    json.writeEndObject();
    strings(json, "problems", document.problems());
    json.writeFieldName("adoption");
    if (document.adopted().isPresent()) {
      adoption(json, document.adopted().get());
    } else {
      json.writeNull();
    }
    json.writeArrayFieldStart("secrets");
    for (RunReport report : document.secrets()) {
      SecretReportJson.write(json, report);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void adoption(JsonGenerator json, AdoptionReport adopted) throws IOException {
    json.writeStartObject();
    json.writeStringField("user", adopted.asked().value());
    json.writeStringField("secret", adopted.secret());
    switch (adopted.outcome()) {
      case AdoptionReport.Outcome.Bound bound -> {
        outcome(json, "bound", null, null);
        json.writeStringField("userId", bound.user().id().value());
        json.writeStringField("userArn", bound.user().arn());
        json.writeStringField("arn", bound.arn());
        strings(json, "warnings", bound.warnings());
      }
      case AdoptionReport.Outcome.Refused refused -> {
        outcome(json, "refused", refused.why(), refused.remedy());
        unbound(json);
      }
      case AdoptionReport.Outcome.Failed failed -> {
        outcome(json, "failed", failed.failure().sentence(), null);
        unbound(json);
      }
    }
    strings(json, "changes", adopted.changes());
    json.writeEndObject();
  }

  private static void outcome(
      JsonGenerator json, String name, @Nullable String sentence, @Nullable String remedy)
      throws IOException {
    json.writeStringField("outcome", name);
    json.writeStringField("sentence", sentence);
    json.writeStringField("remedy", remedy);
  }

  private static void unbound(JsonGenerator json) throws IOException {
    json.writeNullField("userId");
    json.writeNullField("userArn");
    json.writeNullField("arn");
    strings(json, "warnings", List.of());
  }

  private static void strings(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
