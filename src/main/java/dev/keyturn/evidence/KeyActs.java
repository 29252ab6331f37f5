package dev.keyturn.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a journal says of one secret or one key, in the order of segments, which is that of time.
 */
public final class KeyActs {
  /**
   * An act.
   *
   * @param segment which it is told in
   * @param line its line there, from 1
   * @param by the ARN of whoever wrote the segment; empty where it does not say
   * @param place where its secret is
   */
  public record Act(
      String segment, int line, JournalLine told, Optional<String> by, SecretPlace place) {}

  /** What Secrets Manager puts after a name to make an ARN: a secret that is made again differs. */
  private static final Pattern SUFFIX = Pattern.compile("-[A-Za-z0-9]{6}");

  private KeyActs() {}

  /**
   * The acts.
   *
   * @param journal in the order of names
   * @param wanted a secret as it was named, or a whole key ID
   */
  public static List<Act> of(List<Segment> journal, String wanted) {
    List<Act> acts = new ArrayList<>();
    SecretPlace asked = SecretPlace.of(wanted);
    for (Segment segment : journal) {
      for (int i = 0; i < segment.lines().size(); i++) {
        JournalLine first = segment.lines().getFirst();
        JournalLine line = segment.lines().get(i);
        SecretPlace place = SecretPlace.of(line, first);
        if (isAbout(line, wanted) && place.canBe(asked)) {
          acts.add(new Act(segment.name(), i + 1, line, first.text("by"), place));
        }
      }
    }
    return acts;
  }

  /**
   * The acts by where their secrets are, in the order in which these come up: more than one where
   * several accounts or Regions have a secret of the name that was asked for.
   */
  public static Map<SecretPlace, List<Act>> byPlace(List<Act> acts) {
    return acts.stream()
        .collect(Collectors.groupingBy(Act::place, LinkedHashMap::new, Collectors.toList()));
  }

  private static boolean isAbout(JournalLine line, String wanted) {
    return line.text("key").filter(wanted::equals).isPresent()
        || line.text("secret").filter(secret -> isNamed(secret, wanted)).isPresent();
  }

  /** A secret may have been named by its ARN, with six characters at its end, or by its name. */
  private static boolean isNamed(String secret, String wanted) {
    return secret.equals(wanted)
        || name(secret).equals(wanted)
        || name(wanted).equals(secret)
        || (secret.startsWith("arn:")
            && secret.startsWith(wanted)
            && SUFFIX.matcher(secret.substring(wanted.length())).matches());
  }

  private static String name(String secret) {
    int at = secret.indexOf(":secret:");
    String name = at < 0 ? secret : secret.substring(at + ":secret:".length());
    return at >= 0 && name.matches(".+-[A-Za-z0-9]{6}")
        ? name.substring(0, name.length() - 7)
        : secret;
  }
}
