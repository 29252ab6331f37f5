package dev.keyturn.port;

import java.util.List;
import java.util.Optional;

/**
 * What AWS Organizations lists to the management account and to delegated administrators, a page at
 * a time. A page may be empty and not the last (Organizations API, ListAccounts).
 */
public interface OrganizationLists {
  /**
   * A page.
   *
   * @param next what to ask for the following one with; empty on the last
   */
  record Page<T>(List<T> entries, Optional<String> next) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /**
   * All accounts.
   *
   * @param at where to go on; empty for the first page
   */
  ReadResult<Page<MemberAccount>> accounts(Optional<String> at);

  /** The accounts right in an organizational unit or a root; Absent where there is no such one. */
  ReadResult<Page<MemberAccount>> accountsIn(String parent, Optional<String> at);

  /** The IDs of the units right in a unit or a root; Absent where there is no such one. */
  ReadResult<Page<String>> unitsIn(String parent, Optional<String> at);
}
