package dev.keyturn.audit;

/** What one control says of one key. */
public record ControlResult(Control control, Verdict verdict) {}
