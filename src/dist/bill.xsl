<?xml version="1.0" encoding="UTF-8"?>
<!-- The bill of materials of keyturn.jar (CycloneDX), and what an archive or an image holds besides: the Java runtime, and
     the C library, as libc.lock names it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:b="http://cyclonedx.org/schema/bom/1.6">
  <xsl:output method="xml" encoding="UTF-8" indent="no" />
  <xsl:param name="runtime" />
  <xsl:param name="libc" />

  <xsl:template match="@*|node()">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()" />
    </xsl:copy>
  </xsl:template>

  <xsl:template match="/b:bom/b:components">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()" />
      <component xmlns="http://cyclonedx.org/schema/bom/1.6" type="platform" bom-ref="java-runtime">
        <name>java-runtime</name>
        <version><xsl:value-of select="$runtime" /></version>
      </component>
      <xsl:if test="$libc">
        <xsl:variable name="version" select="substring-before(substring-after($libc, ' '), ' ')" />
        <component xmlns="http://cyclonedx.org/schema/bom/1.6" type="library" bom-ref="libc6">
          <name>libc6</name>
          <version><xsl:value-of select="$version" /></version>
          <purl>pkg:deb/debian/libc6@<xsl:value-of select="$version" />?distro=debian-12</purl>
        </component>
      </xsl:if>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
