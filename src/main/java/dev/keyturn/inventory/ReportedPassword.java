package dev.keyturn.inventory;

/** A user's console password as a credential report tells it. */
public record ReportedPassword(
    ReportedFlag enabled,
    ReportedTime lastUsed,
    ReportedTime lastChanged,
    ReportedTime nextRotation) {}
