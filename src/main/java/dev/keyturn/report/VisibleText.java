package dev.keyturn.report;

import java.util.Set;

/**
 * Text of others made fit for a terminal. Names, tags and messages come from AWS and whoever may
 * write there, and a terminal does what its control characters say: moves, hides, renames, even
 * types. Characters that turn the direction of writing, or that nobody sees, make one name look
 * like another. All of them are shown as {@code \}{@code u{1b}}, so that a person sees that they
 * are there.
 */
public final class VisibleText {
  /** Without a picture, although their categories are those of letters and marks. */
  private static final Set<Integer> BLANK =
      Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0);

  private VisibleText() {}

  /** {@code text} with everything spelled out that would be obeyed or not be seen. */
  public static String of(String text) {
    if (isPlain(text) || text.codePoints().allMatch(VisibleText::isSeen)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          if (isSeen(c)) {
            visible.appendCodePoint(c);
          } else {
            visible.append("\\u{").append(Integer.toHexString(c)).append('}');
          }
        });
    return visible.toString();
  }

  /** Nearly all text is ASCII without control characters, and a million rows are looked at. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isSeen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> !BLANK.contains(c) && !isVariationSelector(c);
    };
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0x180B && c <= 0x180F)
        || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }
}
