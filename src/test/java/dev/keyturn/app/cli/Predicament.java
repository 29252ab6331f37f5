package dev.keyturn.app.cli;

import static dev.keyturn.app.cli.Desk.SECRET;
import static dev.keyturn.app.cli.Desk.value;

import dev.keyturn.sim.iam.Key;
import java.util.ArrayList;
import java.util.List;

/**
 * One state of a small world: how the secret's current key stands, the previous one, another key of
 * the user's, and AWSPENDING.
 */
record Predicament(Current current, Previous previous, Other other, Pending pending) {
  enum Current {
    WORKS,
    SECRET_WRONG,
    INACTIVE,
    GONE,
    VALUE_UNUSABLE,
    /** The value of a key that was retired and deleted is written back. */
    RETIRED_VALUE,
    /** Somebody moves AWSCURRENT to the previous key's version. */
    MOVED_BACK
  }

  enum Previous {
    NONE,
    ACTIVE,
    OFF_BY_US,
    OFF_BY_HAND,
    GONE;

    /** A life until then, in which a first key was retired already; its value is kept. */
    void live(Desk desk) {
      desk.adopted().keepValue().rotated().days(9).done(RUN).days(9).done(RUN);
      if (this != NONE) {
        desk.rotated();
      }
      switch (this) {
        case NONE, ACTIVE -> {}
        case OFF_BY_US -> desk.days(9).done(RUN);
        case OFF_BY_HAND -> desk.off(desk.other()).done(RUN);
        case GONE -> desk.delete(desk.other()).done(RUN);
      }
    }
  }

  enum Other {
    NONE,
    ACTIVE,
    INACTIVE
  }

  enum Pending {
    NONE,
    HAND_MADE,
    TAMPERED
  }

  private static final String RUN = "run " + SECRET;
  private static final String WRONG = "w".repeat(40);

  /** All that there can be: a user has room for two keys, and a rotation needs some of it. */
  static List<Predicament> all() {
    List<Predicament> all = new ArrayList<>();
    for (Current current : Current.values()) {
      for (Previous previous : Previous.values()) {
        for (Other other : Other.values()) {
          for (Pending pending : Pending.values()) {
            Predicament one = new Predicament(current, previous, other, pending);
            if (one.isPossible()) {
              all.add(one);
            }
          }
        }
      }
    }
    return all;
  }

  private boolean isPossible() {
    boolean previousStands = previous != Previous.NONE && previous != Previous.GONE;
    int keys =
        (current == Current.GONE ? 0 : 1)
            + (previousStands ? 1 : 0)
            + (other == Other.NONE ? 0 : 1);
    if (current == Current.MOVED_BACK && !previousStands) {
      return false;
    }
    return switch (pending) {
      case NONE -> keys <= 2;
      case HAND_MADE -> keys <= 2 && (previousStands || other != Other.NONE);
      case TAMPERED -> keys <= 2 && !previousStands;
    };
  }

  /** Brings it about, after the life of its previous key. */
  void make(Desk desk) {
    if (pending == Pending.TAMPERED) {
      desk.killed("rotate " + SECRET, "secretsmanager:TagResource");
      String announced = desk.tag("intent").replaceFirst(".*token=(\\S+).*", "$1");
      Key key = desk.current();
      desk.write(value("web", key.id(), key.secret()), "AWSPENDING", announced).hours(1);
    }
    Key key = desk.current();
    if (current == Current.GONE) {
      desk.delete(key);
    }
    if (other != Other.NONE) {
      desk.another();
    }
    if (other == Other.INACTIVE) {
      desk.off(desk.keys().getLast());
    }
    if (pending == Pending.HAND_MADE) {
      Key second =
          desk.keys().stream().filter(it -> !it.id().equals(key.id())).findFirst().orElseThrow();
      desk.write(value("web", second.id(), second.secret()), "AWSPENDING");
    }
    switch (current) {
      case WORKS, GONE -> {}
      case SECRET_WRONG -> desk.write(value("web", key.id(), WRONG));
      case INACTIVE -> desk.off(key);
      case VALUE_UNUSABLE -> desk.write("CHANGE_ME");
      case RETIRED_VALUE -> desk.writeKept();
      case MOVED_BACK -> desk.move("AWSCURRENT", desk.version("AWSPREVIOUS"));
    }
    if (other == Other.NONE) {
      desk.inProfile(key);
    }
  }
}
