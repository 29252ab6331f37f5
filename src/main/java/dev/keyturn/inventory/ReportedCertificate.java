package dev.keyturn.inventory;

/**
 * A signing certificate as a credential report tells it.
 *
 * @param slot 1 or 2
 */
public record ReportedCertificate(int slot, boolean active, ReportedTime lastRotated) {}
