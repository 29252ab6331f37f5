package dev.keyturn.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How JSON is spelt: what compares it byte for byte goes by this. */
class JsonTextTest {
  private static final Map<String, @Nullable Object> OBJECT = object();

  private static Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("text", "é \"→\"\n");
    object.put("none", null);
    object.put("numbers", List.of(1, 2L, 0.5));
    object.put("truth", true);
    object.put("object", Map.of("empty", List.of()));
    return object;
  }

  @Test
  @DisplayName("One line has no blanks, keeps the order, and leaves letters as they are")
  void oneLine() {
    assertThat(JsonText.oneLine(OBJECT))
        .isEqualTo(
            "{\"text\":\"é \\\"→\\\"\\n\",\"none\":null,\"numbers\":[1,2,0.5],\"truth\":true,\"object\":{\"empty\":[]}}");
  }

  @Test
  @DisplayName("What a terminal may show is printable ASCII")
  void indented() {
    assertThat(JsonText.indented(OBJECT))
        .isEqualTo(
            """
            {
              "text" : "\\u00E9 \\"\\u2192\\"\\n",
              "none" : null,
              "numbers" : [ 1, 2, 0.5 ],
              "truth" : true,
              "object" : {
                "empty" : [ ]
              }
            }\
            """
                .replace("\n", System.lineSeparator()));
  }

  @Test
  @DisplayName("A string has what JSON forbids escaped, and nothing else")
  void quoted() {
    assertThat(JsonText.quoted("a/b+c=é😀")).isEqualTo("\"a/b+c=é😀\"");
    assertThat(JsonText.quoted("\"\\\n\u0001")).isEqualTo("\"\\\"\\\\\\n\\u0001\"");
  }
}
