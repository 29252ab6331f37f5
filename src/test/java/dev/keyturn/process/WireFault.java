package dev.keyturn.process;

import java.util.List;

/** What may befall one request of a process, or the reply to it. */
enum WireFault {
  KILLED_BEFORE("killed before"),
  KILLED_AFTER("killed after"),
  CUT_BEFORE("connection cut before"),
  REPLY_LOST("reply lost of"),
  REPLY_BROKEN("reply cut in the middle of its body of"),
  REPLY_TRICKLES("reply in small pieces of"),
  REPLY_LATE("reply seconds late of"),
  REPLY_TOO_LATE("reply later than the caller waits of");

  /** SIGKILL, and the connection with it. */
  static final List<WireFault> KILLS = List.of(KILLED_BEFORE, KILLED_AFTER);

  /** The process lives, and has to find out. */
  static final List<WireFault> ON_THE_WIRE =
      List.of(CUT_BEFORE, REPLY_LOST, REPLY_BROKEN, REPLY_TRICKLES, REPLY_LATE, REPLY_TOO_LATE);

  private final String words;

  WireFault(String words) {
    this.words = words;
  }

  /** Whether the emulator never hears of the request. */
  boolean isBefore() {
    return this == KILLED_BEFORE || this == CUT_BEFORE;
  }

  boolean isKill() {
    return KILLS.contains(this);
  }

  /** To begin a message with, before the call's number. */
  String words() {
    return words;
  }
}
