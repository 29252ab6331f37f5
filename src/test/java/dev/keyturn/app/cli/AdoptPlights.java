package dev.keyturn.app.cli;

import static dev.keyturn.app.cli.Desk.SECRET;
import static dev.keyturn.app.cli.Desk.value;

import dev.keyturn.sim.iam.Key;
import java.util.List;
import java.util.Locale;

/** A state for each refusal of {@code adopt}; several where what to do differs. */
final class AdoptPlights {
  private static final String ADOPT = "adopt web --secret " + SECRET;
  private static final String NEW = ADOPT + " --new-key";
  private static final String GIVEN = ADOPT + " --from-profile web";

  private AdoptPlights() {}

  /** All of them. */
  static List<Plight> all() {
    return List.of(
        Plight.adopting("There is no IAM user wab.", "adopt wab --secret prod/web/iam", desk -> {})
            .mendedBy(desk -> desk.done(ADOPT)),
        Plight.adopting(
            "IAM user web is bound to another secret",
            ADOPT,
            desk ->
                desk.inProfile(desk.current())
                    .done("adopt web --secret prod/web/else --from-profile web")),
        Plight.adopting(
                "The ARN of the secret is longer",
                "adopt web --new-key --secret " + "x".repeat(200),
                desk -> {})
            .mendedBy(desk -> desk.done(ADOPT)),
        Plight.adopting(
            "Secret prod/web/iam is scheduled for deletion.", ADOPT, Desk::scheduledForDeletion),
        Plight.adopting(
                "tag keyturn:current cannot be read",
                ADOPT,
                desk -> desk.tag("keyturn:current", "v9"))
            .mendedBy(desk -> desk.untagSecret("keyturn:current").done(ADOPT)),
        Plight.adopting(
                "max-age is \"soon\", but must be",
                ADOPT,
                desk -> desk.tag("keyturn:max-age", "soon"))
            .mendedBy(desk -> desk.untagSecret("keyturn:max-age").done(ADOPT)),
        Plight.adopting(
                "larger than 65,536 bytes",
                ADOPT,
                desk -> desk.write(Plights.padded(desk.current())))
            .mendedBy(desk -> desk.write(desk.current()).done(ADOPT)),
        Plight.adopting(
            "Another run has announced",
            ADOPT,
            desk -> desk.adopted().killed("rotate " + SECRET, "secretsmanager:TagResource")),
        Plight.adopting(
            "Secret prod/web/iam was adopted for another user",
            ADOPT,
            desk -> desk.adopted().madeAgain()),
        Plight.adopting(
                "Secret prod/web/iam names IAM user mail, not web.",
                ADOPT,
                desk -> desk.write(value("mail", desk.current().id(), desk.current().secret())))
            .mendedBy(desk -> desk.write(desk.keys().getFirst()).done(ADOPT)),
        // The key in the secret, or the given one, cannot be used
        Plight.adopting("is an Inactive key of", ADOPT, desk -> desk.off(desk.current())),
        Plight.adopting("is an Inactive key of", ADOPT, desk -> desk.another().off(desk.current())),
        Plight.adopting(
            "is an Inactive key of",
            ADOPT,
            desk -> desk.another().off(desk.current()).off(desk.other())),
        Plight.adopting("is not a key of", ADOPT, desk -> desk.delete(desk.current())),
        Plight.adopting("is not a key of", ADOPT, desk -> desk.another().delete(desk.current())),
        Plight.adopting(
            "is not a key of", ADOPT, desk -> desk.another().delete(desk.current()).another()),
        Plight.adopting(
            "is not a key of",
            ADOPT,
            desk -> desk.another().delete(desk.current()).off(desk.other())),
        Plight.adopting(
            "is not a key of",
            ADOPT,
            desk -> {
              Key old = desk.current();
              desk.adopted().rotated().days(9).done("run " + SECRET).days(9);
              desk.done("run " + SECRET).write(old);
            }),
        Plight.adopting(
            "is not a key of",
            ADOPT,
            desk -> {
              Key old = desk.current();
              desk.another().write(desk.other()).write(old).delete(old);
            }),
        Plight.adopting("is not a key of", GIVEN, desk -> desk.inProfile(mails(desk))),
        Plight.adopting(
            "does not belong to key",
            ADOPT,
            desk ->
                desk.write(
                    value(
                        "web",
                        desk.current().id(),
                        desk.current().secret().toUpperCase(Locale.ROOT)))),
        Plight.adopting(
            "does not hold a working key in its current version",
            ADOPT,
            desk ->
                desk.adopted()
                    .write(
                        value(
                            "web",
                            desk.current().id(),
                            desk.current().secret().toUpperCase(Locale.ROOT)))),
        // A new key
        Plight.adopting("was there before", NEW, desk -> desk.delete(desk.current())),
        Plight.adopting(
            "has 2 keys already", "adopt web --new-key --secret prod/web/else", Desk::another),
        Plight.adopting(
            "has 2 keys already",
            "adopt web --new-key --secret prod/web/else",
            desk -> desk.another().off(desk.other())),
        Plight.adopting(
            "has no value yet",
            "adopt web --secret prod/web/new",
            desk ->
                desk.delete(desk.current())
                    .killed(
                        "adopt web --new-key --secret prod/web/new",
                        "secretsmanager:CreateSecret")),
        Plight.adopting(
            "There is no secret prod/web/else.",
            "adopt web --secret prod/web/else",
            desk -> desk.inProfile(desk.current())),
        Plight.adopting("exists and holds another key of the user", GIVEN, Desk::another),
        // The secret
        Plight.adopting("has 45 tags", ADOPT, desk -> desk.tags(Plights.tags(45))),
        Plight.adopting("cannot be adopted", ADOPT, desk -> desk.write("CHANGE_ME"))
            .mendedBy(desk -> desk.write(desk.keys().getFirst()).done(ADOPT)),
        Plight.adopting("cannot be adopted", ADOPT, desk -> desk.adopted().write("CHANGE_ME")),
        Plight.adopting(
                "holds key",
                ADOPT,
                desk -> {
                  Key own = desk.current();
                  Key mails = mails(desk);
                  desk.write(value("mail", mails.id(), mails.secret())).write(own);
                })
            .mendedBy(desk -> desk.takeOff("AWSPREVIOUS").done(ADOPT)));
  }

  private static Key mails(Desk desk) {
    return desk.world().iam().keys(desk.world().iam().user("mail").orElseThrow()).getFirst();
  }
}
