<?xml version="1.0" encoding="UTF-8"?>
<!-- Takes the libraries of the function alone out of a bill of materials (CycloneDX): those that pom.xml keeps out of
     keyturn.jar. What is left is what that jar holds. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:b="http://cyclonedx.org/schema/bom/1.6">
  <xsl:output method="xml" encoding="UTF-8" indent="no" />
  <xsl:key name="left-out" match="b:components/b:component[b:name='eventbridge' or b:name='sns' or b:name='aws-lambda-java-core' or b:name='crac']" use="@bom-ref" />

  <xsl:template match="@*|node()">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()" />
    </xsl:copy>
  </xsl:template>

  <xsl:template match="b:component[key('left-out', @bom-ref)]" />
  <xsl:template match="b:dependency[key('left-out', @ref)]" />
</xsl:stylesheet>
