package dev.keyturn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ControlTableTest {
  private static final String OWN =
      """
      {"format": "keyturn-controls/1", "controls": [
        {"id": "acme-30", "title": "A month at most", "rule": "key-age", "days": 30,
         "numbers": {"acme-it": "4.2"}}]}
      """;

  private static ControlTableReading read(String json) throws IOException {
    return ControlTableReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "cis-1.4, 5",
    "cis-3.0, 5",
    "cis-4.0.1, 5",
    "cis-5.0, 5",
    "cis-6.0, 5",
    "cis-7.0, 3",
    "security-hub, 3",
    "aws-config, 3",
    "pci-dss-4.0.1, 2",
    "nist-800-53-r5, 3",
    "key-age, 1"
  })
  @DisplayName("A catalogue names its controls; CIS 7.0 has dropped two of them")
  void catalogues(String word, int controls) {
    assertThat(ControlTable.usual().named(word)).hasSize(controls);
  }

  @Test
  @DisplayName("A company's own controls stand beside the usual ones, or in place of one")
  void own() throws IOException {
    ControlTable own = ((ControlTableReading.Read) read(OWN)).table();
    ControlTable replaced =
        ((ControlTableReading.Read) read(OWN.replace("acme-30", "key-age"))).table();

    assertThat(ControlTable.usual().with(own).named("acme-it"))
        .extracting(Control::id, Control::days)
        .containsExactly(tuple("acme-30", 30));
    assertThat(ControlTable.usual().with(replaced).named("key-age"))
        .extracting(Control::days)
        .containsExactly(30);
  }

  @Test
  @DisplayName("Another limit takes the place of the usual one")
  void limits() {
    assertThat(ControlTable.usual().withDays(ControlTable.KEY_AGE, 60).named("key-age"))
        .extracting(Control::days)
        .containsExactly(60);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("", "here must be an object"),
        Arguments.of("{\"controls\": []}", "must be \"keyturn-controls/1\""),
        Arguments.of("{\"format\": \"keyturn-controls/1\", \"controls\": []}", "no control"),
        Arguments.of(OWN.replace("rule", "rules"), "line 2: unknown field \"rules\""),
        Arguments.of(OWN.replace("key-age", "age"), "unknown rule \"age\""),
        Arguments.of(OWN.replace("\"days\": 30,", ""), "a number of \"days\""),
        Arguments.of(OWN.replace("key-age", "no-root-key"), "no \"days\""),
        Arguments.of(OWN.replace("30,", "0,"), "from 1 to 3650"),
        Arguments.of(OWN.replace("acme-30", "A B"), "\"id\" must be"),
        Arguments.of(OWN.replace("\"acme-30\",", "\"acme-30\", \"id\": \"x\","), "Duplicate"),
        Arguments.of(OWN + "{}", "nothing may follow"),
        Arguments.of(OWN.replace("]}", "]"), "line"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  @DisplayName("A table with a mistake in it is refused, with what and where")
  void refused(String json, String words) throws IOException {
    assertThat(read(json))
        .isInstanceOfSatisfying(
            ControlTableReading.Refused.class,
            refused -> assertThat(refused.problem()).contains(words));
  }

  @Test
  @DisplayName("The schema names each rule")
  void schema() throws IOException {
    String schema = Files.readString(Path.of("docs/schema/controls.schema.json"));

    assertThat(ControlRule.values()).allMatch(rule -> schema.contains('"' + rule.word() + '"'));
  }
}
