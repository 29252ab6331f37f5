package dev.keyturn.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;

/** What S3 says, in XML: a page of names, or an error. */
final class S3Replies {
  /**
   * A page of ListObjectsV2.
   *
   * @param names of objects, or of what their names begin with where they were rolled up
   * @param next where the next page begins; empty at the last one
   */
  record Listing(List<String> names, Optional<String> next) {}

  private S3Replies() {}

  static Listing listing(byte[] body) {
    List<String> names = new ArrayList<>();
    String next = "";
    boolean inCommon = false;
    boolean escaped = false;
    try {
      XMLStreamReader xml = reader(body);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "CommonPrefixes" -> inCommon = true;
            case "Key" -> names.add(xml.getElementText());
            case "Prefix" -> {
              // Of the request's own prefix, which comes first, there is one outside as well.
              if (inCommon) {
                names.add(xml.getElementText());
              }
            }
            case "EncodingType" -> escaped = xml.getElementText().equals("url");
            case "NextContinuationToken" -> next = xml.getElementText();
            default -> {}
          }
        } else if (xml.isEndElement() && xml.getLocalName().equals("CommonPrefixes")) {
          inCommon = false;
        }
      }
    } catch (XMLStreamException notXml) {
      throw new UnreadableReplyException("ListObjectsV2: the reply is not XML");
    }
    return new Listing(
        escaped ? names.stream().map(S3Replies::unescaped).toList() : names,
        Optional.of(next).filter(token -> !token.isEmpty()));
  }

  /** S3 escapes as HTML forms do, a space as a plus sign; what is not so was never escaped. */
  private static String unescaped(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEscaped) {
      return name;
    }
  }

  /** Code and message; what cannot be read leaves both empty. */
  static AwsErrorDetails error(byte[] body) {
    AwsErrorDetails.Builder error = AwsErrorDetails.builder().serviceName("S3");
    try {
      XMLStreamReader xml = reader(body);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "Code" -> error.errorCode(xml.getElementText());
            case "Message" -> error.errorMessage(xml.getElementText());
            default -> {}
          }
        }
      }
    } catch (XMLStreamException notXml) {
      return error.errorMessage("the reply is not XML").build();
    }
    return error.build();
  }

  /** Without document types, and so without entities of anybody's. */
  private static XMLStreamReader reader(byte[] body) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory.createXMLStreamReader(SignedRequests.stream(body));
  }
}
