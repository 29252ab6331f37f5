package dev.keyturn.report;

import java.time.Instant;

/**
 * A credential report that an audit was made from.
 *
 * @param name the file, or the account that it was fetched from
 * @param made when AWS made it, or the latest that is known of that
 * @param sha256 of its bytes, in hexadecimal digits
 * @param rows how many users it tells of, root included
 */
public record AuditSource(String name, Instant made, String sha256, long rows) {}
