package dev.keyturn.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a table of controls, in the form of {@code docs/schema/controls.schema.json}. An unknown
 * field is an error: one that was misspelt must not be passed over.
 */
public final class ControlTableReader {
  private static final String FORMAT = "keyturn-controls/1";

  private final JsonParser json;

  private ControlTableReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads a table.
   *
   * @throws IOException where {@code in} cannot be read
   */
  public static ControlTableReading read(InputStream in) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser json = factory.createParser(in)) {
      return new ControlTableReader(json).table();
    } catch (JsonProcessingException malformed) {
      return new ControlTableReading.Refused(
          "line %d: %s"
              .formatted(
                  malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr(),
                  malformed.getOriginalMessage()));
    }
  }

  private ControlTableReading table() throws IOException {
    List<Control> controls = new ArrayList<>();
    boolean named = false;
    expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
    while (json.nextToken() != JsonToken.END_OBJECT) {
      switch (field()) {
        case "$schema" -> text();
        case "format" -> {
          named = text().equals(FORMAT);
          require(named, "\"format\" must be \"" + FORMAT + "\"");
        }
        case "controls" -> {
          expect(json.nextToken(), JsonToken.START_ARRAY, "a list");
          while (json.nextToken() != JsonToken.END_ARRAY) {
            Control control = control();
            require(
                controls.stream().noneMatch(other -> other.id().equals(control.id())),
                "two controls have the ID \"" + control.id() + "\"");
            controls.add(control);
          }
        }
        default -> throw wrong("unknown field \"" + json.currentName() + "\"");
      }
    }
    require(json.nextToken() == null, "nothing may follow the object");
    require(named, "\"format\" must be \"" + FORMAT + "\"");
    require(!controls.isEmpty(), "there is no control in it");
    return new ControlTableReading.Read(new ControlTable(controls));
  }

  private Control control() throws IOException {
    expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
    String id = "";
    String title = "";
    String rule = "";
    int days = 0;
    Map<String, String> numbers = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      switch (field()) {
        case "id" -> id = text();
        case "title" -> title = text();
        case "rule" -> rule = text();
        case "days" -> days = days();
        case "numbers" -> {
          expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
          while (json.nextToken() != JsonToken.END_OBJECT) {
            numbers.put(field(), text());
          }
        }
        default -> throw wrong("unknown field \"" + json.currentName() + "\"");
      }
    }
    require(
        id.matches("[a-z0-9][a-z0-9.-]{0,63}"),
        "\"id\" must be lower-case letters, digits, dots and dashes");
    require(!title.isBlank(), "the control \"" + id + "\" has no title");
    ControlRule known = ControlRule.of(rule).orElse(null);
    if (known == null) {
      throw wrong("the control \"%s\" has the unknown rule \"%s\"".formatted(id, rule));
    }
    require(
        known.hasDays() == (days > 0),
        "the control \"%s\" must have %s"
            .formatted(id, known.hasDays() ? "a number of \"days\"" : "no \"days\""));
    return new Control(id, title, known, days, numbers);
  }

  private String field() throws IOException {
    return json.currentName();
  }

  private String text() throws IOException {
    expect(json.nextToken(), JsonToken.VALUE_STRING, "a text");
    return json.getText();
  }

  private int days() throws IOException {
    expect(json.nextToken(), JsonToken.VALUE_NUMBER_INT, "a whole number");
    int days = json.getIntValue();
    require(days >= 1 && days <= 3650, "\"days\" must be from 1 to 3650");
    return days;
  }

  private void expect(JsonToken found, JsonToken wanted, String what) throws IOException {
    require(found == wanted, "here must be " + what);
  }

  private void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw wrong(otherwise);
    }
  }

  private JsonProcessingException wrong(String what) {
    return new com.fasterxml.jackson.core.JsonParseException(json, what);
  }
}
