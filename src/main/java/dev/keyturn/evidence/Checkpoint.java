package dev.keyturn.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What closes a segment: how many lines it has and the hash of the last, which stands for all of
 * them and for all that they go on from. Its text is what a {@link SignedNote} signs:
 *
 * <pre>
 * keyturn-journal/1
 * segment 20261130T151827.123Z-k3v9c2aa
 * lines 12
 * last 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * follows 20261129T031500.007Z-0a1b2c3d 9 60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752 ended
 * </pre>
 *
 * @param end where the segment ends
 * @param follows what it goes on from, so that the next run need not read the lines
 */
public record Checkpoint(JournalEnd end, List<JournalEnd> follows) {
  private static final String FORMAT = "keyturn-journal/1";

  private static final Pattern TEXT =
      Pattern.compile(
          FORMAT
              + "\nsegment (\\S+)\nlines ([0-9]{1,9})\nlast ([0-9a-f]{64})\n((?:follows [^\n]+\n)*)");

  private static final Pattern FOLLOWS =
      Pattern.compile("follows (\\S+) ([0-9]{1,9}) ([0-9a-f]{64}) (ended|open)");

  public Checkpoint {
    follows = List.copyOf(follows);
  }

  /** What is signed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s\nsegment %s\nlines %d\nlast %s\n"
            .formatted(FORMAT, end.segment(), end.lines(), end.last()));
    for (JournalEnd other : follows) {
      text.append(
          "follows %s %d %s %s\n"
              .formatted(
                  other.segment(), other.lines(), other.last(), other.ended() ? "ended" : "open"));
    }
    return text.toString();
  }

  /** What a text says; empty where it is not one. */
  public static Optional<Checkpoint> read(String text) {
    Matcher whole = TEXT.matcher(text);
    if (!whole.matches() || Integer.parseInt(whole.group(2)) == 0) {
      return Optional.empty();
    }
    List<JournalEnd> follows = new ArrayList<>();
    for (String line : whole.group(4).lines().toList()) {
      Matcher one = FOLLOWS.matcher(line);
      if (!one.matches()) {
        return Optional.empty();
      }
      follows.add(
          new JournalEnd(
              one.group(1),
              Integer.parseInt(one.group(2)),
              one.group(3),
              one.group(4).equals("ended")));
    }
    JournalEnd end =
        new JournalEnd(whole.group(1), Integer.parseInt(whole.group(2)), whole.group(3), true);
    return Optional.of(new Checkpoint(end, follows));
  }
}
