package dev.keyturn.readme;

import dev.keyturn.model.Durations;
import dev.keyturn.model.Policy;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The README's picture of a key's life. */
class KeyLifePictureTest {
  private static final int WIDTH = 880;
  private static final int HEIGHT = 262;
  private static final int BAR = 38;
  private static final int THIS_KEY = 78;
  private static final int SUCCESSOR = 138;

  /** Where its moments are: made, replaced, switched off, deleted; not to scale. */
  private static final int MADE = 128;

  private static final int REPLACED = 396;
  private static final int OFF = 590;
  private static final int GONE = 784;

  @Test
  @DisplayName("The picture of a key's life has the periods that hold where nothing else is said")
  void picture() throws IOException {
    Policy policy = Policy.DEFAULT;
    Duration due = policy.rotateAtAge();
    Duration off = policy.maxAge();
    Duration gone = off.plus(policy.recovery());
    Picture picture =
        new Picture(
            WIDTH,
            HEIGHT,
            "A key is current for %s, previous and still Active for %s, Inactive for %s, and then deleted"
                .formatted(text(due), text(policy.overlap()), text(policy.recovery())),
            "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif",
            13);
    picture.add(
        "<text class=\"bold\" x=\"20\" y=\"30\">The life of a key <tspan class=\"dim\" font-weight=\"normal\">(the defaults; not to scale)</tspan></text>");
    label(picture, THIS_KEY, "this key");
    bar(picture, THIS_KEY, MADE, REPLACED, "green", "current: Active, " + text(due));
    bar(picture, THIS_KEY, REPLACED, OFF, "blue", "previous: Active, " + text(policy.overlap()));
    bar(picture, THIS_KEY, OFF, GONE, "yellow", "Inactive, " + text(policy.recovery()));
    label(picture, SUCCESSOR, "its successor");
    bar(picture, SUCCESSOR, REPLACED, WIDTH - 20, "green", "current: Active");
    picture.add(
        "<path d=\"M%d 66 V58 H%d V66\" fill=\"none\" stroke=\"var(--dim)\"/>"
            .formatted(REPLACED + 2, GONE - 2));
    centred(picture, "dim", (REPLACED + GONE) / 2, 52, "one command brings it back: rollback");
    moment(picture, MADE, Duration.ZERO, "made, proved,", "then AWSCURRENT");
    moment(picture, REPLACED, due, "the same for", "its successor");
    moment(picture, OFF, off, "switched off,", "once unused for " + text(policy.quiet()));
    moment(picture, GONE, gone, "deleted", "");
    picture.hold("key-life.svg");
  }

  private static String text(Duration duration) {
    return Durations.format(duration);
  }

  private static void label(Picture picture, int y, String text) {
    picture.add("<text x=\"20\" y=\"%d\">%s</text>".formatted(y + 24, text));
  }

  private static void bar(Picture picture, int y, int from, int to, String colour, String text) {
    picture.add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"var(--%s)\" fill-opacity=\"0.18\" stroke=\"var(--%s)\"/>"
            .formatted(from + 1, y, to - from - 2, BAR, colour, colour));
    centred(picture, "text", (from + to) / 2, y + 24, text);
  }

  private static void moment(Picture picture, int x, Duration age, String first, String second) {
    int above = x < REPLACED ? SUCCESSOR + BAR : SUCCESSOR;
    picture.add(
        "<path d=\"M%d %d V%d M%d %d V190\" stroke=\"var(--dim)\" stroke-dasharray=\"2 3\"/>"
            .formatted(x, THIS_KEY + BAR, above, x, SUCCESSOR + BAR));
    centred(picture, "bold", x, 206, "day " + age.toDays());
    centred(picture, "text", x, 224, first);
    centred(picture, "text", x, 241, second);
  }

  private static void centred(Picture picture, String look, int x, int y, String text) {
    picture.add(
        "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>"
            .formatted(look, x, y, Picture.escaped(text)));
  }
}
