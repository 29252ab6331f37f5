package dev.keyturn.report.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.Writer;
import java.util.Map;

/**
 * The templates of {@code src/main/jte}, compiled when Keyturn was built. What they put out is
 * escaped by where it stands; {@code $unsafe} is for {@link PageAssets} alone.
 */
final class PageTemplates {
  /** As in {@code pom.xml}, where they are compiled. */
  private static final String COMPILED = "dev.keyturn.report.page.compiled";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, PageTemplates.class.getClassLoader(), COMPILED);

  /** Writes a page as it goes. */
  void render(String template, Object page, Writer out) {
    engine.render(
        template, Map.of("page", page, "assets", PageAssets.packed()), new WriterOutput(out));
  }
}
