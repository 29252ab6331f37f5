/**
 * Pages: one HTML file each, which needs no network and no script to be read, and prints. Records
 * here hold the text and the geometry; the templates in {@code src/main/jte} put them into HTML and
 * escape them, as names, tags and reports are anybody's. The function does without this package.
 *
 * <p>Import rule: what {@code report} uses, {@code report} itself, and alone the template library.
 */
@NullMarked
package dev.keyturn.report.page;

import org.jspecify.annotations.NullMarked;
