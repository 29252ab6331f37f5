package dev.keyturn.app.cli;

import static dev.keyturn.app.cli.Desk.SECRET;
import static dev.keyturn.app.cli.Desk.value;

import dev.keyturn.plan.Reason;
import dev.keyturn.sim.iam.Key;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A state for each reason at which a person has to act; several where what to do differs. */
final class Plights {
  private static final String RUN = "run " + SECRET;
  private static final String ROTATE = "rotate " + SECRET;
  private static final String ROLLBACK = "rollback " + SECRET;
  private static final String WRONG = "w".repeat(40);
  private static final String PLACEHOLDER = "CHANGE_ME";

  private Plights() {}

  /** All of them. */
  static List<Plight> all() {
    return List.of(
        // The current key cannot be used
        Plight.of(Reason.CURRENT_KEY_INACTIVE, RUN, desk -> desk.adopted().off(desk.current())),
        Plight.of(
            Reason.CURRENT_KEY_INACTIVE, RUN, desk -> desk.adopted().rotated().off(desk.current())),
        Plight.of(
            Reason.CURRENT_KEY_INACTIVE, RUN, desk -> desk.adopted().another().off(desk.current())),
        Plight.of(
            Reason.CURRENT_KEY_INACTIVE,
            RUN,
            desk -> desk.adopted().rotated().off(desk.other()).done(RUN).off(desk.current())),
        Plight.of(Reason.CURRENT_KEY_GONE, RUN, desk -> desk.adopted().delete(desk.current())),
        Plight.of(
            Reason.CURRENT_KEY_GONE, RUN, desk -> desk.adopted().rotated().delete(desk.current())),
        Plight.of(
            Reason.CURRENT_KEY_GONE, RUN, desk -> desk.adopted().another().delete(desk.current())),
        Plight.of(
            Reason.CURRENT_KEY_GONE,
            RUN,
            desk -> desk.adopted().another().delete(desk.current()).another()),
        Plight.of(
            Reason.CURRENT_KEY_GONE,
            RUN,
            desk -> desk.adopted().rotated().off(desk.other()).done(RUN).delete(desk.current())),
        Plight.of(Reason.CURRENT_WAS_RETIRED, RUN, Plights::backOnTheRetiredKey),
        Plight.of(
            Reason.CURRENT_EDITED,
            RUN,
            desk -> {
              desk.adopted().rotated();
              desk.write(value("web", desk.other().id(), WRONG));
            }),
        Plight.of(
            Reason.CURRENT_SECRET_WRONG,
            RUN,
            desk -> desk.adopted().write(value("web", desk.current().id(), WRONG))),
        Plight.of(
            Reason.CURRENT_RETIRED,
            RUN,
            desk -> {
              Key old = desk.current();
              desk.adopted().rotated().days(9).done(RUN).days(9).done(RUN).write(old);
            }),
        Plight.of(
            Reason.CURRENT_NOT_ADOPTED, RUN, desk -> desk.adopted().another().write(desk.other())),
        Plight.of(
            Reason.CURRENT_NOT_ADOPTED,
            RUN,
            desk -> {
              Key old = desk.current();
              desk.adopted().another().write(desk.other()).delete(old);
            }),
        Plight.of(Reason.NO_ROOM, ROTATE, Plights::bothOff),
        // A rotation that is asked for has no room yet
        Plight.of(Reason.IN_OVERLAP, ROTATE, desk -> desk.adopted().rotated()),
        Plight.of(
            Reason.IN_OVERLAP,
            ROTATE,
            desk -> desk.adopted().rotated().tag("keyturn:overlap", "5d")),
        Plight.of(Reason.IN_RECOVERY, ROTATE, desk -> desk.adopted().rotated().days(9).done(RUN)),
        Plight.of(Reason.STILL_USED, ROTATE, Plights::previousStillUsed),
        // Keys that nobody explains
        Plight.of(Reason.FOREIGN_KEY, ROTATE, desk -> desk.adopted().another()),
        Plight.of(Reason.FOREIGN_KEY, ROTATE, desk -> desk.adopted().another().off(desk.current())),
        Plight.of(
            Reason.PREVIOUS_UNPROVED,
            RUN,
            desk -> {
              desk.adopted().another();
              desk.tag(
                  "keyturn:previous",
                  "v1 %s active since %s".formatted(desk.other().id(), desk.world().now()));
              desk.days(20);
            }),
        // AWSPENDING
        Plight.of(
            Reason.PENDING_OF_ANOTHER,
            ROTATE,
            desk -> {
              Key other = desk.adopted().another().other();
              desk.write(value("web", other.id(), other.secret()), "AWSPENDING");
            }),
        Plight.of(
            Reason.PENDING_OF_ANOTHER,
            RUN,
            desk -> desk.adopted().write(PLACEHOLDER, "AWSPENDING")),
        Plight.of(Reason.PENDING_TAMPERED, RUN, Plights::pendingTampered),
        Plight.of(
            Reason.PENDING_KEY_INACTIVE,
            RUN,
            desk ->
                desk.adopted()
                    .killed(ROTATE, "secretsmanager:PutSecretValue")
                    .off(desk.other())
                    .hours(1)),
        Plight.of(
            Reason.PENDING_SECRET_WRONG,
            ROTATE,
            desk -> {
              desk.adopted().killed(ROTATE, "iam:CreateAccessKey");
              desk.write(
                      value("web", desk.other().id(), WRONG), "AWSPENDING", announcedVersion(desk))
                  .hours(1);
            }),
        // Going back
        Plight.of(Reason.NOTHING_TO_ROLL_BACK_TO, ROLLBACK, Desk::adopted),
        Plight.of(
            Reason.PREVIOUS_VALUE_GONE,
            ROLLBACK,
            desk ->
                desk.adopted()
                    .rotated()
                    .tag(
                        "keyturn:previous",
                        "v1 %s active since %s".formatted(desk.other().id(), desk.world().now()))
                    .takeOff("AWSPREVIOUS")),
        Plight.of(
            Reason.PREVIOUS_STAYS_OFF,
            ROLLBACK,
            desk -> desk.adopted().rotated().off(desk.other())),
        Plight.of(
            Reason.PREVIOUS_DOES_NOT_WORK,
            ROLLBACK,
            desk ->
                desk.write(value("web", desk.current().id(), WRONG))
                    .done("adopt web --new-key --existing --secret " + SECRET)),
        Plight.of(
            Reason.CURRENT_SECRET_WRONG,
            RUN,
            desk -> {
              desk.adopted().rotated();
              desk.write(value("web", desk.current().id(), WRONG));
            }),
        Plight.of(
                Reason.LAST_VALUE_GONE,
                ROLLBACK,
                desk -> {
                  desk.adopted();
                  String first = desk.version("AWSCURRENT");
                  desk.rotated();
                  desk.tag(
                      "keyturn:current", "v1 %s version=%s".formatted(desk.current().id(), first));
                  desk.write(PLACEHOLDER).write(PLACEHOLDER + "2");
                })
            .mendedBy(desk -> desk.write(desk.keys().getLast())),
        Plight.of(
            Reason.LAST_KEY_GONE,
            ROLLBACK,
            desk -> {
              Key key = desk.adopted().current();
              desk.write(PLACEHOLDER).delete(key);
            }),
        Plight.of(
            Reason.LAST_KEY_INACTIVE,
            ROLLBACK,
            desk -> {
              Key key = desk.adopted().current();
              desk.write(PLACEHOLDER).off(key);
            }),
        Plight.of(
            Reason.LAST_DOES_NOT_WORK,
            ROLLBACK,
            desk -> {
              Key key = desk.adopted().current();
              desk.write(value("web", key.id(), WRONG));
              desk.tag(
                  "keyturn:current",
                  "v1 %s version=%s".formatted(key.id(), desk.version("AWSCURRENT")));
              desk.write(PLACEHOLDER);
            }),
        // Nothing may be touched
        Plight.of(Reason.TAGS_FULL, ROTATE, desk -> desk.adopted().tags(tags(43))),
        Plight.of(Reason.NO_SUCH_SECRET, "run prod/nowhere", desk -> desk.delete(desk.current())),
        Plight.of(Reason.SECRET_DELETED, RUN, desk -> desk.adopted().scheduledForDeletion()),
        Plight.of(Reason.TAGS_INVALID, RUN, desk -> desk.adopted().tag("keyturn:max-age", "soon"))
            .mendedBy(desk -> desk.untagSecret("keyturn:max-age")),
        Plight.of(
                Reason.TAGS_INVALID,
                RUN,
                desk -> desk.adopted().tag("keyturn:current", "v9 nothing"))
            .mendedBy(desk -> desk.untagSecret("keyturn:current")),
        Plight.of(
            Reason.NO_CURRENT_VERSION,
            "run prod/web/new",
            desk ->
                desk.delete(desk.current())
                    .killed(
                        "adopt web --new-key --secret prod/web/new",
                        "secretsmanager:CreateSecret")),
        Plight.of(Reason.VALUE_UNUSABLE, RUN, desk -> desk.adopted().write(PLACEHOLDER)),
        Plight.of(
                Reason.SECRET_TOO_LARGE,
                ROTATE,
                desk -> desk.adopted().write(padded(desk.current())))
            .mendedBy(desk -> desk.write(desk.current())),
        Plight.of(
            Reason.NO_SUCH_USER,
            RUN,
            desk ->
                desk.adopted().write(value("wab", desk.current().id(), desk.current().secret()))),
        Plight.of(
            Reason.USER_NAME_DIFFERS,
            RUN,
            desk -> {
              Key mails =
                  desk.world().iam().keys(desk.world().iam().user("mail").orElseThrow()).getFirst();
              desk.adopted().write(value("mail", mails.id(), mails.secret()));
            }),
        Plight.of(
            Reason.BOUND_ELSEWHERE,
            RUN,
            desk -> {
              Key mails =
                  desk.world().iam().keys(desk.world().iam().user("mail").orElseThrow()).getFirst();
              desk.adopted()
                  .done("adopt mail --secret " + Desk.OTHER_SECRET)
                  .write(value("mail", mails.id(), mails.secret()));
            }),
        Plight.of(Reason.NOT_BOUND, RUN, desk -> desk.adopted().untagUser()),
        Plight.of(Reason.NOT_ADOPTED, RUN, desk -> {}),
        Plight.of(Reason.PIN_LOST, "run", desk -> desk.adopted().untagSecret("keyturn:user-id")),
        Plight.of(
            Reason.SECRET_GONE,
            "run --all-closely",
            desk ->
                desk.adopted()
                    .untagSecret(
                        "keyturn:user-id",
                        "keyturn:current",
                        "keyturn:previous",
                        "keyturn:mark",
                        "keyturn:intent",
                        "keyturn:retired",
                        "keyturn:rollback")),
        Plight.of(Reason.USER_MADE_AGAIN, RUN, desk -> desk.adopted().madeAgain().tagUser()),
        Plight.of(Reason.USER_NAME_DIFFERS, RUN, desk -> desk.adopted().madeAgain())
            .mendedBy(desk -> desk.untagSecret("keyturn:user-id").adopted()));
  }

