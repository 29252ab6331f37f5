package dev.keyturn.app.cli;

import dev.keyturn.report.VisibleText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last door before a terminal: of all characters that it would obey, only line ends and the few
 * sequences of our own get through, which paint, and write over the progress line. What is not ours
 * is made visible where it is put into a sentence; whatever was forgotten there is made so here.
 */
final class Screen extends FilterWriter {
  private static final Pattern OURS =
      Pattern.compile("\r?\n|\r|\u001b\\[(?:[0127]|3[0-7]|1;37;41)m|\u001b\\[K");

  private Screen(Writer out) {
    super(out);
  }

  /** A writer to {@code out}, which is as much in a hurry as before at the end of a line. */
  static PrintWriter on(PrintWriter out, boolean flushesLines) {
    return new PrintWriter(new Screen(out), flushesLines);
  }

  @Override
  public void write(int c) throws IOException {
    out.write(shown(Character.toString(c)));
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    out.write(shown(new String(text, from, length)));
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(shown(text.substring(from, from + length)));
  }

  private static String shown(String text) {
    Matcher ours = OURS.matcher(text);
    StringBuilder shown = new StringBuilder(text.length());
    int kept = 0;
    while (ours.find()) {
      shown.append(VisibleText.of(text.substring(kept, ours.start()))).append(ours.group());
      kept = ours.end();
    }
    return shown.append(VisibleText.of(text.substring(kept))).toString();
  }
}
