package dev.keyturn.sim.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the XML of a Query answer. */
public final class Xml {
  private final StringBuilder out = new StringBuilder(512);

  /** Opens an element. */
  public Xml open(String tag) {
    out.append('<').append(tag).append('>');
    return this;
  }

  /** Closes an element. */
  public Xml close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  /** An element that holds text; nothing at all for null. */
  public Xml text(String tag, @Nullable String value) {
    if (value != null) {
      open(tag);
      escape(value);
      close(tag);
    }
    return this;
  }

  /** An element that holds an instant; IAM and STS tell whole seconds. */
  public Xml time(String tag, Instant instant) {
    return text(tag, instant.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** A page's end: {@code IsTruncated}, and the {@code Marker} where more is to come. */
  public Xml truncated(@Nullable String nextMarker) {
    text("IsTruncated", Boolean.toString(nextMarker != null));
    return text("Marker", nextMarker);
  }

  /** The whole answer to an operation, around the result written here so far. */
  public String answer(Service service, String operation, String requestId) {
    String result = out.isEmpty() ? "" : wrap(operation + "Result", out.toString());
    return "<"
        + operation
        + "Response xmlns=\""
        + service.namespace()
        + "\">"
        + result
        + "<ResponseMetadata><RequestId>"
        + requestId
        + "</RequestId></ResponseMetadata></"
        + operation
        + "Response>";
  }

  /** The result written here so far, as maps, lists and texts; see {@link XmlReader}. */
  public Map<String, Object> members() {
    return XmlReader.read(out.toString());
  }

  /** The body of an error answer. */
  public static String error(
      String namespace, int status, String code, String message, String requestId) {
    Xml xml = new Xml();
    xml.open("Error").text("Type", status < 500 ? "Sender" : "Receiver");
    xml.text("Code", code).text("Message", message).close("Error").text("RequestId", requestId);
    return "<ErrorResponse xmlns=\"" + namespace + "\">" + xml.out + "</ErrorResponse>";
  }

  private static String wrap(String tag, String content) {
    return "<" + tag + ">" + content + "</" + tag + ">";
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        // XML 1.0 has no way to write most control characters.
        default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '?' : c);
      }
    }
  }
}
