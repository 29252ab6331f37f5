/**
 * What keys there are: the rows of IAM's credential report, who owns each user, which user is
 * exempt, which adopted secret looks after whose keys. Records and pure joins; it decides nothing
 * about keys and asks nobody.
 *
 * <p>Import rule: {@code model}, and FastCSV to read reports.
 */
@NullMarked
package dev.keyturn.inventory;

import org.jspecify.annotations.NullMarked;
