package dev.keyturn.port;

import dev.keyturn.model.AccountId;

/**
 * An account, as AWS Organizations lists it or as somebody has named it.
 *
 * @param name as the organization has it, text of others; empty where nobody said
 */
public record MemberAccount(AccountId id, String name, State state) {
  /** Where in its life an account is (Organizations API, Account.State). */
  public enum State {
    /** In use. */
    ACTIVE("active"),
    /** Being made. */
    PENDING_ACTIVATION("being made"),
    /** Suspended by AWS. */
    SUSPENDED("suspended"),
    /** Being closed. */
    PENDING_CLOSURE("being closed"),
    /** Closed, and still listed for some weeks. */
    CLOSED("closed"),
    /** Nobody said, or in a word that is not known here. */
    UNKNOWN("in a state that is not known");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** One that somebody has named. */
  public static MemberAccount named(AccountId id) {
    return new MemberAccount(id, "", State.UNKNOWN);
  }

  /** Whether there is anything to be done in it: where the state is not known, a try will tell. */
  public boolean isOpen() {
    return switch (state) {
      case ACTIVE, UNKNOWN -> true;
      case PENDING_ACTIVATION, SUSPENDED, PENDING_CLOSURE, CLOSED -> false;
    };
  }
}
