package dev.keyturn.result;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that has to be right before keys can be rotated, and how it was found.
 *
 * @param name what was looked at, such as {@code region}; stable, for machines
 * @param seen what was found, or why nothing was looked at; of others' text in part
 * @param remedy what to do, with the command to type where there is one; empty where nothing
 */
public record SetupCheck(
    Area area, String name, Verdict verdict, String seen, Optional<String> remedy) {

  /** What it is a part of, which decides the exit code where it failed. */
  public enum Area {
    /** This machine: what is installed, and what its environment says. */
    MACHINE,
    /** The way to AWS, and what one may do there. */
    AWS,
    /** Adopted secrets. */
    SECRETS,
    /** The deployed function. */
    FUNCTION
  }

  /** How it was found, the worst first. */
  public enum Verdict {
    /** Keyturn cannot work so. */
    FAILED,
    /** Keyturn works; a person should know. */
    WARNING,
    /** Nobody could be asked, or nothing was there to ask about: it may be either way. */
    NOT_CHECKED,
    /** As it should be. */
    OK;

    /** As people and machines read it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** All is well. */
  public static SetupCheck ok(Area area, String name, String seen) {
    return new SetupCheck(area, name, Verdict.OK, seen, Optional.empty());
  }

  /** Something to know, and to mend when there is time. */
  public static SetupCheck warning(Area area, String name, String seen, String remedy) {
    return new SetupCheck(area, name, Verdict.WARNING, seen, Optional.of(remedy));
  }

  /** Something to mend. */
  public static SetupCheck failed(Area area, String name, String seen, String remedy) {
    return new SetupCheck(area, name, Verdict.FAILED, seen, Optional.of(remedy));
  }

  /** Nothing is known, and why, and nothing needs to be done for it. */
  public static SetupCheck notChecked(Area area, String name, String why) {
    return new SetupCheck(area, name, Verdict.NOT_CHECKED, why, Optional.empty());
  }

  /** Nothing is known, and what would have it known. */
  public static SetupCheck notChecked(Area area, String name, String why, String remedy) {
    return new SetupCheck(area, name, Verdict.NOT_CHECKED, why, Optional.of(remedy));
  }
}
