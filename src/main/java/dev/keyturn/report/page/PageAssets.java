package dev.keyturn.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What every page carries inside: its style, its one script, and the content security policy that
 * allows these two by their hashes and nothing else. Where an escape failed, a browser would still
 * not run, load or send what came through.
 *
 * @param style CSS, ours
 * @param script JavaScript, ours
 * @param policy for the page's {@code meta} element
 */
public record PageAssets(String style, String script, String policy) {
  /** Those that are packed with us. */
  static PageAssets packed() {
    String style = resource("page.css");
    String script = resource("page.js");
    return new PageAssets(
        style,
        script,
        "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
            .formatted(hash(style), hash(script)));
  }

  private static String resource(String name) {
    try (InputStream in = PageAssets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not packed");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Of the very text between the tags (Content Security Policy 3, 2.3.1). */
  private static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return "sha256-"
          + Base64.getEncoder()
              .encodeToString(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
