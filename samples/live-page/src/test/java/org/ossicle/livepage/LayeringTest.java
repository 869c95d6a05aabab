package org.ossicle.livepage;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
                                                "org.ossicle.livepage..")))
                .check(
                        new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("org.ossicle.livepage"));
    }
}