  private static void backOnTheRetiredKey(Desk desk) {
    desk.adopted().rotated().days(9).done(RUN).move("AWSCURRENT", desk.version("AWSPREVIOUS"));
  }

  private static void previousStillUsed(Desk desk) {
    desk.adopted().rotated().days(9);
    desk.world().iam().noteUse(desk.other().id(), "s3", "eu-central-1", desk.world().now());
  }

  private static void bothOff(Desk desk) {
    desk.adopted().rotated().off(desk.other()).done(RUN).off(desk.current());
  }

  private static void pendingTampered(Desk desk) {
    desk.adopted().killed(ROTATE, "secretsmanager:TagResource");
    Key current = desk.current();
    desk.write(value("web", current.id(), current.secret()), "AWSPENDING", announcedVersion(desk))
        .hours(1);
  }

  private static String announcedVersion(Desk desk) {
    return desk.tag("intent").replaceFirst(".*token=(\\S+).*", "$1");
  }

  static String padded(Key key) {
    String value = value("web", key.id(), key.secret());
    String note = ",\"SmtpRegion\":\"eu-west-1\",\"SmtpPassword\":\"\",\"note\":\"";
    int room = 65_536 - value.length() - note.length() - 1;
    return value.substring(0, value.length() - 1) + note + "n".repeat(room) + "\"}";
  }

  static Map<String, String> tags(int many) {
    Map<String, String> tags = new TreeMap<>();
    for (int i = 0; i < many; i++) {
      tags.put("team-" + i, "v");
    }
    return tags;
  }
}
