package dev.keyturn.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.keyturn.plan.Phase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may use whom, and what each room may touch. A room that does not exist yet breaks nothing.
 */
class RoomsTest {
  private static final JavaClasses PRODUCT = Rooms.product();

  static List<String> rooms() {
    return Rooms.names();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rooms")
  @DisplayName("A room uses only the rooms that the design opens to it")
  void directions(String room) {
    check(
        noClasses()
            .that()
            .resideInAPackage(Rooms.packages(room))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(Rooms.packagesClosedTo(room)));
  }

  @Test
  @DisplayName("Every class lives in a room")
  void everyClassInARoom() {
    check(classes().should().resideInAnyPackage(Rooms.allPackages()));
  }

  @Test
  @DisplayName("Rooms have no cycles inside them either")
  void noCycles() {
    check(slices().matching("dev.keyturn.(**)").should().beFreeOfCycles());
  }

  @Test
  @DisplayName("Only aws knows the AWS SDK; sim knows no more of it than its HTTP interface")
  void awsSdk() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(Rooms.packages("aws"), Rooms.packages("sim"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.."));
    check(
        noClasses()
            .that()
            .resideInAPackage(Rooms.packages("sim"))
            .should()
            .dependOnClassesThat(
                resideInAPackage("software.amazon.awssdk..")
                    .and(
                        DescribedPredicate.not(
                            resideInAnyPackage(
                                "software.amazon.awssdk.http..",
                                "software.amazon.awssdk.utils..")))));
  }

  @Test
  @DisplayName("Only app.cli knows picocli")
  void picocli() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(Rooms.packages("app.cli"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli.."));
  }

  @Test
  @DisplayName("Only pages know the template library, and the function knows no page")
  void templates() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(Rooms.packages("report.page"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("gg.jte.."));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(Rooms.packages("report.page"), Rooms.packages("app.cli"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(Rooms.packages("report.page")));
  }

  @Test
  @DisplayName("Only json writes JSON by the library, so that there is one way")
  void jsonWriter() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(Rooms.packages("json"))
            .should()
            .dependOnClassesThat()
            .haveNameMatching("com\\.fasterxml\\.jackson\\..*(Generator|Encoder|PrettyPrinter)"));
  }

  @Test
  @DisplayName("model and plan need nothing but the JDK")
  void noLibraries() {
    check(
        classes()
            .that()
            .resideInAnyPackage(Rooms.packages("model"), Rooms.packages("plan"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "org.jspecify.annotations..",
                Rooms.packages("model"),
                Rooms.packages("plan")));
  }

  @Test
  @DisplayName("model and plan have no clock, thread, randomness, logger, file or network")
  void pure() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(Rooms.packages("model"), Rooms.packages("plan"))
            .should()
            .dependOnClassesThat(OUTSIDE_WORLD));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(Rooms.packages("model"), Rooms.packages("plan"))
            .should()
            .accessTargetWhere(
                Ambient.ANY.or(
                    Ambient.method("java.lang.System", "getProperty", "getProperties"))));
  }

  @Test
  @DisplayName("What is summed up as a phase decides nothing: no check and no loop knows of it")
  void phaseDecidesNothing() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                Rooms.packages("plan"), Rooms.packages("rotate"), Rooms.packages("fleet"))
            .and()
            .haveNameNotMatching("dev\\.keyturn\\.plan\\.Phase(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Phase.class));
  }

  @Test
  @DisplayName("Only app asks for now, sleeps, draws randomness or reads the environment")
  void ambient() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.keyturn.app..")
            .should()
            .accessTargetWhere(Ambient.ANY));
  }

  @Test
  @DisplayName("Only aws reveals a secret")
  void reveal() {
    DescribedPredicate<JavaAccess<?>> reveal =
        Ambient.method("dev.keyturn.model.SecretText", "reveal");
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(Rooms.packages("aws"))
            .should()
            .accessTargetWhere(reveal));
  }

  private static final Set<String> OUTSIDE_CLASSES =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.System$Logger",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.security.SecureRandom",
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Random",
          "java.util.Scanner",
          "java.util.SplittableRandom",
          "java.util.Timer");

  /**
   * Serializable is in java.io only by accident of history: class files name it where no source
   * does.
   */
  private static final DescribedPredicate<JavaClass> OUTSIDE_WORLD =
      resideInAnyPackage(
              "java.io..",
              "java.net..",
              "java.nio.channels..",
              "java.nio.file..",
              "java.util.concurrent..",
              "java.util.logging..",
              "java.util.random..")
          .and(describe("not Serializable", type -> !type.getName().equals("java.io.Serializable")))
          .or(describe("of the outside world", type -> OUTSIDE_CLASSES.contains(type.getName())))
          .as("belong to the outside world");

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(PRODUCT);
  }
}
