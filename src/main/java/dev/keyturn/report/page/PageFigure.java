package dev.keyturn.report.page;

/**
 * A number that a page shows large.
 *
 * @param label what is counted
 * @param tone {@code bad}, {@code middling}, {@code good} or {@code plain}; said by the label, too
 */
public record PageFigure(String label, long count, String tone) {}
