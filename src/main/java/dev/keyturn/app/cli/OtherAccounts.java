package dev.keyturn.app.cli;

import dev.keyturn.aws.MemberRole;
import dev.keyturn.port.OrganizationLists;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WorkQueue;
import java.time.Instant;

/** The accounts that a connection leads to, beside the one that its credentials are of. */
interface OtherAccounts {
  /** What AWS Organizations lists. */
  OrganizationLists organization();

  /**
   * The queue of messages about them.
   *
   * @param url its URL
   */
  WorkQueue queue(String url);

  /** A session in an account, which costs nothing until it is begun. */
  Session session(MemberRole role);

  /** A session in an account's role, renewed as long as it is worked with. */
  interface Session {
    /** The role's ARN. */
    ReadResult<String> roleArn();

    /** Assumes the role; until when the session lasts. */
    ReadResult<Instant> begin();

    /** A connection of its own into a Region of the account, to be closed. */
    Member in(String region);
  }

  /** A connection into an account, and its end. */
  record Member(Connection connection, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }
}
