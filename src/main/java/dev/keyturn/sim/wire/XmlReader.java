package dev.keyturn.sim.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@link Xml} wrote: elements without attributes, blanks or anything else between them.
 * An element is a text or a map of those in it; those named {@code member} are a list.
 */
final class XmlReader {
  private static final String MEMBER = "member";

  private final String xml;
  private int at;

  private XmlReader(String xml) {
    this.xml = xml;
  }

  /** The elements of a document that has no single outermost one. */
  static Map<String, Object> read(String xml) {
    return new XmlReader(xml).elements();
  }

  private Map<String, Object> elements() {
    Map<String, Object> elements = new LinkedHashMap<>();
    List<Object> members = new ArrayList<>();
    while (at < xml.length() && !xml.startsWith("</", at)) {
      int end = xml.indexOf('>', at);
      String tag = xml.substring(at + 1, end);
      at = end + 1;
      Object content = content();
      at += tag.length() + 3;
      if (tag.equals(MEMBER)) {
        members.add(content);
      } else {
        elements.put(tag, content);
      }
    }
    if (!members.isEmpty()) {
      elements.put(MEMBER, members);
    }
    return elements;
  }

  private Object content() {
    if (xml.charAt(at) == '<' && xml.charAt(at + 1) != '/') {
      return elements();
    }
    int end = xml.indexOf('<', at);
    String text = xml.substring(at, end);
    at = end;
    return text.indexOf('&') < 0
        ? text
        : text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
  }
}
