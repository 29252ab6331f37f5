package dev.keyturn.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tables in windows of some width. */
class TextTableTest {
  private static final String COMMAND = "keyturn plan prod/web/iam";

  private static TextTable table() {
    return new TextTable("")
        .head(Style.PLAIN, "USER", "FAILS", "WHAT TO DO")
        .row()
        .cell("web")
        .cell("key-age")
        .cell(COMMAND)
        .row()
        .cell("mailer")
        .cell("none")
        .cell("-");
  }

  @Test
  @DisplayName("What is to be typed stands in its column where there is room for it")
  void room() {
    assertThat(table().linesWithLastWhole(42))
        .containsExactly(
            "USER    FAILS    WHAT TO DO",
            "web     key-age  keyturn plan prod/web/iam",
            "mailer  none     -");
  }

  @Test
  @DisplayName("Where there is none it is below its row, whole, and the heading is gone")
  void noRoom() {
    assertThat(table().linesWithLastWhole(41))
        .containsExactly("USER    FAILS", "web     key-age", "  " + COMMAND, "mailer  none");
    assertThat(table().lines(41).get(1)).endsWith("prod/web/i…");
  }
}
