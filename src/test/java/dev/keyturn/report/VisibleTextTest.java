package dev.keyturn.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal would obey, or nobody would see, is spelled out. */
class VisibleTextTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 8, 9, 10, 13, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x034F, 0x061C, 0x115F, 0x180E, 0x200B,
        0x200D, 0x200E, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x3164, 0xD800,
        0xE000, 0xFE0F, 0xFEFF, 0xFFFE, 0xE0041, 0xE0100, 0x10FFFF
      })
  @DisplayName("Controls, direction marks and what has no picture are spelled out")
  void spelledOut(int c) {
    assertThat(VisibleText.of("a" + Character.toString(c) + "b"))
        .isEqualTo("a\\u{%x}b".formatted(c));
  }

  @Test
  @DisplayName("Letters of any script, accents, symbols and emoji stay as they are")
  void asTheyAre() {
    String text = "prod/web – „Größe“ 日本 שלום e\u0301 ✓ … 🔑 100 %";
    assertThat(VisibleText.of(text)).isSameAs(text);
  }
}
