package dev.keyturn.report;

import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.ControlResult;
import dev.keyturn.audit.KeyRemedy;
import dev.keyturn.audit.Urgency;
import dev.keyturn.audit.Verdict;
import dev.keyturn.inventory.InventoryUser;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An audit as JUnit's XML, which pipelines show: a suite a user, as its counts stand before its
 * tests and a report streams; in it a test a key. A test fails with all that fails of its key, and
 * is skipped where an exemption holds that back. Users without keys are left out.
 *
 * <p>XML 1.0 has no form for most control characters, escaped or not, so that text of others is
 * written as {@link VisibleText}.
 */
public final class AuditJUnit implements AuditWriter {
  private final Writer out;
  private final XMLStreamWriter xml;

  /** Writes the beginning; the writer is closed with this. */
  public AuditJUnit(Writer out) throws IOException {
    this.out = out;
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      xml.writeAttribute("name", "keyturn audit");
    } catch (XMLStreamException unwritable) {
      throw new IOException(unwritable);
    }
  }

  @Override
  public void add(InventoryUser user, List<AuditedKey> keys) throws IOException {
    if (keys.isEmpty()) {
      return;
    }
    try {
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      attribute("name", user.row().arn());
      attribute("tests", Integer.toString(keys.size()));
      attribute("failures", count(keys, true));
      attribute("errors", "0");
      attribute("skipped", count(keys, false));
      for (AuditedKey key : keys) {
        test(user, key);
      }
      xml.writeEndElement();
    } catch (XMLStreamException unwritable) {
      throw new IOException(unwritable);
    }
  }

  private static String count(List<AuditedKey> keys, boolean failing) {
    return Long.toString(
        keys.stream()
            .filter(key -> failing ? isFailing(key) : key.urgency() == Urgency.EXEMPT)
            .count());
  }

  private static boolean isFailing(AuditedKey key) {
    return switch (key.urgency()) {
      case ROOT, FAILS -> true;
      case EXEMPT, NARROW, PASSES -> false;
    };
  }

  private void test(InventoryUser user, AuditedKey key) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", "keyturn." + user.row().account());
    attribute("name", "%s, key %d".formatted(user.row().user(), key.key().slot()));
    if (isFailing(key)) {
      xml.writeStartElement("failure");
      attribute("type", "audit");
      attribute("message", AuditText.ids(key.failing()));
      text(reasons(key));
      xml.writeEndElement();
    } else if (key.urgency() == Urgency.EXEMPT) {
      xml.writeStartElement("skipped");
      attribute("message", key.exemption().map(AuditText::exemption).orElse("exempt"));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** A line for each control that fails, with the figure that it went by; then the remedy. */
  private static String reasons(AuditedKey key) {
    String fails = key.failing().stream().map(AuditJUnit::reason).collect(Collectors.joining("\n"));
    return fails + key.remedy().map(KeyRemedy::command).map(it -> "\nTry: " + it).orElse("");
  }

  private static String reason(ControlResult result) {
    Verdict verdict = result.verdict();
    return "%s: %s".formatted(result.control().id(), verdict.figure());
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, VisibleText.of(value));
  }

  /** Its line ends are our own; those of others are made visible. */
  private void text(String lines) throws XMLStreamException {
    xml.writeCharacters(lines.lines().map(VisibleText::of).collect(Collectors.joining("\n")));
  }

  @Override
  public void close() throws IOException {
    try {
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException unwritable) {
      throw new IOException(unwritable);
    }
    out.close();
  }
}
