package dev.keyturn.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a message shows something of texts that must not be seen. A text may be quoted in any way
 * of JSON, XML or URLs, several times over, or be in base64 with whatever stands before it; and it
 * may have been cut by whoever wrote the message.
 */
final class SecretTraces {
  /** A document in a request in a message, and each of them quoted once more by a proxy. */
  private static final int TURNS = 6;

  /** In no text that is looked for. */
  private static final char BETWEEN = '\0';

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{11,}={0,2}");

  private final String message;
  private final BitSet hidden = new BitSet();
  private final Set<Confidential> wanted = new LinkedHashSet<>();

  private SecretTraces(String message) {
    this.message = message;
  }

  /** Looks for traces of {@code parts}. */
  static SecretTraces of(String message, List<Confidential> parts) {
    SecretTraces traces = new SecretTraces(message);
    for (Confidential part : parts) {
      traces.wanted.add(part);
      traces.wanted.add(part.spelled(plain(part.text())));
    }
    traces.wanted.removeIf(part -> part.text().length() < Confidential.SHORTEST);
    traces.search();
    return traces;
  }

  /** The message with three asterisks in place of each trace. */
  String hidden() {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    while (at < message.length()) {
      int from = hidden.nextSetBit(at);
      if (from < 0) {
        return shown.append(message, at, message.length()).toString();
      }
      shown.append(message, at, from).append("***");
      at = hidden.nextClearBit(from);
    }
    return shown.toString();
  }

  /** With nothing left to undo, so that however often it was quoted, it reads the same. */
  private static String plain(String text) {
    return views(text).getLast().text().replace('+', ' ');
  }

  private static List<UnquotedText> views(String text) {
    List<UnquotedText> views = new ArrayList<>(List.of(UnquotedText.of(text)));
    for (int turn = 0; turn < TURNS; turn++) {
      UnquotedText next = views.getLast().once();
      if (next.text().equals(views.getLast().text())) {
        break;
      }
      views.add(next);
    }
    return views;
  }

  private void search() {
    List<UnquotedText> views = views(message);
    for (UnquotedText view : views) {
      search(view, view.text());
      if (view.text().indexOf('+') >= 0) {
        // A form has a plus in place of a blank.
        search(view, view.text().replace('+', ' '));
      }
      searchBase64(view);
    }
  }

  private void search(UnquotedText view, String text) {
    for (int[] found : parts(text)) {
      hide(view, found[0], found[1]);
    }
  }

  private void hide(UnquotedText view, int from, int to) {
    hidden.set(view.start(from), view.end(to - 1));
  }

  /**
   * Base64 begins anywhere in a run of its letters, and holds what it holds at any offset. All that
   * it may stand for is looked through at once.
   */
  private void searchBase64(UnquotedText view) {
    StringBuilder decoded = new StringBuilder();
    NavigableMap<Integer, int[]> runs = new TreeMap<>();
    Matcher run = BASE64.matcher(view.text());
    while (run.find()) {
      runs.put(decoded.length(), new int[] {run.start(), run.end()});
      String letters = run.group().replace('-', '+').replace('_', '/').replace("=", "");
      for (int skipped = 0; skipped < 4; skipped++) {
        // A letter alone at the end stands for no whole byte.
        int end = letters.length() - ((letters.length() - skipped) % 4 == 1 ? 1 : 0);
        byte[] bytes = Base64.getDecoder().decode(letters.substring(skipped, end));
        decoded.append(new String(bytes, StandardCharsets.UTF_8)).append(BETWEEN);
      }
    }
    for (int[] found : parts(decoded.toString())) {
      int[] from = runs.floorEntry(found[0]).getValue();
      hide(view, from[0], from[1]);
    }
  }

  /** From where to where parts of what is wanted stand in {@code text}. */
  private List<int[]> parts(String text) {
    List<int[]> found = new ArrayList<>();
    Map<Integer, SubstringSearch> bySize = new TreeMap<>();
    for (Confidential part : wanted) {
      if (part.enough() <= text.length()) {
        bySize
            .computeIfAbsent(part.enough(), size -> new SubstringSearch(text, size))
            .add(part.text(), found);
      }
    }
    found.removeIf(
        part -> part[1] - part[0] < Confidential.SHORTEST_PART && !isWord(text, part[0], part[1]));
    return found;
  }

  private static boolean isWord(String text, int from, int to) {
    return (from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))
        && (to == text.length() || !Character.isLetterOrDigit(text.charAt(to)));
  }
}
