package org.ossicle.callreport;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class LayeringTest {
    private final JavaClasses own =
            new ClassFileImporter().importPackages("org.ossicle.callreport");

    @Test
    void importsTheFacadeAndTheReadersOfFilesOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackage("org.ossicle..")
                                .or(
                                        resideInAnyPackage(
                                                "org.ossicle",
                                                "org.ossicle.audio",
                                                "org.ossicle.error",
                                                "org.ossicle.cli.audio",
                                                "org.ossicle.callreport..")))
                .check(own);
    }

    @Test
    void theAnalysisKnowsNeitherModelsNorFiles() {
        noClasses()
                .that()
                .resideInAPackage("org.ossicle.callreport.analysis")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.ossicle.callreport.hearing",
                        "org.ossicle.callreport.report",
                        "org.ossicle.callreport.batch",
                        "org.ossicle.cli..",
                        "java.nio.file..")
                .check(own);
    }
}
