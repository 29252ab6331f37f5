package dev.keyturn.fleets;

import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;

/** What may befall one call of a process. */
enum CallTrouble {
  KILLED_BEFORE,
  KILLED_AFTER,
  REPLY_LOST,
  CONNECTION_CUT,
  THROTTLED,
  SERVER_ERROR,
  DENIED,
  EXPIRED_CREDENTIALS,
  STALE_READ;

  /**
   * Its fate.
   *
   * @param past what a stale read is answered from
   */
  Fate fate(World past) {
    return switch (this) {
      case KILLED_BEFORE -> Fate.crashBefore();
      case KILLED_AFTER -> Fate.crashAfter();
      case REPLY_LOST -> Fate.replyLost();
      case CONNECTION_CUT -> Fate.cut();
      case THROTTLED -> Fate.throttled();
      case SERVER_ERROR -> Fate.serverError();
      case DENIED -> Fate.denied();
      case EXPIRED_CREDENTIALS -> Fate.expiredToken();
      case STALE_READ -> Fate.stale(past);
    };
  }

  /** What a timeline says. */
  String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
