package org.ossicle.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class LayeringTest {
    @Test
    void importsTheFacadeOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackage("org.ossicle..")
                                .or(
                                        resideInAnyPackage(
                                                "org.ossicle",
                                                "org.ossicle.audio",
                                                "org.ossicle.error",
                                                "org.ossicle.cli..")))
                .check(new ClassFileImporter().importPackages("org.ossicle.cli"));
    }
}
